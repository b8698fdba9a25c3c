"""The project's own environment: made once, brought up to date when the lock changes, left alone otherwise.

    python3 tools/environment.py [--dev] FOLDER

Runs on the bare system Python, before anything is installed. A FOLDER that is a link was made by hand and is used as it is.
"""

import argparse
import compileall
import hashlib
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))

from tools.system import need  # noqa: E402 — the script runs by its path, so the house comes on the path first

SHIM = "#!{python}\nfrom trongtam.__main__ import main\n\nmain()\n"


def digest(lock: Path) -> str:
    """Of the lock, the interpreter and the place: any of them changing asks for a new installation."""
    return hashlib.sha256(f"{sys.version}\n{HOUSE}\n".encode() + lock.read_bytes()).hexdigest()


def make(folder: Path) -> Path:
    """The interpreter of the environment, which is built anew when it is missing or belongs to another Python."""
    python = folder / "bin" / "python"
    version = folder / "python-version"
    if not python.exists() or not version.exists() or version.read_text() != sys.version:
        need("venv")
        print(f"Making the environment {folder} …", flush=True)
        run([sys.executable, "-m", "venv", "--clear", str(folder)])
        version.write_text(sys.version)
    return python


def install(python: Path, lock: Path) -> None:
    print(f"Installing {lock.name} …", flush=True)
    pip = [str(python), "-m", "pip", "-qq", "--disable-pip-version-check"]
    run([*pip, "install", "--require-hashes", "-r", str(lock)])


def expose(python: Path) -> None:
    """The checkout on the environment's path, and the command `trongtam` beside its Python."""
    folder = python.parent.parent
    site = next((folder / "lib").glob("python*/site-packages"))
    (site / "trongtam.pth").write_text(f"{HOUSE}\n", encoding="utf8")
    command = folder / "bin" / "trongtam"
    command.write_text(SHIM.format(python=python.absolute()), encoding="utf8")
    command.chmod(0o755)


def compile_house() -> None:
    """Our own modules as bytecode, where they changed; pip does the same for what it installs. Python keeps bytecode by itself,
    but many containers forbid that (PYTHONDONTWRITEBYTECODE), and then every start compiles 600 modules anew: 2 s."""
    for room in ("trongtam", "tools", "bench"):
        compileall.compile_dir(HOUSE / room, quiet=2)  # a folder that cannot be written stays as it is


def run(command: list[str]) -> None:
    done = subprocess.run(command, check=False)
    if done.returncode:
        sys.exit(f"`{' '.join(command[:4])} …` failed, so the environment is not ready; the lines above say why.")


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--dev", action="store_true")
    reader.add_argument("folder", type=Path)
    arguments = reader.parse_args()
    folder = arguments.folder
    compile_house()
    if folder.is_symlink():
        return
    # The development lock holds the runtime one, with the same releases.
    lock = HOUSE / ("requirements-dev.lock" if arguments.dev else "requirements.lock")
    stamp = folder / f"{lock.stem}.stamp"
    wanted = digest(lock)
    if stamp.exists() and stamp.read_text() == wanted and (folder / "bin" / "python").exists():
        return
    try:
        python = make(folder)
        install(python, lock)
        expose(python)
        stamp.write_text(wanted)
    except OSError as error:
        sys.exit(f"The environment {folder} cannot be written: {error.strerror} ({error.filename}).")


if __name__ == "__main__":
    if not (3, 11) <= sys.version_info[:2] <= (3, 14):
        sys.exit(f"Trọng Tâm needs Python 3.11 to 3.14; {sys.executable} is {sys.version.split()[0]}.")
    main()
