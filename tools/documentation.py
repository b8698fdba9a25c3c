"""The documentation is tested: links lead somewhere, commands and targets exist, names in bold stand on the screen of the
page's language, each page has its twin in the other language."""

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import polib

from tools import HOUSE

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.S)
COMMAND = re.compile(r"(?:^|[\s/`$])trongtam ([a-z][\w-]+)")
TARGET = re.compile(r"(?:^|[\s`$])make ([a-z][\w-]*)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
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


def sayings(language: str) -> str:
    """Everything that the program says in a language, one saying a line. The English ones are what the catalogues translate."""
    catalogues = sorted((HOUSE / "trongtam").glob("*/locale/vi/LC_MESSAGES/django.po"))
    entries = [entry for path in catalogues for entry in polib.pofile(str(path)) if not entry.obsolete]
    found = [saying for entry in entries for saying in _of(entry, language)]
    return "\n".join(unicodedata.normalize("NFC", saying) for saying in found)


def _of(entry: polib.POEntry, language: str) -> list[str]:
    if language == "en":
        return [entry.msgid, *([entry.msgid_plural] if entry.msgid_plural else [])]
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def unknown_names(text: str, said: str) -> list[str]:
    """Names in bold are names on the screen: what the program says is that, or begins so; "…" stands for anything."""
    names = dict.fromkeys(" ".join(name.split()) for name in BOLD.findall(unicodedata.normalize("NFC", text)))
    shapes = {name: ".*".join(re.escape(part) for part in name.split("…")) for name in names}
    lost = [name for name, shape in shapes.items() if not re.search(rf"^{shape}(?!\w)", said, re.M)]
    return [f"**{name}** stands nowhere on the screen" for name in lost]


def missing_twins() -> list[str]:
    names = {language: {page.name for page in (HOUSE / "docs" / language).glob("*.md")} for language in LANGUAGES}
    everything = set().union(*names.values())
    return [
        f"docs/{language}/{name} is missing" for language in LANGUAGES for name in sorted(everything - names[language])
    ]


def complaints() -> list[str]:
    known_commands, known_targets = commands(), targets()
    said = {language: sayings(language) for language in LANGUAGES}
    found = missing_twins()
    for page in pages():
        text = page.read_text(encoding="utf8")
        faults = broken_links(page, text) + unknown_words(text, known_commands, known_targets)
        if page.parent.name in LANGUAGES:
            faults += unknown_names(text, said[page.parent.name])
        found += [f"{page.relative_to(HOUSE)}: {fault}" for fault in faults]
    return found


if __name__ == "__main__":
    sys.exit("\n".join(complaints()) or 0)
