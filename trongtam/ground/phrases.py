"""Sentences of modules that import no Django, still readable in the person's language.

A pure module writes `Phrase(gettext_noop("… %(name)s …"), name=…)`. The English text is the message's id; `gettext_noop`
only marks it for the catalogue. Where Django runs, the app of this room hands its `gettext` to `speak_through`, and the
phrase speaks the language that is active when it is printed, as a lazy translation does. Without Django it speaks English.
"""

from collections.abc import Callable

_speak: Callable[[str], str] = str


def gettext_noop(msgid: str) -> str:
    """Mark a message for the catalogue; the text comes back unchanged."""
    return msgid


def speak_through(translate: Callable[[str], str]) -> None:
    """Let every phrase pass through `translate` (msgid in, text out) when it is printed."""
    global _speak
    _speak = translate


class Phrase:
    """A sentence with named places, put into words when it is printed."""

    __slots__ = ("msgid", "params")

    def __init__(self, msgid: str, /, **params: object):
        self.msgid = msgid
        self.params = params

    def __str__(self) -> str:
        return _speak(self.msgid) % self.params

    def __repr__(self) -> str:
        return f"Phrase({self.msgid!r}, {self.params!r})"
