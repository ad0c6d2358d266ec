#pragma once

#include <QString>

namespace tc {

/// \a text as it may be shown: control, bidirectional-format and other invisible characters written as
/// `\u{202E}` (CVE-2021-42574), and cut with an ellipsis after \a maximumLength characters. Show it as
/// Qt::PlainText.
[[nodiscard]] QString escapeUntrusted(QStringView text, qsizetype maximumLength = 200);

} // namespace tc
