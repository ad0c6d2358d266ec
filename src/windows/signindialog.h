#pragma once

#include "actiondialog.h"
#include "secret.h"
#include "servicedescription.h"

#include <QUrl>

#include <map>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class SignInDialog;
}

namespace tc {

class AskedFields;

/// *Sign in*: asks for what a service wants to know before it begins a session, and begins one. Nothing of
/// that is kept.
class SignInDialog final : public ActionDialog
{
    Q_OBJECT

public:
    /// Begins a session with answers to ServiceDescription::signInAsks; see signIn().
    using Start = std::function<CallPtr<Secret>(std::map<QString, Secret>)>;

    /// \a baseUrl is where the answers go to.
    SignInDialog(std::shared_ptr<const ServiceDescription> service, const QUrl &baseUrl, Start start,
                 QWidget *parent = nullptr);
    ~SignInDialog() override;

Q_SIGNALS:
    /// There is a session, of which \a credential is the credential; the dialog closes.
    void signedIn(std::shared_ptr<const tc::Secret> credential);

protected:
    void showError(const ApiError &error) override;
    [[nodiscard]] ApiError cancelledError() const override { return ApiError {.kind = ErrorKind::Cancelled}; }
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    void submit();
    /// That what was entered was not accepted, where the description has no words for it.
    [[nodiscard]] ErrorText refusedText() const;
    void updateParts();

    const std::shared_ptr<const ServiceDescription> m_service;
    const QUrl m_baseUrl;
    const Start m_start;
    std::unique_ptr<Ui::SignInDialog> m_ui;
    AskedFields *m_fields;
    QPushButton *m_signInButton;
};

} // namespace tc
