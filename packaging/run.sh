#!/bin/bash
# The one command for a fresh Debian 12: installs what is missing, builds the release, and starts the console on
# its embedded backend. Options are handed to the console (--language de, --data-dir DIR …; see --help).
#
# Where there is no display, it walks the main job on a virtual one instead, and ends with the walk's outcome; of the
# options, --language goes there too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/packages.sh

# --local never takes what belongs to a vendor; so that nothing started here inherits it either, it ends here.
unset OPTIMUS_TOKEN

# The walk brings its own data and token, so it takes nothing but the language.
language=()
take_walk_options()
{
    while [ $# -gt 0 ]; do
        case $1 in
        --language=*) language=(--language "${1#*=}"); shift ;;
        --language) language=("$1" "${2:-}"); shift $(($# > 1 ? 2 : 1)) ;;
        *)
            # Not named: it may be a secret.
            echo "run.sh: there is no display here, and the walk on a virtual one takes --language only." >&2
            exit 2
            ;;
        esac
    done
}

packages=("${TC_RUNTIME_PACKAGES[@]}" "${TC_BUILD_PACKAGES[@]}")
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    tc_has_keychain || packages+=("${TC_KEYCHAIN_PACKAGES[@]}")
    display=real
else
    packages+=("${TC_KEYCHAIN_PACKAGES[@]}" "${TC_WALK_PACKAGES[@]}")
    display=virtual
    take_walk_options "$@"
fi

tc_require_debian_12 "${packages[@]}"
tc_install "${packages[@]}"
tc_build release

console=$PWD/build/release/bin/token-console
if [ "$display" = virtual ]; then
    echo "No display here (neither DISPLAY nor WAYLAND_DISPLAY is set): walking the main job on a virtual one."
    mkdir -p build/walk
    # Debian's own python3: the AT-SPI bindings are installed for no other.
    exec packaging/session.sh /usr/bin/python3 packaging/walk.py --console "$console" --output "$PWD/build/walk" \
        "${language[@]}"
fi

if [ -n "${DBUS_SESSION_BUS_ADDRESS:-}" ] || [ -S "${XDG_RUNTIME_DIR:-/nonexistent}/bus" ]; then
    exec "$console" --local "$@"
fi
# Without a session bus there is no keychain, so it gets one. The options travel over a pipe: on the command line
# of dbus-run-session a --token would stay readable.
exec dbus-run-session -- bash -c 'mapfile -d "" options <&3; exec 3<&- "$0" --local "${options[@]}"' "$console" \
    3< <([ $# -eq 0 ] || printf '%s\0' "$@")
