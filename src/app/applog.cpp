#include "applog.h"

namespace tc {

Q_LOGGING_CATEGORY(appLog, "tc.app")
Q_LOGGING_CATEGORY(connectionLog, "tc.connection")

} // namespace tc
