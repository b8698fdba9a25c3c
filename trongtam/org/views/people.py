"""People: the masked list, a person's plain page, the sensitive record behind sight, posts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .. import rules
from ..forms.people import CorrectPersonForm, EndForm, GivePostForm, PersonForm
from ..listings import people_listing
from ..models import Person, Post, Unit
from ..operations import people as people_operations
from ..operations import posts as post_operations
from ..queries.people import held_by, keeping_unit, people_list, sensitive_record
from .answers import form_page, people_taken_out, require, typed, who


def _person(request: HttpRequest, code: str) -> Person:
    return get_object_or_404(
        Person.objects.known_to(who(request)).select_related("home__parent__parent__parent"), code=code
    )


def _address(person: Person) -> str:
    return reverse("org:person", args=[person.code])


@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """Whom one keeps or sees: name, unit, posts. Nothing of membership stands in a list."""
    code = request.GET.get("unit", "")
    unit = get_object_or_404(Unit.objects.visible_to(who(request)), code=code) if code else None
    told_in = unit or keeping_unit(who(request))
    may_export = told_in is not None and rules.can_take_out_people(who(request), told_in)
    shown = people_listing(may_export=may_export).read(request.GET, people_list(who(request), unit))
    if shown.wants_sheet:
        return people_taken_out(request, shown, told_in)
    return render(request, "org/people.html", {"list": shown, "page": shown.page, "unit": unit})


@never_cache
def person(request: HttpRequest, code: str) -> HttpResponse:
    """A person's plain record and posts. Who has no business with it gets 404, a superior of the whole tree too."""
    shown = _person(request, code)
    today = timezone.localdate()
    may_keep = rules.can_correct_person(who(request), shown)
    context = {
        "person": shown,
        "own": shown.user_id == request.user.pk,
        "posts": [(post, may_keep and rules.can_end_post(who(request), post)) for post in held_by(shown, today)],
        "former_posts": held_by(shown, today, former=True),
        "may_keep": may_keep,
        "may_open": rules.can_open_record(who(request), shown),
        "may_erase": rules.can_erase_person(who(request), shown),
        "may_keep_account": rules.can_keep_account(who(request), shown),
    }
    return render(request, "org/person.html", context)


@login_required
def own_page(request: HttpRequest) -> HttpResponse:
    """To the page of the person who is signed in."""
    own = Person.objects.filter(user=who(request)).first()
    if own is None:
        raise Http404
    return redirect("org:person", code=own.code)


@never_cache
def record(request: HttpRequest, code: str) -> HttpResponse:
    """The sensitive record: oneself, or by sight; each opening is in the book."""
    seen = Person.objects.visible_to(who(request)).not_erased().select_related("home")
    shown = get_object_or_404(seen, code=code)
    people_operations.open_record(shown, by=who(request))
    opened = sensitive_record(shown)
    cell = next((spell.unit for spell in opened.memberships if spell.valid_to is None), shown.home)
    context = {
        "person": shown,
        "own": shown.user_id == request.user.pk,
        "opened": opened,
        "may_keep": rules.can_keep_membership(who(request), cell),
    }
    return render(request, "org/record.html", context)


def register_person(request: HttpRequest, code: str) -> HttpResponse:
    home = get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    require(rules.can_register_person(who(request), home), rules.who_may_keep_people(home))

    def do(given: dict) -> str:
        return _address(people_operations.register_person(by=who(request), home=home, **given))

    title = _("Register a person")
    note = _("Nothing of creed, health or opinion is ever kept.")
    form = PersonForm(typed(request))
    return form_page(request, form, do, done=_("The person is registered."), title=title, note=note, unit=home)


def correct_person(request: HttpRequest, code: str) -> HttpResponse:
    shown = _person(request, code)
    require(rules.can_correct_person(who(request), shown), rules.who_may_keep_people(shown.home))
    names = ("full_name", "birth_year", "phone")
    initial = {**{name: getattr(shown, name) for name in names}, "home": shown.home.code}
    form = CorrectPersonForm(typed(request), homes=Unit.objects.reached_by(who(request)), initial=initial)

    def do(given: dict) -> str:
        return _address(people_operations.correct_person(shown, by=who(request), **given))

    note = _("The book keeps what stood there before.")
    return form_page(request, form, do, done=_("The record is corrected."), title=_("Correct"), note=note, person=shown)


def give_post(request: HttpRequest, code: str) -> HttpResponse:
    shown = _person(request, code)
    require(rules.can_correct_person(who(request), shown), rules.who_may_keep_people(shown.home))
    initial = {"unit": shown.home.code, "on": timezone.localdate()}
    form = GivePostForm(typed(request), units=Unit.objects.reached_by(who(request)), initial=initial)

    def do(given: dict) -> str:
        post_operations.give_post(shown, by=who(request), **given)
        return _address(shown)

    return form_page(request, form, do, done=_("The post is given."), title=_("Give a post"), person=shown)


def end_post(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    shown = _person(request, code)
    post = get_object_or_404(Post.objects.select_related("unit"), pk=pk, person=shown)
    require(rules.can_end_post(who(request), post), rules.who_may_keep_people(post.unit))

    def do(given: dict) -> str:
        post_operations.end_post(post, by=who(request), **given)
        return _address(shown)

    form = EndForm(typed(request), initial={"on": timezone.localdate()})
    return form_page(
        request, form, do, done=_("The post has ended."), title=_("End a post"), note=str(post), person=shown
    )
