#pragma once

#include "backendoptions.h"
#include "clock.h"

namespace tc {

/// What the program's exit codes mean.
enum BackendExit {
    BackendEnded = 0, ///< was told to end, and did
    BackendFailed = 1, ///< database, port or token file cannot be had; a sentence is on standard error
    BackendUsage = 2, ///< the options cannot be used
    BackendRunning = 3, ///< another backend has this database; standard output says where it is
    BackendLocked = 4, ///< something else has this database and does not say where it is
};

/// Serves until the process is told to end (SIGTERM, SIGINT, or the end of the control pipe) and gives the
/// exit code. Needs a QCoreApplication, but not its event loop. \a clock must outlive the call.
[[nodiscard]] int runBackend(const BackendOptions &options, const Clock &clock);

} // namespace tc
