#pragma once

#include "secret.h"

#include <QByteArrayView>
#include <QHash>
#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

#include <optional>

namespace tc {

/// A running embedded backend.
struct LocalInstance
{
    QUrl url; ///< http at a loopback literal
    QString instanceId; ///< a UUID: the database's, whatever port it is served at
    QHash<QString, QUrl> services; ///< service id → its base URL, at the same origin
    bool attached = false; ///< another console owns it: it ends with that one and gives no token

    friend bool operator==(const LocalInstance &, const LocalInstance &) = default;
};

/// What the backend's program says first, as one line of JSON: `{"url", "instance", "services"}` when it is
/// ready, the same within `{"running": …}` where another process has the database. None where the line says
/// neither, or names a server that is not on this computer.
[[nodiscard]] std::optional<LocalInstance> readInstanceLine(QByteArrayView line);

/// What it answers to `issue-management-token`: `{"managementToken": "…"}` with RFC 6750 b68 characters (and
/// `|`, which some services' have), none escaped. Read in place, since a JSON document's copies could not be
/// wiped.
[[nodiscard]] std::optional<Secret> readManagementTokenLine(QByteArrayView line);

/// What of \a own the backend's process needs. Named one by one, so that no variable that holds a secret
/// slips through.
[[nodiscard]] QProcessEnvironment backendEnvironment(const QProcessEnvironment &own);

} // namespace tc
