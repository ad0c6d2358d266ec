#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace tc {

/// The note beside a database that says where its backend can be reached. It holds no secret.
class RunningFile
{
public:
    /// The note of \a database is `DATABASE.running`.
    explicit RunningFile(const QString &database)
        : m_file(database + QLatin1String(".running"))
    {
    }

    /// Writes the note, all at once, with this process's id; false where that fails.
    [[nodiscard]] bool write(const QJsonObject &whereabouts) const;
    void remove() const;

    /// What the process \a pid wrote; nothing where the note is missing, cut short or another process's (0:
    /// any).
    [[nodiscard]] std::optional<QJsonObject> read(qint64 pid) const;

private:
    QString m_file;
};

} // namespace tc
