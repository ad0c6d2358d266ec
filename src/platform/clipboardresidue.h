#pragma once

namespace tc {

/// Overwrites what the connection to the display may still hold of clipboard contents that were handed to
/// other programs. Call it once they are cleared.
///
/// X11 only: elsewhere contents go through pipes and system calls, which keep nothing in this process.
void wipeClipboardResidue();

} // namespace tc
