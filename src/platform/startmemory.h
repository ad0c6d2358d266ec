#pragma once

namespace tc {

/// Overwrites \a text, which is being taken out of argv, in what else the system keeps of the command line.
void overwriteInCommandLine(const char *text);

/// Overwrites every value of \a name in the environment the process was started with. The variable stays set.
void overwriteInEnvironment(const char *name);

} // namespace tc
