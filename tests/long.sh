#!/bin/bash
# Runs what takes longer than a change should wait for: the same tests with the numbers they have in full
# (kills, strings compared), then every fuzzer with 10 million inputs, and what became of them. Tests learn it from
# TC_LONG=1; their time limits grow in tests/CMakeLists.txt. Options are handed to ctest: with any, or with TC_PRESET,
# that preset's tests run alone (dev's without).
set -euo pipefail
export TC_LONG=1
cd "$(dirname "${BASH_SOURCE[0]}")"
if [ $# -gt 0 ] || [ -n "${TC_PRESET:-}" ]; then
    exec ./run.sh "$@"
fi
./run.sh
TC_PRESET=fuzz ./run.sh
