"""Number words, so that a typed figure is echoed before it is kept.

Vietnamese: linh for an empty ten, mốt, tư and lăm behind tens, tỷ repeated above a thousand million.
"""

from decimal import Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_SIZES = (
    *((10**15, "quadrillion"), (10**12, "trillion"), (10**9, "billion")),
    *((10**6, "million"), (10**3, "thousand"), (100, "hundred")),
)


def in_words(value: Decimal | int, unit: str = "", *, language: str = "vi") -> str:
    """1234 gives "một nghìn hai trăm ba mươi tư", -3.5 with unit "%" gives "âm ba phẩy năm %".

    One or two decimals are said as a number, more (or with a zero in front) digit by digit; zeros at the end are not
    said. Raises ValueError for NaN, infinities and 10^18 or more.
    """
    value = Decimal(value)
    if not value.is_finite() or abs(value) >= 10**18:
        raise ValueError(f"no words for {value}")
    whole, _, part = f"{abs(value):f}".partition(".")
    part = part.rstrip("0")
    if language == "en":
        words, comma, minus = _english(int(whole)), "point", "minus"
        decimals = " ".join(_ENGLISH[int(digit)] for digit in part)
    else:
        words, comma, minus = _whole(int(whole)), "phẩy", "âm"
        decimals = _decimals(part) if part else ""
    if part:
        words += f" {comma} {decimals}"
    if value < 0:
        words = f"{minus} {words}"
    return f"{words} {unit}" if unit else words


def _decimals(part: str) -> str:
    if len(part) <= 2 and part[0] != "0":
        return _whole(int(part))
    return " ".join(_DIGITS[int(digit)] for digit in part)


def _whole(number: int) -> str:
    return " ".join(_large(number, full=False)) or _DIGITS[0]


def _large(number: int, *, full: bool) -> list[str]:
    """`full`: a higher group was said before, so an empty hundred is said too ("không trăm linh năm")."""
    words: list[str] = []
    billions, rest = divmod(number, _BILLION)
    if billions:
        words += [*_large(billions, full=full), "tỷ"]
        full = True
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            words += _group(group, full=full) + ([name] if name else [])
            full = True
    return words


def _group(number: int, *, full: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_one(ones, tens))
    return words


def _one(ones: int, tens: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 4 and tens > 1:
        return "tư"
    if ones == 5 and tens:
        return "lăm"
    return _DIGITS[ones]


def _english(number: int) -> str:
    for size, name in _ENGLISH_SIZES:
        if number >= size:
            rest = number % size
            return f"{_english(number // size)} {name}" + (f" {_english(rest)}" if rest else "")
    if number < 20:
        return _ENGLISH[number]
    tens, ones = divmod(number, 10)
    return _ENGLISH_TENS[tens] + (f"-{_ENGLISH[ones]}" if ones else "")
