"""`trongtam serve` as a person starts it: from nothing, a second time, and where it cannot work."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

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
    for _ in range(300):
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
