#pragma once

namespace tc {

/// Makes this process one that others cannot look into; call it first in main().
///
/// Whatever it makes is its user's alone (files 0600, directories 0700). In release builds nothing is written
/// when it crashes, and other programs of the same user, root aside, cannot read its memory or attach to it:
/// no core dumps and not dumpable on Linux, no debugger on macOS, an access list on Windows (both untested).
/// Debug builds leave that out, for their debuggers.
void hardenProcess();

} // namespace tc
