"""The documentation is tested: links lead somewhere, commands and targets exist, each page has its twin in the other language."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tools import HOUSE

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.S)
COMMAND = re.compile(r"(?:^|[\s/`$])trongtam ([a-z][\w-]+)")
TARGET = re.compile(r"(?:^|[\s`$])make ([a-z][\w-]*)")
LANGUAGES = ("vi", "en")


def pages() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.md"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
    )
    return [HOUSE / name for name in sorted(listed.stdout.split()) if (HOUSE / name).exists()]


def commands() -> set[str]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trongtam.portal.settings")
    import django
    from django.core.management import get_commands

    django.setup()
    return set(get_commands()) | {"help"}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][\w-]*):", (HOUSE / "Makefile").read_text(encoding="utf8"), re.M))


def broken_links(page: Path, text: str) -> list[str]:
    local = [link.partition("#")[0] for link in LINK.findall(CODE.sub("", text)) if "://" not in link]
    return [f"{link} leads nowhere" for link in local if link and not (page.parent / link).exists()]


def unknown_words(text: str, known_commands: set[str], known_targets: set[str]) -> list[str]:
    code = "\n".join(CODE.findall(text))
    found = [f"`trongtam {name}` is no command" for name in COMMAND.findall(code) if name not in known_commands]
    return found + [f"`make {name}` is no target" for name in TARGET.findall(code) if name not in known_targets]


def missing_twins() -> list[str]:
    names = {language: {page.name for page in (HOUSE / "docs" / language).glob("*.md")} for language in LANGUAGES}
    everything = set().union(*names.values())
    return [
        f"docs/{language}/{name} is missing" for language in LANGUAGES for name in sorted(everything - names[language])
    ]


def complaints() -> list[str]:
    known_commands, known_targets = commands(), targets()
    found = missing_twins()
    for page in pages():
        text = page.read_text(encoding="utf8")
        faults = broken_links(page, text) + unknown_words(text, known_commands, known_targets)
        found += [f"{page.relative_to(HOUSE)}: {fault}" for fault in faults]
    return found


if __name__ == "__main__":
    sys.exit("\n".join(complaints()) or 0)
