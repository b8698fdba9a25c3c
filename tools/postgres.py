"""A private PostgreSQL for one command: made in a temporary folder, reached by a socket in it, gone at the end.

    python -m tools.postgres [--durable] pytest trongtam/org

The command finds it as TRONGTAM_DATABASE_URL. Without --durable nothing is synced to disk, which is for tests alone.
"""

import argparse
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.system import need, postgres_binaries

# Tests ask small questions of small tables: compiling a query would take longer than answering it.
FAST = ["-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off", "-c jit=off"]
FAST += ["-c wal_level=minimal", "-c max_wal_senders=0", "-c max_wal_size=4GB", "-c shared_buffers=256MB"]


def as_server() -> list[str]:
    """The words before a server command: PostgreSQL refuses root, so root hands over to its own user."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def quietly(command: list[str], folder: Path) -> None:
    done = subprocess.run([*as_server(), *command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        log = folder / "log"
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}")


@contextlib.contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """A running cluster as the address of its database; stopped by its own process and removed at the end."""
    need("postgresql")
    programs = postgres_binaries()
    # A folder of lower-case letters below /tmp: socket paths are short, and addresses fold their host to lower case.
    folder = Path(tempfile.mkdtemp(prefix="trongtam-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        words = as_server()
        os.chown(folder, int(words[1].partition("=")[2]), int(words[2].partition("=")[2]))
    data = folder / "data"
    settings = " ".join([f"-k {folder} -h ''", "-c max_connections=60", *([] if durable else FAST)])
    login = ["-U", "trongtam", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    try:
        quietly([f"{programs}/initdb", "-k", "-D", str(data), *login], folder)
        quietly(
            [f"{programs}/pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", settings, "start"], folder
        )
        try:
            quietly([f"{programs}/createdb", "-h", str(folder), "-U", "trongtam", "trongtam"], folder)
            yield f"postgresql://trongtam@{str(folder).replace('/', '%2F')}/trongtam"
        finally:
            quietly([f"{programs}/pg_ctl", "-D", str(data), "-w", "-m", "fast", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    reader = argparse.ArgumentParser()
    reader.add_argument("--durable", action="store_true")
    reader.add_argument("command", nargs=argparse.REMAINDER)
    arguments = reader.parse_args()
    # A polite end (from CI or a shell) must still stop the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster(durable=arguments.durable) as address:
        environment = {**os.environ, "TRONGTAM_DATABASE_URL": address}
        try:
            return subprocess.call(arguments.command, env=environment)
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main())
