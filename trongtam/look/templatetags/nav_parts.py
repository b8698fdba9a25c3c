"""The places of the navigation; registered with the other tags in `look`."""

from trongtam.look.context import NavSection, sections_of


def nav_sections(context) -> list[NavSection]:
    """`{% nav_sections as sections %}`: one's own places, then those below each heading; the one of this page is open."""
    return sections_of(context["shell"].nav, context.get("nav_current") or "")
