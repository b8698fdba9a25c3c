"""No illegal step through any skin: operations, pages and Excel sheets mixed in any order. The state of a submission moves by the
steps of the table alone, and its figures change only while the unit still owes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.imports.kinds import kinds
from trongtam.imports.models import Batch
from trongtam.imports.operations import undo_batch
from trongtam.imports.tests.sheets import kept, outcomes, sent, workbook
from trongtam.org.tests.house import make_house
from trongtam.targets import operations
from trongtam.targets.models import Measurement
from trongtam.targets.operations import Row
from trongtam.targets.submitting import OWED, Act, State, after

from .measures import LATER, number, rolled_back, stated
from .rounds import MONTH, Asked, ask
from .test_entry_pages import address, as_user

pytestmark = pytest.mark.django_db
EXAMPLES = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WHY = "Xem lại."
FIGURE_SKINS = ("state", "sheet", "page", "correct", "correct_page", "withdraw", "import")
acts = st.tuples(st.sampled_from(Act), st.sampled_from(["operation", "page"]), st.booleans())
figures = st.tuples(st.just(None), st.sampled_from(FIGURE_SKINS), st.booleans())
walks = st.lists(st.one_of(acts, figures), min_size=2, max_size=9)


@pytest.fixture
def asked() -> Asked:
    made = ask(make_house())
    stated(made.figure, made.house.cell_a, "2022-09", 3, by=made.house.cell_secretary)
    return made


@EXAMPLES
@given(walks)
def test_any_walk_through_all_skins(asked: Asked, walk: list[tuple[Act | None, str, bool]]) -> None:
    state = State.OPEN
    with rolled_back():
        for place, (act, skin, by_office) in enumerate(walk):
            user = asked.house.office if by_office else asked.house.cell_secretary
            before = current(asked).pk
            if act is None:
                changed = change_figure(asked, skin, user, 4 + place % 3)
                assert changed == (state in OWED and skin != "withdraw"), f"{skin} in {state}"
                assert (current(asked).pk != before) == changed
            else:
                may = by_office or act in (Act.SUBMIT, Act.RECALL)
                expected = after(state, act) if may else None
                assert take(asked, act, skin, user) == (expected is not None), f"{act} by {skin} in {state}"
                assert current(asked).pk == before, "a step states nothing"
                state = expected or state
            assert asked.of(asked.house.cell_a).state == state


@pytest.mark.parametrize("answer", [None, "accept_submission"])
def test_a_sheet_that_was_read_before_sending_changes_nothing_after_it(asked: Asked, answer: str | None) -> None:
    batch = brought(asked, asked.house.office, 5)
    assert outcomes(batch) == ["updated"]
    operations.submit_sheet(asked.house.cell_a, MONTH, [], by=asked.house.cell_secretary, at=LATER)
    if answer:
        getattr(operations, answer)(asked.of(asked.house.cell_a), by=asked.house.office)
    kept(batch, by=asked.house.office)
    assert outcomes(batch) == ["refused"]
    assert current(asked).value == 3


def test_an_import_is_not_undone_once_its_figures_were_sent(asked: Asked) -> None:
    batch = kept(brought(asked, asked.house.office, 5), by=asked.house.office)
    operations.submit_sheet(asked.house.cell_a, MONTH, [], by=asked.house.cell_secretary, at=LATER)
    with pytest.raises(Refused):
        undo_batch(batch, by=asked.house.office)
    batch.refresh_from_db()
    assert batch.in_the_way, "it names what stands in the way"
    assert current(asked).value == 5


# -- skins -------------------------------------------------------------------------------------------------------------


def current(asked: Asked) -> Measurement:
    return Measurement.objects.current().get(unit=asked.house.cell_a, indicator=asked.figure, period_code=MONTH.code)


def take(asked: Asked, act: Act, skin: str, user: User) -> bool:
    """Whether a step was taken: no refusal of the operation, a redirect of the page."""
    if skin == "page":
        status = step_page(asked, act, as_user(user))
        assert status in (302, 403, 422), status
        return status == 302
    return not refused(lambda: step_operation(asked, act, user))


def refused(do: Callable[[], object]) -> bool:
    try:
        do()
    except (Refused, NotAllowed):
        return True
    return False


def step_operation(asked: Asked, act: Act, by: User) -> object:
    cell = asked.house.cell_a
    if act == Act.SUBMIT:
        return operations.submit_sheet(cell, MONTH, [], by=by, at=LATER)
    if act == Act.LOCK:
        return operations.lock_submissions(asked.round, by=by)
    reason = {"reason": WHY} if act in (Act.RETURN, Act.REOPEN) else {}
    return getattr(operations, f"{act.value}_submission")(asked.of(cell), by=by, **reason)


def step_page(asked: Asked, act: Act, client: Client) -> int:
    if act == Act.SUBMIT:
        return client.post(address(asked.house.cell_a, MONTH.code), sheet(asked, current(asked).value)).status_code
    name, key = f"{act.value}_submission", asked.of(asked.house.cell_a).pk
    if act == Act.LOCK:
        name, key = "lock_submissions", asked.round.pk
    return client.post(reverse(f"targets:{name}", args=[key]), {"reason": WHY}).status_code


def sheet(asked: Asked, value: Any, **more: str) -> dict[str, str]:
    key = asked.figure.pk
    return {f"value-{key}": str(value), f"expected-{key}": str(current(asked).pk), "sure": "1", **more}


def change_figure(asked: Asked, skin: str, user: User, value: int) -> bool:
    """Try to put another figure in the place of the one that stands; whether that was done."""
    cell, row = asked.house.cell_a, current(asked)
    value = value if row.value != value else value + 10
    if skin == "import":
        batch = brought(asked, user, value)
        if outcomes(batch) == ["updated"]:
            kept(batch, by=user)
        return outcomes(batch) == ["updated"]
    if skin == "page":
        return by_page(asked, user, value)
    if skin == "correct_page":
        typed = {"value": str(value), "reason": WHY}
        return as_user(user).post(reverse("targets:correct", args=[row.pk]), typed).status_code == 302
    figure = number(value)
    ways: dict[str, Callable[[], object]] = {
        "state": lambda: operations.state(
            asked.figure, cell, MONTH, figure, by=user, expected=row.pk, reason=WHY, at=LATER
        ),
        "sheet": lambda: operations.state_sheet(
            cell, MONTH, [Row(asked.figure, figure, expected=row.pk, reason=WHY)], by=user, at=LATER
        ),
        "correct": lambda: operations.correct(row, figure, by=user, reason=WHY, at=LATER),
        "withdraw": lambda: withdrawn(asked, row, user),
    }
    return not refused(ways[skin])


def withdrawn(asked: Asked, row: Measurement, user: User) -> None:
    """Only tried where it must be refused: without its figure the walk would have nothing to send."""
    if State(asked.of(row.unit).state) in OWED:
        raise Refused("not tried")
    operations.withdraw(row, by=user, reason=WHY, at=LATER)


def by_page(asked: Asked, user: User, value: int) -> bool:
    """The entry sheet sends at once what it states; taken back at once, only the figure is left of it."""
    cell, client = asked.house.cell_a, as_user(user)
    back_to = asked.of(cell).state
    reason = {f"reason-{asked.figure.pk}": WHY}
    if client.post(address(cell, MONTH.code), sheet(asked, value, **reason)).status_code != 302:
        return False
    if back_to == State.RETURNED:
        operations.return_submission(asked.of(cell), by=asked.house.office, reason=WHY)
    else:
        operations.recall_submission(asked.of(cell), by=user)
    return True


def brought(asked: Asked, user: User, value: int) -> Batch:
    """The sheet of figures with one line, read and not kept yet."""
    titles = {one.key: str(one.title) for one in kinds["measurements"].fields}
    head = [titles[key] for key in ("unit", "indicator", "period", "value")]
    cell = asked.house.cell_a
    return sent("measurements", cell.code, workbook(head, [cell.code, asked.figure.code, MONTH.code, value]), by=user)
