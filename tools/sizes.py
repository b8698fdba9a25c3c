"""No file over 400 lines and no function over 50: what grows past that is split by act."""

import ast
import sys

from tools import HOUSE
from tools.modules import sources

FILE_LINES, FUNCTION_LINES = 400, 50


def complaints() -> list[str]:
    found = []
    for path in sources():
        text = path.read_text(encoding="utf8")
        name = path.relative_to(HOUSE)
        if (lines := text.count("\n")) > FILE_LINES:
            found.append(f"{name}: {lines} lines, at most {FILE_LINES}")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    found.append(f"{name}:{node.lineno} {node.name}: {lines} lines, at most {FUNCTION_LINES}")
    return found


if __name__ == "__main__":
    sys.exit("\n".join(complaints()) or 0)
