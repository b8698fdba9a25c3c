"""Papers owed upward, as dates: which periods are owed, and by when. Pure: no Django."""
