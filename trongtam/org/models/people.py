"""People, the posts they hold, and the separate grants that let someone see a person's sensitive record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import titles
from .units import PARTY_UNITS, Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from trongtam.accounts.models import User


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User | AnonymousUser | None) -> PersonQuerySet:
        """People whose page a person may open: oneself, the people of units where his sight reaches."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).visible_people()).distinct()

    def not_erased(self) -> PersonQuerySet:
        """Those whom lists and acts know; pages of the past show the others too."""
        return self.filter(erased_at__isnull=True)

    def known_to(self, user: User | AnonymousUser | None) -> PersonQuerySet:
        """People whose plain record a person may open: those visible to him, and those whose record his office keeps.
        What is sensitive on that page still asks `visible_to`. A superior of a whole province knows nobody here."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        return self.filter(reach.visible_people() | reach.kept_people()).distinct()


# What stands where the name of an erased person stood. A name is data, so it is the same in every language.
ERASED_NAME = "Người đã xóa"


class Person(models.Model):
    """A person known to a unit. No ethnicity, religion, health; nothing of what the person thinks."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    folded = models.CharField(max_length=120, editable=False, db_index=True)
    home = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="people", verbose_name=_("unit that keeps the record")
    )
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    # Since when nothing of the person himself is kept; old pages show the row under `ERASED_NAME`.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.full_name

    @property
    def place(self) -> Unit | None:
        """Where his record is kept, as lists say it: never a cell or committee, which would tell that he is a member; then it
        is the place above it. Ask for `home__parent__parent__parent` with the person."""
        unit: Unit | None = self.home
        while unit is not None and unit.kind in PARTY_UNITS:
            unit = unit.parent
        return unit


class PostKind(models.TextChoices):
    SECRETARY = "secretary", _("Secretary")
    DEPUTY_SECRETARY = "deputy_secretary", _("Deputy secretary")
    STANDING_MEMBER = "standing_member", _("Member of the standing committee")
    COMMITTEE_MEMBER = "committee_member", _("Committee member")
    CELL_SECRETARY = "cell_secretary", _("Cell secretary")
    CELL_COMMITTEE = "cell_committee", _("Member of the cell committee")
    OFFICE = "office", _("Party office")
    HAMLET_HEAD = "hamlet_head", _("Hamlet head")
    GROUP_HEAD = "group_head", _("Head of a self-managed group")
    INSPECTOR = "inspector", _("Inspector")
    ADMINISTRATOR = "administrator", _("Administrator")
    COUNCIL_DELEGATE = "council_delegate", _("Council delegate")
    OFFICIAL = "official", _("Cadre or official")


# Who leads a place is called by what the place is called: ấp, thôn, khu phố …
LEADERS = frozenset({PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.STANDING_MEMBER})
HEADS = frozenset({PostKind.HAMLET_HEAD, PostKind.GROUP_HEAD})


def post_title(kind: str, unit_name: str) -> str:
    """A post with its unit: “Trưởng ấp An Mỹ”, “Bí thư Đảng ủy xã Mẫu”."""
    if kind in HEADS and titles.place_word(unit_name):
        return gettext("Head of %(unit)s") % {"unit": titles.lowered(unit_name)}
    post = str(PostKind(kind).label)
    if (together := titles.joined(post, unit_name)) is not None:
        return together
    return (gettext("%(post)s of %(unit)s") if kind in LEADERS else "%(post)s, %(unit)s") % {
        "post": post,
        "unit": unit_name,
    }


class Post(models.Model):
    """A post held from a day until another; several at once. Rights come from posts and nothing else."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(_("post"), max_length=20, choices=PostKind.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    basis = models.CharField(_("legal basis"), max_length=255)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="post_lasts"
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "kind"], condition=Q(valid_to__isnull=True), name="post_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return post_title(self.kind, self.unit.name)

    @property
    def name(self) -> str:
        """The post alone, where the unit is said already: “Trưởng ấp”, “Bí thư”."""
        word = titles.place_word(self.unit.name)
        if self.kind in HEADS and word:
            return gettext("Head of %(unit)s") % {"unit": word}
        return str(self.get_kind_display())


class SightGrant(models.Model):
    """Sight of sensitive records of one unit's own people, for a purpose and a time; it does not descend with the tree."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sight")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=255)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
