from django.utils import translation
from django.utils.translation import gettext_lazy

from trongtam.ground.errors import NotAllowed, Refused, Unreadable
from trongtam.ground.phrases import Phrase


def test_errors_print_their_sentence_in_the_language_of_the_reader():
    lazy = gettext_lazy("Please type a number.")
    for error in (Refused(lazy, field="value"), Unreadable(Phrase("Please type a number.")), NotAllowed(lazy)):
        with translation.override("vi"):
            assert str(error) == "Xin gõ một số."
        with translation.override("en"):
            assert str(error) == "Please type a number."


def test_a_refusal_knows_its_field():
    assert Refused("x", field="value").field == "value"
    assert Refused("x").field is None
    assert isinstance(Unreadable("x"), Refused)
