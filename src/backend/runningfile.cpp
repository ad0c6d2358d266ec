#include "runningfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace tc {

namespace {

const QLatin1String pidMember("pid");

} // namespace

bool RunningFile::write(const QJsonObject &whereabouts) const
{
    QJsonObject note = whereabouts;
    note.insert(pidMember, QCoreApplication::applicationPid());
    QSaveFile file(m_file);
    return file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(QJsonDocument(note).toJson(QJsonDocument::Compact)) > 0 && file.commit();
}

void RunningFile::remove() const
{
    QFile::remove(m_file);
}

std::optional<QJsonObject> RunningFile::read(qint64 pid) const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    constexpr qint64 maximumSize = 16 * 1024;
    QJsonObject note = QJsonDocument::fromJson(file.read(maximumSize)).object();
    if (note.isEmpty() || (pid != 0 && note.value(pidMember).toInteger() != pid))
        return std::nullopt;
    note.remove(pidMember);
    return note;
}

} // namespace tc
