#!/bin/sh
# Make a ready .venv from the lock file, with the system libraries Qt needs. Safe to run again: does only what is due.
# Usage: packaging/setup.sh [run|test]; "test" also asks for the virtual screen and the hands the window tests use.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}

# What a bare Debian lacks, each with a file that shows whether it is there.
wanted=""
need() {  # need PACKAGE PATTERN...
    package=$1; shift
    for pattern in "$@"; do
        for found in $pattern; do [ -e "$found" ] && return 0; done
    done
    wanted="$wanted $package"
}
lib() { need "$1" "/usr/lib/*/$2" "/lib/*/$2" "/usr/lib64/$2" "/usr/lib/$2"; }

if [ "$(uname -s)" = Linux ]; then
    python3 -c "import venv, ensurepip" 2>/dev/null || wanted="$wanted python3-venv"
    lib libgl1 "libGL.so.1*"
    lib libegl1 "libEGL.so.1*"
    lib libxkbcommon0 "libxkbcommon.so.0*"
    lib libglib2.0-0 "libglib-2.0.so.0*"
    lib libfontconfig1 "libfontconfig.so.1*"
    lib libdbus-1-3 "libdbus-1.so.3*"
    lib libxkbcommon-x11-0 "libxkbcommon-x11.so.0*"
    lib libxcb-cursor0 "libxcb-cursor.so.0*"
    lib libxcb-icccm4 "libxcb-icccm.so.4*"
    lib libxcb-keysyms1 "libxcb-keysyms.so.1*"
    lib libxcb-shape0 "libxcb-shape.so.0*"
    if [ "$purpose" = test ]; then
        need xvfb /usr/bin/Xvfb
        need xdotool /usr/bin/xdotool
    fi
fi

if [ -n "$wanted" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing system packages:$wanted"
        apt-get update -qq
        # shellcheck disable=SC2086 - one word a package
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
    else
        echo "Footing needs these system packages; have them installed, then run this again:$wanted" >&2
        exit 1
    fi
fi

python3 - <<'CHECK' || exit 1
import sys
if sys.version_info < (3, 11):
    sys.exit("Footing needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
CHECK

stamp=.venv/.ready
if [ ! -e "$stamp" ] || [ requirements.lock -nt "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
    [ -x .venv/bin/python ] || python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    touch "$stamp"
fi
.venv/bin/python packaging/fonts.py
.venv/bin/python packaging/catalogues.py
