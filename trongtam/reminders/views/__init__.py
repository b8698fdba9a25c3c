"""Pages of reminders: the inbox, one's wishes and ways, the calendar."""
