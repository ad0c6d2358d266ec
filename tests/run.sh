#!/bin/bash
# The one command that passes the tests on a fresh Debian 12: installs what is missing, builds preset dev, and runs
# ctest in a desktop session of its own (packaging/session.sh), as each test of a window gets another one besides.
# Options are handed to ctest (-R core, -V …).
#
#   TC_PRESET=ci tests/run.sh       the same with less debug information
#   TC_PRESET=asan tests/run.sh     the same under AddressSanitizer and UndefinedBehaviorSanitizer
#   TC_PRESET=fuzz tests/run.sh     the fuzzers instead, ten seconds each, and what became of them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/packages.sh

preset=${TC_PRESET:-dev}
packages=("${TC_RUNTIME_PACKAGES[@]}" "${TC_KEYCHAIN_PACKAGES[@]}" "${TC_BUILD_PACKAGES[@]}"
    "${TC_WALK_PACKAGES[@]}" "${TC_TEST_PACKAGES[@]}")
tc_has_npm || packages+=("${TC_NPM_PACKAGES[@]}")

if [ "$preset" = fuzz ]; then
    packages=("${TC_BUILD_PACKAGES[@]}" "${TC_FUZZ_PACKAGES[@]}")
fi

tc_require_debian_12 "${packages[@]}"
tc_install "${packages[@]}"
tc_build "$preset"

if [ "$preset" = fuzz ]; then
    # No fuzzer needs a session.
    summary=build/fuzz/tests/fuzz/summary.txt
    rm -f "$summary"
    result=0
    ctest --preset fuzz --no-tests=error --parallel "$(nproc)" "$@" || result=$?
    [ ! -f "$summary" ] || cat "$summary"
    exit "$result"
fi

# Most tests wait for something more than they compute, but under sanitizers.
jobs=$(nproc)
[ "$preset" = asan ] || jobs=$((2 * jobs))
exec packaging/session.sh ctest --preset "$preset" --no-tests=error --parallel "$jobs" "$@"
