"""Numbers as Vietnamese people write, say and read them: 46.346,8; hơn 152; 133,33%; ba mươi tư. Pure arithmetic.

reading.py  typed text to a Decimal with its bound, or a sentence that says what to type
writing.py  a Decimal to text, by language
words.py    a Decimal to Vietnamese words, so that a typed figure is echoed before it is kept
units.py    units of one quantity and amounts of money at a readable scale
"""

from trongtam.ground.numbers.reading import ABOUT, BOUNDS, EXACTLY, LESS_THAN, MORE_THAN, Number, read
from trongtam.ground.numbers.units import convert, convertible, money
from trongtam.ground.numbers.words import in_words
from trongtam.ground.numbers.writing import percent, points, rounded, signed, with_bound, write

__all__ = [
    "ABOUT",
    "BOUNDS",
    "EXACTLY",
    "LESS_THAN",
    "MORE_THAN",
    "Number",
    "convert",
    "convertible",
    "in_words",
    "money",
    "percent",
    "points",
    "read",
    "rounded",
    "signed",
    "with_bound",
    "write",
]
