#include "signindialog.h"

#include "askedfields.h"
#include "ui_signindialog.h"

#include <QPushButton>

namespace tc {

SignInDialog::SignInDialog(std::shared_ptr<const ServiceDescription> service, const QUrl &baseUrl,
                           Start start, QWidget *parent)
    : ActionDialog(parent)
    , m_service(std::move(service))
    , m_baseUrl(baseUrl)
    , m_start(std::move(start))
    , m_ui(std::make_unique<Ui::SignInDialog>())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    m_fields = new AskedFields(m_service->signInAsks, *m_ui->inputsLayout, *m_ui->banner);
    m_signInButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_signInButton->setDefault(true);
    retranslate();
    m_fields->focusMissing();

    connect(m_signInButton, &QPushButton::clicked, this, &SignInDialog::submit);
    connect(m_fields, &AskedFields::changed, this, &SignInDialog::updateParts);
}

SignInDialog::~SignInDialog() = default;

void SignInDialog::submit()
{
    if (isBusy() || !m_fields->isComplete())
        return;
    run<Secret>(m_start(m_fields->take()), [this](Secret session) {
        Q_EMIT signedIn(std::make_shared<const Secret>(std::move(session)));
        accept();
    });
}

void SignInDialog::updateParts()
{
    m_signInButton->setEnabled(!isBusy() && m_fields->isComplete());
}

void SignInDialog::showError(const ApiError &error)
{
    // What is generally said of that status is about tokens.
    if (error.kind == ErrorKind::Unauthorized && error.meaning.isEmpty())
        say(MessageBanner::Severity::Error, [this] { return refusedText(); });
    else
        ActionDialog::showError(error);
    m_fields->focusMissing();
}

ErrorText SignInDialog::refusedText() const
{
    QString asked;
    for (const AskedField &field : m_service->signInAsks) {
        if (field.required)
            asked = asked.isEmpty() ? field.label.text() : tr("%1 or %2").arg(asked, field.label.text());
    }
    return {tr("%1 was not accepted.").arg(asked),
            tr("Enter them again, and check that this is the right server.")};
}

void SignInDialog::retranslate()
{
    m_ui->retranslateUi(this);
    m_fields->retranslate();
    m_ui->explanationLabel->setText(tr("What you enter travels to %1 only and is not stored.")
                                        .arg(m_baseUrl.toString(QUrl::RemovePath | QUrl::FullyEncoded)));
    m_signInButton->setText(tr("Sign in"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    updateParts();
}

} // namespace tc
