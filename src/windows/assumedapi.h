#pragma once

#include "connectionprofile.h"
#include "errortext.h"

#include <QList>
#include <QObject>

#include <functional>
#include <optional>

QT_BEGIN_NAMESPACE
class QAction;
class QWidget;
QT_END_NAMESPACE

namespace tc {

/// What the user says with it, in the current language: that a server serves an API that is assumed.
[[nodiscard]] QString servesAssumedText();

/// Asks above \a parent, naming the host and what is sent there, whether \a profile's server is to be sent
/// what its vendor does not document; then calls \a confirmed, which \a parent's end takes with it.
void askBeforeAssuming(const ConnectionProfile &profile, QWidget &parent, std::function<void()> confirmed);

/// What a user is told and can choose where a vendor documents no API for managing tokens and nothing is sent
/// to the vendor's own hosts unasked.
class AssumedApiChoice final : public QObject
{
    Q_OBJECT

public:
    /// Questions open above \a window.
    explicit AssumedApiChoice(QWidget &window);

    /// The server that it is about.
    void setProfile(const ConnectionProfile &profile);
    /// Why nothing was sent, in the current language, which the actions get too.
    [[nodiscard]] ErrorText phrase();
    /// *This server serves the API*, *Manage by hand*, and the way to the vendor's web app.
    [[nodiscard]] QList<QAction *> actions() const { return {m_serves, m_byHand, m_webApp}; }

Q_SIGNALS:
    /// The user says, and has confirmed, that the server of \a profile serves what is assumed.
    void served(const tc::ConnectionProfile &profile);
    /// The user wants the vendor's steps, and an inventory.
    void byHand(const tc::ConnectionProfile &profile);

private:
    std::optional<ConnectionProfile> m_profile;
    QAction *m_serves;
    QAction *m_byHand;
    QAction *m_webApp;
};

} // namespace tc
