"""Units of one quantity and amounts of money at the scale that people say."""

from decimal import Decimal

from trongtam.ground.numbers.writing import write
from trongtam.ground.vntext import fold

# Each family: units of one quantity in its smallest one. Keys are folded, so spelling and case do not matter.
_FAMILIES: tuple[dict[str, Decimal], ...] = (
    {
        "dong": Decimal(1),
        "nghin dong": Decimal(10**3),
        "trieu dong": Decimal(10**6),
        "ty dong": Decimal(10**9),
        "nghin ty dong": Decimal(10**12),
    },
    {"m2": Decimal(1), "ha": Decimal(10**4), "km2": Decimal(10**6)},
    {"m": Decimal(1), "km": Decimal(10**3)},
    {"kg": Decimal(1), "ta": Decimal(100), "tan": Decimal(1000)},
)
_MONEY = {
    "vi": (("tỷ đồng", 10**9), ("triệu đồng", 10**6), ("đồng", 1)),
    "en": (("billion dong", 10**9), ("million dong", 10**6), ("dong", 1)),
}


def _family(unit: str) -> dict[str, Decimal] | None:
    return next((f for f in _FAMILIES if fold(unit) in f), None)


def convertible(source: str, target: str) -> bool:
    """Whether both units measure one quantity and their ratio is known ("ha", "m²")."""
    family = _family(source)
    return fold(source) == fold(target) or (family is not None and fold(target) in family)


def convert(value: Decimal, source: str, target: str) -> Decimal:
    """46346.8 from "m²" to "ha" gives 4.63468, exactly. Raises ValueError for units of different quantities."""
    if fold(source) == fold(target):
        return value
    family = _family(source)
    if family is None or fold(target) not in family:
        raise ValueError(f"{source} and {target} are not units of one quantity")
    return value * family[fold(source)] / family[fold(target)]


def money(dong: Decimal | int, decimals: int = 2, *, language: str = "vi") -> str:
    """An amount in đồng at the scale it is said: 152000000000 gives "152 tỷ đồng", 46500000 "46,5 triệu đồng"."""
    amount = Decimal(dong)
    *larger, (smallest, _one) = _MONEY[language]
    for unit, size in larger:
        if abs(amount) >= size:
            return f"{write(amount / size, decimals, language=language)} {unit}"
    return f"{write(amount, 0, language=language)} {smallest}"
