#pragma once

#include <QByteArray>

namespace tc {

/// Makes room for \a capacity bytes in \a bytes, which must not be shared. QByteArray itself would free the
/// block that became too small as it is; here it is wiped first.
void growWiped(QByteArray &bytes, qsizetype capacity);

} // namespace tc
