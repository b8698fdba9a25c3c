"""Schemes are there after migrating, those of a later release too; the migrations themselves know nothing of today's code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from trongtam.reviews import migrations
from trongtam.reviews.laying import lay_after_migrating
from trongtam.reviews.models import SchemeVersion
from trongtam.reviews.shipped import shipped_schemes


@pytest.mark.django_db
def test_migrate_lays_what_is_missing_and_nothing_twice() -> None:
    SchemeVersion.objects.all().delete()
    call_command("migrate", verbosity=0)
    codes = {(one.scheme.code, one.version) for one in shipped_schemes()}
    assert set(SchemeVersion.objects.values_list("code", "version")) == codes
    SchemeVersion.objects.filter(code="tsvm-member-2c").delete()
    call_command("migrate", verbosity=0)
    assert SchemeVersion.objects.count() == len(codes)


@pytest.mark.django_db
def test_a_database_on_its_way_through_the_migrations_is_let_be() -> None:
    """Backwards to a state without all of today's columns."""
    SchemeVersion.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reviews_schemeversion RENAME COLUMN cycle TO cycle_of_yore")
    lay_after_migrating(using="default")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM reviews_schemeversion")
        assert cursor.fetchone()[0] == 0


@pytest.mark.once
def test_no_migration_of_this_room_imports_the_room() -> None:
    assert apps.get_app_config("reviews").path
    for path in Path(migrations.__file__).parent.glob("0*.py"):
        tree = ast.walk(ast.parse(path.read_text(encoding="utf8")))
        named = [node.module or "" for node in tree if isinstance(node, ast.ImportFrom)]
        assert not [one for one in named if one.startswith("trongtam.reviews")], path.name
