// What ConnectDialog reads out of its inputs; everything else of it is in connectdialog.cpp.

#include "connectdialog.h"
#include "messagebanner.h"
#include "origin.h"
#include "owncertificates.h"
#include "ui_connectdialog.h"

namespace tc {

QUrl ConnectDialog::enteredUrl() const
{
    return QUrl(m_ui->baseUrlEdit->text().trimmed(), QUrl::StrictMode);
}

const ServiceEnvironment *ConnectDialog::environmentAt(const QUrl &url) const
{
    const ServiceEnvironment *const chosen
        = service()->environment(m_ui->environmentCombo->currentData().toString());
    return chosen && chosen->runsAt(url) ? chosen : service()->environmentAt(url);
}

bool ConnectDialog::isHeldFor(const CredentialKey &key) const
{
    return m_held && key == m_heldFor;
}

ConnectionProfile ConnectDialog::enteredServer() const
{
    if (m_start.isLocal())
        return m_start;
    ConnectionProfile profile;
    profile.service = service();
    profile.baseUrl = enteredUrl();
    if (profile.service->workspace.kind != WorkspaceUse::Kind::None)
        profile.workspace = m_ui->workspaceField->workspace();
    if (const ServiceEnvironment *environment = environmentAt(profile.baseUrl))
        profile.environmentId = environment->id;
    profile.servesAssumed = m_servesAssumed == profile.serverKey()
        || (m_context.servesAssumed && m_context.servesAssumed(profile));
    return profile;
}

std::optional<ConnectionProfile> ConnectDialog::enteredProfile()
{
    const ConnectionProfile profile = enteredServer();
    if (profile.isLocal())
        return profile;
    if (!isAbsoluteHttpUrl(profile.baseUrl)) {
        banner().showMessage(MessageBanner::Severity::Error, tr("The base URL must be an absolute URL."),
                             tr("Enter it with https:// and the host name."));
        m_ui->baseUrlEdit->setFocus();
        return std::nullopt;
    }
    if (profile.baseUrl.hasQuery() || profile.baseUrl.hasFragment()) {
        banner().showMessage(MessageBanner::Severity::Error,
                             tr("The base URL must hold no query and no fragment."),
                             tr("Leave out what follows ? or #."));
        m_ui->baseUrlEdit->setFocus();
        return std::nullopt;
    }
    if (!mayCarryCredential(profile.baseUrl)) {
        banner().showMessage(
            MessageBanner::Severity::Error,
            tr("A token is only sent over https, or to this computer itself, and to a URL without "
               "user name and password."),
            tr("Correct the base URL."));
        m_ui->baseUrlEdit->setFocus();
        return std::nullopt;
    }
    return profile;
}

bool ConnectDialog::hasWorkspace(const ConnectionProfile &profile)
{
    if (profile.isLocal() || !profile.workspace.isEmpty() || !profile.service->workspace.isNeeded())
        return true;
    const LocalizedText &label = profile.service->workspace.label;
    say(MessageBanner::Severity::Error, [label] {
        return ErrorText {tr("This service needs “%1” in every request.")
                              .arg(label.isEmpty() ? tr("Workspace") : label.text()),
                          tr("Enter it, then try again.")};
    });
    m_ui->workspaceField->setFocus();
    return false;
}

std::shared_ptr<const Secret> ConnectDialog::enteredCredential()
{
    const bool isPair = service()->credentialIsPair;
    auto input = readCredential(m_ui->tokenEdit->text(),
                                isPair ? CredentialForm::UserAndPassword : CredentialForm::Token);
    if (!input && isPair) {
        banner().showMessage(MessageBanner::Severity::Error,
                             tr("This service takes a user name and a password."),
                             tr("Enter both with a colon between them, as in user:password."));
        m_ui->tokenEdit->setFocus();
        return nullptr;
    }
    if (!input) {
        banner().showMessage(
            MessageBanner::Severity::Error,
            input.error() == CredentialInputError::Empty
                ? tr("Enter a token.")
                : tr("The token has a character that no token has, such as a line break or a blank."),
            tr("Copy the token again and paste it here."));
        m_ui->tokenEdit->setFocus();
        return nullptr;
    }
    return std::make_shared<const Secret>(std::move(input->secret));
}

std::optional<ConnectDialog::Entered> ConnectDialog::entered()
{
    std::optional<ConnectionProfile> profile = enteredProfile();
    if (!profile)
        return std::nullopt;
    Entered entered;
    entered.profile = *std::move(profile);
    if (m_ui->tokenEdit->text().isEmpty() && isHeldFor(entered.profile.credentialKey())) {
        entered.credential = m_held;
        entered.isStored = m_heldIsStored;
    } else {
        entered.credential = enteredCredential();
    }
    if (!entered.credential || !loadCertificates(entered))
        return std::nullopt;
    return entered;
}

bool ConnectDialog::loadCertificates(Entered &entered)
{
    if (m_start.isLocal())
        return true;
    m_ui->certificates->clearErrors();
    entered.tlsFiles = m_ui->certificates->files();
    auto tls = m_context.certificates.load(entered.profile.baseUrl, entered.tlsFiles,
                                           m_ui->certificates->passphrase());
    if (!tls) {
        banner().dismiss();
        m_ui->certificates->showError(tls.error());
        return false;
    }
    entered.tls = *std::move(tls);
    return true;
}

} // namespace tc
