"""The papers of this room, as Word and Excel files."""
