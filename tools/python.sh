#!/bin/sh
# Print the Python to build the environment with: the system's own if it is 3.11 to 3.14, else the newest that is.
fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; }
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        command -v "$name" >/dev/null && fits "$name" && command -v "$name" && return 0
    done
    return 1
}
find_python && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv; } >&2
    find_python && exit 0
fi
echo "Trọng Tâm needs Python 3.11 to 3.14: install it, or name yours with PYTHON=/path/to/python3." >&2
exit 1
