"""Who may begin and write reports. Reading one needs reach over its unit, nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right

from .models import BlankForm, Duty, Report

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from trongtam.accounts.models import User

    Actor = User | AnonymousUser | None


def can_begin_report(user: Actor, unit: Unit) -> bool:
    """The Party office, the secretary and deputy secretaries over the unit."""
    return Reach.of(user).may(Right.REPORTS, unit)


def can_write_texts(user: Actor, report: Report) -> bool:
    return can_begin_report(user, report.unit)


can_move_reading_day = can_choose_signer = can_write_texts
can_set_wording = can_begin_report


def who_may_report(unit: Unit) -> str:
    return _("Reports of %(unit)s are written by its Party office, secretary or deputy secretary.") % {
        "unit": unit.name
    }


can_note_duty = can_begin_report


def can_amend_duty(user: Actor, duty: Duty) -> bool:
    return can_note_duty(user, duty.unit)


can_end_duty = can_amend_duty


def can_settle_paper(user: Actor, duty: Duty) -> bool:
    """Say what became of a paper owed: who writes the reports of the unit, and the person who prepares this one."""
    reach = Reach.of(user)
    prepares = duty.preparer_id is not None and duty.preparer_id == reach.person_id
    return prepares or reach.may(Right.REPORTS, duty.unit)


can_bring_form = can_begin_report


def can_map_cell(user: Actor, form: BlankForm) -> bool:
    """Also a new version of the form, and filling it."""
    return can_bring_form(user, form.unit)


def who_may_note_duty(unit: Unit) -> str:
    return _("The register of papers owed by %(unit)s is kept by its Party office, secretary or deputy secretary.") % {
        "unit": unit.name
    }


def who_may_settle_paper(duty: Duty) -> str:
    return _(
        "What became of this paper is noted by whoever prepares it, or by the Party office, secretary or deputy secretary."
    )


# act → (predicate, key of the sample object it is tried with)
ACTS: dict[str, tuple[Any, str]] = {
    "reports.report_begun": (can_begin_report, "commune"),
    "reports.texts_written": (can_write_texts, "reports.report"),
    "reports.reading_day_moved": (can_move_reading_day, "reports.report"),
    "reports.signer_chosen": (can_choose_signer, "reports.report"),
    "reports.wording_set": (can_set_wording, "commune"),
    "reports.duty_noted": (can_note_duty, "commune"),
    "reports.duty_amended": (can_amend_duty, "reports.duty"),
    "reports.duty_ended": (can_end_duty, "reports.duty"),
    "reports.owed_paper_sent": (can_settle_paper, "reports.duty"),
    "reports.owed_paper_not_asked": (can_settle_paper, "reports.duty"),
    "reports.owed_paper_taken_back": (can_settle_paper, "reports.duty"),
    "reports.form_brought": (can_bring_form, "commune"),
    "reports.form_renewed": (can_map_cell, "reports.form"),
    "reports.cells_mapped": (can_map_cell, "reports.form"),
    "reports.cell_unmapped": (can_map_cell, "reports.form"),
}
