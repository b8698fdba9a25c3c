import pytest

from trongtam.accounts.tests.people import fresh_counts


@pytest.fixture(autouse=True)
def _fresh_counts(db):
    fresh_counts()
