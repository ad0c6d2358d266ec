#pragma once

#include "catalog.h"
#include "servicefiles.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace tc {

/// What is wrong with the description files that were refused. It can be said again when the language
/// changes.
class ServiceProblems
{
public:
    ServiceProblems() = default;
    /// \a files as they were collected, all of them where any was refused: what is wrong with one may depend
    /// on the others.
    explicit ServiceProblems(QList<ServiceFile> files)
        : m_files(std::move(files))
    {
    }

    [[nodiscard]] bool isEmpty() const { return m_files.isEmpty(); }
    /// A sentence for each, in the current language. It checks the files anew.
    [[nodiscard]] QStringList phrase() const;

private:
    QList<ServiceFile> m_files;
};

/// The services that this console knows.
struct ServiceLoad
{
    QList<std::shared_ptr<const ServiceDescription>> services; ///< the first is the default
    ServiceProblems problems;
    /// The environment variables that hold a token for one of them, or for one whose description was refused:
    /// its user meant the variable for a service all the same.
    QStringList tokenVariables;
};

/// Reads the shipped descriptions and the users'; see collectServiceFiles() for the directories.
[[nodiscard]] ServiceLoad loadServices(const QString &dataDirectory, const QString &servicesDirectory);

/// How secrets begin that \a services issue: for redacting.
[[nodiscard]] QStringList secretPrefixes(const QList<std::shared_ptr<const ServiceDescription>> &services);

} // namespace tc
