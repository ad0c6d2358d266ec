#include "editiprangesdialog.h"

#include "denialnotice.h"
#include "errortext.h"
#include "tokensession.h"
#include "tokentexts.h"
#include "ui_editiprangesdialog.h"
#include "untrustedtext.h"

#include <QAction>
#include <QPushButton>

namespace tc {

namespace {

constexpr qsizetype linesShown = 8;

/// \a ranges with those that \a other does not have first.
IpRanges differingFirst(const IpRanges &ranges, const IpRanges &other)
{
    IpRanges ordered;
    for (const bool isInBoth : {false, true}) {
        for (const IpRange &range : ranges.ranges()) {
            if (other.ranges().contains(range) == isInBoth)
                ordered.add(range);
        }
    }
    return ordered;
}

bool isShutOut(const AllowedIps &allowed, const IpRanges &denied, const QString &address)
{
    const auto parsed = IpRange::parse(address);
    return parsed && parsed->isOneAddress()
        && (!allowed.allows(parsed->first()) || denied.contain(parsed->first()));
}

} // namespace

EditIpRangesDialog::EditIpRangesDialog(TokenSession &session, const Token &token, QWidget *parent)
    : TokenEditDialog(session, token, parent)
    , m_readAgain(new QAction(this))
    , m_ui(std::make_unique<Ui::EditIpRangesDialog>())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    const TokenFeatures &features = session.service().features;
    m_ui->rangesLabel->setBuddy(m_ui->rangesEdit);
    m_ui->rangesEdit->setUse(RangeRole::Allowed, features.ipVersions);
    m_ui->deniedLabel->setVisible(features.deniedIps);
    m_ui->deniedEdit->setVisible(features.deniedIps);
    m_ui->deniedEdit->setUse(RangeRole::Denied, features.ipVersions);
    m_ui->buttons->button(QDialogButtonBox::Save)->setDefault(true);
    takeToken(token);
    retranslate();

    connect(m_ui->buttons->button(QDialogButtonBox::Save), &QPushButton::clicked, this,
            &EditIpRangesDialog::save);
    connect(m_ui->rangesEdit, &IpRangeEdit::rangesChanged, this, &EditIpRangesDialog::updateParts);
    connect(m_ui->deniedEdit, &IpRangeEdit::rangesChanged, this, &EditIpRangesDialog::updateParts);
    connect(m_readAgain, &QAction::triggered, this, &EditIpRangesDialog::readToken);
    connect(m_ui->conflictPanel, &ConflictPanel::mineChosen, this, [this] { choose(m_mine); });
    connect(m_ui->conflictPanel, &ConflictPanel::theirsChosen, this,
            [this] { choose(rangesOf(this->token())); });
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
    m_before = rangesOf(token);
    choose(m_before);
}

EditIpRangesDialog::Ranges EditIpRangesDialog::rangesOf(const Token &token)
{
    return {token.allowedIps, token.deniedIps};
}

bool EditIpRangesDialog::hasDenied() const
{
    return session().service().features.deniedIps;
}

EditIpRangesDialog::Ranges EditIpRangesDialog::chosen() const
{
    return {AllowedIps(m_ui->rangesEdit->ranges()),
            hasDenied() ? m_ui->deniedEdit->ranges() : token().deniedIps};
}

void EditIpRangesDialog::choose(const Ranges &ranges)
{
    m_ui->rangesEdit->setRanges(ranges.allowed);
    m_ui->deniedEdit->setRanges(ranges.denied);
    updateParts();
}

TokenEdit EditIpRangesDialog::editFrom(const Ranges &before, const Ranges &after) const
{
    TokenEdit edit;
    if (hasDenied() && !isSameSet(after.denied, before.denied))
        edit.deniedIps = after.denied;
    if (!edit.deniedIps || !isSameSet(after.allowed, before.allowed))
        edit.allowedIps = after.allowed;
    return edit;
}

/// What the user did not change becomes what the server has now, or saving would undo somebody else's work.
EditIpRangesDialog::Ranges EditIpRangesDialog::broughtUpToDate() const
{
    const TokenEdit edit = editFrom(m_before, chosen());
    const Ranges now = rangesOf(token());
    return {edit.allowedIps.value_or(now.allowed), edit.deniedIps.value_or(now.denied)};
}

void EditIpRangesDialog::showTokenRead()
{
    const Ranges mine = broughtUpToDate();
    m_before = rangesOf(token());
    choose(mine);
}

QString EditIpRangesDialog::comparedText(const Ranges &ranges, const QStringList &foreign,
                                         const QStringList &foreignDenied, const Ranges &other) const
{
    const QString allowed
        = rangeLines(AllowedIps(differingFirst(ranges.allowed, other.allowed)), foreign, linesShown);
    if (!hasDenied())
        return allowed;
    return tr("Allowed:") + u'\n' + allowed + u'\n' + tr("Denied:") + u'\n'
        + deniedLines(differingFirst(ranges.denied, other.denied), foreignDenied, linesShown);
}

void EditIpRangesDialog::showConflict(const Token &before)
{
    const Ranges base = m_before;
    const Ranges theirs = rangesOf(token());
    m_mine = broughtUpToDate();
    m_before = theirs;
    const std::optional<AllowedIps> allowed = isSameSet(m_mine.allowed, theirs.allowed)
        ? std::optional(theirs.allowed)
        : mergedRanges(base.allowed, m_mine.allowed, theirs.allowed);
    m_merged.reset();
    if (allowed)
        m_merged = {*allowed, mergedList(base.denied, m_mine.denied, theirs.denied)};
    const QStringList &foreign = token().foreignRanges;
    const QStringList &foreignDenied = token().foreignDenied;
    m_ui->conflictPanel->showVersions({comparedText(base, before.foreignRanges, before.foreignDenied, theirs),
                                       comparedText(m_mine, foreign, foreignDenied, theirs),
                                       comparedText(theirs, foreign, foreignDenied, m_mine)},
                                      m_merged.has_value());
    choose(m_mine);
}

QStringList EditIpRangesDialog::warnings() const
{
    const Ranges after = chosen();
    QStringList texts;
    const std::optional<Token> &own = session().ownToken();
    const bool isOwn = own && own->id == token().id;
    if (!token().lastUsedAddress.isEmpty()
        && isShutOut(after.allowed, after.denied, token().lastUsedAddress)) {
        const QString address = escapeUntrusted(token().lastUsedAddress, 45);
        texts.append(
            isOwn ? tr("You use this token yourself, from %1: after this change the server refuses you.")
                        .arg(address)
                  : tr("It was last used from %1: after this change that address is refused.").arg(address));
    }
    const QStringList foreign = token().foreignRanges + token().foreignDenied;
    if (!foreign.isEmpty())
        texts.append(
            tr("The server also lists ranges that this console cannot read; they stay as they are: %1")
                .arg(escapeUntrusted(foreign.join(QLatin1String(", ")))));
    return texts;
}

void EditIpRangesDialog::updateParts()
{
    const Ranges after = chosen();
    m_ui->tokenLabel->setText(tr("Token “%1” (%2)").arg(nameText(token(), 80), token().mask));
    m_ui->beforeText->setText(accessRangesText(token()));
    // An edit leaves those that cannot be read.
    m_ui->afterText->setText(
        accessRangesText(after.allowed, token().foreignRanges, after.denied, token().foreignDenied));
    // What cannot be read may allow or deny more than what is seen.
    const bool isWhole = token().foreignRanges.isEmpty() && token().foreignDenied.isEmpty();
    showDenial(*m_ui->denialBanner,
               isWhole ? explainDenial(after.allowed, after.denied, session().service().features.ipVersions)
                       : DenialText());
    const QStringList texts = warnings();
    m_ui->warningLabel->setText(texts.join(u'\n'));
    m_ui->warningLabel->setVisible(!texts.isEmpty());
    m_ui->inputs->setEnabled(m_read && !isBusy());
    m_ui->buttons->button(QDialogButtonBox::Save)->setEnabled(m_read && !isBusy());
}

void EditIpRangesDialog::save()
{
    if (isBusy() || !m_read || !m_ui->rangesEdit->commitPending() || !m_ui->deniedEdit->commitPending())
        return;
    m_ui->rangesEdit->setErrorMessage({});
    m_ui->deniedEdit->setErrorMessage({});
    send(editFrom(rangesOf(token()), chosen()));
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
    if (field != InputField::AllowedIps && field != InputField::DeniedIps)
        return nullptr;
    IpRangeEdit *edit = field == InputField::AllowedIps ? m_ui->rangesEdit : m_ui->deniedEdit;
    edit->setErrorMessage(message);
    return edit;
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
