"""The room's part of the permission table: nobody asks the book for anything, the acts of the rooms above do."""

ACTS_OF_THE_PROGRAM = frozenset({"ledger.personal_erased"})
