"""What was typed about works."""
