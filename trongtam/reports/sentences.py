"""Sentences of a report that write themselves from the rows of targets, in the active language. No database.

Every figure of a target is a piece that opens its proof page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import words
from .lines import Line, Piece, composed, joined

if TYPE_CHECKING:
    from trongtam.targets.queries import Tally, TargetRow


def result(row: TargetRow) -> Line:
    """What a target came to: "Kết nạp đảng viên: 4/3 đảng viên, đạt 133,33% kế hoạch, tăng 1 đảng viên so với cùng kỳ."."""
    said = [composed(_("%(name)s: %(result)s"), name=row.name + words.mark(row), result=_reached(row))]
    if compared := same_period(row):
        said.append(compared)
    return (*joined(said, ", "), Piece("."))


def _reached(row: TargetRow) -> Line:
    if row.masked:
        return composed(_("%(value)s, planned %(plan)s"), value=_proof(row, words.few()), plan=words.planned(row))
    if row.value is None or row.band == "not_measured":
        return composed(_("no figures yet (planned %(plan)s)"), plan=words.planned(row))
    if isinstance(row.value, bool):
        return composed("%(value)s", value=_proof(row, words.reached(row)))
    line = _against_plan(row, row.value)
    return composed(_("so far %(result)s"), result=line) if row.so_far or _goes_on(row) else line


def _goes_on(row: TargetRow) -> bool:
    """A state read before the end of its period."""
    return row.target.indicator.measure != "flow" and row.day < row.target.period_end


def _proof(row: TargetRow, text: str) -> Piece:
    return Piece(text, row.pk)


def _value(row: TargetRow, value: Decimal) -> Piece:
    return _proof(row, words.amount(value, row.unit_of_measure, bound=row.bound, decimals=row.decimals))


def _against_plan(row: TargetRow, value: Decimal) -> Line:
    target = row.target
    if target.form != "level":
        return _change_promised(row, value)
    if row.judged.rule in ("plan_zero", "plan_negative"):
        return composed(_("%(value)s, planned %(plan)s"), value=_value(row, value), plan=words.planned(row))
    better = target.indicator.better
    if better == "less":
        return _below_limit(row, value)
    if better == "range":
        inside = row.judged.rule == "within_range"
        pattern = _("%(value)s, inside the plan (%(plan)s)") if inside else _("%(value)s, outside the plan (%(plan)s)")
        return composed(pattern, value=_value(row, value), plan=words.planned(row))
    if better == "exact" and row.band == "met":
        return composed(_("%(value)s, exactly as planned"), value=_value(row, value))
    if row.in_points:
        return _in_points(row, value)
    return _of_plan(row, value)


def _of_plan(row: TargetRow, value: Decimal) -> Line:
    """Counts over their plan ("4/3 đảng viên, đạt …"), amounts beside it ("hơn 152 tỷ đồng, bằng … kế hoạch")."""
    percent = _proof(row, words.percent_plain(row))
    if row.bound == "exactly" and row.decimals == 0:
        value_of = f"{words.reached(row)}/{words.plan_figures(row)} {row.unit_of_measure}"
        pattern = _("%(of)s, reaching %(percent)s of the plan")
        return composed(pattern, of=_proof(row, value_of), percent=percent)
    return composed(_("%(value)s, equal to %(percent)s of the plan"), value=_value(row, value), percent=percent)


def _in_points(row: TargetRow, value: Decimal) -> Line:
    over = row.judged.over_plan
    if over is not None and over.absolute == 0 and row.bound == "more_than":
        pattern = _("%(value)s, above the plan (%(plan)s)")
    elif over is None or over.absolute == 0:
        pattern = _("%(value)s, exactly as planned")
    elif over.absolute > 0:
        pattern = _("%(value)s, %(points)s above the plan (%(plan)s)")
    else:
        pattern = _("%(value)s, %(points)s below the plan (%(plan)s)")
    points = _proof(row, words.points(over.absolute)) if over else ""
    return composed(pattern, value=_value(row, value), points=points, plan=words.planned(row))


def _below_limit(row: TargetRow, value: Decimal) -> Line:
    """Where less is better a plan is a limit, or a way down from where it began."""
    if row.judged.rule == "from_baseline":
        pattern = _("%(value)s, %(percent)s of the planned decrease (to %(plan)s)")
        percent = _proof(row, words.percent_plain(row))
        return composed(pattern, value=_value(row, value), percent=percent, plan=words.planned(row))
    kept = row.band == "met"
    pattern = _("%(value)s, within the limit of %(plan)s") if kept else _("%(value)s, over the limit of %(plan)s")
    return composed(pattern, value=_value(row, value), plan=words.planned(row))


def _change_promised(row: TargetRow, value: Decimal) -> Line:
    changed = row.judged.judged
    if changed is None or isinstance(changed, bool):
        return composed(_("%(value)s, planned %(plan)s"), value=_value(row, value), plan=words.planned(row))
    unit = words.unit_of_promise(row.target)
    bound = row.judged.bound if changed >= 0 else words.turned(row.judged.bound)
    if row.target.form == "change_points":
        said = words.points(changed, bound=bound)
    else:
        said = words.amount(abs(changed), unit, bound=bound, decimals=2)
    wanted_down = row.target.indicator.better == "less"
    rose = (changed >= 0) != wanted_down
    pattern = (
        _("%(value)s, up %(change)s since the baseline (planned %(plan)s)")
        if rose
        else _("%(value)s, down %(change)s since the baseline (planned %(plan)s)")
    )
    return composed(pattern, value=_value(row, value), change=_proof(row, said), plan=words.planned(row))


def same_period(row: TargetRow) -> Line:
    """ "tăng hơn 22 tỷ đồng so với cùng kỳ"; empty where last year says nothing or the figure is hidden."""
    change = None if row.masked else row.judged.change_same_period
    if change is None or row.band == "not_measured":
        return ()
    if change.absolute == 0:
        return composed(_level_with_last_year(change.bound))
    rose = change.absolute > 0
    bound = words.of_amount(change)
    if change.in_points:
        said = words.points(change.absolute, bound=bound)
    else:
        decimals = max(row.decimals, 2)
        said = words.amount(abs(change.absolute), row.unit_of_measure, bound=bound, decimals=decimals)
    pattern = (
        _("up %(change)s on the same period of last year")
        if rose
        else _("down %(change)s on the same period of last year")
    )
    return composed(pattern, change=_proof(row, said))


def _level_with_last_year(bound: str) -> str:
    """The same figures twice; where one of them was "more than" or "about", the two are not known to be equal."""
    return {
        "exactly": _("the same as in the same period of last year"),
        "more_than": _("above the same period of last year"),
        "less_than": _("below the same period of last year"),
        "about": _("about the same as in the same period of last year"),
    }[bound]


# -- what is behind, what is left --------------------------------------------------------------------------------------


def behind(row: TargetRow) -> Line:
    """Why a target stands in the list of limits: how far it is, how much behind the calendar, where it leads."""
    said = [composed(_("%(name)s: %(result)s"), name=row.name + words.mark(row), result=_reached(row))]
    gap = None if row.masked else row.judged.gap
    if row.pace == "behind" and gap is not None:
        pattern = _("%(gap)s points behind the calendar (%(elapsed)s of the period is over)")
        elapsed = words.percentage(row.elapsed)
        said.append(composed(pattern, gap=_proof(row, words.figure(abs(gap), 2)), elapsed=elapsed))
    if ahead := _outlook(row):
        said.append(ahead)
    return (*joined(said, "; "), Piece("."))


def _outlook(row: TargetRow) -> Line:
    outlook = None if row.masked else row.judged.outlook
    if outlook is None or row.day >= row.target.period_end or outlook.basis == "last_value":
        return ()
    stated = outlook.basis == "stated_forecast"
    # A reckoned end is never sharper than "about".
    bound = outlook.bound if stated or outlook.bound != "exactly" else "about"
    said = words.amount(outlook.value, row.unit_of_measure, bound=bound, decimals=row.decimals)
    pattern = _("the unit expects %(value)s by the end") if stated else _("at this pace %(value)s by the end")
    return composed(pattern, value=_proof(row, said))


def unmeasured(rows: Sequence[TargetRow]) -> Line:
    """ "Chưa có số liệu: …" in one line."""
    names = joined([(Piece(row.name, row.pk),) for row in rows], "; ")
    return composed(_("No figures yet: %(names)s."), names=names)


def remaining(row: TargetRow) -> Line:
    """What is still to be done: "Nhà văn hóa ấp: thêm 3 nhà để đạt 5 nhà."; empty where nothing can be reckoned."""
    value, plan = row.value, row.plan
    if row.target.comparator == "status" and row.value is False:
        return composed(_("%(name)s: to be finished."), name=Piece(row.name, row.pk))
    if row.masked or value is None or plan is None or isinstance(value, bool) or row.target.form != "level":
        return ()
    left, better = plan - value, row.target.indicator.better
    if left == 0 or better not in ("more", "less") or (left < 0) != (better == "less"):
        return ()
    if row.in_points:
        said = words.points(left)
    else:
        said = words.amount(abs(left), row.unit_of_measure, bound=words.turned(row.bound), decimals=row.decimals)
    more = better == "more"
    pattern = _("%(name)s: %(left)s more, to reach %(plan)s.") if more else _("%(name)s: %(left)s less, for %(plan)s.")
    return composed(pattern, name=row.name, left=_proof(row, said), plan=words.planned(row))


# -- the whole ---------------------------------------------------------------------------------------------------------


def overall(tally: Tally, board: str) -> Line:
    """ "Trong 23 chỉ tiêu có 7 chỉ tiêu đạt, …": each number opens the board, at its band."""
    if not tally.total:
        return (Piece(tally.sentence),)
    bands = joined([(Piece(text, path=f"{board}#{band}"),) for band, text in tally.phrases], ", ")
    pattern = tally.beginning.replace("%(total)d", "%(total)s")
    return composed(pattern, total=Piece(str(tally.total), path=board), bands=bands)


def moved(risen: Sequence[TargetRow], fallen: Sequence[TargetRow], since: date, board: str) -> list[Line]:
    """Which targets changed their band since the earlier reading."""
    up = ngettext(
        "Since %(day)s %(n)s target rose a band: %(names)s.",
        "Since %(day)s %(n)s targets rose a band: %(names)s.",
        len(risen),
    )
    down = ngettext(
        "Since %(day)s %(n)s target fell a band: %(names)s.",
        "Since %(day)s %(n)s targets fell a band: %(names)s.",
        len(fallen),
    )
    return [
        composed(
            pattern,
            day=words.day(since),
            n=Piece(str(len(rows)), path=board),
            names=joined([(Piece(row.name, row.pk),) for row in rows], "; "),
        )
        for pattern, rows in ((up, risen), (down, fallen))
        if rows
    ]


def share_of_met(share: Decimal | None, board: str) -> Line:
    if share is None:
        return ()
    said = Piece(words.percentage(share), path=f"{board}#met" if share else board)
    return composed(_("Targets met make up %(share)s."), share=said)


def figures_up_to(day: date) -> str:
    return _("Figures up to %(day)s.") % {"day": words.day(day)}


def behind_pace_count(number: int, board: str) -> Line:
    pattern = ngettext(
        "%(n)d target is not met or behind the calendar.", "%(n)d targets are not met or behind the calendar.", number
    ).replace("%(n)d", "%(n)s")
    return composed(pattern, n=Piece(str(number), path=board))


def unit_behind(name: str, targets: Sequence[str], board: str) -> Line:
    """ "Chi bộ ấp An Mỹ chậm 2 chỉ tiêu: …." """
    pattern = ngettext(
        "%(unit)s is behind on %(n)s target: %(names)s.",
        "%(unit)s is behind on %(n)s targets: %(names)s.",
        len(targets),
    )
    n = Piece(str(len(targets)), path=board)
    return composed(pattern, unit=name, n=n, names="; ".join(targets))
