"""The program's modules as files: which are tests, floors, or pure computation."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools import HOUSE
from tools.floors import FLOORS

PACKAGE = HOUSE / "trongtam"
JUDGED_FLOORS = {"rules", "queries", "operations"}


def sources(*folders: str) -> Iterator[Path]:
    """Every Python file of the house that is written by hand and is no test."""
    for folder in folders or ("trongtam", "tools", "bench"):
        for path in sorted((HOUSE / folder).rglob("*.py")):
            if not {"tests", "migrations", "__pycache__"} & set(path.parts):
                yield path


def floor(path: Path) -> str:
    """`trongtam/org/queries/board.py` → `queries`; for no floor the module's own name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[1] if len(parts) > 1 else parts[0]


def imports_django(tree: ast.AST) -> bool:
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        if any(name.split(".")[0] in {"django", "allauth", "csp"} for name in names):
            return True
    return False


def is_pure(path: Path) -> bool:
    """Computation that takes values and gives values: in a room, on no floor, with no Django."""
    text = path.read_text(encoding="utf8")
    return (
        len(path.relative_to(PACKAGE).parts) > 1 and floor(path) not in FLOORS and not imports_django(ast.parse(text))
    )


def is_judged(path: Path) -> bool:
    """Whether the branch coverage gate holds for it: rules, queries, operations and pure modules with code in them."""
    if path.name == "__init__.py" and not path.read_text(encoding="utf8").strip():
        return False
    return floor(path) in JUDGED_FLOORS or is_pure(path)
