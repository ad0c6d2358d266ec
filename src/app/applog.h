#pragma once

#include <QLoggingCategory>

namespace tc {

// What the console tells the support log of itself, in English.
Q_DECLARE_LOGGING_CATEGORY(appLog) ///< tc.app: its start, descriptions, the embedded backend
Q_DECLARE_LOGGING_CATEGORY(connectionLog) ///< tc.connection: which server, never as whom

} // namespace tc
