"""What an installation needs before it can answer: each step looks first, and does only what has changed since last time."""

import hashlib
import os
import socket
import tempfile
from pathlib import Path
from typing import cast

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.portal.translations import compile_stale
from trongtam.reviews.operations.schemes import lay_shipped_schemes


def check_writable() -> None:
    """Refuses where the folder of all files cannot be written."""
    try:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.VAR_DIR):
            pass
    except OSError as error:
        sentence = _("Trọng Tâm keeps its files in %(folder)s, and cannot write there: %(reason)s.")
        raise Refused(sentence % {"folder": settings.VAR_DIR, "reason": error.strerror}) from error


def check_port(host: str, port: int) -> None:
    """Refuses where another program answers on the port already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            sentence = _("Port %(port)s cannot be used (%(reason)s): choose another, as in `make run PORT=8001`.")
            raise Refused(sentence % {"port": port, "reason": reason}) from error


def _waiting() -> bool:
    """Whether the database lacks a migration of this release."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def behind() -> str:
    """What to do where the database is not yet that of this release; empty where it is, or cannot be asked at all."""
    try:
        waiting = _waiting()
    except DatabaseError:
        return ""
    return str(_("The database is not prepared for this release yet: run `trongtam migrate` first.")) if waiting else ""


def migrate() -> bool:
    """Bring the database to this release; True when anything was done."""
    if not _waiting():
        return False
    if not connection.introspection.table_names():
        lay_tables()
    call_command("migrate", verbosity=0, interactive=False)
    return True


def lay_tables() -> None:
    """Into a database without any table: those of this release, and every migration recorded as applied. All or nothing.

    The migrations lead to the same tables (a test compares them on both databases) by way of each release there ever was, which
    takes half a minute of computing. They hold nothing that an installation without rows would need.
    """
    recorder = MigrationRecorder(connection)
    known = [cast("type[Model]", recorder.Migration), *apps.get_models()]
    with connection.schema_editor() as editor:
        for model in known:
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for room, name in sorted(MigrationLoader(connection).disk_migrations):
            recorder.record_applied(room, name)


def static_digest() -> str:
    """Of the names, sizes and times of all files that the rooms bring."""
    whole = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda pair: pair[0]):
            found = os.stat(storage.path(name))
            whole.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return whole.hexdigest()


def collect_static() -> bool:
    """Collect, name by content and compress what pages load; True when anything had changed."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = static_digest()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    return True


def prepare() -> None:
    """Translations, migrations, shipped schemes and static files, each only where it changed."""
    # First of all: what says a word before its catalogue is there keeps saying it in English.
    compile_stale()
    migrate()
    lay_shipped_schemes()
    collect_static()


def is_empty() -> bool:
    """Nobody can sign in yet."""
    return not get_user_model().objects.exists()


def is_demonstration() -> bool:
    return get_user_model().objects.filter(is_demonstration=True).exists()


def make_demonstration() -> None:
    """The demonstration communes; the caller has seen that the installation is empty."""
    # Needed once in a life: every later start would load it in vain.
    from trongtam.portal.demonstration.build import build

    build()
