"""Every kind of sheet that the rooms registered: its columns are told apart in both languages."""

import pytest
from django.utils import translation

from trongtam.ground.vntext import fold
from trongtam.imports.kinds import kinds


def test_the_kinds_of_the_house() -> None:
    wanted = {"measurements", "targets", "allotments", "indicators", "criteria", "units", "people"}
    assert wanted <= set(kinds.keys())


@pytest.mark.parametrize("key", kinds.keys())
def test_no_title_stands_for_two_columns(key: str) -> None:
    meant: dict[str, str] = {}
    for language in ("vi", "en"):
        with translation.override(language):
            for one in kinds[key].fields:
                assert meant.setdefault(fold(str(one.title)), one.key) == one.key, one.title
