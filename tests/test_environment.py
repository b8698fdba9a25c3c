"""What the environment of the project is brought to, beside the installation that every clean checkout runs."""

import os
import subprocess
import sys

import pytest

from tools.environment import compile_house

pytestmark = pytest.mark.once


def test_modules_are_bytecode_where_python_may_not_keep_it(tmp_path, monkeypatch):
    house = tmp_path / "house"
    for room in ("trongtam", "tools", "bench"):
        (house / room).mkdir(parents=True)
    module = house / "trongtam" / "said.py"
    (house / "trongtam" / "__init__.py").touch()  # before one of the same name elsewhere on the path
    module.write_text("SAID = 1\n", encoding="utf8")
    monkeypatch.setattr("tools.environment.HOUSE", house)
    compile_house()
    loads = [sys.executable, "-v", "-c", "from trongtam.said import SAID; print(SAID)"]
    forbidden = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(loads, cwd=house, env=forbidden, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
    assert "said.cpython" in done.stderr and "matches" in done.stderr, "the source was compiled anew"
    module.write_text("SAID = 2 + 2\n", encoding="utf8")
    os.utime(module, (10**9, 10**9))
    compile_house()
    done = subprocess.run(loads, cwd=house, env=forbidden, capture_output=True, text=True, check=True)
    assert done.stdout == "4\n"
    assert "matches" in done.stderr
