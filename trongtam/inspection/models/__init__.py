"""What this room keeps: the year's programme of inspection and supervision, conclusions, social criticism by the Front."""
