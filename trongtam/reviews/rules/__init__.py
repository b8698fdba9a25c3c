"""Who may do what in this room; and the sentences that say who may."""
