"""What the schemes, tables and papers of this room hang into the house at start-up."""


def register_all() -> None:
    """Called once, when the room is ready."""
