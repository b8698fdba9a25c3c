"""The places of the navigation; registered with the other tags in `look`."""

from django.utils.safestring import SafeString

from trongtam.look.addresses import address
from trongtam.look.context import NavSection, sections_of
from trongtam.look.templatetags.picture_parts import drawn_once


def nav_sections(context) -> list[NavSection]:
    """`{% nav_sections as sections %}`: one's own places, then those below each heading; the one of this page is open."""
    return sections_of(context["shell"].nav, context.get("nav_current") or "")


@drawn_once("nav_list")
def _nav_list(*sections):
    return {"sections": sections}


def nav_list(context, current="") -> SafeString:
    """`{% nav_list nav_current %}`: all places of the side bar and the bottom bar; `current`: the key of the page's own."""
    found = sections_of(context["shell"].nav, current)
    return _nav_list(*(_flat(section, current) for section in found))


def _flat(section: NavSection, current: str):
    places = tuple(
        (
            place.url,
            str(place.label),
            place.icon,
            place.count,
            place.key == current if current else place.current,
            place.bar,
        )
        for place in section.places
    )
    return str(section.group.label) if section.group else "", section.open, section.count, places


@drawn_once("draft_words")
def draft_words():
    """`{% draft_words %}`: what is said of drafts, as attributes that drafts.js reads."""
    return {}


@drawn_once("page_assets")
def _page_assets(manifest):
    return {"manifest": manifest}


def page_assets() -> SafeString:
    """`{% page_assets %}`: signs, fonts, styles and scripts of every page."""
    return _page_assets(address("look:manifest"))
