"""What was typed about units and people."""
