"""From the written-down communes to records, by the same operations that people use.

The bare ground (units, people with posts, members) is laid in bulk under one entry of the book; documents, clauses,
targets and statements go through their operations, dated as they would have been.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Membership, PartyRecord, Person, Post, PostKind, SightGrant, Unit, UnitKind
from trongtam.org.operations.terms import lay_term
from trongtam.org.operations.units import lay_unit
from trongtam.resolutions.models import Clause, Document, PaperOwed
from trongtam.resolutions.operations.clauses import PastedClause, paste_clauses
from trongtam.resolutions.operations.documents import register_document
from trongtam.resolutions.operations.papers import fulfil_paper, owe_congress_papers
from trongtam.resolutions.operations.rollout import receive_document, record_study_session, send_document
from trongtam.resolutions.operations.shortcomings import name_shortcoming

from . import an_khanh, an_nhon, dinh_chu, hai_luu, merger, tien_bo, xa_mau
from .an_dinh import lay_parts
from .answering import lay_answering, lay_current_answering
from .campaigns import lay_open_one
from .cells import lay_scores, lay_themes
from .criteria import lay_criteria
from .emulation import lay_emulation
from .figures import Figures
from .following import lay_followings
from .inspection import lay_inspection
from .meetings import lay_an_dinh, lay_models, send_models
from .meetings import lay_current as lay_meetings
from .owed import RESULTS, lay_duties
from .papers import lay_papers
from .recurring import lay_recurring, lay_recurring_of_2021
from .reviews import lay_counts_of_hai_luu, lay_round_of_mau
from .rounds import Rounds
from .shapes import Commune, D, noon
from .superior_form import lay_form
from .works import Works, lay_current

COMMUNES: tuple[Commune, ...] = (
    an_khanh.COMMUNE,
    dinh_chu.COMMUNE,
    tien_bo.COMMUNE,
    hai_luu.COMMUNE,
    an_nhon.COMMUNE,
    an_nhon.QUOI_DIEN,
)
FOUNDED = date(2010, 1, 1)
BASIS = "Dữ liệu minh họa"
TWO_TIERS = date(2025, 7, 1)
FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ")


@transaction.atomic
def build() -> None:
    """Make all demonstration communes. The caller has seen that the installation is empty."""
    password = make_password(settings.DEMONSTRATION_PASSWORD)
    for commune in COMMUNES:
        CommuneBuilder(commune, password).build()
    _invented(CommuneBuilder(xa_mau.commune(timezone.localdate()), password))
    merger.build()
    _two_tiers()


def _invented(builder: CommuneBuilder) -> None:
    """Xã Mẫu, which alone has papers with numbers."""
    builder.build()
    today = timezone.localdate()
    lay_current(builder.units["dang-uy"], builder.units, builder.people, by=builder.office, today=today)
    lay_open_one(builder.units["dang-uy"], builder.units, builder.people, by=builder.office, today=today)
    head = builder.people["truong-thon-mot"].user
    assert head is not None
    lay_recurring(
        builder.units["dang-uy"], builder.units, builder.documents["nq"], office=builder.office, head=head, today=today
    )
    secretary = builder.people["chi-bo-mau"].user
    assert secretary is not None
    lay_current_answering(builder, today=today)
    lay_meetings(builder.units["mot"], by=secretary, today=today)
    lay_round_of_mau(builder.units, builder.people, office=builder.office, secretary=secretary, today=today)
    duties = lay_duties(builder.root, by=builder.office, today=timezone.localdate())
    lay_form(builder.root, duties[RESULTS], by=builder.office, at=timezone.now())
    leader = builder.people["bi-thu-mau"].user
    assert leader is not None
    lay_papers(
        builder.root,
        builder.units["dang-uy"],
        builder.documents["nq"],
        office=builder.office,
        leader=leader,
        today=timezone.localdate(),
    )


def _two_tiers() -> None:
    """On 1 July 2025 the districts end and the communes stand under the province (facts/rules.md §0)."""
    from trongtam.org.operations.units import dissolve_unit, move_unit

    basis = "Chính quyền địa phương hai cấp từ 01/07/2025"
    for province in Unit.objects.filter(kind=UnitKind.PROVINCE, is_demonstration=True):
        keeper = Post.objects.get(unit=province, kind=PostKind.ADMINISTRATOR).person.user
        for district in Unit.objects.filter(kind=UnitKind.DISTRICT, parent=province):
            for commune in Unit.objects.filter(kind=UnitKind.COMMUNE, parent=district):
                move_unit(commune, by=keeper, parent=province, on=TWO_TIERS, basis=basis)
            dissolve_unit(district, by=keeper, on=TWO_TIERS, basis=basis)


class CommuneBuilder:
    """Builds one commune. Codes of units are `<commune>-<unit>`; the commune's own is its code."""

    def __init__(self, commune: Commune, password: str) -> None:
        self.commune, self.password = commune, password
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}
        self.documents: dict[str, Document] = {}
        self.clauses: dict[str, Clause] = {}

    def build(self) -> None:
        self._units()
        self._people()
        self._members()
        self._probation()
        book.write(
            "portal.demonstration_laid",
            by=None,
            on=self.root,
            unit=self.root,
            after={
                "units": len(self.units),
                "people": Person.objects.filter(home__path__startswith=self.root.path).count(),
            },
        )
        for document in self.commune.documents:
            self._document(document)
        for document in self.commune.documents:
            self._carried(document)
        figures = Figures(self.commune, self.root, self.units, self.people, self.documents, self.clauses, self.office)
        figures.build()
        if self.commune.code == "tien-bo":
            self._criteria(figures)
            Works(self.units["dang-uy"], self.units, self.people, self.clauses, self.office).build()
            lay_themes(self.units, self.people, by=self.office)
            self._kept_clean()
        if self.commune.code == "an-nhon":
            lay_parts(self.units["dang-uy"], self.units, self.clauses, by=self.office)
            secretary = self.people["phan-lam-mau"].user
            assert secretary is not None
            lay_an_dinh(self.units["an-dinh"], by=secretary)
        if self.commune.code == "hai-luu":
            lay_counts_of_hai_luu(self.units, by=self.office)
        if self.commune.code == "dinh-chu":
            models = lay_models(self.units, by=self.office)
            lay_scores(self.units, by=self.office)
            send_models(models, by=self.office)
        self._rounds()
        lay_followings(self, timezone.localdate())
        lay_emulation(self, timezone.localdate())
        lay_inspection(self, timezone.localdate())
        lay_answering(self, timezone.localdate())

    def _criteria(self, figures: Figures) -> None:
        hamlets = [unit for unit in self.units.values() if unit.kind == UnitKind.HAMLET]
        adopted_at, stated_at = noon(date(2021, 2, 1)), noon(date(2022, 1, 12))
        people, indicators = self.people, figures.indicators
        lay_criteria(self.root, hamlets, people, indicators, by=self.office, adopted_at=adopted_at, stated_at=stated_at)

    def _kept_clean(self) -> None:
        hamlets = [unit for unit in self.units.values() if unit.kind == UnitKind.HAMLET]
        clause = self.clauses["nq-2021/I.5"]
        lay_recurring_of_2021(
            self.units["dang-uy"], self.root, hamlets, clause, office=self.office, at=noon(date(2021, 1, 16))
        )

    @property
    def root(self) -> Unit:
        return self.units[""]

    def _units(self) -> None:
        province = self._upper(UnitKind.PROVINCE, *self.commune.province, parent=None)
        district = self._upper(UnitKind.DISTRICT, *self.commune.district, parent=province)
        code = self.commune.code
        self.units[""] = lay_unit("commune", self.commune.name, district, FOUNDED, BASIS, code=code)
        for unit in self.commune.units:
            self.units[unit.code] = lay_unit(
                unit.kind,
                unit.name,
                self.units[unit.parent],
                FOUNDED,
                BASIS,
                code=f"{code}-{unit.code}",
                serves=self.units[unit.serves] if unit.serves else None,
            )
        name, begins, ends = self.commune.term
        self.term = lay_term(self.root, name=name, begins=date.fromisoformat(begins), ends=date.fromisoformat(ends))

    def _upper(self, kind: str, code: str, name: str, parent: Unit | None) -> Unit:
        known = Unit.objects.filter(code=code).first()
        if known is not None:
            return known
        unit = lay_unit(kind, name, parent, FOUNDED, BASIS, code=code, is_demonstration=True)
        if kind == UnitKind.PROVINCE:
            self.person(
                f"{code}-quan-tri", f"Quản Trị {name}", unit, ((PostKind.ADMINISTRATOR, unit),), f"quantri.{code}"
            )
        return unit

    def _people(self) -> None:
        committee = self.units["dang-uy"]
        for person in self.commune.people:
            posts = tuple((kind, self.units[unit]) for kind, unit in person.posts)
            cell = next((unit for kind, unit in posts if unit.kind == UnitKind.CELL), committee)
            self.people[person.code] = self.person(
                f"{self.commune.code}-{person.code}", person.name, cell, posts, person.login
            )
        if not any(kind == PostKind.OFFICE for person in self.commune.people for kind, _ in person.posts):
            login = f"vanphong.{self.commune.code}"
            code = f"{self.commune.code}-van-phong"
            self.people["van-phong"] = self.person(
                code, "Văn Phòng Mẫu", committee, ((PostKind.OFFICE, committee),), login
            )
        office = Post.objects.select_related("person__user").get(unit=committee, kind=PostKind.OFFICE).person
        assert office.user is not None
        self.office: User = office.user
        SightGrant.objects.create(person=office, unit=committee, purpose="Quản lý hồ sơ đảng viên", valid_from=FOUNDED)
        for post in Post.objects.filter(unit__path__startswith=self.root.path, kind=PostKind.CELL_SECRETARY):
            SightGrant.objects.create(
                person=post.person, unit=post.unit, purpose="Bí thư chi bộ quản lý đảng viên", valid_from=FOUNDED
            )

    def person(self, code: str, name: str, home: Unit, posts: tuple[tuple[str, Unit], ...], login: str) -> Person:
        user = None
        if login:
            user = User(username=login, display_name=name, is_demonstration=True, password=self.password)
            user.save()
        person = Person.objects.create(code=code, full_name=name, folded=fold(name), home=home, user=user)
        Post.objects.bulk_create(
            Post(person=person, unit=unit, kind=kind, valid_from=date(2015, 1, 1), basis=BASIS) for kind, unit in posts
        )
        return person

    def _members(self) -> None:
        """So many members a cell as written, with those admitted and confirmed in the period on their days."""
        admitted, confirmed = _days(self.commune.admissions), _days(self.commune.confirmations)
        people: list[Person] = []
        facts: list[tuple[Unit, date | None, date | None]] = []
        number = 0
        for cell, count in self.commune.members.items():
            unit = self.units[cell]
            new, probation = admitted[cell], confirmed[cell]
            for place in range(count):
                number += 1
                name = f"{FAMILY_NAMES[number % len(FAMILY_NAMES)]} Đảng Viên Mẫu {number}"
                code = f"{self.commune.code}-dv-{number}"
                people.append(Person(code=code, full_name=name, folded=fold(name), home=unit))
                day = new[place] if place < len(new) else None
                later = probation[place - len(new)] if 0 <= place - len(new) < len(probation) else None
                facts.append((unit, day, later))
        Person.objects.bulk_create(people)
        PartyRecord.objects.bulk_create(_record(person, *fact) for person, fact in zip(people, facts, strict=True))
        Membership.objects.bulk_create(
            Membership(person=person, unit=unit, valid_from=day or date(2015, 1, 1), basis=BASIS)
            for person, (unit, day, _later) in zip(people, facts, strict=True)
        )

    def _rounds(self) -> None:
        rounds = Rounds(self.root, self.units, self.office)
        if self.commune.code == an_khanh.COMMUNE.code:
            rounds.nine_months()
        elif self.commune.code == "xa-mau":
            rounds.last_month(timezone.localdate())

    def _probation(self) -> None:
        """One member on probation that ends next month, so that the desk has something to remind of, whatever the day."""
        if not self.commune.probation_in:
            return
        unit, day = self.units[self.commune.probation_in], timezone.localdate() - timedelta(days=340)
        name = "Trần Dự Bị Mẫu"
        person = Person.objects.create(code=f"{unit.code}-du-bi", full_name=name, folded=fold(name), home=unit)
        PartyRecord.objects.create(person=person, admitted_on=day, admitted_in=unit)
        Membership.objects.create(person=person, unit=unit, valid_from=day, basis=BASIS)

    def _document(self, written: D) -> None:
        day = date.fromisoformat(written.issued_on)
        document = register_document(
            self.root,
            by=self.office,
            kind=written.kind,
            title=written.title,
            issued_on=day,
            organ=written.organ,
            side=written.side,
            origin=written.origin,
            number=written.number,
            term=self.term if written.term and self.term.begins <= day <= self.term.ends else None,
            parent=self.documents[written.under] if written.under else None,
            is_invented=written.inv,
            at=noon(day + timedelta(days=2)),
        )
        self.documents[written.key] = document
        if not written.clauses:
            return
        rows = [
            PastedClause(depth=2 if clause.under else 1, kind=clause.kind, text=clause.text, label=clause.label)
            for clause in written.clauses
        ]
        made = paste_clauses(document, by=self.office, rows=rows, is_invented=True, at=noon(day + timedelta(days=2)))
        sourced = [made[n].pk for n, clause in enumerate(written.clauses) if not clause.inv]
        Clause.objects.filter(pk__in=sourced).update(is_invented=False)
        for clause, row in zip(made, written.clauses, strict=True):
            self.clauses[f"{written.key}/{row.label}"] = clause
            if row.kind == "shortcoming":
                name_shortcoming(
                    clause,
                    by=self.office,
                    remedier=self.units["dang-uy"],
                    due_on=day + timedelta(days=300),
                    at=noon(day + timedelta(days=3)),
                )

    def _carried(self, written: D) -> None:
        """Papers that a congress leaves to be issued and those that were; who has the document and studied it."""
        document, day = self.documents[written.key], date.fromisoformat(written.issued_on)
        if written.congress:
            owe_congress_papers(document, by=self.office, at=noon(day + timedelta(days=3)))
        if written.issues:
            paper = PaperOwed.objects.get(unit=self.root, title=written.issues)
            fulfil_paper(paper, by=self.office, document=document, at=noon(day + timedelta(days=2)))
        codes = [unit for unit, *_ in written.studied] + [*written.received, *written.sent]
        if not codes:
            return
        send_document(
            document, by=self.office, units=[self.units[code] for code in codes], at=noon(day + timedelta(days=2))
        )
        for code, text, expected, came in written.studied:
            held = date.fromisoformat(text)
            unit, received = self.units[code], held - timedelta(days=5)
            receive_document(document, unit, by=self.office, on=received, at=noon(held))
            record_study_session(
                document, unit, by=self.office, held_on=held, expected=expected, attended=came, at=noon(held)
            )
        for code in written.received:
            received = day + timedelta(days=4)
            receive_document(document, self.units[code], by=self.office, on=received, at=noon(received))


def _days(written: tuple[tuple[str, str], ...]) -> defaultdict[str, list[date]]:
    """The days by cell, in the order in which they are written."""
    days: defaultdict[str, list[date]] = defaultdict(list)
    for cell, day in written:
        days[cell].append(date.fromisoformat(day))
    return days


def _record(person: Person, unit: Unit, admitted_on: date | None, confirmed_on: date | None) -> PartyRecord:
    if admitted_on is not None:
        # Probation lasted its twelve months long ago.
        done = admitted_on + timedelta(days=370)
        return PartyRecord(
            person=person, admitted_on=admitted_on, admitted_in=unit, confirmed_on=done, confirmed_in=unit
        )
    if confirmed_on is not None:
        return PartyRecord(
            person=person,
            admitted_on=confirmed_on - timedelta(days=400),
            admitted_in=unit,
            confirmed_on=confirmed_on,
            confirmed_in=unit,
        )
    return PartyRecord(person=person, admitted_on=date(2010, 3, 3), confirmed_on=date(2011, 3, 3))
