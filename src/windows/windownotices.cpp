#include "windownotices.h"

#include "clipboardguard.h"
#include "connectionviews.h"
#include "progressline.h"
#include "tokenactions.h"
#include "tokensession.h"
#include "unconfirmednotice.h"
#include "waitcountdown.h"
#include "windownotice.h"

namespace tc {

namespace {

using Until = WindowNotice::Until;
using Severity = MessageBanner::Severity;

} // namespace

WindowNotices::WindowNotices(const Parts &parts, ClipboardGuard &clipboard, QAction *cancel)
    : m_parts(parts)
    , m_cancel(cancel)
{
    connect(&parts.actions, &TokenActions::noticed, this,
            [this](const Phrasing &text, bool good, bool untilCleared) {
                m_parts.notice.show({good ? Severity::Success : Severity::Error,
                                     text,
                                     {},
                                     untilCleared ? Until::Cleared : Until::Replaced,
                                     untilCleared ? nullptr : m_parts.views.current()});
            });
    connect(&clipboard, &ClipboardGuard::remainingChanged, this, &WindowNotices::followClipboard);
    connect(&clipboard, &ClipboardGuard::clearingFailed, this, &WindowNotices::showClearingFailed);
    followUnconfirmed();
    followCountdown();
}

void WindowNotices::followUnconfirmed()
{
    connect(&m_parts.unconfirmed, &UnconfirmedNotice::raised, this, &WindowNotices::showUnconfirmed);
    connect(&m_parts.unconfirmed, &UnconfirmedNotice::changed, this, [this] {
        if (m_parts.notice.holds(Until::Confirmed))
            showUnconfirmed();
    });
}

void WindowNotices::followCountdown()
{
    connect(&m_parts.countdown, &WaitCountdown::changed, this, &WindowNotices::showCountdown);
    connect(&m_parts.countdown, &WaitCountdown::ticked, this, [this](bool aloud) {
        if (m_parts.notice.holds(Until::ServerAnswers))
            m_parts.notice.count(aloud);
    });
}

void WindowNotices::showUnconfirmed()
{
    UnconfirmedNotice &unconfirmed = m_parts.unconfirmed;
    if (unconfirmed.isSettled())
        m_parts.notice.dismiss(Until::Confirmed);
    else
        m_parts.notice.show({Severity::Warning, [&unconfirmed] { return unconfirmed.text(); },
                             unconfirmed.actions(), Until::Confirmed});
}

void WindowNotices::showClearingFailed()
{
    const auto text = [] {
        return ErrorText {tr("The clipboard could not be cleared: it may still hold the secret."),
                          tr("Copy something else over it.")};
    };
    m_parts.notice.show({Severity::Warning, text, {}, Until::ClearedAfterAll});
}

void WindowNotices::showCountdown()
{
    // Without a list, the list's place says it.
    if (m_parts.countdown.isRunning() && m_session && !m_session->tokens().isEmpty())
        m_parts.notice.show({Severity::Information,
                             [this] { return m_parts.countdown.text(); },
                             {m_cancel},
                             Until::ServerAnswers});
    else
        m_parts.notice.dismiss(Until::ServerAnswers);
}

void WindowNotices::followClipboard(int seconds)
{
    WindowNotice &notice = m_parts.notice;
    if (seconds > 0) {
        notice.dismiss(Until::ClearedAfterAll); // another copy is there now
        if (notice.holds(Until::Cleared))
            notice.count(false);
        return;
    }
    if (!notice.holds(Until::Cleared) && !notice.holds(Until::ClearedAfterAll))
        return;
    notice.dismiss(Until::Cleared);
    notice.dismiss(Until::ClearedAfterAll);
    m_parts.progress.announce(tr("The clipboard no longer holds the secret."));
}

} // namespace tc
