"""No illegal step: whatever acts come in whatever order, by operations or by pages, a submission goes as the table says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.org.tests.house import make_house
from trongtam.targets import operations
from trongtam.targets.submitting import Act, State, after

from .measures import LATER, rolled_back, stated
from .rounds import MONTH, Asked, ask
from .test_entry_pages import address, as_user

pytestmark = pytest.mark.django_db
EXAMPLES = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
steps = st.lists(st.tuples(st.sampled_from(Act), st.booleans()), min_size=1, max_size=8)
WHY = "Xem lại."


@pytest.fixture
def asked() -> Asked:
    made = ask(make_house())
    stated(made.figure, made.house.cell_a, "2022-09", 3, by=made.house.cell_secretary)
    return made


def operations_of(asked: Asked) -> dict[Act, Callable[[Any], Any]]:
    cell = asked.house.cell_a
    return {
        Act.SUBMIT: lambda by: operations.submit_sheet(cell, MONTH, [], by=by, at=LATER),
        Act.RECALL: lambda by: operations.recall_submission(asked.of(cell), by=by),
        Act.ACCEPT: lambda by: operations.accept_submission(asked.of(cell), by=by),
        Act.RETURN: lambda by: operations.return_submission(asked.of(cell), by=by, reason=WHY),
        Act.LOCK: lambda by: operations.lock_submissions(asked.round, by=by),
        Act.REOPEN: lambda by: operations.reopen_submission(asked.of(cell), by=by, reason=WHY),
    }


@EXAMPLES
@given(steps)
def test_by_operations(asked: Asked, given_steps: list[tuple[Act, bool]]) -> None:
    house, acts, state = asked.house, operations_of(asked), State.OPEN
    with rolled_back():
        for act, by_office in given_steps:
            may = by_office or act in (Act.SUBMIT, Act.RECALL)
            expected = after(state, act) if may else None
            try:
                acts[act](house.office if by_office else house.cell_secretary)
            except NotAllowed:
                assert not may
            except Refused:
                assert may
                assert expected is None
            else:
                assert expected is not None, f"{act} in {state}"
            state = expected or state
            assert asked.of(house.cell_a).state == state


def pages_of(asked: Asked) -> dict[Act, Callable[[Client], int]]:
    cell, figure = asked.house.cell_a, asked.figure
    pk, round_pk = asked.of(cell).pk, asked.round.pk
    standing = str(cell.measurements.get(known_to__isnull=True).pk)
    sheet = {f"value-{figure.pk}": "3", f"expected-{figure.pk}": standing, "sure": "1"}

    def post(name: str, key: int, **sent: Any) -> Callable[[Client], int]:
        return lambda client: client.post(reverse(f"targets:{name}", args=[key]), sent).status_code

    return {
        Act.SUBMIT: lambda client: client.post(address(cell, MONTH.code), sheet).status_code,
        Act.RECALL: post("recall_submission", pk),
        Act.ACCEPT: post("accept_submission", pk),
        Act.RETURN: post("return_submission", pk, reason=WHY),
        Act.LOCK: post("lock_submissions", round_pk),
        Act.REOPEN: post("reopen_submission", pk, reason=WHY),
    }


@EXAMPLES
@given(steps)
def test_by_pages(asked: Asked, given_steps: list[tuple[Act, bool]]) -> None:
    pages, state, cell = pages_of(asked), State.OPEN, asked.house.cell_a
    with rolled_back():
        office, unit = as_user(asked.house.office), as_user(asked.house.cell_secretary)
        for act, by_office in given_steps:
            may = by_office or act in (Act.SUBMIT, Act.RECALL)
            expected = after(state, act) if may else None
            status = pages[act](office if by_office else unit)
            assert status == (302 if expected else 422 if may else 403), f"{act} in {state}"
            state = expected or state
            assert asked.of(cell).state == state
