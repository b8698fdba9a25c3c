"""Assigned work of the demonstration: Tiến Bộ in 2021 and 2022 as source 000 tells it, and works of this year in Xã Mẫu.

The source gives the counts (22 works of 22 collectives, 32 of 32 persons), the committee's work on criteria 6, 10 and 17, the
secretary's of 2021–2022 with its three cells, and the committee's work of 2022. All other titles, days and results are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from trongtam.accounts.models import User
from trongtam.org.models import Person, Unit
from trongtam.resolutions.models import Clause
from trongtam.targets.models import AdoptedCriterion
from trongtam.work.models import Kind, RootKind, Work
from trongtam.work.operations import (
    Word,
    appraise_work,
    approve_work,
    assign_work,
    conclude_work,
    hand_in_work,
    propose_work,
    register_work,
    report_progress,
)
from trongtam.work.plan import Plan, ProductLine, Root, Step

from .campaigns import close_that_of_2021, open_of_2021
from .shapes import noon

FOCUSES = ("weak", "hard", "new", "limited", "arising", "example")
CELLS = ("thong-nhat", "deo-tuong", "deo-tram")


class Works:
    """Lays the works of Tiến Bộ. The office enters for all who have no login."""

    def __init__(
        self,
        organ: Unit,
        units: Mapping[str, Unit],
        people: Mapping[str, Person],
        clauses: Mapping[str, Clause],
        office: User,
    ) -> None:
        self.organ, self.units, self.people, self.clauses, self.office = organ, units, people, clauses, office

    def build(self) -> None:
        self.campaign = open_of_2021(self.organ, self.office)
        self._of_committee()
        self._of_secretary()
        for place, unit in enumerate(self._collectives()):
            self._invented(place, unit=unit)
        for place, person in enumerate(self._persons(), start=30):
            self._invented(place, person=person)
        close_that_of_2021(self.campaign, self.office)
        self._of_2022()

    def _collectives(self) -> list[Unit]:
        """All that have a list of their own but the committee: 10 cells, 10 hamlets, the People's Committee."""
        return [unit for code, unit in self.units.items() if code not in ("", "dang-uy")]

    def _persons(self) -> list[Person]:
        return [person for code, person in self.people.items() if code != "truong-thi-phong"]

    def _clause(self, key: str) -> Root:
        return Root("clause", self.clauses[key].pk)

    def _of_committee(self) -> None:
        criteria = AdoptedCriterion.objects.filter(
            adoption__unit=self.units[""], adoption__year=2021, number__in=(6, 10, 17)
        )
        work = self._registered(
            Plan(
                title="Tập trung nâng cao, giữ bền vững các tiêu chí 6, 10 và 17",
                kind=Kind.BREAKTHROUGH,
                focus="weak",
                root=self._clause("nq-2021/II.1"),
                year="2021",
                start=date(2021, 1, 20),
                due=date(2021, 12, 20),
                unit=self.units["dang-uy"],
                products=(
                    ProductLine("10 nhà văn hóa thôn gắn với sân thể thao", Decimal(10), "nhà văn hóa"),
                    ProductLine("3 tiêu chí giữ vững", Decimal(3), "tiêu chí"),
                ),
                roadmap=(
                    Step("Rà soát từng tiêu chí", date(2021, 3, 15)),
                    Step("Hoàn thành nhà văn hóa ở 10 thôn", date(2021, 9, 30)),
                    Step("Giữ vững ba tiêu chí", date(2021, 12, 20)),
                ),
                criteria=tuple(criteria),
            ),
        )
        self._done(work, date(2021, 12, 10), "beyond", "Ba tiêu chí được giữ vững, đủ 10 nhà văn hóa thôn.")

    def _of_secretary(self) -> None:
        """Registered for 2021–2022 on what the superior had assigned; the roadmap of 2021 names three cells."""
        person = self.people["truong-thi-phong"]
        steps = tuple(
            Step(
                "Cùng chi ủy chuẩn bị và dự sinh hoạt chuyên đề",
                date(2021, 6 + 2 * place, 30 - place % 2),
                unit=self.units[code],
            )
            for place, code in enumerate(CELLS)
        )
        work = self._registered(
            Plan(
                title="Nâng cao chất lượng sinh hoạt chuyên đề tại các chi bộ",
                kind=Kind.BREAKTHROUGH,
                # Limited; and it is the one at the head who sets the example.
                focus="limited,example",
                root=Root(RootKind.SUPERIOR, text="Thường trực Huyện ủy giao"),
                year="2021",
                stage="2021..2022",
                start=date(2021, 1, 20),
                due=date(2022, 12, 15),
                person=person,
                products=(ProductLine("Mỗi chi bộ mỗi quý ít nhất một buổi sinh hoạt chuyên đề"),),
                roadmap=(*steps, Step("Mở rộng ra các chi bộ còn lại", date(2022, 11, 30))),
            ),
        )
        for milestone in work.milestones.filter(due__year=2021):
            said = Word(milestones=(milestone,), note="Đã dự và cùng chi ủy chuẩn bị nội dung.")
            report_progress(work, said, by=self.office, on=milestone.due, at=noon(milestone.due))
        rest = work.milestones.get(due__year=2022)
        said = Word(milestones=(rest,), note="Các chi bộ còn lại đã có lịch từng quý.")
        report_progress(work, said, by=self.office, on=rest.due, at=noon(rest.due))
        self._done(work, date(2022, 12, 10), "as_asked", "Các chi bộ trong lộ trình giữ được nền nếp mỗi quý một buổi.")

    def _of_2022(self) -> None:
        work = self._registered(
            Plan(
                title="Giải phóng mặt bằng 2 khu tái định cư cho 53 hộ thôn Ngòi Cái",
                kind=Kind.BREAKTHROUGH,
                focus="hard",
                root=self._clause("nq-2022/2"),
                year="2022",
                start=date(2022, 2, 7),
                due=date(2022, 12, 15),
                unit=self.units["dang-uy"],
                products=(
                    ProductLine("2 khu tái định cư có mặt bằng", Decimal(2), "khu"),
                    ProductLine("53 hộ sẵn sàng về nơi ở mới", Decimal(53), "hộ"),
                ),
                roadmap=(
                    Step("Bám sát các thôn trong quy hoạch", date(2022, 3, 31), "Thôn Rạp, thôn Ngòi Cái"),
                    Step("Bàn giao mặt bằng", date(2022, 11, 30)),
                ),
            ),
        )
        said = Word(35, note="Đã họp dân ở các thôn trong quy hoạch.")
        report_progress(work, said, by=self.office, on=date(2022, 4, 5), at=noon(date(2022, 4, 5)))

    def _invented(self, place: int, *, unit: Unit | None = None, person: Person | None = None) -> None:
        """A work that the source counts and does not name; three of the persons' finish after their day."""
        name = unit.name if unit is not None else f"phần việc số {place - 29}"
        due = date(2021, 11, 30) - timedelta(days=place % 20)
        work = self._registered(
            Plan(
                title=f"Việc đột phá mẫu của {name[:1].lower()}{name[1:]}",
                kind=Kind.BREAKTHROUGH,
                focus=FOCUSES[place % len(FOCUSES)],
                root=self._clause("nq-2021/II.1"),
                year="2021",
                start=date(2021, 2, 1),
                due=due,
                unit=unit,
                person=person,
                products=(ProductLine("một sản phẩm mẫu"),),
            ),
            invented=True,
        )
        late = person is not None and place % 10 == 0
        finished = due + timedelta(days=9) if late else due - timedelta(days=5)
        self._done(work, finished, "beyond" if place % 7 == 0 else "as_asked", "Đủ sản phẩm mẫu.")

    def _registered(self, plan: Plan, *, invented: bool = False) -> Work:
        day = plan.start - timedelta(days=12)
        campaign = self.campaign if plan.year == self.campaign.period_code else None
        work = propose_work(self.organ, plan, by=self.office, campaign=campaign, at=noon(day))
        register_work(work, by=self.office, at=noon(day + timedelta(days=1)))
        approve_work(work, by=self._above(work), at=noon(day + timedelta(days=5)))
        if invented:
            Work.objects.filter(pk=work.pk).update(is_invented=True)
        return work

    def _done(self, work: Work, day: date, quality: str, words: str) -> None:
        after = noon(day + timedelta(days=1))
        steps = tuple(work.milestones.filter(done_on__isnull=True))
        hand_in_work(work, by=self.office, done_on=day, quality=quality, note=words, milestones=steps, at=after)
        later = day + timedelta(days=6)
        above = self._above(work)
        appraise_work(work, by=above, done_on=day, quality=quality, at=noon(later))
        conclude_work(work, by=above, at=noon(later + timedelta(days=1)))

    def _above(self, work: Work) -> User:
        """Who decides: the secretary on that of the committee itself and of the office's clerk, the office on all others."""
        clerk = self.people["mai-thu-viec"]
        leader = self.people["truong-thi-phong"].user
        assert leader is not None
        by_leader = work.holder_person_id == clerk.pk or work.holder_unit_id == self.organ.pk
        return leader if by_leader else self.office


def lay_current(organ: Unit, units: Mapping[str, Unit], people: Mapping[str, Person], *, by: User, today: date) -> None:
    """Works of this year in the invented commune, so that something is due, something late and something stuck on any day."""
    first = date(today.year, 1, 1)
    cells = [unit for unit in units.values() if unit.kind == "cell"]
    leader = people["bi-thu-mau"]
    for place, (title, due, percent, obstacle) in enumerate(_rows(today)):
        plan = Plan(
            title=title,
            kind=Kind.BREAKTHROUGH if place < 2 else Kind.KEY,
            focus="hard" if place < 2 else "",
            root=Root(RootKind.OWN),
            year=str(today.year),
            start=max(first, min(today - timedelta(days=50), due)),
            due=due,
            unit=cells[place % len(cells)] if place != 1 else None,
            person=leader if place == 1 else None,
            products=(ProductLine("3 sản phẩm mẫu", Decimal(3), "sản phẩm"),),
        )
        work = assign_work(organ, plan, by=by, at=noon(plan.start))
        Work.objects.filter(pk=work.pk).update(is_invented=True)
        said = max(plan.start, today - timedelta(days=20))
        if percent:
            report_progress(work, Word(percent, note="Lời báo mẫu", obstacle=obstacle), by=by, on=said, at=noon(said))


def _rows(today: date) -> list[tuple[str, date, int, str]]:
    """Title, day, percent, obstacle; the days lie inside the year."""
    last, first = date(today.year, 12, 31), date(today.year, 1, 1)

    def near(days: int) -> date:
        return min(max(today + timedelta(days=days), first), last)

    return [
        ("Đường hoa mẫu do chi bộ phụ trách", near(6), 70, ""),
        ("Nâng chất lượng sinh hoạt mẫu ở các chi bộ", near(35), 40, ""),
        ("Vận động lắp đèn đường mẫu", near(-12), 55, ""),
        ("Sửa nhà văn hóa ấp Mẫu", near(20), 20, "Chưa thống nhất được mức đóng góp mẫu."),
    ]
