"""Papers of this room."""
