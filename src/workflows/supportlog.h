#pragma once

#include "redactor.h"

#include <QMutex>
#include <QString>
#include <QStringList>

#include <deque>

namespace tc {

/// What happened in this session, kept in memory for those who help when something goes wrong: lines without
/// credentials, the newest ones. Any thread may append.
class SupportLog final
{
public:
    static constexpr std::size_t defaultMaximumLines = 5'000;
    static constexpr qsizetype maximumLineLength = 2'000; ///< in UTF-16 units; what is longer is cut

    explicit SupportLog(std::size_t maximumLines = defaultMaximumLines);

    /// From now on lines are redacted by \a redactor; those that are there already are redacted again.
    void setRedactor(Redactor redactor);

    /// Keeps \a line, redacted, with its control characters escaped.
    void append(const QString &line);
    /// \a text as it may be written elsewhere.
    [[nodiscard]] QString redacted(const QString &text) const;
    [[nodiscard]] QStringList lines() const;

    /// Writes \a heading and the lines to the file \a path in UTF-8, readable for its owner alone. An old
    /// file stays whole where that fails.
    [[nodiscard]] bool save(const QString &path, const QStringList &heading) const;

private:
    mutable QMutex m_mutex;
    const std::size_t m_maximumLines;
    Redactor m_redactor;
    std::deque<QString> m_lines;
    quint64 m_dropped = 0; ///< lines that had to go
};

} // namespace tc
