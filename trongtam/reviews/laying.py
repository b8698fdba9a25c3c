"""The schemes that came with a release lie in the database once it is migrated: a migration would hold today's code for ever."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from .models import SchemeVersion
from .operations.schemes import lay_shipped_schemes


def lay_after_migrating(*, using: str, **_told: Any) -> None:
    """Runs after every `migrate`, also one that had nothing to do; a database on its way through the migrations is let be."""
    if _is_there(using):
        lay_shipped_schemes()


def _is_there(using: str) -> bool:
    """Whether the table stands there with every column of today."""
    connection, table = connections[using], SchemeVersion._meta.db_table
    with connection.cursor() as cursor:
        if using != "default" or table not in connection.introspection.table_names(cursor):
            return False
        columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
    return {field.column for field in SchemeVersion._meta.local_concrete_fields} <= columns


def after_migrating(room: AppConfig) -> None:
    """Called once, when the room is ready."""
    post_migrate.connect(lay_after_migrating, sender=room, dispatch_uid="reviews.schemes")
