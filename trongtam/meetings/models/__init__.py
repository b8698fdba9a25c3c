"""What this room keeps: meetings in three steps, minutes, decisions, scoring."""
