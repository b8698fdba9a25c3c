"""Who may do what with units, people, posts, Party membership, sight and logins.

Every predicate is `can_…(user, thing) -> bool` and has a sentence `who_may_…(thing)` for the refusal. `ACTS` is the room's
part of the permission table (`tools/permissions.py` tells its form).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Person, Post, PostKind, SightGrant, Unit, UnitKind
from .models.units import on_date
from .reach import Reach, Right

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from trongtam.accounts.models import User

    Actor = User | AnonymousUser | None

# Who decides that someone sees sensitive records: the head of the committee that leads the unit, never a superior of it.
SIGHT_GIVERS = frozenset({PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY})


# --- units ---


def can_keep_units(user: Actor, unit: Unit) -> bool:
    """Found below the unit, rename, move and dissolve it, open its terms, change its settings."""
    return Reach.of(user).may(Right.UNITS, unit)


can_found_unit = can_rename_unit = can_open_term = can_change_settings = can_keep_units


def can_move_unit(user: Actor, unit: Unit) -> bool:
    """Units strictly below the own reach: nobody moves the ground he stands on."""
    return can_keep_units(user, unit) and not _is_own_ground(user, unit)


can_dissolve_unit = can_merge_units = can_split_unit = can_withdraw_founding = can_withdraw_move = can_move_unit


def _is_own_ground(user: Actor, unit: Unit) -> bool:
    return any(post.unit_path.startswith(unit.path) for post in Reach.of(user).posts)


def who_may_keep_units(unit: Unit) -> str:
    return _("Only the Party office or an administrator responsible for %(unit)s may do this.") % {"unit": unit.name}


def who_may_move_unit(unit: Unit) -> str:
    return _("Only the Party office or an administrator of a unit above %(unit)s may do this.") % {"unit": unit.name}


# --- people and posts ---


def can_register_person(user: Actor, unit: Unit) -> bool:
    """Keep records of people at the unit: plain ones, nothing sensitive."""
    return Reach.of(user).keeps_people_of(unit)


can_take_out_people = can_register_person


def who_may_take_out_people() -> str:
    return _("Only the Party office or an administrator takes a list of people out of the program.")


def can_correct_person(user: Actor, person: Person) -> bool:
    return person.erased_at is None and can_register_person(user, person.home)


def can_erase_person(user: Actor, person: Person) -> bool:
    """Who could open his login: every post he holds within one's own reach, so nobody erases somebody above. Not oneself."""
    return person.erased_at is None and can_open_login(user, person) and Reach.of(user).person_id != person.pk


def who_may_erase_person(person: Person) -> str:
    return _(
        "Only the Party office or an administrator of %(unit)s may do this, and nobody erases himself or one above."
    ) % {"unit": person.home.name}


def can_give_post(user: Actor, unit: Unit) -> bool:
    return can_register_person(user, unit)


def can_end_post(user: Actor, post: Post) -> bool:
    return can_give_post(user, post.unit)


def who_may_keep_people(unit: Unit) -> str:
    return _("Only the Party office or an administrator that keeps the people of %(unit)s may do this.") % {
        "unit": unit.name
    }


# --- Party membership and other sensitive parts ---


def has_sight_of(user: Actor, unit: Unit) -> bool:
    """A dated grant opens the sensitive records of the unit itself, or of a cell one level below (clusters pass it on)."""
    return Reach.of(user).sees_records_of(unit)


def can_keep_membership(user: Actor, unit: Unit) -> bool:
    """Record admission, confirmation, transfer, exemption …: who keeps the people and has sight of their records."""
    return can_register_person(user, unit) and has_sight_of(user, unit)


def can_open_record(user: Actor, person: Person) -> bool:
    """The sensitive part of a person's page: oneself, or by sight."""
    return Person.objects.visible_to(user).not_erased().filter(pk=person.pk).exists()


def who_may_keep_membership(unit: Unit) -> str:
    return _(
        "Only those who keep the people of %(unit)s and were granted sight of their Party records may do this."
    ) % {"unit": unit.name}


def can_grant_sight(user: Actor, unit: Unit) -> bool:
    """The secretary or a deputy of the Party committee that leads the unit directly (a cluster between does not count)."""
    led = {post.unit_id for post in Reach.of(user).posts if post.kind in SIGHT_GIVERS}
    return bool(led) and _leading_committee_id(unit) in led


def _leading_committee_id(unit: Unit) -> int | None:
    """The nearest Party committee: the unit itself, one above it, or the committee of the nearest territory."""
    ids = unit.path_ids
    committees = Unit.objects.filter(
        Q(pk__in=ids) | Q(parent_id__in=ids), kind=UnitKind.PARTY_COMMITTEE, ended_on__isnull=True
    ).only("pk", "parent_id")
    depth = {pk: level for level, pk in enumerate(ids)}
    # A committee on the path stands nearer than one that hangs beside the path at the same height.
    ranked = [(depth.get(c.pk, depth.get(c.parent_id or 0, -1)), c.pk in depth, c.pk) for c in committees]
    return max(ranked)[2] if ranked else None


def can_withdraw_sight(user: Actor, grant: SightGrant) -> bool:
    return can_grant_sight(user, grant.unit)


def who_may_grant_sight(unit: Unit) -> str:
    return _("Only the secretary or a deputy secretary of the Party committee that leads %(unit)s may do this.") % {
        "unit": unit.name
    }


# --- logins ---


def can_keep_account(user: Actor, person: Person) -> bool:
    """Make, lock, open and reset the login of a person whose record one keeps."""
    return Reach.of(user).may(Right.ACCOUNTS, person.home) and can_correct_person(user, person)


def who_may_keep_account(person: Person) -> str:
    return _("Only the Party office or an administrator of %(unit)s may do this.") % {"unit": person.home.name}


def can_open_login(user: Actor, person: Person) -> bool:
    """A way into someone's login only where every post he holds lies within one's own reach: nobody makes himself a way
    up. Locking opens no such way."""
    reach = Reach.of(user)
    if not can_keep_account(user, person):
        return False
    held = Post.objects.filter(on_date(timezone.localdate()), person=person).select_related("unit")
    return all(reach.may(Right.ACCOUNTS, post.unit) for post in held)


# --- the book ---


def can_read_book(user: Actor, unit: Unit) -> bool:
    """All that was done in a unit and below it."""
    return Reach.of(user).may(Right.BOOK, unit)


def can_read_own_book(user: Actor, unit: Unit) -> bool:
    """What was done for the unit in which one holds a post."""
    return any(post.unit_id == unit.pk for post in Reach.of(user).posts)


def who_may_read_book(unit: Unit) -> str:
    return _("Only those who hold a post in %(unit)s, and who lead or inspect it, may read its book.") % {
        "unit": unit.name
    }


def can_object(user: Actor, unit: Unit) -> bool:
    """Object to what was entered for the unit: who states its results."""
    return Reach.of(user).may(Right.STATE, unit)


can_confirm_entry = can_object


def can_answer_objection(user: Actor, unit: Unit) -> bool:
    return Reach.of(user).may(Right.STATE_FOR, unit)


def who_may_object(unit: Unit) -> str:
    return _("Only those who state the results of %(unit)s may confirm this or object.") % {"unit": unit.name}


def who_may_answer_objection(unit: Unit) -> str:
    return _("Only the Party office responsible for %(unit)s may answer.") % {"unit": unit.name}


# act → (predicate, key of the sample object it is tried with)
ACTS: dict[str, tuple[Any, str]] = {
    "org.unit_founded": (can_found_unit, "commune"),
    "org.units_founded": (can_found_unit, "commune"),
    "org.founding_withdrawn": (can_withdraw_founding, "cell_a"),
    "org.unit_renamed": (can_rename_unit, "cell_a"),
    "org.renaming_withdrawn": (can_rename_unit, "cell_a"),
    "org.unit_moved": (can_move_unit, "cell_a"),
    "org.move_withdrawn": (can_withdraw_move, "cell_a"),
    "org.unit_dissolved": (can_dissolve_unit, "cell_a"),
    "org.units_merged": (can_merge_units, "cell_a"),
    "org.unit_split": (can_split_unit, "cell_a"),
    "org.term_opened": (can_open_term, "committee"),
    "org.settings_changed": (can_change_settings, "commune"),
    "org.set_up_put_away": (can_change_settings, "commune"),
    "org.person_registered": (can_register_person, "cell_a"),
    "org.people_taken_out": (can_take_out_people, "cell_a"),
    "org.person_corrected": (can_correct_person, "org.member"),
    "org.person_erased": (can_erase_person, "org.member"),
    "org.post_given": (can_give_post, "cell_a"),
    "org.post_ended": (can_end_post, "org.post"),
    "org.member_admitted": (can_keep_membership, "cell_a"),
    "org.member_recorded": (can_keep_membership, "cell_a"),
    "org.member_confirmed": (can_keep_membership, "cell_a"),
    "org.member_transferred": (can_keep_membership, "cell_a"),
    "org.member_exempted": (can_keep_membership, "cell_a"),
    "org.member_left": (can_keep_membership, "cell_a"),
    "org.spell_begun": (can_keep_membership, "cell_a"),
    "org.spell_ended": (can_keep_membership, "cell_a"),
    "org.person_opened": (can_open_record, "org.member"),
    "org.sight_granted": (can_grant_sight, "cell_a"),
    "org.sight_withdrawn": (can_withdraw_sight, "org.grant"),
    "org.account_made": (can_open_login, "org.member"),
    "org.account_locked": (can_keep_account, "org.member"),
    "org.account_opened": (can_open_login, "org.member"),
    "org.account_reset": (can_open_login, "org.member"),
    "org.second_step_removed": (can_open_login, "org.member"),
    "org.entry_confirmed": (can_confirm_entry, "cell_a hamlet group"),
    "org.objection_made": (can_object, "cell_a hamlet group"),
    "org.objection_answered": (can_answer_objection, "cell_a hamlet group"),
}

# Nobody asks for these: the guided set-up stands before the first login.
ACTS_OF_THE_PROGRAM = frozenset({"org.set_up"})
