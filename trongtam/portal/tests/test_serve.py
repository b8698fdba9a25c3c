"""`trongtam serve` as a person starts it: from nothing, a second time, and where it cannot work."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.ready import copy_to
from trongtam.ground.errors import Refused
from trongtam.portal import installation


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(folder, port) -> subprocess.Popen:
    environment = {**os.environ, "TRONGTAM_VAR": str(folder), "TRONGTAM_DATABASE_URL": ""}
    command = [sys.executable, "-m", "trongtam", "serve", "--empty", "--port", str(port), "--workers", "1"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_answer(port: int, server: subprocess.Popen) -> None:
    for _ in range(900):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            return
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            assert server.poll() is None, server.communicate()
            time.sleep(0.1)
    pytest.fail("the server did not answer")


def stop(server: subprocess.Popen) -> str:
    server.send_signal(signal.SIGINT)
    output, errors = server.communicate(timeout=20)
    assert server.returncode == 0, errors
    return output


def test_serve_starts_from_nothing_and_stops_cleanly(tmp_path):
    port = free_port()
    server = start(tmp_path / "var", port)
    wait_for_answer(port, server)
    with pytest.raises(Refused, match=f"{port}"):
        installation.check_port("127.0.0.1", port)
    output = stop(server)
    assert f"http://127.0.0.1:{port}/" in output
    assert (tmp_path / "var" / "trongtam.sqlite3").exists()
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o077 == 0


ASK = """
from trongtam.accounts.models import User
from trongtam.look.operations import start_job
user = User.objects.create(username="mau", display_name="Nguyễn Văn Mẫu")
print(start_job("reports.word", by=user, title="Việc thử", given={"report": 0}).pk)
"""


def state_of_work(database) -> tuple[str, int]:
    """How the one piece of work stands, and which process has it."""
    kept = sqlite3.connect(database)
    try:
        state, worker = kept.execute("SELECT state, worker FROM look_job").fetchone()
    finally:
        kept.close()
    return state, int(worker.rpartition(":")[2] or 0)


def test_long_work_is_done_beside_it_also_after_its_process_was_killed(tmp_path):
    port, folder = free_port(), tmp_path / "var"
    copy_to(folder)
    environment = {**os.environ, "TRONGTAM_VAR": str(folder), "TRONGTAM_DATABASE_URL": ""}
    server = start(folder, port)
    try:
        wait_for_answer(port, server)
        shell = [sys.executable, "-m", "trongtam", "shell", "-v", "0", "-c", ASK]
        subprocess.run(shell, env=environment, check=True, stdout=subprocess.DEVNULL)
        first = wait_until_done(folder / "trongtam.sqlite3")
        os.kill(first, signal.SIGKILL)
        ask_anew(folder / "trongtam.sqlite3", of=first)
        assert wait_until_done(folder / "trongtam.sqlite3") != first
    finally:
        stop(server)


def wait_until_done(database) -> int:
    for _ in range(600):
        state, process = state_of_work(database)
        if state == "failed":  # there is no such report: it was looked for and not found
            return process
        time.sleep(0.1)
    pytest.fail("nobody took the work up")


def ask_anew(database, *, of: int) -> None:
    """As the process that was killed left it: in the midst of the work."""
    kept = sqlite3.connect(database, timeout=20)
    with kept:
        kept.execute("UPDATE look_job SET state = 'running', worker = ?", (f"{socket.gethostname()}:{of}",))
    kept.close()


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path, settings):
    (tmp_path / "file").write_text("")
    settings.VAR_DIR = tmp_path / "file" / "var"
    with pytest.raises(Refused, match="file/var"):
        installation.check_writable()


def test_a_port_beyond_range_is_refused():
    with pytest.raises(Refused, match="70000"):
        installation.check_port("127.0.0.1", 70000)


def test_static_files_are_collected_once(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    assert installation.collect_static()
    assert not installation.collect_static()


@pytest.mark.django_db
def test_a_migrated_database_is_left_alone():
    assert not installation.migrate()
    assert installation.is_empty()
    assert not installation.is_demonstration()


@pytest.mark.parametrize("command", [["verify-book"], ["tidy"], ["backup"]])
def test_a_command_before_the_first_start_says_what_to_run(tmp_path, command):
    environment = {**os.environ, "TRONGTAM_VAR": str(tmp_path / "var"), "TRONGTAM_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "trongtam", *command], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "trongtam migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_is_empty_is_as_good_as_unset():
    """Else the data of an installation would land wherever the command was typed."""
    ask = "from trongtam.portal import settings; print(settings.VAR_DIR == settings.BASE_DIR / 'var')"
    environment = {**os.environ, "TRONGTAM_VAR": "", "TRONGTAM_SECRET_KEY": "only for this question"}
    done = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
