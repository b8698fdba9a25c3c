"""What the acts of this room are called in the book."""

from trongtam.ledger import acts

ACTS: dict[str, str] = {}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
