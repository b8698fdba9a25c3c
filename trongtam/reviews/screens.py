"""Which topic of the guides belongs to which screen of this room."""

from .screens_rounds import TOPICS as OF_ROUNDS

TOPICS: dict[str, tuple[str, ...]] = {**OF_ROUNDS}
