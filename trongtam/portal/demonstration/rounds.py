"""Reporting rounds of the demonstration: nine months of 2022 at An Khánh, closed; last month at Xã Mẫu, open, in every state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.targets.models import Round, Submission
from trongtam.targets.operations.rounds import open_round
from trongtam.targets.operations.submissions import (
    accept_submission,
    lock_submissions,
    return_submission,
    submit_sheet,
)
from trongtam.targets.problems import Doubtful
from trongtam.targets.queries.rounds import asked_units

NINE_MONTHS = Period.nine_months(2022)
LATE = {"an-khanh-mau-bay": 5, "an-khanh-cong-an": 3}  # days after the due day
BEHIND = "Nhiều hộ hẹn sang quý sau (lý do minh họa)."


class Rounds:
    """Rounds of one commune, by the operations that people use. `office` speaks for units without a login."""

    def __init__(self, root: Unit, units: Mapping[str, Unit], office: User) -> None:
        self.root, self.units, self.office = root, units, office

    def nine_months(self) -> None:
        """Opened, sent by all, two of them late, accepted and locked: the figures of 7 · 14 · 2."""
        due = date(2022, 10, 5)
        made = self._open(NINE_MONTHS, due, date(2022, 9, 20))
        below_first = sorted(self._asked(NINE_MONTHS), key=lambda unit: unit.pk == self.root.pk)
        for place, unit in enumerate(below_first):
            day = due + timedelta(days=LATE.get(unit.code, -1 - place % 3 if unit.pk != self.root.pk else 6))
            for sent in self._send(unit, NINE_MONTHS, day):
                accept_submission(sent, by=self.office, at=_noon(day + timedelta(days=1)))
        lock_submissions(made, by=self.office, at=_noon(date(2022, 10, 14)))

    def last_month(self, today: date) -> None:
        """One accepted, one waits, one was sent back, the others owe it. In January the month before lies in another year,
        of which nothing is stated: then there is no round."""
        if today.month == 1:
            return
        month = Period.month(today.year, today.month - 1)
        self._open(month, today + timedelta(days=3), today - timedelta(days=2))
        yesterday = today - timedelta(days=1)
        sent = {code: self._send(self.units[code], month, yesterday)[0] for code in ("mot", "hai", "ba")}
        accept_submission(sent["mot"], by=self.office, at=_noon(yesterday) + timedelta(hours=1))
        reason = "Số người tham gia bảo hiểm xã hội khác danh sách của bưu điện, đề nghị xem lại."
        return_submission(sent["ba"], by=self.office, reason=reason, at=_noon(yesterday) + timedelta(hours=2))

    def _asked(self, period: Period) -> list[Unit]:
        return asked_units(self.root, period)

    def _open(self, period: Period, due_on: date, on: date) -> Round:
        return open_round(self.root, period, by=self.office, units=self._asked(period), due_on=due_on, at=_noon(on))

    def _send(self, unit: Unit, period: Period, on: date) -> list[Submission]:
        """What was stated before goes as it stands; what is unusual about it is meant."""
        month = Period.month(period.end.year, period.end.month)
        by, at = self._speaker(unit), _noon(on)
        try:
            return submit_sheet(unit, month, [], by=by, at=at)
        except Doubtful as doubtful:
            meant = [doubt.name for doubt in doubtful.doubts]
            explained = {doubt.key: BEHIND for doubt in doubtful.doubts if doubt.asks_words}
            return submit_sheet(unit, month, [], by=by, acknowledged=meant, explained=explained, at=at)

    def _speaker(self, unit: Unit) -> User:
        for post in unit.posts.filter(kind="cell_secretary").select_related("person__user"):
            if post.person.user is not None:
                return post.person.user
        return self.office


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
