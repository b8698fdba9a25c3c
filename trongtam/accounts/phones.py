"""Phone numbers as people write them, brought to one form. No Django."""

import re

_SIGNS = re.compile(r"[\s.\-()]")
_NUMBER = re.compile(r"0\d{8,10}")


def normal_phone(text: str) -> str | None:
    """`+84 912.345.678`, `0912 345 678` → `0912345678`; None for what is no Vietnamese phone number."""
    digits = _SIGNS.sub("", text)
    for prefix in ("+84", "0084"):
        if digits.startswith(prefix):
            digits = "0" + digits.removeprefix(prefix).removeprefix("0")
    return digits if _NUMBER.fullmatch(digits) and digits.isascii() else None
