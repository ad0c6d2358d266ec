#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace tc {

/// Formats beside the text that ask clipboard managers and histories not to record it, with their data.
[[nodiscard]] QList<std::pair<QString, QByteArray>> clipboardHints();

/// Adds to what was just put on the system's clipboard the hints that Qt has no format for.
void addNativeClipboardHints();

} // namespace tc
