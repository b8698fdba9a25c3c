"""A row as it is now, held until the transaction ends."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def locked(rows: QuerySet[Row], pk: int) -> Row:
    """The row of a key with all that `rows` joins to it. Raises DoesNotExist, of `rows` and of the row itself. Two queries.

    It is locked alone and read afterwards. Locked and joined in one, PostgreSQL holds its new state, once it had to wait, beside
    the rows that were joined before it waited: where a key has changed meanwhile the row is not found, or stands without its
    neighbour.
    """
    rows.model._base_manager.using(rows.db).select_for_update().values_list("pk").get(pk=pk)
    return rows.get(pk=pk)
