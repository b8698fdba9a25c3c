"""What the house is built, checked and measured with; nothing here is imported by the program itself."""

import tomllib
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


def project() -> dict:
    """The contents of pyproject.toml."""
    return tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf8"))
