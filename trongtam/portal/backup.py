"""One file of the whole installation, written while the program runs, put back into an empty one on either database.

The file is a zip: `tables/<table>.jsonl` (one JSON array a row, in order of the primary key), `files/…` as stored, and
last `manifest.json` with rows and SHA-256 of every member. A file that was cut short has no manifest and is refused.
Sessions, long work and Django's own bookkeeping of types are not kept: they are made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam import __version__
from trongtam.ground.errors import Refused

FORMAT = 1
LEFT_OUT = {"contenttypes.contenttype", "auth.permission", "auth.group", "sessions.session", "look.job", "look.jobfile"}
BATCH = 2000
_INSIDE = re.compile(r"(?:[\w-]+/)*[\w-][\w.-]*")  # files are named by their content, no name leads out of the folder


@dataclass
class Manifest:
    """What the file holds: rows and hash of every table, size and hash of every file, the migrations it was made with."""

    format: int = FORMAT
    version: str = __version__
    made_at: str = ""
    migrations: list[str] = field(default_factory=list)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)


def kept_models() -> list[type[models.Model]]:
    """Every table that is kept, in a stable order."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return sorted((m for m in found if m._meta.label_lower not in LEFT_OUT), key=lambda m: m._meta.db_table)


def _encode(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a backup")


def _lines(model: type[models.Model]) -> Iterator[bytes]:
    """The rows of a table as they stand in the file."""
    names = [f.attname for f in model._meta.concrete_fields]
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=BATCH):
        yield (
            json.dumps(row, default=_encode, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"
        )


def _digest(model: type[models.Model]) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    for line in _lines(model):
        count += 1
        digest.update(line)
    return count, digest.hexdigest()


def _applied() -> list[str]:
    labels = {m._meta.app_label for m in kept_models()}
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done if app in labels)


def write_backup(target: Path) -> Manifest:
    """Write the whole installation to `target`. The file appears under its name only when it is complete.

    All tables are read in one snapshot; files are append-only and named by content, so those that the snapshot names
    are there. Refused: the folder cannot be written.
    """
    part = target.with_name(f".{target.name}.part")
    manifest = Manifest(made_at=timezone.now().isoformat(), migrations=_applied())
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise Refused(
            _("Cannot write to %(folder)s: %(why)s") % {"folder": target.parent, "why": error.strerror}
        ) from error
    try:
        with (
            os.fdopen(descriptor, "wb") as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as out,
        ):
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                for model in kept_models():
                    manifest.tables[model._meta.db_table] = _write_table(out, model)
            for name in _stored_files():
                manifest.files[name] = _write_file(out, name)
            out.writestr("manifest.json", json.dumps(manifest.__dict__, ensure_ascii=False, indent=1, sort_keys=True))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write_table(out: zipfile.ZipFile, model: type[models.Model]) -> dict[str, Any]:
    count, digest = 0, hashlib.sha256()
    with out.open(f"tables/{model._meta.db_table}.jsonl", "w", force_zip64=True) as member:
        for line in _lines(model):
            count += 1
            digest.update(line)
            member.write(line)
    return {"rows": count, "sha256": digest.hexdigest(), "columns": [f.attname for f in model._meta.concrete_fields]}


def _stored_files(folder: str = "") -> list[str]:
    """The names of all files, wherever they are kept. Small pictures are made anew when they are asked for."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    inside = [f"{folder}/{name}" if folder else name for name in names if name and not name.endswith(".small")]
    return sorted([*inside, *(one for name in folders for one in _stored_files(f"{folder}/{name}".lstrip("/")))])


def _write_file(out: zipfile.ZipFile, name: str) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with default_storage.open(name) as source, out.open(f"files/{name}", "w") as member:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
            member.write(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def read_manifest(source: Path) -> Manifest:
    """The manifest of a backup file. Refused: no file, cut short, not ours, of another version of the program."""
    if not source.is_file():
        raise Refused(_("There is no file %(path)s.") % {"path": source})
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = Manifest(**json.loads(archive.read("manifest.json")))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, OSError) as error:
        raise Refused(
            _("%(path)s is not a whole backup: it was cut short or damaged. Use another one; nothing was changed.")
            % {"path": source}
        ) from error
    if manifest.format != FORMAT or manifest.migrations != _applied():
        raise Refused(
            _(
                "This backup was made with version %(theirs)s; restore it with that version, then upgrade. This is %(ours)s."
            )
            % {"theirs": manifest.version, "ours": __version__}
        )
    return manifest


def read_backup(source: Path) -> Manifest:
    """Put a backup into an empty installation and verify it: rows, hashes of rows and files. All or nothing.

    Refused: not empty, cut short or damaged, of another version; then nothing was changed.
    """
    manifest = read_manifest(source)
    if apps.get_model("accounts", "User").objects.exists():
        raise Refused(_("This installation is not empty: restore into a new one, nothing was changed."))
    written: list[str] = []
    try:
        with zipfile.ZipFile(source) as archive, transaction.atomic():
            for model in kept_models():
                _read_table(archive, model, manifest)
            _reset_sequences()
            for name, facts in manifest.files.items():
                written.append(_read_file(archive, name, facts))
            verify_rows(manifest)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, Refused) as error:
        for name in written:
            default_storage.delete(name)
        if isinstance(error, Refused):
            raise
        raise Refused(
            _("%(path)s is not a whole backup: it was cut short or damaged. Use another one; nothing was changed.")
            % {"path": source}
        ) from error
    return manifest


def _read_table(archive: zipfile.ZipFile, model: type[models.Model], manifest: Manifest) -> None:
    table = model._meta.db_table
    columns = list(model._meta.concrete_fields)
    if manifest.tables[table]["columns"] != [f.attname for f in columns]:
        raise Refused(_("The table %(table)s of this backup has other columns.") % {"table": table})
    model._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)  # rows that migrations made
    quoted = ", ".join(connection.ops.quote_name(f.column or f.name) for f in columns)
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {connection.ops.quote_name(table)} ({quoted}) VALUES ({marks})"  # noqa: S608 - names of our models
    batch: list[list[Any]] = []
    with archive.open(f"tables/{table}.jsonl") as member, connection.cursor() as cursor:
        for line in member:
            row = json.loads(line)
            batch.append([_decode(f, value) for f, value in zip(columns, row, strict=True)])
            if len(batch) >= BATCH:
                cursor.executemany(sql, batch)
                batch = []
        if batch:
            cursor.executemany(sql, batch)


def _decode(column: models.Field, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column, models.BinaryField):
        return column.get_db_prep_value(bytes.fromhex(value), connection)
    if isinstance(column, models.ForeignKey):
        return value
    return column.get_db_prep_save(
        value if isinstance(column, models.JSONField) else column.to_python(value), connection
    )


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)


def _read_file(archive: zipfile.ZipFile, name: str, facts: dict[str, Any]) -> str:
    if not _INSIDE.fullmatch(name):
        raise Refused(_("The backup names a file outside its folder: %(name)s.") % {"name": name})
    with tempfile.SpooledTemporaryFile(max_size=1 << 22) as kept, archive.open(f"files/{name}") as member:
        digest = hashlib.sha256()
        while chunk := member.read(1 << 20):
            digest.update(chunk)
            kept.write(chunk)
        if digest.hexdigest() != facts["sha256"]:
            raise Refused(_("The file %(name)s in the backup is damaged; nothing was changed.") % {"name": name})
        kept.seek(0)
        if default_storage.exists(name):  # files are named by their content; what lies here is put right
            default_storage.delete(name)
        return default_storage.save(name, File(kept, name=name))


def verify_rows(manifest: Manifest) -> None:
    """Compare every table with the manifest, row by row through their hash. Refused: the first table that differs."""
    for model in kept_models():
        facts = manifest.tables[model._meta.db_table]
        count, digest = _digest(model)
        if (count, digest) != (facts["rows"], facts["sha256"]):
            raise Refused(
                _("%(table)s holds %(found)s rows that do not agree with the backup's %(rows)s; nothing was changed.")
                % {"table": model._meta.db_table, "found": count, "rows": facts["rows"]}
            )
