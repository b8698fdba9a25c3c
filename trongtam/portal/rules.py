"""What the program does by itself, without a person: the demonstration is laid at the first start."""

ACTS_OF_THE_PROGRAM = frozenset({"portal.demonstration_laid"})
