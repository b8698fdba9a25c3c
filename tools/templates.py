"""Every template parses, and asks nothing that the content policy or a reader without network would refuse."""

import os
import re
import sys
from pathlib import Path

from tools import HOUSE

REFUSED = {
    re.compile(r"\sstyle\s*=", re.I): "has a style attribute: the content policy blocks it, use a class",
    re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.I): "has an inline script",
    re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I): "has an inline event handler",
    re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.I): "asks another host",
}


def templates() -> list[Path]:
    return sorted(
        path for path in (HOUSE / "trongtam").rglob("templates/**/*") if path.suffix in {".html", ".txt", ".svg"}
    )


def refused(path: Path) -> list[str]:
    """Faults with their line; comments of the template language are not read."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        bare = re.sub(r"\{#.*?#\}", "", line)
        found += [f"{path.relative_to(HOUSE)}:{number} {fault}" for form, fault in REFUSED.items() if form.search(bare)]
    return found


def complaints() -> list[str]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trongtam.portal.settings")
    import django
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template

    django.setup()
    found = []
    for path in templates():
        found += refused(path)
        name = str(path).partition("/templates/")[2]
        try:
            get_template(name)
        except TemplateSyntaxError as error:
            found.append(f"{path.relative_to(HOUSE)}: {error}")
    return found


if __name__ == "__main__":
    sys.exit("\n".join(complaints()) or 0)
