"""Forms go out: one, or all of a round as a zip that is made in portions. Each taking out of another's form is in the book."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from ..models import FormsPart, Round, Subject
from ..papers.excel import form_workbook
from ..papers.forms import Press, word_of
from ..queries.forms import Reading, reviewed
from ..rules import rounds as rules

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Tell = Callable[[int, int, str], None]
PORTION = 250
KEPT = timedelta(days=2)
FORBIDDEN = dict.fromkeys(map(ord, '/\\:*?"<>|\t\n\r'), "-")


@transaction.atomic
def take_out_form(subject: Subject, kind: str, *, by: User, at: datetime | None = None) -> bytes:
    """The form of one as "word" or "excel". Raises NotAllowed."""
    if not rules.reads_form(by, subject):
        raise NotAllowed(
            _("A form is read by its person and by those with sight of the unit's records: ask its secretary.")
        )
    one = reviewed(subject)
    if not rules.is_own(by, subject):
        book.write("reviews.form_taken_out", by=by, on=subject, unit=subject.unit, note=kind, at=at)
    return word_of(one, on=timezone.localdate(at)) if kind == "word" else form_workbook(one)


@dataclass(frozen=True, slots=True)
class Taken:
    """`left_out`: forms of people whose records one has no sight of."""

    content: bytes
    forms: int
    left_out: int


def take_out_forms(round_: Round, ticket: str, *, by: User, tell: Tell, at: datetime | None = None) -> Taken:
    """All forms of a round that one may read, as a zip of Word files in folders of their units. Portions that were made under the
    same ticket before are taken over. Raises NotAllowed, Refused."""
    if not rules.can_run_round(by, round_):
        raise NotAllowed(rules.who_runs_round(round_.unit))
    moment = at or timezone.now()
    ids = _whose(round_, ticket, by, moment)
    if not ids:
        raise Refused(_("There is no form that you may read in this round."))
    made = set(FormsPart.objects.filter(ticket=ticket, number__gt=0).values_list("number", flat=True))
    reading, press = Reading(round_), Press(timezone.localdate(moment))
    for number, start in enumerate(range(0, len(ids), PORTION), 1):
        if number not in made:
            portion = _portion(ids, start, reading, press, by, tell)
            FormsPart.objects.create(ticket=ticket, number=number, content=portion, made_at=moment)
        tell(min(start + PORTION, len(ids)), len(ids), _("Writing forms …"))
    return _finished(round_, ticket, by, moment, len(ids))


@transaction.atomic
def _finished(round_: Round, ticket: str, by: User, moment: datetime, asked: int) -> Taken:
    parts = FormsPart.objects.filter(ticket=ticket, number__gt=0).order_by("number")
    content, forms = _together(bytes(part.content) for part in parts.iterator(chunk_size=1))
    everybody = Subject.objects.filter(round=round_, standing="rated").count()
    said = _("%(n)d forms as a zip") % {"n": forms}
    book.write("reviews.forms_taken_out", by=by, on=round_, unit=round_.unit, note=said, at=moment)
    FormsPart.objects.filter(ticket=ticket).delete()
    return Taken(content, forms, max(0, everybody - forms))


def _whose(round_: Round, ticket: str, by: User, moment: datetime) -> list[int]:
    """Whose forms are meant: settled once for the ticket, so that portions keep their borders."""
    known = FormsPart.objects.filter(ticket=ticket, number=0).first()
    if known is not None:
        return list(json.loads(bytes(known.content)))
    seen = Subject.objects.visible_to(by).filter(round=round_, standing="rated")
    ids = list(seen.order_by("unit__path", "kind", "person__folded", "pk").values_list("pk", flat=True))
    FormsPart.objects.create(ticket=ticket, number=0, content=json.dumps(ids).encode(), made_at=moment)
    return ids


def _portion(ids: Sequence[int], start: int, reading: Reading, press: Press, by: User, tell: Tell) -> bytes:
    """The forms of those from `start` on as a zip; who is not to be seen any more is left out."""
    asked = ids[start : start + PORTION]
    seen = Subject.objects.visible_to(by).filter(pk__in=asked).select_related("round", "unit", "person", "scheme")
    found = {one.pk: one for one in seen}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package, override("vi"):
        for place, one in enumerate(reading.of([found[pk] for pk in asked if pk in found]), start + 1):
            package.writestr(_name(one.subject, place), press.word(one))
            tell(place, len(ids), _("Writing forms …"))
    return buffer.getvalue()


def _name(subject: Subject, number: int) -> str:
    """ "Chi bộ ấp Mẫu/0007 Nguyễn Văn Mẫu, mẫu 2C.docx": no two are the same."""
    unit, name = (text.translate(FORBIDDEN).strip(". ")[:80] for text in (subject.unit.name, subject.name))
    form = _("form %(form)s") % {"form": subject.scheme.form}
    return f"{unit}/{number:04d} {name}, {form}.docx"


def _together(parts: Iterator[bytes]) -> tuple[bytes, int]:
    """One zip of several; their files are packed already and are only put side by side."""
    buffer, forms = BytesIO(), 0
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as whole:
        for content in parts:
            with zipfile.ZipFile(BytesIO(content)) as part:
                for entry in part.infolist():
                    whole.writestr(entry, part.read(entry))
                    forms += 1
    return buffer.getvalue(), forms


def sweep_parts(*, at: datetime) -> int:
    """Portions whose work nobody finished."""
    return FormsPart.objects.filter(made_at__lt=at - KEPT).delete()[0]
