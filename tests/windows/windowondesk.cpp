#include "windowondesk.h"

#include "servicerules.h"

#include <QTest>

namespace tc::test {

bool WindowOnDesk::startDesk(std::unique_ptr<ClipboardGuard> clipboard)
{
    m_desk = std::make_unique<Desk>();
    m_clipboard = std::move(clipboard);
    return m_desk->start();
}

bool WindowOnDesk::startSystem(const QString &id, const QStringList &more)
{
    m_desk = std::make_unique<Desk>();
    m_clipboard = std::make_unique<ClipboardGuard>();
    return m_desk->startSystem(id, more);
}

bool WindowOnDesk::openWindow(CredentialStore &credentials)
{
    m_session = m_desk->managementSession();
    m_savedSecrets = m_desk->savedSecrets(credentials);
    m_window = std::make_unique<MainWindow>(*m_clipboard);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window.get()))
        return false;
    m_session->refresh();
    const bool tellsOwn = m_session->service().rules->operation(Operation::Current);
    return QTest::qWaitFor(
        [&] { return m_session->updatedAt().isValid() && (m_session->ownToken() || !tellsOwn); }, 30'000);
}

void WindowOnDesk::closeAll()
{
    if (m_window)
        m_window->setSession(nullptr, {});
    m_window.reset();
    m_savedSecrets.reset();
    m_session.reset();
    m_clipboard.reset();
    m_desk.reset();
}

} // namespace tc::test
