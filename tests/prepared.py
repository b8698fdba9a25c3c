"""Whatever is asked with kept SQL, in any test, is the same as Django would write it anew for these values."""

import re

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection

from trongtam.ground import prepared

# What was found to be the same. The same values under the same SQL need no second look: pages of a test ask again and again.
_compared: set[tuple[object, ...]] = set()


def compare(build, arguments, sql, params):
    asked = (build, sql, params, tuple((part.shape, part.values) for part in map(prepared.opened, arguments)))
    if asked in _compared:
        return
    given = [_given(one) for one in arguments]
    try:
        written, its_params = build(*given).query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        assert not sql or _answers_nothing(sql, params)
    else:
        assert (_lists_alike(written), set(map(str, its_params))) == (_lists_alike(sql), set(map(str, params)))
    _compared.add(asked)


def _given(argument):
    if isinstance(argument, prepared.Fixed):
        return argument.value
    return prepared.filled_up(argument) if isinstance(argument, list | tuple | set | frozenset) else argument


def _answers_nothing(sql, params):
    """Django knows of some values, like a key 0, that no row has them, and asks nothing."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone() is None


def _lists_alike(sql):
    """Django leaves out what a list holds twice; the kept SQL has a place for it."""
    return re.sub(r"IN \(%s(, %s)*\)", "IN (…)", sql)


def watch():
    prepared.watchers.append(compare)
