"""The first morning of an empty installation: a commune, its committee, a term and the first administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.ledger.models import Chain

from .. import rules
from ..changes import set_up_followers
from ..models import Person, Post, PostKind, Term, Unit, UnitKind, UnitSettings
from .checks import require_basis, require_past
from .people import lay_person
from .terms import lay_term
from .units import lay_unit


@dataclass(frozen=True)
class Foundation:
    """What stands at the beginning."""

    province: Unit | None
    commune: Unit
    committee: Unit
    term: Term
    administrator: Person

    @property
    def user(self) -> User:
        assert self.administrator.user is not None
        return self.administrator.user


def is_open() -> bool:
    """Whether the guided set-up can still be used: while nobody can sign in."""
    return not User.objects.exists()


@transaction.atomic
def set_up(
    *,
    commune_name: str,
    administrator_name: str,
    username: str,
    password: str,
    term_name: str,
    begins: date,
    ends: date,
    on: date,
    basis: str,
    province_name: str = "",
    committee_name: str = "",
    at: datetime | None = None,
) -> Foundation:
    """Everything an empty installation needs before its first administrator signs in. Refused once any login exists."""
    # Two browsers may press the button together: the chain's row makes them wait for each other.
    Chain.objects.select_for_update().get_or_create(key="house")
    if not is_open():
        raise Refused(_("This installation is set up already: sign in."))
    province = None
    if province_name.strip():
        require_past(on, at)
        province = lay_unit(UnitKind.PROVINCE, _capital(province_name), None, on, require_basis(basis))
    made = lay_foundation(
        commune_name=commune_name,
        committee_name=committee_name,
        administrator_name=administrator_name,
        username=username,
        password=password,
        term_name=term_name,
        begins=begins,
        ends=ends,
        on=on,
        basis=basis,
        province=province,
        at=at,
    )
    UnitSettings.objects.create(unit=made.commune, set_up_open=True)
    for follow in set_up_followers:
        follow(made.commune, by=made.user, at=at)
    return made


def _capital(name: str) -> str:
    """A name as it stands at the beginning of a line: "xã Mẫu" typed gives "Xã Mẫu"."""
    name = " ".join(name.split())
    return name[:1].upper() + name[1:]


@transaction.atomic
def put_away_set_up(commune: Unit, *, by: User, at: datetime | None = None) -> None:
    """The desk leads no longer back to the guided set-up; its page stays."""
    settings = UnitSettings.objects.select_for_update(of=("self",)).filter(unit=commune).first()
    if not rules.can_change_settings(by, commune):
        raise NotAllowed(rules.who_may_keep_units(commune))
    if settings is None or not settings.set_up_open:
        raise Refused(_("The guided set-up is put away already."))
    settings.set_up_open = False
    settings.save(update_fields=["set_up_open"])
    book.write("org.set_up_put_away", by=by, on=settings, unit=commune, at=at)


@transaction.atomic
def put_logins_aside(commune: Unit, *, by: User, at: datetime | None = None) -> None:
    """The set-up waits no longer for the units without a login: the office types for them. Their page stays."""
    settings = UnitSettings.objects.select_for_update(of=("self",)).filter(unit=commune).first()
    if not rules.can_change_settings(by, commune):
        raise NotAllowed(rules.who_may_keep_units(commune))
    if settings is None or settings.logins_aside:
        raise Refused(_("The logins of the other units are put aside already."))
    settings.logins_aside = True
    settings.save(update_fields=["logins_aside"])
    book.write("org.set_up_put_away", by=by, on=settings, unit=commune, after={"step": "logins"}, at=at)


@transaction.atomic
def lay_foundation(
    *,
    commune_name: str,
    administrator_name: str,
    username: str,
    password: str,
    term_name: str,
    begins: date,
    ends: date,
    on: date,
    basis: str,
    province: Unit | None = None,
    committee_name: str = "",
    is_demonstration: bool = False,
    at: datetime | None = None,
) -> Foundation:
    """A commune with its Party committee, a term, and a first person who is administrator and office. The program's own
    act (set-up, demonstration): everyone after the first is made by somebody. One entry in the book."""
    commune_name = _capital(commune_name)
    administrator_name = " ".join(administrator_name.split())
    if not commune_name:
        raise Refused(_("Give the commune a name."), field="commune_name")
    if not administrator_name:
        raise Refused(_("Give the full name."), field="administrator_name")
    basis = require_basis(basis)
    require_past(on, at)
    committee_name = " ".join(committee_name.split()) or f"Đảng ủy {commune_name[:1].lower()}{commune_name[1:]}"
    commune = lay_unit(UnitKind.COMMUNE, commune_name, province, on, basis, is_demonstration=is_demonstration)
    committee = lay_unit(UnitKind.PARTY_COMMITTEE, committee_name, commune, on, basis)
    term = lay_term(committee, name=term_name, begins=begins, ends=ends)
    person = lay_person(full_name=administrator_name, home=committee)
    person.user = _first_login(username, administrator_name, password, is_demonstration)
    person.save(update_fields=["user"])
    today = timezone.localdate(at)
    Post.objects.bulk_create(
        Post(person=person, unit=committee, kind=kind, valid_from=today, basis=basis)
        for kind in (PostKind.ADMINISTRATOR, PostKind.OFFICE)
    )
    after = {
        "units": [[unit.pk, unit.name] for unit in (province, commune, committee) if unit is not None],
        "term": [term.name, begins, ends],
        "person": person.pk,
        "on": on,
        "basis": basis,
    }
    book.write("org.set_up", by=person.user, on=commune, unit=commune, after=after, at=at)
    return Foundation(province, commune, committee, term, person)


def _first_login(username: str, full_name: str, password: str, is_demonstration: bool) -> User:
    username = username.strip().lower()
    if not username or len(username) > 64 or any(letter.isspace() for letter in username):
        raise Refused(_("A login name has 1 to 64 characters and no spaces."), field="username")
    if User.objects.filter(username=username).exists():
        raise Refused(_("This login name is taken."), field="username")
    user = User(username=username, display_name=full_name, is_demonstration=is_demonstration)
    if not is_demonstration:
        try:
            validate_password(password, user)
        except ValidationError as weak:
            raise Refused(" ".join(weak.messages), field="password") from weak
    user.set_password(password)
    user.save()
    return user
