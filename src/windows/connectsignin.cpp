// How ConnectDialog signs in; everything else of it is in connectdialog.cpp.

#include "connectdialog.h"
#include "connectionsignin.h"
#include "signindialog.h"
#include "ui_connectdialog.h"

#include <QPushButton>

namespace tc {

void ConnectDialog::openSignIn()
{
    std::optional<ConnectionProfile> profile = enteredProfile();
    if (!profile)
        return;
    // Nobody enters a password first for a server that it would not be sent to.
    if (!profile->mayManage()) {
        m_purpose = Purpose::SignIn;
        offerGuide(*profile);
        return;
    }
    Entered server;
    server.profile = *std::move(profile);
    if (!loadCertificates(server))
        return;
    const auto start = [this, profile = server.profile, tls = server.tls](std::map<QString, Secret> answers) {
        return std::make_unique<ConnectionSignIn>(profile, std::move(answers), tls,
                                                  m_context.transport.limits(), m_context.clock);
    };
    auto *dialog = new SignInDialog(server.profile.service, server.profile.baseUrl, start, this);
    connect(dialog, &SignInDialog::signedIn, this,
            [this, key = server.profile.credentialKey()](const std::shared_ptr<const Secret> &session) {
                takeSession(session, key);
            });
    dialog->open();
}

void ConnectDialog::takeSession(std::shared_ptr<const Secret> session, const CredentialKey &key)
{
    m_held = std::move(session);
    m_heldFor = key;
    m_heldIsStored = false;
    m_isSession = true;
    m_ui->tokenEdit->clear();
    banner().dismiss();
    updateParts();
    m_connectButton->setFocus();
}

} // namespace tc
