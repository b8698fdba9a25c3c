"""The front door: the desk, the search over all rooms, and whether the program is well."""
