#include "editiprangesdialog.h"

#include "errortext.h"
#include "messagebanner.h"
#include "tokensession.h"
#include "tokentexts.h"
#include "ui_editiprangesdialog.h"
#include "untrustedtext.h"

#include <QAction>
#include <QPushButton>

#include <utility>

namespace tc {

namespace {

bool isShutOut(const AllowedIps &ranges, const QString &address)
{
    const auto parsed = IpRange::parse(address);
    return parsed && parsed->size() == 1 && !ranges.allows(parsed->first());
}

} // namespace

EditIpRangesDialog::EditIpRangesDialog(TokenSession &session, const Token &token, QWidget *parent)
    : ActionDialog(parent)
    , m_session(session)
    , m_token(token)
    , m_readAgain(new QAction(this))
    , m_ui(std::make_unique<Ui::EditIpRangesDialog>())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    m_ui->rangesLabel->setBuddy(m_ui->rangesEdit);
    m_ui->buttons->button(QDialogButtonBox::Save)->setDefault(true);
    setToken(token);
    retranslate();

    connect(m_ui->buttons->button(QDialogButtonBox::Save), &QPushButton::clicked, this,
            &EditIpRangesDialog::save);
    connect(m_ui->rangesEdit, &IpRangeEdit::rangesChanged, this, &EditIpRangesDialog::updateParts);
    connect(m_readAgain, &QAction::triggered, this, &EditIpRangesDialog::readToken);
    readToken();
}

EditIpRangesDialog::~EditIpRangesDialog() = default;

void EditIpRangesDialog::readToken()
{
    run<Token>(m_session.read(m_token.id), [this](Token token) {
        m_read = true;
        if (std::exchange(m_stale, false)) {
            m_token = token;
            updateParts();
            showChangedMeanwhile();
        } else {
            setToken(token);
        }
        m_ui->rangesEdit->setFocus();
    });
}

void EditIpRangesDialog::showChangedMeanwhile()
{
    banner().showMessage(MessageBanner::Severity::Warning,
                         describe(ApiError {.kind = ErrorKind::Stale}).sentence,
                         tr("“Before” is what the server has now; Save replaces it with your ranges."));
}

void EditIpRangesDialog::setToken(const Token &token)
{
    m_token = token;
    m_ui->rangesEdit->setRanges(token.allowedIps);
    updateParts();
}

QStringList EditIpRangesDialog::warnings() const
{
    const AllowedIps &after = m_ui->rangesEdit->ranges();
    QStringList texts;
    const std::optional<Token> &own = m_session.ownToken();
    const bool isOwn = own && own->id == m_token.id;
    if (!m_token.lastUsedAddress.isEmpty() && isShutOut(after, m_token.lastUsedAddress)) {
        const QString address = escapeUntrusted(m_token.lastUsedAddress, 45);
        texts.append(
            isOwn ? tr("You use this token yourself, from %1: after this change the server refuses you.")
                        .arg(address)
                  : tr("It was last used from %1: after this change that address is refused.").arg(address));
    }
    if (!m_token.foreignRanges.isEmpty())
        texts.append(tr("The server also lists ranges that this console cannot read; saving drops them: %1")
                         .arg(escapeUntrusted(m_token.foreignRanges.join(QLatin1String(", ")))));
    return texts;
}

void EditIpRangesDialog::updateParts()
{
    const AllowedIps &after = m_ui->rangesEdit->ranges();
    m_ui->beforeText->setText(rangesText(m_token.allowedIps, m_token.foreignRanges));
    m_ui->afterText->setText(rangesText(after, {}));
    const QStringList texts = warnings();
    m_ui->warningLabel->setText(texts.join(u'\n'));
    m_ui->warningLabel->setVisible(!texts.isEmpty());
    m_ui->inputs->setEnabled(m_read && !isBusy());
    m_ui->buttons->button(QDialogButtonBox::Save)->setEnabled(m_read && !isBusy());
}

void EditIpRangesDialog::save()
{
    if (isBusy() || !m_read || !m_ui->rangesEdit->commitPending())
        return;
    TokenEdit edit;
    edit.allowedIps = m_ui->rangesEdit->ranges();
    m_ui->rangesEdit->setErrorMessage({});
    run<Token>(m_session.edit(m_token, edit), [this](const Token &) { accept(); });
}

void EditIpRangesDialog::showError(const ApiError &error)
{
    if (m_read && error.kind == ErrorKind::Stale) {
        m_read = false;
        m_stale = true;
        readToken();
        return;
    }
    if (m_read) {
        ActionDialog::showError(error);
        return;
    }
    const ErrorText text = describe(error);
    banner().showMessage(MessageBanner::Severity::Error, text.sentence, text.nextStep, {m_readAgain});
}

ApiError EditIpRangesDialog::cancelledError() const
{
    return m_read ? ActionDialog::cancelledError() : ApiError {.kind = ErrorKind::Cancelled};
}

QWidget *EditIpRangesDialog::showFieldError(InputField field, const QString &message)
{
    if (field != InputField::AllowedIps)
        return nullptr;
    m_ui->rangesEdit->setErrorMessage(message);
    return m_ui->rangesEdit;
}

void EditIpRangesDialog::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->tokenLabel->setText(tr("Token “%1” (%2)").arg(escapeUntrusted(m_token.name, 80), m_token.mask));
    m_readAgain->setText(tr("Try again"));
    m_ui->buttons->button(QDialogButtonBox::Save)->setText(tr("Save"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    updateParts();
}

} // namespace tc
