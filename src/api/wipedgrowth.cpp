#include "wipedgrowth.h"

#include "secret.h"

#include <utility>

namespace tc {

void growWiped(QByteArray &bytes, qsizetype capacity)
{
    if (capacity <= bytes.capacity())
        return;
    QByteArray larger;
    larger.reserve(capacity);
    larger.append(QByteArrayView(bytes));
    wipe(bytes);
    bytes = std::move(larger);
}

} // namespace tc
