#pragma once

#include "errortext.h"

#include <QList>
#include <QSslError>

namespace tc {

/// Why a server's certificate was not accepted, and what to do: the gravest of \a errors. Where there are
/// none, the handshake itself failed.
[[nodiscard]] ErrorText certificateFault(const QList<QSslError> &errors);

} // namespace tc
