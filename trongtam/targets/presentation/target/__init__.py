"""A target's page as the look draws it.

head        where it stands, in a sentence
facts       outlook, changes, other targets on the same figure, who is in charge
trend       the drawing and its table
statements  who stated what, with its history
units       who was left out, the unit's own figure, what was shared out
picture     all of it
"""

from .picture import Picture, picture

__all__ = ["Picture", "picture"]
