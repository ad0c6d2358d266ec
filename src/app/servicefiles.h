#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace tc {

/// One service description as it lies on disk, unchecked: what it holds is the catalog's to judge.
struct ServiceFile
{
    /// Why it was not read.
    enum class Problem { None, Unreadable, TooLarge, MissingDirectory };

    QString name; ///< for messages: the file's name for shipped ones, the full path for users'
    QByteArray bytes; ///< JSON in UTF-8; empty where it was not read
    bool shipped = false;
    Problem problem = Problem::None;

    friend bool operator==(const ServiceFile &, const ServiceFile &) = default;
};

/// \a problem as a sentence in the current language.
[[nodiscard]] QString phrase(ServiceFile::Problem problem);

/// A description larger than this (in bytes) is not read.
inline constexpr qint64 maximumServiceFileSize = 1024 * 1024;

/// Every *.json of \a shippedDirectory, of `services` in \a dataDirectory (absolute), and of \a
/// servicesDirectory ("" for none), in that order and each in the order of its names. JSON Schemas
/// (*.schema.json) are not descriptions. A directory that is named twice is read once; a \a servicesDirectory
/// that is not there is a problem under its own name.
[[nodiscard]] QList<ServiceFile>
collectServiceFiles(const QString &dataDirectory, const QString &servicesDirectory,
                    const QString &shippedDirectory = QStringLiteral(":/services"));

} // namespace tc
