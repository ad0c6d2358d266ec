#pragma once

#include "messagebanner.h"
#include "phrasing.h"

#include <QList>

#include <optional>

namespace tc {

/// The one notice that a window shows at a time, in its banner, and how long it holds.
class WindowNotice
{
public:
    enum class Until {
        Replaced,
        Refreshed, ///< it is about a refresh that failed
        ServerAnswers, ///< it counts down what the server asks to wait
        Cleared, ///< it holds as long as the clipboard counts down
        ClearedAfterAll, ///< it says that the clipboard could not be cleared
        Confirmed, ///< it is UnconfirmedNotice's
    };
    /// Stands for the connection that a notice is about.
    using About = const void *;
    struct Content
    {
        MessageBanner::Severity severity = MessageBanner::Severity::Information;
        Phrasing text;
        QList<QAction *> actions;
        Until until = Until::Replaced;
        About about = nullptr; ///< nullptr: about none in particular
    };

    /// \a banner must outlive the notice.
    explicit WindowNotice(MessageBanner &banner);

    void show(const Content &content);
    [[nodiscard]] bool isShown() const { return m_content.has_value(); }
    /// Takes the notice away that is about a connection, whichever; nothing where that is not so.
    std::optional<Content> takeOfConnection();
    /// Takes it away where it is about \a about.
    void dropAbout(About about);
    /// Whether one is shown that holds until then.
    [[nodiscard]] bool holds(Until until) const { return m_content && m_content->until == until; }
    /// Takes it away where it holds until then.
    void dismiss(Until until);
    /// Says it anew, in the current language.
    void rephrase();
    /// Shows it with the numbers of now; see MessageBanner::count().
    void count(bool aloud);

private:
    MessageBanner &m_banner;
    std::optional<Content> m_content; ///< while it is shown
};

} // namespace tc
