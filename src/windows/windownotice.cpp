#include "windownotice.h"

#include <utility>

namespace tc {

WindowNotice::WindowNotice(MessageBanner &banner)
    : m_banner(banner)
{
}

void WindowNotice::show(const Content &content)
{
    m_content = content;
    const ErrorText text = content.text();
    m_banner.showMessage(content.severity, text.sentence, text.nextStep, content.actions);
}

std::optional<WindowNotice::Content> WindowNotice::takeOfConnection()
{
    if (!m_content || !m_content->about)
        return std::nullopt;
    m_banner.dismiss();
    return std::exchange(m_content, std::nullopt);
}

void WindowNotice::dropAbout(About about)
{
    if (!m_content || m_content->about != about)
        return;
    m_banner.dismiss();
    m_content.reset();
}

void WindowNotice::dismiss(Until until)
{
    if (!holds(until))
        return;
    m_content.reset();
    m_banner.dismiss();
}

void WindowNotice::rephrase()
{
    if (!m_content)
        return;
    const ErrorText text = m_content->text();
    m_banner.rephrase(text.sentence, text.nextStep);
}

void WindowNotice::count(bool aloud)
{
    if (!m_content)
        return;
    const ErrorText text = m_content->text();
    m_banner.count(text.sentence, text.nextStep, aloud);
}

} // namespace tc
