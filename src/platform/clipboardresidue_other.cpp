#include "clipboardresidue.h"

namespace tc {

void wipeClipboardResidue() { }

} // namespace tc
