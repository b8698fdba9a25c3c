"""Kinds `shares`, `fits` and `growth`: tables of counts, printed shares, series."""

from typing import Any

from ..figures.fits import find_fits
from ..figures.growth import grow, grow_series
from ..figures.shares import Nested, share_out
from .values import (
    Case,
    Malformed,
    as_count,
    as_list,
    as_number,
    as_table,
    only,
    optional_table,
    present,
    required,
    two_decimals,
)


def shares(case: Case) -> dict[str, Any]:
    only(case, "id kind base parts within printed")
    base = as_count(present(case, "base"), "base")
    parts = {
        name: as_count(count, f"parts.{name}") for name, count in as_table(present(case, "parts"), "parts").items()
    }
    within = {name: _nested(name, value) for name, value in optional_table(case, "within").items()}
    printed = {name: as_number(share, f"printed.{name}") for name, share in optional_table(case, "printed").items()}
    found = share_out(base, parts, within=within, printed=printed)
    return {
        "shares": {name: two_decimals(share) for name, share in found.shares.items()},
        "within": {
            name: {"of_all": two_decimals(s.of_all), "of_part": two_decimals(s.of_part)}
            for name, s in found.within.items()
        },
        "sum": two_decimals(found.sum),
        "sum_printed": two_decimals(found.sum_printed),
        "warnings": [{"code": str(w.code), "of": w.of, "message": str(w.message)} for w in found.warnings],
    }


def _nested(name: str, value: Any) -> Nested:
    inside = f"within.{name}."
    table = as_table(value, f"within.{name}")
    only(table, "of count", inside=inside)
    of = present(table, "of", inside=inside)
    if not isinstance(of, str):
        raise Malformed(f"{inside}of", "must be a text")
    return Nested(of, as_count(present(table, "count", inside=inside), f"{inside}count"))


# -- kind fits ---------------------------------------------------------------------------------------------------------


def fits(case: Case) -> dict[str, Any]:
    only(case, "id kind printed closes max_base")
    printed = [as_number(share, "printed") for share in as_list(present(case, "printed"), "printed")]
    closes = present(case, "closes")
    if not isinstance(closes, bool):
        raise Malformed("closes", "must be true or false")
    found = find_fits(printed, closes=closes, max_base=as_count(present(case, "max_base"), "max_base"))
    return {
        "fits": [[base, list(counts)] for base, counts in found.rounded],
        "truncated": [[base, list(counts)] for base, counts in found.truncated],
        "more": found.more,
    }


# -- kind growth -------------------------------------------------------------------------------------------------------


def growth(case: Case) -> dict[str, Any]:
    only(case, "id kind series first last years")
    if case.get("series") is not None:
        for field in ("first", "last", "years"):
            if case.get(field) is not None:
                raise Malformed(field, "does not go with a series")
        found = grow_series([as_number(value, "series") for value in as_list(case["series"], "series")])
    else:
        if all(case.get(field) is None for field in ("first", "last", "years")):
            raise Malformed("series", "is missing")
        found = grow(required(case, "first"), required(case, "last"), required(case, "years"))
    return {
        "total_percent": two_decimals(found.total),
        "compound_percent": two_decimals(found.compound),
        "simple_percent": two_decimals(found.simple),
        "mean_percent": two_decimals(found.mean),
    }
