"""The list of schemes: found, filtered, sorted, taken out."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from trongtam.look.lists import Column, Filter, Listing, Order, Rows

from .models import SchemeCycle, SchemeForm, SchemeSubject, SchemeVersion
from .presenting_schemes import made_by, span


def schemes_listing() -> Listing:
    return Listing(
        _("Schemes of classification"),
        columns=(
            Column(_("Title of the scheme"), lambda row: row.title, width=50),
            Column(_("Who is rated"), lambda row: row.get_subject_display()),
            Column(_("Form of review"), lambda row: row.get_form_display()),
            Column(_("In force"), span, width=24),
            Column(_("Version"), lambda row: row.version, "number"),
            Column(_("Made by"), made_by),
            Column(_("Legal source"), lambda row: row.source, width=60),
        ),
        orders=(
            Order("newest", _("Newest first"), by=("-valid_from", "subject", "form", "-version")),
            Order("name", _("Name"), words="title"),
        ),
        filters=(
            Filter("on", _("In force on"), _held, a_day=True),
            Filter("subject", _("Who is rated"), "subject", SchemeSubject.choices),
            Filter("form", _("Form of review"), "form", SchemeForm.choices),
            Filter("cycle", _("Rates"), "cycle", SchemeCycle.choices),
        ),
        text=_words,
    )


def _held(rows: Rows, day: date) -> Rows:
    return rows.holding(day)


def _words(row: SchemeVersion) -> str:
    return f"{row.title} {row.source} {made_by(row)}"
