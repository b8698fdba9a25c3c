"""No illegal step through any skin, and every act in the book: each pair of state and act is tried through the pages, each state
through the sheets, then long random ways through both."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.imports.operations import keep_batch
from trongtam.imports.tests.sheets import outcomes, sent, workbook
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house
from trongtam.work import life
from trongtam.work.life import Act, State
from trongtam.work.models import Turn, Work

from .test_pages import assigned

# Act → the address's name, who does it, and what is typed beside the key of the form.
PAGES: dict[Act, tuple[str, str, dict[str, str]]] = {
    Act.REGISTER: ("register_work", "cell_secretary", {}),
    Act.TAKE_BACK: ("take_back_registration", "cell_secretary", {}),
    Act.RETURN: ("return_work", "secretary", {"reason": "thiếu sản phẩm mẫu"}),
    Act.APPROVE: ("approve_work", "secretary", {}),
    Act.WITHDRAW: ("withdraw_work", "cell_secretary", {"reason": "đăng ký trùng mẫu"}),
    Act.PROGRESS: ("report_progress", "cell_secretary", {"percent": "50", "note": "một nửa mẫu", "marking": "none"}),
    Act.HAND_IN: ("hand_in_work", "cell_secretary", {"quality": "as_asked", "note": "đủ mẫu", "marking": "none"}),
    Act.RECALL: ("recall_work", "cell_secretary", {}),
    Act.SEND_BACK: ("send_back_work", "secretary", {"reason": "chưa đủ mẫu"}),
    Act.APPRAISE: ("appraise_work", "secretary", {"quality": "as_asked", "note": "đúng mẫu"}),
    Act.RECONSIDER: ("reconsider_appraisal", "secretary", {"reason": "xem lại mẫu"}),
    Act.CONCLUDE: ("conclude_work", "secretary", {}),
    Act.EXTEND: ("extend_work", "secretary", {"reason": "thiên tai mẫu"}),
    Act.STOP: ("stop_work", "secretary", {"reason": "không còn cần mẫu"}),
    Act.REOPEN: ("reopen_work", "secretary", {"reason": "cần làm tiếp mẫu"}),
    Act.CARRY_OVER: ("carry_over_work", "secretary", {"reason": "còn việc mẫu"}),
    Act.UNASSIGN: ("take_assignment_back", "secretary", {"reason": "giao nhầm mẫu"}),
    Act.HAND_OVER: ("hand_over_work", "secretary", {"reason": "đổi người mẫu"}),
}
OTHER_FORMS = {Act.REWRITE, Act.ADJUST}  # the whole plan is typed: test_pages.py, test_change.py


@pytest.fixture
def house(db: None) -> House:
    return make_house()


class Desk:
    """Those who act, each signed in; every form has a key of its own."""

    def __init__(self, house: House) -> None:
        self.clients: dict[str, Client] = {}
        for name in ("cell_secretary", "secretary"):
            self.clients[name] = Client()
            self.clients[name].force_login(getattr(house, name))
        self.house, self.sent = house, 0

    def do(self, work: Work, act: Act) -> int:
        """The answer's status to the act as a person sends it."""
        name, who, typed = PAGES[act]
        self.sent += 1
        today = timezone.localdate()
        given = {
            Act.HAND_IN: {"done_on": f"{today:%d/%m/%Y}"},
            Act.APPRAISE: {"done_on": f"{today:%d/%m/%Y}"},
            Act.EXTEND: {"due": f"{work.due:%d/%m/%Y}"},
            Act.CARRY_OVER: {"due": f"30/06/{int(work.period_code) + 1}"},
            Act.HAND_OVER: {"holder": f"unit:{self.house.cell_a.pk}"},
        }.get(act, {})
        address = reverse(f"work:{name}", args=[work.pk])
        return self.clients[who].post(address, {**typed, **given, "form_key": f"k{self.sent}"}).status_code


def test_every_act_has_its_page():
    assert set(PAGES) | OTHER_FORMS == set(Act)


@pytest.mark.parametrize("state", list(State))
def test_what_is_no_step_changes_nothing_through_any_page(house: House, state: State) -> None:
    desk, work = Desk(house), assigned(house)
    Work.objects.filter(pk=work.pk).update(state=state)
    turns, entries = Turn.objects.count(), Entry.objects.count()
    for act in PAGES:
        if (state, act) in life.STEPS:
            continue
        answer = desk.do(work, act)
        assert answer in (409, 422), (state, act, answer)
        kept = Work.objects.get(pk=work.pk)
        assert (kept.state, kept.holder_unit_id, kept.due) == (state, work.holder_unit_id, work.due), act
    assert (Turn.objects.count(), Entry.objects.count()) == (turns, entries)


class Sheets:
    """The office with its two sheets of works: a line that changes one thing of a work, sent in and kept."""

    ACTS = {"title": Act.ADJUST, "due": Act.EXTEND, "holder": Act.HAND_OVER, "step": Act.ADJUST}

    def __init__(self, house: House) -> None:
        self.house, self.sent = house, 0

    def do(self, work: Work, what: str) -> str:
        """What became of the line: created, updated, unchanged or refused."""
        self.sent += 1
        row = self._step(work) if what == "step" else self._line(work, what)
        kind = "work_steps" if what == "step" else "works"
        by, code = self.house.secretary, self.house.committee.code
        batch = sent(kind, code, workbook(list(row), list(row.values())), by=by)
        if outcomes(batch) in (["created"], ["updated"]):
            keep_batch(batch, by=by)
        [outcome] = outcomes(batch)
        return outcome

    def _line(self, work: Work, what: str) -> dict[str, object]:
        holder = self.house.cell_a if work.holder_unit == self.house.cell_b else self.house.cell_b
        days = (work.due - timedelta(days=1), work.due)
        changed = {
            "title": {"Việc": f"Việc mẫu lần {self.sent}"},
            "due": {"Hạn xong": days[self.sent % 2] if work.due.month == 12 else work.due + timedelta(days=1)},
            "holder": {"Ai thực hiện": holder.name},
        }[what]
        assert work.holder_unit is not None  # works of these tests are held by cells
        stands: dict[str, object] = {
            "Mã việc": f"CV{work.pk}",
            "Việc": work.title,
            "Ai thực hiện": work.holder_unit.name,
            "Loại việc": work.get_kind_display(),
            "Năm": work.period_code,
            "Hạn xong": work.due,
        }
        return stands | changed

    def _step(self, work: Work) -> dict[str, object]:
        return {"Mã bước": "", "Mã việc": f"CV{work.pk}", "Bước": f"Bước lần {self.sent}", "Hạn của bước": work.due}


@pytest.mark.parametrize("state", list(State))
def test_what_is_no_step_changes_nothing_through_any_sheet(house: House, state: State) -> None:
    sheets, work = Sheets(house), assigned(house)
    for what, act in Sheets.ACTS.items():
        Work.objects.filter(pk=work.pk).update(state=state)
        work.refresh_from_db()
        before = (Turn.objects.count(), Entry.objects.filter(act__startswith="work.").count())
        outcome = sheets.do(work, what)
        if outcome == "unchanged":
            continue  # the day that it has already
        legal = life.after(state, act) is not None and state in life.ASSIGNED_ONCE
        assert (outcome == "updated" or (what == "step" and outcome == "created")) == legal, (state, what, outcome)
        after = (Turn.objects.count(), Entry.objects.filter(act__startswith="work.").count())
        assert (after != before) == legal, (state, what)
        if legal:
            turn = Turn.objects.order_by("-pk")[0]
            assert (turn.act, turn.before, turn.after) == (act, state, life.after(state, act))


@pytest.mark.parametrize("seed", range(4))
def test_a_random_way_through_pages_and_sheets_follows_one_table(house: House, seed: int) -> None:
    chance, desk, sheets = random.Random(seed), Desk(house), Sheets(house)
    work = assigned(house)
    acts = dict(Sheets.ACTS) | {act: act for act in PAGES if act is not Act.CARRY_OVER}
    by_sheet = 0
    for step in range(24):
        work.refresh_from_db()
        legal = [way for way, act in acts.items() if life.after(work.state, act) is not None]
        way = chance.choice(legal if legal and chance.random() < 0.6 else list(acts)) if step else "title"
        act = acts[way]
        target = life.after(work.state, act)
        turns = Turn.objects.count()
        done = desk.do(work, way) == 302 if isinstance(way, Act) else sheets.do(work, way) in ("updated", "created")
        now = Work.objects.get(pk=work.pk)
        if not done:
            assert (now.state, Turn.objects.count()) == (work.state, turns), (way, work.state)
            continue
        assert now.state == target, (way, work.state, now.state)
        assert Turn.objects.count() == turns + 1 == Entry.objects.filter(act__startswith="work.").count()
        by_sheet += not isinstance(way, Act)
    assert Turn.objects.count() > 3
    assert by_sheet


@pytest.mark.parametrize("seed", range(8))
def test_a_random_way_through_the_pages_follows_the_table_and_stands_in_the_book(house: House, seed: int) -> None:
    chance, desk = random.Random(seed), Desk(house)
    work = assigned(house)
    done = 0
    for step in range(30):
        work.refresh_from_db()
        steps = [one for one in PAGES if life.after(work.state, one) is not None]
        act = chance.choice(steps if steps and chance.random() < 0.6 else list(PAGES))
        if act is Act.CARRY_OVER and step < 20:  # the way would end too soon
            continue
        target = life.after(work.state, act)
        before = Entry.objects.count()
        answer = desk.do(work, act)
        now = Work.objects.get(pk=work.pk)
        if target is None:
            assert answer in (409, 422) and now.state == work.state and Entry.objects.count() == before, (act, answer)
            continue
        if answer == 422:  # a step of the table that has no sense now: the same day again, the same holder again
            assert act in (Act.EXTEND, Act.HAND_OVER) and now.state == work.state and Entry.objects.count() == before
            continue
        assert (answer, now.state) == (302, target), (act, answer)
        assert Entry.objects.count() > before
        assert Turn.objects.filter(work=work).order_by("-pk").values_list("act", flat=True)[0] == act
        done += 1
        if now.state == State.CARRIED:  # nothing leads on; it goes on as a work of the next year
            assert Work.objects.get(carried_from=now).state == State.ASSIGNED
            break
    assert done >= 5
