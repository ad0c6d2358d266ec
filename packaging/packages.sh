# What the scripts install on Debian 12, and how. Sourced by packaging/run.sh, tests/run.sh and .ci/run.
# shellcheck disable=SC2034  # the lists are for those who source this
# shellcheck shell=bash

# To run the console: Qt's platform plugins come with the libraries the program links.
TC_RUNTIME_PACKAGES=(
    ca-certificates             # TLS to the vendors
    fonts-dejavu-core           # a base system has no font at all
    libqt6sql6-sqlite           # the embedded backend's store
    qt6-translations-l10n       # Qt's own texts in German
    qt6-wayland                 # for Wayland desktops
)

# To keep the user's token in a Secret Service, where the system has none yet.
TC_KEYCHAIN_PACKAGES=(
    dbus-daemon                 # dbus-run-session
    gnome-keyring
)

# To build it.
TC_BUILD_PACKAGES=(
    cmake
    g++
    libboost1.81-dev            # Boost.Beast, the backend's HTTP server
    libexpected-dev             # tl::expected
    libvalijson-dev             # JSON Schema
    libxcb1-dev                 # to clear what the X connection keeps of a copied secret
    ninja-build
    qt6-base-dev                # brings OpenGL's headers along
    qt6-l10n-tools              # lupdate, lrelease
    qt6-tools-dev               # the CMake package Qt6LinguistTools
    qtkeychain-qt6-dev
)

# To walk the console where there is no display: a virtual one, and outside witnesses.
TC_WALK_PACKAGES=(
    at-spi2-core                # the bus of assistive technology
    curl                        # requests from 127.0.0.2, 127.0.0.3
    dbus-bin                    # dbus-send: is the keyring unlocked?
    gir1.2-atspi-2.0            # finds and presses the controls
    imagemagick                 # import: pictures of the display
    python3
    python3-gi
    xauth
    xclip                       # reads the clipboard from outside
    xdotool                     # key events
    xvfb
)

# To test it, beyond what walking it takes.
TC_TEST_PACKAGES=(
    binutils                    # readelf: what a program is linked with
    clang-format-14             # the format check: another version formats otherwise
    lld                         # links the test programs in a quarter of the time
    openssl                     # certificates for the tests' own TLS servers
)

# To test it against a real npm registry (tests/verdaccio), where the system has no npm yet: one from elsewhere brings
# npm along with Node.js and cannot be installed beside Debian's.
TC_NPM_PACKAGES=(
    nodejs
    npm
)

# To fuzz it, besides building it.
TC_FUZZ_PACKAGES=(
    clang-14
    libclang-rt-14-dev          # libFuzzer and clang's sanitizers
    python3
)

# Whether a Secret Service is installed: a second one would only get in the way of the first.
tc_has_keychain()
{
    command -v kwalletd5 >/dev/null || command -v keepassxc >/dev/null ||
        grep --quiet --no-messages --recursive 'Name=org\.freedesktop\.secrets' /usr/share/dbus-1/services
}

# Whether there is an npm, whoever packaged it.
tc_has_npm()
{
    command -v node >/dev/null && command -v npm >/dev/null
}

# Configures the preset the first time, and again after the presets changed, then builds.
tc_build()
{
    local preset=$1
    if [ ! -f "build/$preset/build.ninja" ] || [ CMakePresets.json -nt "build/$preset/build.ninja" ]; then
        cmake --preset "$preset" || return
    fi
    cmake --build --preset "$preset" --parallel "$(nproc)"
}

tc_is_debian_12()
{
    [ -r /etc/os-release ] || return 1
    # In a subshell: os-release sets NAME, VERSION and others.
    ( . /etc/os-release; [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 12 ] )
}

# Ends the script with one sentence unless this is Debian 12. Takes the packages to name.
tc_require_debian_12()
{
    tc_is_debian_12 && return
    local wanted=$*
    echo "${0##*/}: this script knows Debian 12 only; elsewhere, install what these Debian 12 packages hold" \
        "and use the CMake presets: ${wanted// /, }." >&2
    exit 2
}

# Installs those of the packages that are missing. Asks apt nothing when none is, so that it works offline.
tc_install()
{
    local package missing=()
    for package in "$@"; do
        [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "${0##*/}: run this once as root, or install these packages: ${missing[*]}" >&2
            return 2
        fi
        as_root=(sudo)
    fi
    echo "Installing ${#missing[@]} packages: ${missing[*]}"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
    "${apt[@]}" update &&
        "${apt[@]}" install --yes --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}"
}
