#include "supportlog.h"

#include "untrustedtext.h"

#include <QMutexLocker>
#include <QSaveFile>

namespace tc {

SupportLog::SupportLog(std::size_t maximumLines)
    : m_maximumLines(maximumLines)
{
}

void SupportLog::setRedactor(Redactor redactor)
{
    const QMutexLocker locker(&m_mutex);
    m_redactor = std::move(redactor);
    for (QString &line : m_lines)
        line = m_redactor.redact(line);
}

void SupportLog::append(const QString &line)
{
    const QMutexLocker locker(&m_mutex);
    // Redacted before it is cut or escaped: either could hide where a secret begins.
    m_lines.push_back(escapeUntrusted(m_redactor.redact(line), maximumLineLength));
    if (m_lines.size() > m_maximumLines) {
        m_lines.pop_front();
        ++m_dropped;
    }
}

QString SupportLog::redacted(const QString &text) const
{
    const QMutexLocker locker(&m_mutex);
    return m_redactor.redact(text);
}

QStringList SupportLog::lines() const
{
    const QMutexLocker locker(&m_mutex);
    return {m_lines.begin(), m_lines.end()};
}

bool SupportLog::save(const QString &path, const QStringList &heading) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const QMutexLocker locker(&m_mutex);
    const auto write = [&file](const QString &line) {
        file.write(line.toUtf8() + '\n');
    };
    for (const QString &line : heading)
        write(m_redactor.redact(line));
    if (m_dropped > 0)
        write(QStringLiteral("(%1 older lines were not kept)").arg(m_dropped));
    for (const QString &line : m_lines)
        write(line);
    // QSaveFile gives a new file what the umask allows, and a replaced one what the old one had.
    return file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && file.commit();
}

} // namespace tc
