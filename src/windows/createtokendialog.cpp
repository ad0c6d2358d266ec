#include "createtokendialog.h"

#include "denialnotice.h"
#include "tokensession.h"
#include "tokentexts.h"
#include "ui_createtokendialog.h"

#include <QAction>
#include <QPushButton>

#include <algorithm>

namespace tc {

CreateTokenDialog::CreateTokenDialog(TokenSession &session, QWidget *parent)
    : TokenCreationDialog(session, parent)
    , m_ui(std::make_unique<Ui::CreateTokenDialog>())
    , m_rotateInstead(new QAction(this))
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    m_createButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_createButton->setDefault(true);

    const TokenFeatures &features = session.service().features;
    m_ui->rangesLabel->setVisible(features.allowedIps);
    m_ui->rangesEdit->setVisible(features.allowedIps);
    m_ui->rangesEdit->setUse(RangeRole::Allowed, features.ipVersions);
    m_ui->deniedLabel->setVisible(features.deniedIps);
    m_ui->deniedEdit->setVisible(features.deniedIps);
    m_ui->deniedEdit->setUse(RangeRole::Denied, features.ipVersions);
    m_ui->typeLabel->setVisible(features.types.size() > 1);
    m_ui->typeCombo->setVisible(features.types.size() > 1);
    m_ui->scopesLabel->setVisible(!features.scopes.isEmpty());
    m_ui->scopeChoice->setVisible(!features.scopes.isEmpty());
    m_ui->scopeChoice->setFeatures(features);
    m_ui->expiryLabel->setVisible(features.expiry);
    m_ui->expiryEdit->setVisible(features.expiry);
    m_ui->expiryEdit->setChoices(features, session.clock());
    m_ui->rangesLabel->setBuddy(m_ui->rangesEdit);
    m_ui->expiryLabel->setBuddy(m_ui->expiryEdit);
    if (features.maximumNameLength > 0)
        m_ui->nameEdit->setMaxLength(features.maximumNameLength);

    askIn(*m_ui->inputsLayout, *m_ui->expiryEdit);
    setUpNames();
    retranslate();
    sayWhatIsThere();

    connect(m_createButton, &QPushButton::clicked, this, &CreateTokenDialog::submit);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &CreateTokenDialog::updateParts);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, m_ui->nameError, &QWidget::hide);
    connect(m_ui->rangesEdit, &IpRangeEdit::rangesChanged, this, &CreateTokenDialog::updateParts);
    connect(m_ui->deniedEdit, &IpRangeEdit::rangesChanged, this, &CreateTokenDialog::updateParts);
    connect(m_ui->typeCombo, &QComboBox::currentIndexChanged, this, &CreateTokenDialog::updateParts);
    connect(m_ui->scopeChoice, &ScopeChoice::choiceChanged, this, &CreateTokenDialog::updateParts);
    connect(m_ui->expiryEdit, &ExpiryEdit::expiryChanged, this, &CreateTokenDialog::updateParts);
}

CreateTokenDialog::~CreateTokenDialog() = default;

TokenDraft CreateTokenDialog::draft() const
{
    TokenDraft draft;
    draft.name = m_ui->nameEdit->text().trimmed();
    draft.allowedIps = AllowedIps(m_ui->rangesEdit->ranges());
    draft.deniedIps = m_ui->deniedEdit->ranges();
    if (session().service().features.expiry)
        draft.expiry = m_ui->expiryEdit->expiry();
    draft.type = m_ui->typeCombo->currentData().toString();
    draft.scopes = m_ui->scopeChoice->chosen();
    return draft;
}

bool CreateTokenDialog::lacksName() const
{
    return session().service().features.names && draft().name.isEmpty();
}

void CreateTokenDialog::fillTypes()
{
    const TokenFeatures &features = session().service().features;
    const QString chosen
        = m_ui->typeCombo->count() == 0 ? features.defaultType : m_ui->typeCombo->currentData().toString();
    const QSignalBlocker blocker(m_ui->typeCombo);
    m_ui->typeCombo->clear();
    for (const TokenType &type : features.types) {
        m_ui->typeCombo->addItem(type.label.text(), type.id);
        m_ui->typeCombo->setItemData(m_ui->typeCombo->count() - 1, type.help.text(), Qt::ToolTipRole);
    }
    m_ui->typeCombo->setCurrentIndex(qMax(0, m_ui->typeCombo->findData(chosen)));
}

void CreateTokenDialog::setUpNames()
{
    const bool hasNames = session().service().features.names;
    m_ui->nameLabel->setVisible(hasNames);
    m_ui->nameEdit->setVisible(hasNames);
    // A form without any row left is better not laid out at all.
    const TokenFeatures &features = session().service().features;
    m_ui->inputs->setVisible(hasNames || features.allowedIps || features.types.size() > 1
                             || !features.scopes.isEmpty() || features.expiry
                             || !session().service().createAsks.isEmpty());
    if (hasNames)
        m_ui->nameEdit->setFocus();
    else if (features.allowedIps)
        m_ui->rangesEdit->setFocus();
}

/// Where an owner has one token at a time and there is one, that is said before anything is sent.
void CreateTokenDialog::sayWhatIsThere()
{
    if (!session().service().features.singlePerOwner)
        return;
    const QList<Token> &tokens = session().tokens();
    const auto working = std::find_if(tokens.cbegin(), tokens.cend(), [this](const Token &token) {
        return !token.revoked && token.statusAt(session().clock().now()) != TokenStatus::Expired;
    });
    if (working == tokens.cend())
        return;
    connect(m_rotateInstead, &QAction::triggered, this, [this, token = *working] {
        done(Rejected);
        Q_EMIT rotationWanted(token);
    });
    say(MessageBanner::Severity::Warning,
        [name = nameText(*working, 80), createdAt = working->createdAt] {
            return ErrorText {tr("There is a token already: “%1”, created %2. There can only be one at a "
                                 "time, so another one is refused.")
                                  .arg(name, dateTimeText(createdAt)),
                              tr("Rotate it: that deletes it first and creates the new one then. In "
                                 "between, no token works.")};
        },
        {m_rotateInstead});
}

/// The first input that has to be filled in before a token can be created, nullptr where all are.
QWidget *CreateTokenDialog::firstMissing() const
{
    if (lacksName())
        return m_ui->nameEdit;
    if (!m_ui->scopeChoice->isAcceptable())
        return m_ui->scopeChoice;
    return m_ui->expiryEdit->isAcceptable() ? nullptr : m_ui->expiryEdit;
}

QString CreateTokenDialog::scopesSummary() const
{
    constexpr qsizetype most = 20;
    const QStringList labels = m_ui->scopeChoice->chosenLabels();
    if (labels.isEmpty())
        return tr("Without scopes.");
    if (labels.size() > most)
        return tr("Scopes: %1 and %n more.", nullptr, static_cast<int>(labels.size() - most))
            .arg(labels.first(most).join(QLatin1String(", ")));
    return tr("Scopes: %1.").arg(labels.join(QLatin1String(", ")));
}

QString CreateTokenDialog::rangesSummary() const
{
    const int allowed = static_cast<int>(m_ui->rangesEdit->ranges().size());
    const int denied = static_cast<int>(m_ui->deniedEdit->ranges().size());
    const QString works = allowed == 0 ? tr("Works from any IP address.")
                                       : tr("Works from %n IP range(s) only.", nullptr, allowed);
    return denied == 0 ? works : works + u' ' + tr("%n IP range(s) denied.", nullptr, denied);
}

/// What the denied ranges take from the allowed ones.
void CreateTokenDialog::sayWhatIsDenied()
{
    const AllowedIps allowed(m_ui->rangesEdit->ranges());
    showDenial(*m_ui->denialBanner,
               explainDenial(allowed, m_ui->deniedEdit->ranges(), session().service().features.ipVersions));
}

void CreateTokenDialog::updateParts()
{
    m_createButton->setEnabled(!isBusy() && !firstMissing() && isAnswered());

    const TokenFeatures &features = session().service().features;
    QStringList parts;
    if (!features.names)
        parts.append(tr("Tokens have no names here: they are told apart by how they begin."));
    for (const TokenType &type : features.types) {
        if (type.id == m_ui->typeCombo->currentData().toString() && !type.help.isEmpty())
            parts.append(type.help.text());
    }
    if (!features.scopes.isEmpty())
        parts.append(scopesSummary());
    if (features.allowedIps)
        parts.append(rangesSummary());
    if (features.expiry) {
        const Expiry expiry = m_ui->expiryEdit->expiry();
        parts.append(expiry.isNever() ? tr("Never expires.")
                                      : tr("Expires %1.").arg(dateTimeText(expiry.instant())));
    }
    m_ui->summaryLabel->setText(parts.join(u' '));
    sayWhatIsDenied();
}

std::optional<TokenDraft> CreateTokenDialog::wanted()
{
    if (!m_ui->rangesEdit->commitPending() || !m_ui->deniedEdit->commitPending())
        return std::nullopt;
    if (QWidget *missing = firstMissing()) {
        missing->setFocus();
        return std::nullopt;
    }
    m_ui->nameError->hide();
    m_ui->rangesEdit->setErrorMessage({});
    m_ui->deniedEdit->setErrorMessage({});
    m_ui->scopeChoice->setErrorMessage({});
    m_ui->expiryEdit->setErrorMessage({});
    return draft();
}

QWidget *CreateTokenDialog::showFieldError(InputField field, const QString &message)
{
    switch (field) {
    case InputField::Name:
        m_ui->nameError->setText(message);
        m_ui->nameError->show();
        return m_ui->nameEdit;
    case InputField::AllowedIps:
        m_ui->rangesEdit->setErrorMessage(message);
        return m_ui->rangesEdit;
    case InputField::DeniedIps:
        m_ui->deniedEdit->setErrorMessage(message);
        return m_ui->deniedEdit;
    case InputField::Expiry:
        m_ui->expiryEdit->setErrorMessage(message);
        return m_ui->expiryEdit;
    case InputField::Scopes:
        m_ui->scopeChoice->setErrorMessage(message);
        return m_ui->scopeChoice;
    case InputField::Other:
        break;
    }
    return nullptr;
}

void CreateTokenDialog::retranslate()
{
    TokenCreationDialog::retranslate();
    m_ui->retranslateUi(this);
    m_createButton->setText(tr("Create Token"));
    m_rotateInstead->setText(tr("Rotate…"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    fillTypes();
    updateParts();
}

} // namespace tc
