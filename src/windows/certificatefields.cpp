#include "certificatefields.h"

#include "announcement.h"
#include "pathfield.h"
#include "secret.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace tc {

namespace {

QLabel *wrappedLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// \a label's text without the mark of its shortcut.
QString captionOf(const QLabel &label)
{
    return label.text().remove(u'&');
}

} // namespace

CertificateFields::CertificateFields(QWidget *parent)
    : QWidget(parent)
    , m_fold(new QToolButton(this))
    , m_body(new QWidget(this))
    , m_help(wrappedLabel(m_body))
    , m_authoritiesLabel(new QLabel(m_body))
    , m_authorities(new PathField(m_body))
    , m_certificateLabel(new QLabel(m_body))
    , m_certificate(new PathField(m_body))
    , m_keyLabel(new QLabel(m_body))
    , m_key(new PathField(m_body))
    , m_passphraseLabel(new QLabel(m_body))
    , m_passphrase(new QLineEdit(m_body))
    , m_passphraseError(wrappedLabel(m_body))
{
    m_fold->setObjectName(QStringLiteral("certificatesFold"));
    m_authorities->setObjectName(QStringLiteral("authoritiesField"));
    m_certificate->setObjectName(QStringLiteral("certificateField"));
    m_key->setObjectName(QStringLiteral("keyField"));
    m_passphrase->setObjectName(QStringLiteral("passphraseEdit"));
    m_passphraseError->setObjectName(QStringLiteral("passphraseError"));

    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText
                                      | Qt::ImhSensitiveData);
    m_passphraseError->hide();

    auto *rows = new QFormLayout(m_body);
    rows->setContentsMargins({});
    rows->setRowWrapPolicy(QFormLayout::WrapAllRows);
    // A label belongs to the field below it, not to the one above.
    rows->setVerticalSpacing(4);
    for (QWidget *last : std::initializer_list<QWidget *> {m_help, m_authorities, m_certificate, m_key})
        last->setContentsMargins(0, 0, 0, 8);
    rows->addRow(m_help);
    rows->addRow(m_authoritiesLabel, m_authorities);
    rows->addRow(m_certificateLabel, m_certificate);
    rows->addRow(m_keyLabel, m_key);
    rows->addRow(m_passphraseLabel, m_passphrase);
    rows->addRow(m_passphraseError);
    m_authoritiesLabel->setBuddy(m_authorities);
    m_certificateLabel->setBuddy(m_certificate);
    m_keyLabel->setBuddy(m_key);
    m_passphraseLabel->setBuddy(m_passphrase);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_fold);
    layout->addWidget(m_body);

    showPassphrase(false);
    updateFold();
    retranslate();

    connect(m_fold, &QToolButton::toggled, this, &CertificateFields::updateFold);
    for (PathField *field : {m_authorities, m_certificate, m_key})
        connect(field, &PathField::pathEntered, this, &CertificateFields::noteEntered);
    connect(m_passphrase, &QLineEdit::textChanged, m_passphraseError, &QWidget::hide);
}

void CertificateFields::offer(const TlsFiles &files, bool isOpened)
{
    if (m_wasEntered)
        return;
    m_opened = isOpened ? files : TlsFiles();
    if (files != this->files()) {
        m_authorities->setPath(files.authorities);
        m_certificate->setPath(files.clientCertificate);
        m_key->setPath(files.clientKey);
        clearPassphrase();
    }
    showPassphrase(needsPassphrase(files));
    if (files != TlsFiles())
        unfold();
}

TlsFiles CertificateFields::files() const
{
    return {m_authorities->path(), m_certificate->path(), m_key->path()};
}

Secret CertificateFields::passphrase() const
{
    return Secret::take(m_passphrase->text());
}

void CertificateFields::clearPassphrase()
{
    m_passphrase->clear();
}

void CertificateFields::noteEntered()
{
    m_wasEntered = true;
    showPassphrase(needsPassphrase(files()));
}

void CertificateFields::showPassphrase(bool asked)
{
    // One that was typed stays where it can be seen: files change back.
    const bool isShown = asked || !m_passphrase->text().isEmpty();
    m_passphraseLabel->setVisible(isShown);
    m_passphrase->setVisible(isShown);
    m_passphrase->setPlaceholderText(asked && m_opened == files() ? tr("Already entered for this session")
                                                                  : QString());
    if (!isShown)
        m_passphraseError->hide();
}

void CertificateFields::unfold()
{
    m_fold->setChecked(true);
}

void CertificateFields::showError(const TlsFilesError &error)
{
    unfold();
    const QString message = error.text.sentence + u' ' + error.text.nextStep;
    const auto showAt = [&message](PathField *field) {
        field->setErrorMessage(message);
        field->setFocus();
    };
    switch (error.input) {
    case TlsInput::Authorities:
        showAt(m_authorities);
        break;
    case TlsInput::ClientCertificate:
        showAt(m_certificate);
        break;
    case TlsInput::ClientKey:
        showAt(m_key);
        break;
    case TlsInput::Passphrase:
        showPassphrase(true);
        m_passphraseError->setText(message);
        m_passphraseError->show();
        announceText(m_passphraseError);
        m_passphrase->setFocus();
        m_passphrase->selectAll();
        break;
    }
}

void CertificateFields::clearErrors()
{
    for (PathField *field : {m_authorities, m_certificate, m_key})
        field->setErrorMessage({});
    m_passphraseError->hide();
}

void CertificateFields::updateFold()
{
    m_fold->setArrowType(m_fold->isChecked() ? Qt::DownArrow : Qt::RightArrow);
    m_body->setVisible(m_fold->isChecked());
}

void CertificateFields::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void CertificateFields::retranslate()
{
    m_fold->setText(tr("Certificates"));
    m_help->setText(tr("For this server only, in addition to the authorities that this computer trusts. Only "
                       "the paths are remembered, never the passphrase."));
    m_authoritiesLabel->setText(tr("&Own certificate authority (PEM)"));
    m_certificateLabel->setText(tr("C&lient certificate (PEM or PKCS#12)"));
    m_keyLabel->setText(tr("&Private key (PEM, where it is a file of its own)"));
    m_passphraseLabel->setText(tr("Passp&hrase of the key"));
    m_authorities->setCaption(captionOf(*m_authoritiesLabel));
    m_certificate->setCaption(captionOf(*m_certificateLabel));
    m_key->setCaption(captionOf(*m_keyLabel));
    m_passphrase->setAccessibleName(captionOf(*m_passphraseLabel));
    const QString all = tr("All files (*)");
    m_authorities->setNameFilters({tr("PEM files (*.pem *.crt *.cer)"), all});
    m_certificate->setNameFilters({tr("Certificates (*.pem *.crt *.cer *.p12 *.pfx)"), all});
    m_key->setNameFilters({tr("Keys (*.pem *.key)"), all});
    showPassphrase(!m_passphrase->isHidden());
}

} // namespace tc
