"""The editor of a set of one's own: made anew or from another, its head, criteria, indicators and thresholds, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from trongtam.look.answers import form_page, require, typed
from trongtam.look.shapes import Tab
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from ... import rules
from ...criteria import editing
from ...criteria.shapes import CriteriaSet, Criterion, Indicator, Leaf, read_set
from ...forms.criteria import ReasonForm
from ...forms.criteria_sets import (
    HEAD,
    BasisForm,
    CriterionForm,
    HeadForm,
    IndicatorForm,
    NewSetForm,
    ThresholdsForm,
    spread_asked,
)
from ...models import KeptSet
from ...operations import criteria as operations
from ...queries.criteria import sets_for

both = require_http_methods(["GET", "POST"])
SPREADS = {
    editing.EVERYWHERE: gettext_lazy("One for all"),
    editing.BY_PLACE: gettext_lazy("By place"),
    editing.BY_YEAR: gettext_lazy("By year"),
    editing.BY_BOTH: gettext_lazy("By year and place"),
    editing.RELATIVE: gettext_lazy("A share of another"),
}


@dataclass(frozen=True)
class Edited:
    """A set of the unit's own that the person may edit."""

    unit: Unit
    row: KeptSet
    one: CriteriaSet

    @property
    def url(self) -> str:
        return reverse("targets:criteria_set", args=[self.unit.code, self.one.code])

    def criterion(self, number: int) -> Criterion:
        return _there(editing.criterion_of(self.one, number))

    def indicator(self, number: int, code: str) -> Indicator:
        return _there(editing.indicator_of(self.one, number, code))


def _there(found: Any) -> Any:
    if found is None:
        raise Http404
    return found


def _unit(request: HttpRequest, code: str) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    require(rules.can_lay_levels(who(request), unit), rules.who_may_lay_levels(unit))
    return unit


def _edited(request: HttpRequest, code: str, set_code: str) -> Edited:
    unit = _unit(request, code)
    row = get_object_or_404(KeptSet, owner=unit, code=set_code)
    return Edited(unit, row, read_set(row.content))


def _page(
    request: HttpRequest, at: Edited, form: Any, change: Callable[[], CriteriaSet], *, title: Any, **context: Any
) -> HttpResponse:
    """The form, then the set is kept with the change."""

    def do(given: dict[str, Any]) -> str:
        operations.keep_set(at.unit, change(), by=who(request), basis=given["basis"])
        return at.url

    around = {"back_url": at.url, "back_text": at.one.name, "nav_current": "criteria"}
    button, done = context.pop("button", _("Save")), context.pop("done", _("The set is kept."))
    lead = context.pop("lead", at.one.name)
    return form_page(request, form, do, title=title, button=button, done=done, lead=lead, **around, **context)


@both
def make_set(request: HttpRequest, code: str) -> HttpResponse:
    unit = _unit(request, code)
    sets = sets_for(unit)
    like = sets.get(request.GET.get("from", ""))
    initial = {name: getattr(like, name) for name in HEAD} | {"copied": like.code} if like is not None else {}
    form = NewSetForm(typed(request), sets=sets, initial=initial)

    def do(given: dict[str, Any]) -> str:
        made = operations.keep_set(unit, form.made(), by=who(request), basis=given["basis"])
        return reverse("targets:criteria_set", args=[unit.code, made.code])

    back = reverse("targets:criteria_sets", args=[unit.code])
    return form_page(
        request,
        form,
        do,
        title=_("A set of your own"),
        button=_("Make the set"),
        done=_("The set is kept."),
        lead=unit.name,
        note=_("It can be edited until a commune follows it. After that a copy with another code is edited."),
        back_url=back,
        back_text=_("All sets of criteria"),
        nav_current="criteria",
    )


@both
def edit_set(request: HttpRequest, code: str, set_code: str) -> HttpResponse:
    at = _edited(request, code, set_code)
    head = {name: getattr(at.one, name) for name in HEAD}
    form = HeadForm(typed(request), part=head, initial={**head, "basis": at.row.basis})
    return _page(request, at, form, lambda: replace(at.one, **form.head()), title=_("Name, years and source"))


@both
def withdraw_set(request: HttpRequest, code: str, set_code: str) -> HttpResponse:
    at = _edited(request, code, set_code)

    def do(given: dict[str, Any]) -> str:
        operations.withdraw_set(at.row, by=who(request), reason=given["reason"])
        return reverse("targets:criteria_sets", args=[at.unit.code])

    page = {"title": _("Take the set back"), "button": _("Take the set back"), "lead": at.one.name}
    around = {"back_url": at.url, "back_text": at.one.name, "nav_current": "criteria"}
    done = _("The set is taken back; it stays readable in the book.")
    return form_page(request, ReasonForm(typed(request)), do, done=done, **page, **around)


@both
def add_criterion(request: HttpRequest, code: str, set_code: str) -> HttpResponse:
    at = _edited(request, code, set_code)
    number = max((one.number for one in at.one.criteria), default=0) + 1
    form = CriterionForm(typed(request), initial={"number": number, "basis": at.row.basis})
    return _page(
        request, at, form, lambda: editing.with_criterion(at.one, None, form.made(None)), title=_("Another criterion")
    )


@both
def edit_criterion(request: HttpRequest, code: str, set_code: str, number: int) -> HttpResponse:
    at = _edited(request, code, set_code)
    stands = at.criterion(number)
    initial = {"number": number, "name": stands.name, "basis": at.row.basis}
    form = CriterionForm(typed(request), part=(stands.number, stands.name), initial=initial)
    return _page(
        request,
        at,
        form,
        lambda: editing.with_criterion(at.one, number, form.made(stands)),
        title=_("Edit the criterion"),
    )


@both
def remove_criterion(request: HttpRequest, code: str, set_code: str, number: int) -> HttpResponse:
    at = _edited(request, code, set_code)
    stands = at.criterion(number)
    form = BasisForm(typed(request), part=stands, initial={"basis": at.row.basis})
    title, quote = _("Take the criterion out"), f"{stands.number}. {stands.name}"
    return _page(
        request, at, form, lambda: editing.without_criterion(at.one, number), title=title, button=title, quote=quote
    )


@both
def add_indicator(request: HttpRequest, code: str, set_code: str, number: int) -> HttpResponse:
    at = _edited(request, code, set_code)
    above = at.criterion(number)
    initial = {"code": f"{number}.{len(above.indicators) + 1}", "basis": at.row.basis}
    form = IndicatorForm(typed(request), initial=initial)
    return _indicator_page(
        request,
        at,
        form,
        lambda: editing.with_indicator(at.one, number, None, form.made()),
        above,
        _("Another indicator"),
    )


@both
def edit_indicator(request: HttpRequest, code: str, set_code: str, number: int, indicator: str) -> HttpResponse:
    at = _edited(request, code, set_code)
    stands = at.indicator(number, indicator)
    plain = ("code", "name", "if_any", "by_province", "verified", "source", "note")
    initial = {name: getattr(stands, name) for name in plain} | {"enough": stands.enough or None, "basis": at.row.basis}
    form = IndicatorForm(typed(request), part=stands, leaves=stands.leaves, initial=initial)
    return _indicator_page(
        request,
        at,
        form,
        lambda: editing.with_indicator(at.one, number, indicator, form.made()),
        at.criterion(number),
        _("Edit the indicator"),
    )


def _indicator_page(
    request: HttpRequest, at: Edited, form: IndicatorForm, made: Callable[[], CriteriaSet], above: Criterion, title: str
) -> HttpResponse:
    lead = f"{above.number}. {above.name}"
    return _page(request, at, form, made, title=title, lead=lead, template="targets/criteria/indicator_form.html")


@both
def remove_indicator(request: HttpRequest, code: str, set_code: str, number: int, indicator: str) -> HttpResponse:
    at = _edited(request, code, set_code)
    stands = at.indicator(number, indicator)
    form = BasisForm(typed(request), part=stands, initial={"basis": at.row.basis})
    title, quote = _("Take the indicator out"), f"{stands.code} {stands.name}"
    return _page(
        request,
        at,
        form,
        lambda: editing.without_indicator(at.one, number, indicator),
        title=title,
        button=title,
        quote=quote,
    )


@both
def edit_levels(request: HttpRequest, code: str, set_code: str, leaf: str) -> HttpResponse:
    """The thresholds of a part: `?by=` how they are told apart."""
    at = _edited(request, code, set_code)
    stands: Leaf = _there(at.one.leaf(leaf))
    spread = spread_asked(request.GET.get("by", ""), stands, editing.SPREADS)
    others = [one for one in sets_for(at.unit) if one != at.one.code]
    initial = {"basis": at.row.basis}
    form = ThresholdsForm(typed(request), one=at.one, leaf=stands, spread=spread, others=others, initial=initial)
    tabs = [Tab(str(word), f"?by={key}", key == spread) for key, word in SPREADS.items()]
    template = "targets/criteria/thresholds_form.html"
    title, lead = _("Thresholds"), f"{stands.code} {stands.name}"
    return _page(
        request,
        at,
        form,
        lambda: editing.with_leaf(at.one, form.made()),
        title=title,
        lead=lead,
        template=template,
        spreads=tabs,
    )
