"""What this room keeps: duties to follow a unit, visits, recommendations, working sessions, notes of groups, notices."""
