"""Whatever is asked with kept SQL, in any test, is the same as Django would write it anew for these values."""

import re

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS

from trongtam.ground import prepared


def compare(build, arguments, sql, params):
    given = [prepared.filled_up(one) if isinstance(one, list | tuple | set | frozenset) else one for one in arguments]
    try:
        written, its_params = build(*given).query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        written, its_params = "", ()
    assert (_lists_alike(written), set(map(repr, its_params))) == (_lists_alike(sql), set(map(repr, params)))


def _lists_alike(sql):
    """Django leaves out what a list holds twice; the kept SQL has a place for it."""
    return re.sub(r"IN \(%s(, %s)*\)", "IN (…)", sql)


def watch():
    prepared.watchers.append(compare)
