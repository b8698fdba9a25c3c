"""Django's own deployment checks, on the settings of a production installation behind HTTPS."""

import os
import subprocess
import sys

from tools import HOUSE

PRODUCTION = {
    "TRONGTAM_HTTPS": "1",
    "TRONGTAM_ALLOWED_HOSTS": "example.invalid",
    "TRONGTAM_SECRET_KEY": "".join(chr(33 + number % 90) for number in range(64)),
}


def main() -> int:
    command = [sys.executable, "-m", "trongtam", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.call(command, cwd=HOUSE, env={**os.environ, **PRODUCTION})


if __name__ == "__main__":
    sys.exit(main())
