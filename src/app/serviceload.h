#pragma once

#include "servicedescription.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace tc {

/// The services that this console knows, and a translated sentence for every description file that was
/// refused.
struct ServiceLoad
{
    QList<std::shared_ptr<const ServiceDescription>> services;
    QStringList problems;
};

/// Reads the shipped descriptions and the users'; see collectServiceFiles() for the directories.
[[nodiscard]] ServiceLoad loadServices(const QString &dataDirectory, const QString &servicesDirectory);

/// The environment variables that hold a token for one of \a services.
[[nodiscard]] QStringList tokenVariables(const QList<std::shared_ptr<const ServiceDescription>> &services);

} // namespace tc
