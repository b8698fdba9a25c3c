"""What every test of a file begins with, made once for the file.

    _made = kept_for_the_file(make_world)

    @pytest.fixture
    def world(_made) -> World:
        return deepcopy(_made)

Its rows stand before each test of the file, and each test's own changes are taken back as always, so that the order of the tests
changes nothing. The copy keeps what a test does to the objects from the next one. Not for files with tests that empty the
database themselves (`transaction=True`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction


def kept_for_the_file(make: Callable[[], Any]) -> Any:
    @pytest.fixture(scope="module", autouse=True)
    def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock(), transaction.atomic():
            things = make()
            connection.check_constraints()  # those that wait for the end of the transaction would be asked after every test
            yield things
            transaction.set_rollback(True)

    return made
