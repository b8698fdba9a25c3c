"""What the pages of help read: the person's guides, the part of a topic, in the language in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from .explaining import language
from .guides import NAMES, answers, guide, own_guides
from .reading import Guide, Section, as_html


@dataclass(frozen=True)
class Part:
    """A section as it is shown."""

    title: str
    anchor: str
    html: SafeString


@dataclass(frozen=True)
class Help:
    """What belongs to one screen; `own`: it stands in a guide of the person's own."""

    guide: Guide
    parts: tuple[Part, ...]
    own: bool


def leads(address: str) -> str:
    """Links among the guides lead to their pages; those to other files of the documentation nowhere."""
    name = address.partition("#")[0].removesuffix(".md")
    return reverse("guide:guide", args=[name]) if name in NAMES else ""


def shown(section: Section) -> Part:
    html = as_html(section.text, leads)
    return Part(section.title, section.anchor, mark_safe(html))  # noqa: S308 (as_html lets no HTML of its source through)


def help_on(topic: str, request: Any) -> Help | None:
    """The part for the person's own posts, else that of any guide; None for a topic that no guide knows."""
    own = own_guides(request)
    for names in (own, NAMES):
        if found := answers(topic, names, language()):
            return Help(found[0], tuple(shown(section) for section in found[1]), names is own)
    return None


def whole(name: str) -> tuple[Guide, tuple[Part, ...]]:
    """A guide with all its parts, the beginning first."""
    found = guide(name, language())
    return found, tuple(shown(section) for section in (found.intro, *found.sections))


def listed(request: Any) -> tuple[list[tuple[Guide, str]], list[tuple[Guide, str]]]:
    """The person's own guides, then the others, each with its address."""
    own = own_guides(request)
    rows = [(guide(name, language()), reverse("guide:guide", args=[name])) for name in NAMES]
    return [row for row in rows if row[0].name in own], [row for row in rows if row[0].name not in own]
