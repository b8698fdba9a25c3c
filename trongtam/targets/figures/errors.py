"""The named error of the figures: a sentence, and the field it is about."""

from trongtam.ground.errors import Refused
from trongtam.ground.phrases import Phrase


class Inconsistent(Refused):
    """Values that contradict each other or the rules of their indicator; `field` names the first one that does."""

    def __init__(self, field: str, msgid: str, /, **params: object):
        super().__init__(Phrase(msgid, **params), field=field)
