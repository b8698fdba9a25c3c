"""One set-up for every test of the house: its database, its quick hasher, its folders, its generated inputs.

A test that touches the database runs on SQLite, and again on PostgreSQL when the address of one is given (`make test` does
both). Tests that touch none run once, on the first. `@pytest.mark.postgres` keeps a test for PostgreSQL alone.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck, is_hypothesis_test
from hypothesis import settings as hypothesis_settings

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver runs a loop in the test's thread

# Bounded and repeatable everywhere; `HYPOTHESIS_PROFILE=search` looks for new counter-examples.
hypothesis_settings.register_profile(
    "ci", derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
hypothesis_settings.register_profile("search", max_examples=2000, deadline=None, database=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

pytest_plugins = ["tests.browser", "tests.demonstration"]

# These go through every page of the house. The gate judges whether each room's own tests reach its rules, so these run untraced;
# and so do generated tests, which go the same lines by the hundred: what only chance would reach is not shown.
WHOLE_HOUSE = Path(__file__).parent / "tests"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_serialized_rollback", "live_server"}


def pytest_configure(config: pytest.Config) -> None:
    """The settings of every day, but for passwords hashed quickly and files in a folder that is thrown away.

    Done before any test module is read: a module that only names `default_storage` has settled the storages for good.
    """
    from tests.prepared import watch
    from tests.ready import QUICK_HASHERS

    watch()

    folder = tempfile.TemporaryDirectory(prefix="trongtam-test-")
    config.add_cleanup(folder.cleanup)
    var = Path(folder.name)
    (var / "static").mkdir()
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    settings.JOB_PATIENCE_S = 0.0  # no worker stands beside a test
    settings.MEDIA_ROOT = var / "files"
    settings.STATIC_ROOT = var / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # The words of the pages are compiled once, before any worker starts.
    if not hasattr(config, "workerinput"):
        from trongtam.portal.translations import compile_stale

        compile_stale()


def on_postgresql() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def touches_database(item: pytest.Item) -> bool:
    from django.test import TransactionTestCase

    own_class = getattr(item, "cls", None)
    by_class = own_class is not None and issubclass(own_class, TransactionTestCase)
    by_fixture = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    return bool(by_class or by_fixture or item.get_closest_marker("django_db"))


def is_generated(item: pytest.Item) -> bool:
    """By Hypothesis, or as a random walk from a seed."""
    walks = "seed" in getattr(getattr(item, "callspec", None), "params", {})
    return walks or is_hypothesis_test(getattr(item, "obj", None))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose by database: nothing is skipped, what belongs to the other run is not collected."""

    def belongs(item: pytest.Item) -> bool:
        if on_postgresql():
            elsewhere = item.get_closest_marker("browser") or item.get_closest_marker("once")
            return touches_database(item) and elsewhere is None
        return item.get_closest_marker("postgres") is None

    for item in items:
        if item.path.is_relative_to(WHOLE_HOUSE) or is_generated(item):
            item.add_marker(pytest.mark.no_cover)
    chosen = [item for item in items if belongs(item)]
    config.hook.pytest_deselected(items=[item for item in items if not belongs(item)])
    items[:] = chosen


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A test database of its own for every process: a real file on SQLite, a name of its own on PostgreSQL.

    Both are copies of one with every table, where there is one: on SQLite of tests/ready.py, on PostgreSQL of the database that
    `make test` names. What a copy should lack, Django's `migrate` adds as always.
    """
    test = settings.DATABASES["default"].setdefault("TEST", {})
    if on_postgresql():
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        test["NAME"] = f"test_{os.environ.get('TRONGTAM_TEST_DB', 'trongtam')}_{worker}"
        test["TEMPLATE"] = os.environ.get("TRONGTAM_TEST_TEMPLATE")
        yield
    else:
        from tests.ready import empty_database

        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copyfile(empty_database(), file)
        test["NAME"] = str(file)
        yield
        connections.close_all()
        file.unlink()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The copied file of SQLite is there before Django looks: it is to be used, not made anew."""
    return not on_postgresql()


@pytest.fixture(autouse=True)
def _language_of_the_house() -> None:
    """A page in English of one test is no other test's language."""
    translation.activate(settings.LANGUAGE_CODE)
