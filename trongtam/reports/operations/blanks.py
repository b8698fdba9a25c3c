"""Forms of the superior: one is brought, a new version of it, its cells are mapped by pointing at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.archive.operations import store_file
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit
from trongtam.resolutions.rules import territory
from trongtam.targets.models import Indicator

from .. import rules
from ..filling.layout import carried
from ..models import BlankForm, Duty, FormVersion, MappedCell, Relative, What
from ..models.blanks import OF_INDICATOR
from ..queries.blanks import cells_of, layout_of, newest

if TYPE_CHECKING:
    from trongtam.accounts.models import User

ENDINGS = (".xlsx", ".docx")


@dataclass(frozen=True)
class Meaning:
    """What is to stand in a place; `unit` None: the unit that owes the form."""

    what: str
    relative: str = Relative.THIS
    indicator: Indicator | None = None
    part: str = ""
    unit: Unit | None = None


@transaction.atomic
def bring_form(
    unit: Unit,
    upload: File,
    *,
    by: User,
    name: str,
    duty: Duty | None = None,
    marking: str = "none",
    at: datetime | None = None,
) -> BlankForm:
    """Keep a blank form of a superior. Raises NotAllowed, Refused: no name, no form that can be filled, here already."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_bring_form(by, unit):
        raise NotAllowed(rules.who_may_report(unit))
    if not name.strip():
        raise Refused(_("Say which form it is."), field="name")
    if duty is not None and duty.unit_id != unit.pk:
        raise Refused(_("Choose a paper of this unit."), field="duty")
    stored = _stored(upload, unit, by, marking, at)
    known = FormVersion.objects.filter(form__unit=unit, stored__sha256=stored.sha256).select_related("form").first()
    if known is not None:
        raise Refused(_("This file is here already: %(form)s.") % {"form": known.form.name}, field="file")
    form = BlankForm.objects.create(unit=unit, name=" ".join(name.split()), duty=duty)
    version = FormVersion(form=form, number=1, stored=stored, by=by, at=at or timezone.now())
    _refuse_unfillable(version)
    version.save()
    after = {"name": form.name, "file": stored.sha256, "duty": form.duty_id}
    book.write("reports.form_brought", by=by, on=form, unit=unit, after=after, at=at)
    return form


@transaction.atomic
def renew_form(
    form: BlankForm, upload: File, *, by: User, marking: str = "none", at: datetime | None = None
) -> FormVersion:
    """A changed form: cells whose labels are still there keep what stands in them, wherever they have gone. The file that is
    here already changes nothing. Raises NotAllowed, Refused."""
    form = BlankForm.objects.select_for_update(of=("self",)).select_related("unit").get(pk=form.pk)
    if not rules.can_map_cell(by, form):
        raise NotAllowed(rules.who_may_report(form.unit))
    before = newest(form)
    stored = _stored(upload, form.unit, by, marking, at)
    if stored.sha256 == before.stored.sha256:
        return before
    version = FormVersion(form=form, number=before.number + 1, stored=stored, by=by, at=at or timezone.now())
    _refuse_unfillable(version)
    version.save()
    old, layout = cells_of(before), layout_of(version)
    there = carried({cell.place: cell.print for cell in old}, layout)
    kept = [_moved(cell, version, there[cell.place]) for cell in old if cell.place in there]
    MappedCell.objects.bulk_create(kept)
    after = {"version": version.number, "file": stored.sha256, "kept": len(kept), "lost": len(old) - len(kept)}
    book.write("reports.form_renewed", by=by, on=form, unit=form.unit, after=after, at=at)
    return version


@transaction.atomic
def map_cells(
    version: FormVersion, meanings: dict[str, Meaning], *, by: User, at: datetime | None = None
) -> list[MappedCell]:
    """Choose what stands in some places of the newest version; a place that had something gets the new meaning. All or none.
    Raises NotAllowed, Refused."""
    form = _locked(version, by)
    layout = layout_of(version)
    for place, meaning in meanings.items():
        if not layout.can_fill(place):
            raise Refused(
                _("Nothing can be written into %(cell)s: it holds words or a formula of the form.") % {"cell": place}
            )
        _refuse_senseless(meaning, form)
    before = {cell.place: _told(cell) for cell in cells_of(version) if cell.place in meanings}
    version.cells.filter(place__in=list(meanings)).delete()
    made = [_cell(version, place, meaning) for place, meaning in meanings.items()]
    MappedCell.objects.bulk_create(made)
    after = {cell.place: _told(cell) for cell in made}
    if before != after:
        book.write("reports.cells_mapped", by=by, on=form, unit=form.unit, before=before, after=after, at=at)
    return made


@transaction.atomic
def unmap_cell(version: FormVersion, place: str, *, by: User, at: datetime | None = None) -> None:
    """Nothing is written into a place any more. Raises NotAllowed, Refused."""
    form = _locked(version, by)
    cell = version.cells.filter(place=place).first()
    if cell is None:
        raise Refused(_("Nothing has been chosen for this cell."))
    before = {place: _told(cell)}
    cell.delete()
    book.write("reports.cell_unmapped", by=by, on=form, unit=form.unit, before=before, at=at)


def _locked(version: FormVersion, by: User) -> BlankForm:
    form = BlankForm.objects.select_for_update(of=("self",)).select_related("unit").get(pk=version.form_id)
    if not rules.can_map_cell(by, form):
        raise NotAllowed(rules.who_may_report(form.unit))
    if newest(form).pk != version.pk:
        raise Refused(_("A newer version of this form has come. Please open it and choose there."))
    return form


def _stored(upload: File, unit: Unit, by: User, marking: str, at: datetime | None) -> StoredFile:
    if not (upload.name or "").lower().endswith(ENDINGS):
        raise Refused(_("A form is an Excel file (.xlsx) or a Word file (.docx)."), field="file")
    return store_file(upload, by=by, unit=unit, marking=marking, at=at)


def _refuse_unfillable(version: FormVersion) -> None:
    try:
        layout = layout_of(version)
    except Refused as unreadable:
        raise Refused(unreadable.sentence, field="file") from unreadable
    if not layout.expected and not layout.prints:
        raise Refused(_("No cell or dotted line to fill was found in this file."), field="file")


def _refuse_senseless(meaning: Meaning, form: BlankForm) -> None:
    if meaning.what not in What.values or meaning.relative not in Relative.values:
        raise Refused(_("Choose what stands here."), field="what")
    if meaning.what in OF_INDICATOR and meaning.indicator is None:
        raise Refused(_("Choose the indicator."), field="indicator")
    if meaning.part and (meaning.indicator is None or meaning.part not in meaning.indicator.parts):
        raise Refused(_("The indicator has no such part."), field="indicator")
    if meaning.unit is not None and not meaning.unit.path.startswith(territory(form.unit)):
        raise Refused(_("Choose a unit of this commune."), field="unit")


def _cell(version: FormVersion, place: str, meaning: Meaning) -> MappedCell:
    layout, counted = layout_of(version), meaning.what in OF_INDICATOR
    return MappedCell(
        version=version,
        place=place,
        label=layout.label(place)[:300],
        known_by=layout.prints[place].as_json(),
        what=meaning.what,
        relative=meaning.relative if counted else Relative.THIS,
        indicator=meaning.indicator if counted else None,
        part=meaning.part if counted else "",
        unit=meaning.unit if counted or meaning.what == What.UNIT_NAME else None,
    )


def _moved(cell: MappedCell, version: FormVersion, place: str) -> MappedCell:
    return _cell(version, place, Meaning(cell.what, cell.relative, cell.indicator, cell.part, cell.unit))


def _told(cell: MappedCell) -> dict[str, Any]:
    return {
        "what": cell.what,
        "relative": cell.relative,
        "indicator": cell.indicator.code if cell.indicator else "",
        "part": cell.part,
        "unit": cell.unit_id,
    }
