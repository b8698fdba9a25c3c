"""SQLite is told to count its tables once a day; PostgreSQL does it by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from trongtam.portal.upkeep import TableCount

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_tables_are_counted_once_a_day(django_user_model):
    django_user_model.objects.create(username="mot.nguoi.thu")
    count = TableCount()
    done = [count(at=AT), count(at=AT + timedelta(hours=23)), count(at=AT + timedelta(days=1))]
    if connection.vendor != "sqlite":
        assert done == [0, 0, 0]
        return
    assert done == [1, 0, 1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'accounts_user'")
        counted = {row[0].split()[0] for row in cursor.fetchall()}
    assert counted == {str(django_user_model.objects.count())}
