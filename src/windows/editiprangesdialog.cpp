#include "editiprangesdialog.h"

#include "errortext.h"
#include "tokensession.h"
#include "tokentexts.h"
#include "ui_editiprangesdialog.h"
#include "untrustedtext.h"

#include <QAction>
#include <QPushButton>

namespace tc {

namespace {

/// \a ranges, one a line, with those that \a other does not have first.
QString comparedText(const AllowedIps &ranges, const QStringList &foreign, const AllowedIps &other)
{
    constexpr qsizetype shown = 8;
    AllowedIps ordered;
    for (const bool isInBoth : {false, true}) {
        for (const IpRange &range : ranges.ranges()) {
            if ((other.relationOf(range).kind == AllowedIps::Relation::Kind::Duplicate) == isInBoth)
                ordered.add(range);
        }
    }
    return rangeLines(ordered, foreign, shown);
}

bool isShutOut(const AllowedIps &ranges, const QString &address)
{
    const auto parsed = IpRange::parse(address);
    return parsed && parsed->size() == 1 && !ranges.allows(parsed->first());
}

} // namespace

EditIpRangesDialog::EditIpRangesDialog(TokenSession &session, const Token &token, QWidget *parent)
    : TokenEditDialog(session, token, parent)
    , m_readAgain(new QAction(this))
    , m_ui(std::make_unique<Ui::EditIpRangesDialog>())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    m_ui->rangesLabel->setBuddy(m_ui->rangesEdit);
    m_ui->buttons->button(QDialogButtonBox::Save)->setDefault(true);
    takeToken(token);
    retranslate();

    connect(m_ui->buttons->button(QDialogButtonBox::Save), &QPushButton::clicked, this,
            &EditIpRangesDialog::save);
    connect(m_ui->rangesEdit, &IpRangeEdit::rangesChanged, this, &EditIpRangesDialog::updateParts);
    connect(m_readAgain, &QAction::triggered, this, &EditIpRangesDialog::readToken);
    connect(m_ui->conflictPanel, &ConflictPanel::mineChosen, this, [this] { choose(m_mine); });
    connect(m_ui->conflictPanel, &ConflictPanel::theirsChosen, this,
            [this] { choose(this->token().allowedIps); });
    connect(m_ui->conflictPanel, &ConflictPanel::mergeChosen, this,
            [this] { choose(m_merged.value_or(m_mine)); });
    readToken();
}

EditIpRangesDialog::~EditIpRangesDialog() = default;

void EditIpRangesDialog::readToken()
{
    run<Token>(session().read(token().id), [this](const Token &read) {
        m_read = true;
        takeToken(read);
        m_ui->rangesEdit->setFocus();
    });
}

void EditIpRangesDialog::takeToken(const Token &token)
{
    setToken(token);
    choose(token.allowedIps);
}

void EditIpRangesDialog::choose(const AllowedIps &ranges)
{
    m_ui->rangesEdit->setRanges(ranges);
    updateParts();
}

void EditIpRangesDialog::showConflict(const Token &before)
{
    const AllowedIps &theirs = token().allowedIps;
    m_mine = m_ui->rangesEdit->ranges();
    m_merged = mergedRanges(before.allowedIps, m_mine, theirs);
    m_ui->conflictPanel->showVersions({comparedText(before.allowedIps, before.foreignRanges, theirs),
                                       comparedText(m_mine, token().foreignRanges, theirs),
                                       comparedText(theirs, token().foreignRanges, m_mine)},
                                      m_merged.has_value());
    updateParts();
}

QStringList EditIpRangesDialog::warnings() const
{
    const AllowedIps &after = m_ui->rangesEdit->ranges();
    QStringList texts;
    const std::optional<Token> &own = session().ownToken();
    const bool isOwn = own && own->id == token().id;
    if (!token().lastUsedAddress.isEmpty() && isShutOut(after, token().lastUsedAddress)) {
        const QString address = escapeUntrusted(token().lastUsedAddress, 45);
        texts.append(
            isOwn ? tr("You use this token yourself, from %1: after this change the server refuses you.")
                        .arg(address)
                  : tr("It was last used from %1: after this change that address is refused.").arg(address));
    }
    if (!token().foreignRanges.isEmpty())
        texts.append(
            tr("The server also lists ranges that this console cannot read; they stay as they are: %1")
                .arg(escapeUntrusted(token().foreignRanges.join(QLatin1String(", ")))));
    return texts;
}

void EditIpRangesDialog::updateParts()
{
    const AllowedIps &after = m_ui->rangesEdit->ranges();
    m_ui->tokenLabel->setText(tr("Token “%1” (%2)").arg(nameText(token(), 80), token().mask));
    m_ui->beforeText->setText(rangesText(token().allowedIps, token().foreignRanges));
    m_ui->afterText->setText(rangesText(after, token().foreignRanges)); // an edit leaves them
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
    send(edit);
}

void EditIpRangesDialog::showError(const ApiError &error)
{
    if (m_read)
        ActionDialog::showError(error);
    else
        say(MessageBanner::Severity::Error, [error] { return describe(error); }, {m_readAgain});
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
    m_readAgain->setText(tr("Try again"));
    m_ui->buttons->button(QDialogButtonBox::Save)->setText(tr("Save"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    updateParts();
}

} // namespace tc
