#!/bin/bash
# Runs what takes longer than a change should wait for: the same tests with the numbers they have in full
# (fuzzing, kills, strings compared). Tests learn it from TC_LONG=1; their time limits grow in tests/CMakeLists.txt.
# Options are handed to ctest.
set -euo pipefail
export TC_LONG=1
exec "$(dirname "${BASH_SOURCE[0]}")/run.sh" "$@"
