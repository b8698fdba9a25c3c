"""What this room keeps: evaluation and classification by dated rule sets: schemes, rounds, caps, tables."""
