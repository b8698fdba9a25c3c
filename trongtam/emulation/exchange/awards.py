"""Awards as a sheet: a new line writes an award down, one that stands already is left as it is. What stands otherwise is refused:
it is taken back on its page first. Undoing takes back what the sheet wrote down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.sheets import Value
from trongtam.ground.vntext import fold
from trongtam.imports.kinds import (
    CREATED,
    UNCHANGED,
    Done,
    Entry,
    Errand,
    Kind,
    NotKept,
    Scope,
    Verdict,
    judged,
    one_by_one,
)
from trongtam.org.models import Unit
from trongtam.targets.computing.scope import scope_path

from .. import rules
from ..models import Award, Form, Level
from ..operations import Given, check_award, record_award, take_awards_out, withdraw_award
from ..queries.awards import WITH
from ..titles import TITLES
from .fields import FIELDS, KEYS, choice, count_of, year_of
from .recipients import Recipient, Recipients

if TYPE_CHECKING:
    from trongtam.accounts.models import User

CODE_OF = {(fold(one.name), one.of): one.code for one in TITLES}
Key = tuple[str, int, str, int]
"""Kind and id of the recipient, the award (code of the title, or its folded words), the year."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a line says."""

    recipient: Recipient
    given: Given

    @property
    def key(self) -> Key:
        return _key(self.recipient, self.given.code, self.given.title, self.given.year)


def _key(recipient: Recipient, code: str, title: str, year: int) -> Key:
    return "unit" if isinstance(recipient, Unit) else "person", recipient.pk, code or fold(title), year


def scope_of(user: User, code: str) -> Scope:
    """The organ whose list it is; 404 for who does not see it."""
    unit = get_object_or_404(Unit.objects.visible_to(user).select_related("parent"), code=code)
    return Scope(unit.code, unit.name, unit, demo=unit.is_demonstration)


def require(user: User, scope: Scope) -> None:
    if not rules.can_record_award(user, scope.subject):
        raise NotAllowed(rules.who_records_awards(scope.subject))


def taken(user: User, scope: Scope) -> None:
    take_awards_out(scope.subject, by=user)


def _ours(user: User, scope: Scope) -> Any:
    rows = Award.objects.visible_to(user).standing()
    return rows.filter(home__path__startswith=scope_path(scope.subject)).select_related(*WITH)


def rows(user: User, scope: Scope, year: int) -> Iterator[Sequence[Value]]:
    for one in _ours(user, scope).filter(year=year).order_by("home__path", "level", "pk").iterator(500):
        cells = _cells(one)
        yield [cells[key] for key in KEYS]


def _cells(one: Award) -> dict[str, Value]:
    return {
        "code": code_of(one.pk),
        "recipient": str(one.recipient),
        "place": one.home.code,
        "title": one.title,
        "form": str(one.get_form_display()),
        "level": str(one.get_level_display()),
        "year": str(one.year),
        "count": one.count,
        "issued_by": one.issued_by,
        "decision_number": one.decision_number,
        "decided_on": one.decided_on,
        "reason": one.reason,
    }


def code_of(pk: int) -> str:
    """The stable code of an award in sheets."""
    return f"KT{pk}"


def pk_of(code: str) -> int:
    """The id behind a code; 0 for what is no code of an award."""
    digits = code.upper().removeprefix("KT")
    return int(digits) if digits.isdecimal() and digits != code and len(digits) < 18 else 0


class AwardsDesk:
    """See `imports.kinds.Desk`."""

    def __init__(self, errand: Errand):
        self.errand, self.organ = errand, errand.scope.subject
        self.recipients = Recipients(self.organ, errand.by)
        self.by_pk: dict[int, Award] = {}
        self.by_key: dict[Key, list[Award]] = defaultdict(list)

    def judge(self, entries: Sequence[Entry]) -> list[Verdict]:
        """Three queries, whatever the number of lines."""
        self.by_pk = {one.pk: one for one in _ours(self.errand.by, self.errand.scope)}
        self.by_key = defaultdict(list)
        for one in self.by_pk.values():
            self.by_key[_key(one.recipient, one.code, one.title, one.year)].append(one)
        return judged(entries, self._judge)

    def _judge(self, entry: Entry) -> Verdict:
        code = entry.text("code")
        coded = self.by_pk.get(pk_of(code)) if code else None
        if code and coded is None:
            raise Refused(_("There is no award “%(code)s” in this list.") % {"code": code}, field="code")
        meant = self._meant(entry, coded)
        label = f"{meant.recipient} · {meant.given.title}, {meant.given.year}"
        stands = coded or self._twin(meant)
        told = " ".join([*map(str, meant.key), meant.given.decision_number if not meant.given.code else ""])
        if stands is not None:
            if differs := _differs(stands, meant):
                sentence = _("It stands here otherwise (%(what)s): take it back on its page, then write it down anew.")
                raise Refused(sentence % {"what": ", ".join(differs)})
            return Verdict(UNCHANGED, label=label, key=told)
        check_award(meant.recipient, meant.given, by=self.errand.by, at=self.errand.at)
        return Verdict(CREATED, label=label, key=told, plan={}, meant=meant)

    def _meant(self, entry: Entry, coded: Award | None) -> Meant:
        recipient = self._recipient(entry, coded)
        title = " ".join(entry.text("title").split())
        of = "unit" if isinstance(recipient, Unit) else "person"
        code = CODE_OF.get((fold(title), of), "")
        form = choice(entry.text("form"), Form, "form") or (Form.TITLE.value if code else "")
        if not form:
            raise Refused(_("Say which form the award has: a title, a flag, a certificate …"), field="form")
        given = Given(
            form,
            choice(entry.text("level"), Level, "level"),
            year_of(entry.text("year")),
            " ".join(entry.text("issued_by").split()),
            code=code,
            title=title,
            decision_number=" ".join(entry.text("decision_number").split())[:60],
            decided_on=entry.day("decided_on"),
            reason=entry.text("reason").strip(),
            count=count_of(entry.text("count")),
        )
        return Meant(recipient, given)

    def _recipient(self, entry: Entry, coded: Award | None) -> Recipient:
        """Of an award that stands he is known, wherever he is today."""
        text = entry.text("recipient")
        if coded is not None and fold(text) == fold(str(coded.recipient)):
            return coded.recipient
        return self.recipients.find(text, entry.text("place"))

    def _twin(self, meant: Meant) -> Award | None:
        """The same award for the same year: a title is given once, others are told apart by their decision."""
        alike = self.by_key.get(meant.key, [])
        if meant.given.code:
            return alike[0] if alike else None
        number = meant.given.decision_number
        return next((one for one in alike if one.decision_number == number), None)

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        return one_by_one(lines, self._keep)

    def _keep(self, _entry: Entry, verdict: Verdict) -> Mapping[str, Any]:
        meant: Meant = verdict.meant
        made = record_award(meant.recipient, meant.given, by=self.errand.by, at=self.errand.at)
        return {"award": made.pk}

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        gone = set(
            Award.objects.filter(pk__in=[line.kept["award"] for line in lines], withdrawn_on__isnull=False).values_list(
                "pk", flat=True
            )
        )
        said = _("It was taken back on its page already.")
        return {line.number: said for line in lines if line.kept["award"] in gone}

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        held = Award.objects.in_bulk([line.kept["award"] for line in lines])
        for line in lines:
            award = held[line.kept["award"]]
            on = timezone.localdate(at)
            withdraw_award(award, by=self.errand.by, on=on, reason=self.errand.reason, at=at)


def _differs(stands: Award, meant: Meant) -> list[str]:
    """The columns in which a line says otherwise than what stands."""
    given = meant.given
    said = {
        "recipient": meant.recipient,
        "title": fold(given.title),
        "form": given.form,
        "level": given.level,
        "year": given.year,
        "count": given.count,
        "issued_by": given.issued_by,
        "decision_number": given.decision_number,
        "decided_on": given.decided_on,
        "reason": given.reason,
    }
    now = {name: getattr(stands, name) for name in said if name not in ("recipient", "title")}
    now |= {"recipient": stands.recipient, "title": stands.folded}
    return [str(one.title) for one in FIELDS if one.key in said and said[one.key] != now[one.key]]


def home_of(_scope: Scope) -> str:
    return reverse("emulation:awards")


KIND = Kind(
    title=gettext_lazy("Awards"),
    lead=gettext_lazy(
        "One line for one award of a unit or a person. Years in a row are counted from what stands here."
    ),
    fields=FIELDS,
    scope=scope_of,
    require=require,
    rows=rows,
    desk=AwardsDesk,
    home=home_of,
    yearly=True,
    taken=taken,
)
