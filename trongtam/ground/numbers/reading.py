"""Reading a typed number. The point groups thousands, the comma begins the decimals; what can be read two ways or
none is refused with a sentence that shows what to type instead (rule: "Measurement" of the numbers design).

Read:     1.234 → 1234 · 1 234 → 1234 · 46.346,8 · -3,5 · 05 → 5 · hơn 152 · dưới 5 · gần 90%
Refused:  1.2.3,4 · 1,234.5 (grouped the English way) · 3.5 and 0.125 (a point is never a decimal mark here)
Decided:  "1,234" is one thousand … to an English eye and a decimal to a Vietnamese one. Where the indicator keeps three
          decimals or more it is read as a decimal; elsewhere it is refused. "0,234" and "1.000,234" have one reading.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from trongtam.ground.errors import Unreadable
from trongtam.ground.numbers.words import in_words
from trongtam.ground.numbers.writing import write
from trongtam.ground.phrases import Phrase
from trongtam.ground.phrases import gettext_noop as _
from trongtam.ground.vntext import fold

EXACTLY, MORE_THAN, LESS_THAN, ABOUT = "exactly", "more_than", "less_than", "about"
BOUNDS = (EXACTLY, MORE_THAN, LESS_THAN, ABOUT)

LONGEST_TEXT = 60
# Amounts are stored as 64-bit integers of 10^-decimals: eighteen digits always fit.
MOST_DIGITS = 18
MOST_DECIMALS = 6

_BOUND_WORDS = {
    MORE_THAN: ("hon", "tren", "nhieu hon", "more than", "over", "above", ">"),
    LESS_THAN: ("duoi", "chua den", "chua toi", "it hon", "kem", "less than", "under", "below", "<"),
    ABOUT: ("gan", "khoang", "xap xi", "about", "nearly", "around", "~", "≈"),
}
_BY_WORD = sorted(((w, bound) for bound, words in _BOUND_WORDS.items() for w in words), key=lambda p: -len(p[0]))
_SHAPE = re.compile(r"(?P<sign>[-+]?) ?(?P<body>[0-9](?:[0-9., ]*[0-9])?) ?(?P<rest>.*)", re.DOTALL)
_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-", "\u2011": "-"})
# ² or ½ beside a digit would fold into another number; behind a letter they belong to a unit (m²).
_STRANGE_DIGIT = re.compile(r"(?<![^\W\d_])[²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞]|[^\W0-9A-Za-z_](?<=\d)")
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Number:
    """What was typed: an exact decimal in the unit of its field, and how sharp it is (one of BOUNDS)."""

    value: Decimal
    bound: str = EXACTLY


def read(text: str, *, unit: str = "", decimals: int | None = None, digits: int = MOST_DIGITS) -> Number:
    """Read one number with an optional bound word before it.

    `unit` is the only thing that may stand behind the number ("%", "tỷ đồng"; its leading words too: "tỷ") and is then
    ignored; it is never used to scale. `decimals` is the most decimals the field keeps (trailing zeros do not count;
    None: six), `digits` the most digits before and after the comma together. Raises Unreadable.
    """
    shown = " ".join(text.split())
    if not shown:
        raise Unreadable(Phrase(_("Please type a number.")))
    if len(shown) > LONGEST_TEXT:
        sentence = _("This is too long for a number. Please type the number alone, for example %(example)s.")
        raise Unreadable(Phrase(sentence, example="1.234" if decimals == 0 else "1.234,5"))
    if _STRANGE_DIGIT.search(shown):
        raise _unreadable(shown, decimals)
    bound, plain = _split_bound(fold(shown).translate(_MINUS_SIGNS))
    found = _SHAPE.fullmatch(plain)
    if not found:
        raise _unreadable(shown, decimals)
    if found["rest"] and not _is_unit(found["rest"], unit):
        raise _foreign_rest(shown, found["rest"], unit, decimals)
    value = _value(found["body"], shown, decimals)
    if found["sign"] == "-":
        value = -value
    _keep_within(value, shown, decimals, digits)
    return Number(value, bound)


def _split_bound(plain: str) -> tuple[str, str]:
    for word, bound in _BY_WORD:
        if plain.startswith(word) and not plain[len(word) : len(word) + 1].isalpha():
            return bound, plain[len(word) :].strip()
    return EXACTLY, plain


def _is_unit(rest: str, unit: str) -> bool:
    wanted = fold(unit)
    return bool(wanted) and (rest == wanted or wanted.startswith(rest + " "))


def _value(body: str, shown: str, decimals: int | None) -> Decimal:
    if _TWO_WAYS.fullmatch(body) and (decimals is None or decimals < 3):
        raise _two_ways(body, shown, decimals)
    whole, comma, part = body.partition(",")
    if not _WHOLE.fullmatch(whole) or (comma and not re.fullmatch("[0-9]+", part)):
        raise _unreadable(shown, decimals)
    if re.fullmatch(r"0\d*\..*", whole):  # 0.125: thousands never begin with a zero
        raise _unreadable(shown, decimals)
    plain = re.sub("[. ]", "", whole)
    return Decimal(f"{plain}.{part}" if part else plain)


def _keep_within(value: Decimal, shown: str, decimals: int | None, digits: int) -> None:
    most = MOST_DECIMALS if decimals is None else decimals
    sign_digits = value.normalize().as_tuple()
    exponent = int(sign_digits.exponent)
    if -exponent > most:
        sentence = (
            _("“%(text)s” has too many decimals. At most %(most)d digits may stand after the comma.")
            if most
            else _("“%(text)s” must be a whole number, without decimals.")
        )
        raise Unreadable(Phrase(sentence, text=shown, most=most))
    before = max(len(sign_digits.digits) + exponent, 0)
    if before + most > digits:
        sentence = _(
            "“%(text)s” is too large: at most %(most)d digits may stand before the comma. Please check the unit."
        )
        raise Unreadable(Phrase(sentence, text=shown, most=max(digits - most, 0)))


def _two_ways(body: str, shown: str, decimals: int | None) -> Unreadable:
    sentence = (
        _("“%(text)s” can be read two ways. For %(words)s please type %(grouped)s.")
        if decimals == 0
        else _(
            "“%(text)s” can be read two ways. For %(words)s please type %(grouped)s; "
            "for a decimal please type fewer digits after the comma, for example %(decimal)s."
        )
    )
    grouped = body.replace(",", ".")
    words = in_words(Decimal(body.replace(",", "")))
    return Unreadable(Phrase(sentence, text=shown, words=words, grouped=grouped, decimal=body[:-1]))


def _foreign_rest(shown: str, rest: str, unit: str, decimals: int | None) -> Unreadable:
    if not rest[0].isalpha() or any(c.isdigit() for c in rest):
        return _unreadable(shown, decimals)
    if unit:
        sentence = _("“%(text)s” could not be read. Please type the number alone, counted in %(unit)s.")
    else:
        sentence = _("“%(text)s” could not be read. Please type the number alone, without a unit.")
    return Unreadable(Phrase(sentence, text=shown, unit=unit))


def _unreadable(shown: str, decimals: int | None) -> Unreadable:
    likely = _likeliest(shown)
    if decimals == 0:
        sentence = _("“%(text)s” could not be read. Please type a whole number, for example %(example)s.")
        whole = likely if likely is not None and likely == likely.to_integral_value() else Decimal(12)
        return Unreadable(Phrase(sentence, text=shown, example=write(whole)))
    sentence = _("“%(text)s” could not be read. Please type it again, for example %(example)s.")
    example = write(Decimal("123.4") if likely is None else likely, decimals)
    return Unreadable(Phrase(sentence, text=shown, example=example))


def _likeliest(shown: str) -> Decimal | None:
    """The likeliest meaning: the last mark taken as the comma, all others as grouping. None where no figure is."""
    figure = re.search(r"[-+]?[0-9][0-9., ]*", shown.translate(_MINUS_SIGNS))
    if not figure:
        return None
    body = figure[0].lstrip("-+").rstrip("., ")
    last = max(body.rfind(","), body.rfind("."))
    whole, part = (body[:last], body[last + 1 :]) if last >= 0 else (body, "")
    if body.count(",") > 1 and "." not in body:  # 1,234,567: the English grouping
        whole, part = body, ""
    whole, part = re.sub("[., ]", "", whole), re.sub("[., ]", "", part)
    value = Decimal(f"{whole or 0}.{part or 0}")
    return -value if figure[0].startswith("-") else value
