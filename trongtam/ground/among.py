"""Rows whose key is one of many: `rows.filter(among("home", keys_of(units)))`. The keys go over as one text: a question with a
parameter for each of some hundred keys takes longer to write than to answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Lookup

Keys = str
"""Whole numbers with commas between, as `keys_of` writes them."""


def keys_of(keys: Iterable[int]) -> Keys:
    return ",".join(str(int(key)) for key in keys)


def among(field: str, keys: Keys) -> Lookup[Any]:
    """Condition: the column of `field`, a key or a whole number, holds one of `keys`."""
    return _Among(F(field), keys)


class _Among(Lookup):
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, tuple[str]]:
        return "%s", (str(value),)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self._written(compiler, connection, "{} IN (SELECT value FROM json_each('[' || {} || ']'))")

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self._written(compiler, connection, "{} = ANY (string_to_array({}, ',')::bigint[])")

    def _written(self, compiler: Any, connection: Any, sql: str) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        text, given = self.process_rhs(compiler, connection)
        return sql.format(column, text), (*before, *given)
