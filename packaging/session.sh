#!/bin/bash
# Runs a command in a desktop session of its own: a private D-Bus session, an unlocked Secret Service
# (gnome-keyring), a virtual display and empty home directories, all gone afterwards.
#
#   packaging/session.sh command [arguments]
#
# Its exit code is the command's. Nothing of the caller's session is reached from inside.
set -euo pipefail

# What decides how a Qt program looks and talks, and what belongs to a vendor, must not leak in.
clean_environment()
{
    unset DISPLAY WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS DBUS_SYSTEM_BUS_ADDRESS \
        GNOME_KEYRING_CONTROL SSH_AUTH_SOCK XDG_CURRENT_DESKTOP XDG_SESSION_TYPE DESKTOP_SESSION \
        XDG_CONFIG_DIRS LANGUAGE LANG \
        http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
    local name
    while read -r name; do
        case $name in
        QT_*|QML_*|OPTIMUS_*|LC_*) unset "$name" ;;
        esac
    done < <(compgen -e)
}

start_display()
{
    local cookie number
    cookie=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    # The server takes the cookie whatever display it is filed under; its own number is known only later.
    xauth -q -f "$session/server.auth" add :0 . "$cookie" 2>/dev/null
    mkfifo "$session/display"
    Xvfb -displayfd 3 -screen 0 1600x1200x24 -dpi 96 -noreset -nolisten tcp -auth "$session/server.auth" \
        3>"$session/display" >"$session/xvfb.log" 2>&1 &
    xvfb=$!
    if ! read -r -t 30 number <"$session/display"; then
        echo "session.sh: the virtual display did not start:" >&2
        cat "$session/xvfb.log" >&2
        exit 3
    fi
    export DISPLAY=:$number XAUTHORITY=$session/client.auth
    xauth -q -f "$XAUTHORITY" add "$DISPLAY" . "$cookie" 2>/dev/null
}

# Outside: directories and the display, then the bus.
outside()
{
    clean_environment
    session=$(mktemp -d "${TMPDIR:-/tmp}/tc-session.XXXXXX")
    xvfb=
    trap 'stop' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP

    export HOME=$session/home XDG_RUNTIME_DIR=$session/runtime XDG_DATA_HOME=$session/data \
        XDG_CONFIG_HOME=$session/config XDG_CACHE_HOME=$session/cache XDG_STATE_HOME=$session/state
    mkdir -m 0700 "$HOME" "$XDG_RUNTIME_DIR" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" \
        "$XDG_STATE_HOME"
    export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=xcb

    start_display
    # The bus and what it starts have a log of their own; the command's output stays the caller's.
    local outcome=0
    dbus-run-session -- "$0" --inside "$@" 3>&1 4>&2 >"$session/bus.log" 2>&1 || outcome=$?
    [ -e "$session/inside" ] || cat "$session/bus.log" >&2
    exit "$outcome"
}

stop()
{
    [ -z "$xvfb" ] || { kill "$xvfb" 2>/dev/null && wait "$xvfb" 2>/dev/null; } || true
    rm -rf "$session"
}

# Asking the bus, not the service, which would make the bus start a second one.
keyring_is_there()
{
    local reply
    reply=$(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus /org/freedesktop/DBus \
        org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null) || return 1
    [[ $reply == *"boolean true"* ]]
}

keyring_is_unlocked()
{
    local reply
    keyring_is_there || return 1
    reply=$(dbus-send --session --print-reply=literal --dest=org.freedesktop.secrets \
        /org/freedesktop/secrets/aliases/default org.freedesktop.DBus.Properties.Get \
        string:org.freedesktop.Secret.Collection string:Locked 2>/dev/null) || return 1
    [[ $reply == *"boolean false"* ]]
}

# Inside the bus: the Secret Service, then the command.
inside()
{
    local command=0 tries
    exec >&3 2>&4 3>&- 4>&-
    touch "${XDG_RUNTIME_DIR%/*}/inside"
    # A line without its end is the password: an empty one would make gnome-keyring keep the secrets in plain.
    printf '%s' session |
        gnome-keyring-daemon --foreground --unlock --components=secrets >"$XDG_RUNTIME_DIR/keyring.log" 2>&1 &
    keyring=$!
    trap 'kill "$keyring" 2>/dev/null || true' EXIT
    for ((tries = 0; tries < 150; ++tries)); do
        keyring_is_unlocked && break
        sleep 0.1
    done
    if ! keyring_is_unlocked; then
        echo "session.sh: the Secret Service did not unlock:" >&2
        cat "$XDG_RUNTIME_DIR/keyring.log" >&2
        exit 3
    fi
    "$@" || command=$?
    exit "$command"
}

if [ "${1:-}" = --inside ]; then
    shift
    inside "$@"
else
    outside "$@"
fi
