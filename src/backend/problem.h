#pragma once

#include "apierror.h"
#include "servermessage.h"

#include <QList>
#include <QString>

namespace tc {

/// A problem-details response (RFC 9457): application/problem+json with `type`, `title`, `status`, `detail`,
/// the machine code \a code and, where there are any, `errors: [{pointer, message}]`. \a members are
/// added as extension members.
[[nodiscard]] ServerResponse problem(int status, QLatin1String code, const QString &detail,
                                     const QList<FieldError> &errors = {}, const QJsonObject &members = {});

/// The reason phrase of \a status (RFC 9110), "Error" for one that is not used here.
[[nodiscard]] QLatin1String reasonPhrase(int status);

} // namespace tc
