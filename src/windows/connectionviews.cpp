#include "connectionviews.h"

#include <utility>

namespace tc {

ConnectionViews::ConnectionViews(WindowNotice &notice, TokenListView &list)
    : m_notice(notice)
    , m_list(list)
{
}

void ConnectionViews::leave()
{
    const auto notice = m_notice.takeOfConnection();
    const Id left = std::exchange(m_current, nullptr);
    if (left) {
        View &view = m_views[left];
        view.position = m_list.position();
        const bool comesBack = notice && notice->about == left
            && notice->until == WindowNotice::Until::Replaced
            && notice->severity != MessageBanner::Severity::Success
            && notice->severity != MessageBanner::Severity::Information;
        if (comesBack)
            view.notice = notice;
    }
    m_list.clearFilter();
}

void ConnectionViews::enter(Id id)
{
    m_current = id;
    View &view = m_views[id];
    m_list.setPosition(view.position);
    // What is said by now comes first; the rest waits for the next time.
    if (view.notice && !m_notice.isShown())
        m_notice.show(*std::exchange(view.notice, std::nullopt));
}

void ConnectionViews::say(Id id, WindowNotice::Content content, const Phrasing &named)
{
    content.about = id;
    if (id == m_current) {
        m_views[id].notice.reset();
        m_notice.show(content);
        return;
    }
    if (content.severity == MessageBanner::Severity::Success) {
        m_views[id].notice.reset();
        return;
    }
    m_views[id].notice = content;
    content.text = named;
    m_notice.show(content);
}

void ConnectionViews::forget(Id id)
{
    m_views.remove(id);
    m_notice.dropAbout(id);
    if (m_current == id)
        m_current = nullptr;
}

} // namespace tc
