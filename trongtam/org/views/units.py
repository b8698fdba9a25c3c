"""Units: the tree as it was on a day, one unit's page, and the acts on it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.ground import days
from trongtam.look.answers import exported

from .. import rules
from ..forms.units import (
    ChangeSettingsForm,
    DissolveUnitForm,
    FoundUnitForm,
    MoveUnitForm,
    OpenTermForm,
    RenameUnitForm,
)
from ..listings import MEMBERS, UNITS
from ..models import Unit, UnitSettings
from ..operations import settings as settings_operations
from ..operations import terms, units
from ..queries import member_counts, unit_page
from ..queries.counted_members import members_by_cell
from ..reach import Reach
from .answers import chosen_day, form_page, require, typed, who


def unit_or_404(request: HttpRequest, code: str) -> Unit:
    """A unit that the person sees."""
    return get_object_or_404(Unit.objects.visible_to(who(request)).select_related("parent"), code=code)


def _address(unit: Unit) -> str:
    return reverse("org:unit", args=[unit.code])


def tree(request: HttpRequest) -> HttpResponse:
    """What one sees, as it stood on a day; `?below=` one unit, `?q=` names."""
    day, below = chosen_day(request), request.GET.get("below", "")
    root = unit_or_404(request, below) if below else None
    deep = bool(request.GET.get("kind")) or request.GET.get("as") == "xlsx"
    rows = unit_page.browse(who(request), day, root, request.GET.get("q", "").strip(), deep=deep)
    shown = UNITS.read(request.GET, rows)
    if shown.wants_sheet:
        return exported(request, shown)
    context = {
        "list": shown,
        "day": day,
        "asked": days.typed(request.GET.get("at", "")),
        "today": timezone.localdate(),
        "below": root,
        "wide": root is None and unit_page.is_wide(Reach.of(who(request))),
    }
    return render(request, "org/units.html", context)


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's page: place, children, posts, sums, names then and now, and what upper rooms show."""
    seen = Unit.objects.visible_to(who(request)).select_related("parent", "serves", "settings")
    shown, day = get_object_or_404(seen, code=code), chosen_day(request)
    context = unit_page.read(who(request), shown, day)
    context |= {
        "unit": shown,
        "day": day,
        "asked": days.typed(request.GET.get("at", "")),
        "today": timezone.localdate(),
        "members_url": f"{reverse('org:unit_members', args=[shown.code])}?at={day.isoformat()}",
    }
    return render(request, "org/unit.html", context)


def _member_heads() -> list[str]:
    sums = [_("Members"), _("Official"), _("On probation"), _("Excused")]
    return [*sums, _("Admitted this year"), _("Made official this year")]


@require_GET
def members(request: HttpRequest, code: str) -> HttpResponse:
    """The cells behind the sums of members; for who reaches the unit, as the sums themselves."""
    user, day = who(request), chosen_day(request)
    shown = get_object_or_404(Unit.objects.visible_to(user).reached_by(user), code=code)
    if not unit_page.may_have_members(shown):
        raise Http404
    context = {
        "unit": shown,
        "day": day,
        "today": timezone.localdate(),
        "sums": unit_page.member_facts(member_counts(shown, day)),
        "list": MEMBERS.read(request.GET, members_by_cell(shown, day)),
        "heads": [_("Cell"), *(f">{word}" for word in _member_heads())],
        "keeps": rules.can_register_person(user, shown),
        "nav_current": "units",
    }
    return render(request, "org/members.html", context)


@require_GET
def unit_more(request: HttpRequest, code: str) -> HttpResponse:
    """What the upper rooms know of a unit: the second half of its page, fetched when the first stands; a page of its own too."""
    shown = get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    whole = "org/unit_more.html" if not getattr(request, "htmx", False) else "org/parts/unit_more.html"
    return render(request, whole, {"unit": shown, "nav_current": "units"})


def found_unit(request: HttpRequest, code: str) -> HttpResponse:
    parent = unit_or_404(request, code)
    require(rules.can_found_unit(who(request), parent), rules.who_may_keep_units(parent))
    form = FoundUnitForm(typed(request), parent=parent, user=who(request), initial={"on": timezone.localdate()})

    def do(given: dict) -> str:
        return _address(units.found_unit(by=who(request), parent=parent, **given))

    title = _("Found a unit")
    return form_page(request, form, do, done=_("The unit stands in the tree."), title=title, unit=parent)


def rename_unit(request: HttpRequest, code: str) -> HttpResponse:
    shown = unit_or_404(request, code)
    require(rules.can_rename_unit(who(request), shown), rules.who_may_keep_units(shown))
    form = RenameUnitForm(typed(request), initial={"name": shown.name, "on": timezone.localdate()})

    def do(given: dict) -> str:
        return _address(units.rename_unit(shown, by=who(request), **given))

    note = _("Papers of earlier days keep the old name.")
    return form_page(request, form, do, done=_("The new name holds."), title=_("Rename"), note=note, unit=shown)


def move_unit(request: HttpRequest, code: str) -> HttpResponse:
    shown = unit_or_404(request, code)
    require(rules.can_move_unit(who(request), shown), rules.who_may_move_unit(shown))
    form = MoveUnitForm(typed(request), unit=shown, user=who(request), initial={"on": timezone.localdate()})

    def do(given: dict) -> str:
        return _address(units.move_unit(shown, by=who(request), **given))

    note = _("Everything below moves with it. What was stated before stays where it was.")
    return form_page(
        request, form, do, done=_("The unit stands at its new place."), title=_("Move"), note=note, unit=shown
    )


def dissolve_unit(request: HttpRequest, code: str) -> HttpResponse:
    shown = unit_or_404(request, code)
    require(rules.can_dissolve_unit(who(request), shown), rules.who_may_move_unit(shown))
    form = DissolveUnitForm(typed(request), unit=shown, user=who(request), initial={"on": timezone.localdate()})

    def do(given: dict) -> str:
        return _address(units.dissolve_unit(shown, by=who(request), **given))

    note = _("Posts in it end that day. Its past stays readable.")
    return form_page(request, form, do, done=_("The unit has ended."), title=_("Dissolve"), note=note, unit=shown)


def open_term(request: HttpRequest, code: str) -> HttpResponse:
    shown = unit_or_404(request, code)
    require(rules.can_open_term(who(request), shown), rules.who_may_keep_units(shown))

    def do(given: dict) -> str:
        terms.open_term(shown, by=who(request), **given)
        return _address(shown)

    title = _("Open a term")
    return form_page(request, OpenTermForm(typed(request)), do, done=_("The term is open."), title=title, unit=shown)


def change_settings(request: HttpRequest, code: str) -> HttpResponse:
    shown = unit_or_404(request, code)
    require(rules.can_change_settings(who(request), shown), rules.who_may_keep_units(shown))
    current = UnitSettings.objects.filter(unit=shown).first() or UnitSettings(unit=shown)
    names = ("closing_day", "pace_tolerance", "spelling")
    form = ChangeSettingsForm(typed(request), initial={name: getattr(current, name) for name in names})

    def do(given: dict) -> str:
        settings_operations.change_settings(shown, by=who(request), **given)
        return _address(shown)

    return form_page(request, form, do, done=_("The settings hold."), title=_("Settings"), unit=shown)
