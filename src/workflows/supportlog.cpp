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
    // Redacted before it is cut or escaped, either of which could hide where a secret begins; and afterwards,
    // as a line break that is written out is none any more.
    const qsizetype room = maximumLineLength - Redactor::replacement().size();
    m_lines.push_back(m_redactor.redact(escapeUntrusted(m_redactor.redact(line), room)));
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
    QStringList lines = heading;
    if (m_dropped > 0)
        lines.append(QStringLiteral("(%1 older lines were not kept)").arg(m_dropped));
    lines.append({m_lines.begin(), m_lines.end()});
    lines.append(QString());
    // As a whole: a header's value may stand on the line after its name.
    const QByteArray text = m_redactor.redact(lines.join(u'\n')).toUtf8();
    // A disk that fills up takes a part of it and reports no error.
    if (file.write(text) != text.size())
        return false;
    // QSaveFile gives a new file what the umask allows, and a replaced one what the old one had.
    return file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && file.commit();
}

} // namespace tc
