#pragma once

#include "redactor.h"

#include <QMutex>
#include <QString>
#include <QStringList>

#include <deque>
#include <map>

namespace tc {

/// What happened in this session, kept in memory for those who help when something goes wrong: lines without
/// credentials, the newest ones. Any thread may append.
class SupportLog final
{
public:
    /// Who wrote a line. Each has its own room: Qt at its most verbose says thousands of lines in a second.
    enum class Source { Console, Others };

    static constexpr std::size_t defaultMaximumLines = 5'000; ///< of each source
    static constexpr qsizetype maximumLineLength = 2'000; ///< in UTF-16 units; what is longer is cut

    explicit SupportLog(std::size_t maximumLines = defaultMaximumLines);

    /// From now on lines are redacted by \a redactor; those that are there already are redacted again.
    void setRedactor(Redactor redactor);

    /// Keeps \a line, redacted, with its control characters escaped.
    void append(const QString &line, Source source = Source::Console);
    /// \a text as it may be written elsewhere.
    [[nodiscard]] QString redacted(const QString &text) const;
    /// In the order in which they came.
    [[nodiscard]] QStringList lines() const;

    /// Writes \a heading and the lines to the file \a path in UTF-8, readable for its owner alone. An old
    /// file stays whole where that fails.
    [[nodiscard]] bool save(const QString &path, const QStringList &heading) const;

private:
    /// The newest lines of one source.
    struct Kept
    {
        struct Line
        {
            quint64 number; ///< among the lines of all sources
            QString text;
        };
        std::deque<Line> lines;
        quint64 dropped = 0; ///< lines that had to go
    };

    [[nodiscard]] QStringList inOrder() const;

    mutable QMutex m_mutex;
    const std::size_t m_maximumLines; ///< of each source
    Redactor m_redactor;
    std::map<Source, Kept> m_kept;
    quint64 m_count = 0;
};

} // namespace tc
