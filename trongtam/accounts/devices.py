"""What a browser says of itself, read into two short words. Pure; knows no more than a person needs to tell his phone from
the office's computer."""

from __future__ import annotations

# The first sign that is found counts: most browsers call themselves by the names of others too.
BROWSERS = (
    ("Zalo", "Zalo"),
    ("coc_coc_browser", "Cốc Cốc"),
    ("EdgA", "Edge"),
    ("EdgiOS", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPad", "ipad"),
    ("iPhone", "iphone"),
    ("Android", "android"),
    ("Windows", "windows"),
    ("CrOS", "chromebook"),
    ("Macintosh", "mac"),
    ("Linux", "linux"),
)


def read_browser(text: str) -> tuple[str, str]:
    """(browser, system) of a `User-Agent`: a name as people know it, and a key of `SYSTEMS`; empty where none is known."""
    browser = next((name for sign, name in BROWSERS if sign in text), "")
    system = next((key for sign, key in SYSTEMS if sign in text), "")
    return browser, system
