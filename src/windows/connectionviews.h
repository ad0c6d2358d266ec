#pragma once

#include "tokenlistview.h"
#include "windownotice.h"

#include <QHash>

#include <optional>

namespace tc {

/// What the window keeps of the connections that it does not show: what was said of them, and where in their
/// lists the user was.
class ConnectionViews
{
public:
    /// Whatever stands for a connection; it is compared, and no more.
    using Id = WindowNotice::About;

    /// Both must outlive the object.
    ConnectionViews(WindowNotice &notice, TokenListView &list);

    /// The connection that is shown, nullptr for none.
    [[nodiscard]] Id current() const { return m_current; }
    /// It is shown no longer: nothing that is said of it is, either, and its list's filter holds for no
    /// other.
    void leave();
    /// \a id's session and state are shown now: brings back what is to be said of it, and its place in the
    /// list.
    void enter(Id id);
    /// Shows \a content, which is about \a id; where another one is shown as \a named instead, and by itself
    /// once it is shown. What went well with another is not worth a word.
    void say(Id id, WindowNotice::Content content, const Phrasing &named);
    /// It is no more.
    void forget(Id id);

private:
    struct View
    {
        std::optional<WindowNotice::Content> notice;
        TokenListView::Position position;
    };

    WindowNotice &m_notice;
    TokenListView &m_list;
    Id m_current = nullptr;
    QHash<Id, View> m_views;
};

} // namespace tc
