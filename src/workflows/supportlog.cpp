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
    for (auto &[source, kept] : m_kept) {
        for (Kept::Line &line : kept.lines)
            line.text = m_redactor.redact(line.text);
    }
}

void SupportLog::append(const QString &line, Source source)
{
    const QMutexLocker locker(&m_mutex);
    // Redacted before it is cut or escaped, either of which could hide where a secret begins; and afterwards,
    // as a line break that is written out is none any more.
    const qsizetype room = maximumLineLength - Redactor::replacement().size();
    Kept &kept = m_kept[source];
    kept.lines.push_back({m_count++, m_redactor.redact(escapeUntrusted(m_redactor.redact(line), room))});
    if (kept.lines.size() > m_maximumLines) {
        kept.lines.pop_front();
        ++kept.dropped;
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
    return inOrder();
}

QStringList SupportLog::inOrder() const
{
    std::map<quint64, QString> texts;
    for (const auto &[source, kept] : m_kept) {
        for (const Kept::Line &line : kept.lines)
            texts.emplace(line.number, line.text);
    }
    QStringList lines;
    for (const auto &[number, text] : texts)
        lines.append(text);
    return lines;
}

bool SupportLog::save(const QString &path, const QStringList &heading) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const QMutexLocker locker(&m_mutex);
    QStringList lines = heading;
    for (const auto &[source, kept] : m_kept) {
        if (kept.dropped > 0)
            lines.append(
                source == Source::Console
                    ? QStringLiteral("(%1 older lines were not kept)").arg(kept.dropped)
                    : QStringLiteral("(%1 older lines of Qt’s own were not kept)").arg(kept.dropped));
    }
    lines.append(inOrder());
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
