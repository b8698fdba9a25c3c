"""How long a member is on probation, by the date of admission. Pure: dates in, dates out."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ProbationRule:
    """`months` from admission to the earliest full confirmation, for admissions in [valid_from, valid_to)."""

    months: int
    valid_from: date
    valid_to: date | None
    source: str
    checked: bool


# From memory of the Party charter; the official text could not be read from here, so it is flagged.
RULES = (
    ProbationRule(
        months=12,
        valid_from=date(1930, 2, 3),
        valid_to=None,
        source="Điều lệ Đảng Cộng sản Việt Nam, Điều 5: mười hai tháng kể từ ngày kết nạp",
        checked=False,
    ),
)


def rule_on(admitted_on: date) -> ProbationRule:
    """The rule for a date of admission. Raises LookupError before the first rule."""
    for rule in RULES:
        if rule.valid_from <= admitted_on and (rule.valid_to is None or admitted_on < rule.valid_to):
            return rule
    raise LookupError(f"no rule of probation on {admitted_on}")


def ends_on(admitted_on: date) -> date:
    """The day on which probation ends: the same day so many months later, or the last day of a shorter month."""
    months = admitted_on.month - 1 + rule_on(admitted_on).months
    year, month = admitted_on.year + months // 12, months % 12 + 1
    return date(year, month, min(admitted_on.day, monthrange(year, month)[1]))


def latest_admission_ending_by(day: date) -> date:
    """An admission after this date has a probation that ends after `day` (a bound for queries, up to two days wide)."""
    longest = min(rule.months for rule in RULES)
    years, month = divmod(day.year * 12 + day.month - 1 - longest, 12)
    return date(years, month + 1, monthrange(years, month + 1)[1])
