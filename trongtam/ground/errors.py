"""Errors that are a sentence a person can act on. Every skin maps each of them exactly once.

Refused    the act makes no sense now          form error 422, problem+json 409, CommandError, row error
NotAllowed the person has no right to the act  403, the sentence says who has it
Unreadable the typed text cannot be read       form error 422 at its field
"""


class Refused(Exception):
    """An act that cannot be done as asked. `sentence` may be a lazy translation; `field` names the form field it belongs to.

    `way`: where the person can do what is right instead, as the name of a page and the words of the link.
    """

    def __init__(self, sentence: object, *, field: str | None = None, way: tuple[str, object] | None = None) -> None:
        self.sentence = sentence
        self.field = field
        self.way = way
        super().__init__(sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class Unreadable(Refused):
    """Text that can be read two ways or none."""


class NotAllowed(Exception):
    """The person sees the thing but may not do this with it; the sentence says who may."""

    def __init__(self, sentence: object) -> None:
        self.sentence = sentence
        super().__init__(sentence)

    def __str__(self) -> str:
        return str(self.sentence)
