"""`trongtam …`: our commands and Django's own, with the project's settings."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trongtam.portal.settings")
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(["trongtam", *sys.argv[1:]])
    except DatabaseError:
        from trongtam.portal.installation import behind

        if sentence := behind():
            sys.exit(sentence)
        raise


if __name__ == "__main__":
    main()
