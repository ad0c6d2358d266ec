#include "tokenactions.h"

#include "actiondialog.h"
#include "clipboardguard.h"
#include "createtokendialog.h"
#include "editiprangesdialog.h"
#include "icons.h"
#include "listanswersdialog.h"
#include "renamedialog.h"
#include "savedsecretremovals.h"
#include "savedsecrets.h"
#include "tokensession.h"
#include "tokentexts.h"
#include "unconfirmedsecrets.h"
#include "untrustedtext.h"
#include "verifytokendialog.h"

#include <QDesktopServices>
#include <QKeySequence>

#include <utility>

namespace tc {

TokenActions::TokenActions(ClipboardGuard &clipboard, QWidget *window)
    : QObject(window)
    , m_clipboard(clipboard)
    , m_window(window)
    , m_removals(new SavedSecretRemovals(this))
    , m_create(new QAction(this))
    , m_rename(new QAction(this))
    , m_editRanges(new QAction(this))
    , m_rotate(new QAction(this))
    , m_revoke(new QAction(this))
    , m_revokeAll(new QAction(this))
    , m_copySaved(new QAction(this))
    , m_removeSaved(new QAction(this))
    , m_confirmStored(new QAction(this))
    , m_verify(new QAction(this))
    , m_refresh(new QAction(this))
    , m_giveAnswers(new QAction(this))
    , m_documentation(new QAction(this))
{
    m_create->setIcon(icon(Glyph::Create));
    m_rename->setIcon(icon(Glyph::Rename));
    m_editRanges->setIcon(icon(Glyph::EditRanges));
    m_rotate->setIcon(icon(Glyph::Rotate));
    m_revoke->setIcon(icon(Glyph::Revoke));
    m_revokeAll->setIcon(icon(Glyph::Revoke));
    m_copySaved->setIcon(icon(Glyph::Copy));
    m_verify->setIcon(icon(Glyph::Verify));
    m_refresh->setIcon(icon(Glyph::Refresh));
    m_giveAnswers->setIcon(icon(Glyph::Key));
    m_documentation->setIcon(icon(Glyph::Documentation));
    m_create->setShortcut(QKeySequence::New);
    m_rename->setShortcut(Qt::Key_F2);
    m_refresh->setShortcut(QKeySequence::Refresh);

    connect(m_create, &QAction::triggered, this, &TokenActions::createToken);
    connect(m_rename, &QAction::triggered, this, &TokenActions::renameToken);
    connect(m_editRanges, &QAction::triggered, this, &TokenActions::editRanges);
    connect(m_rotate, &QAction::triggered, this, [this] { rotateToken(*m_token); });
    connect(m_revoke, &QAction::triggered, this, [this] { revoke(*m_token); });
    connect(m_revokeAll, &QAction::triggered, this, &TokenActions::revokeAll);
    connect(m_copySaved, &QAction::triggered, this, &TokenActions::copySavedSecret);
    connect(m_removeSaved, &QAction::triggered, this, &TokenActions::askBeforeRemoving);
    connect(m_confirmStored, &QAction::triggered, this, &TokenActions::confirmStored);
    connect(m_verify, &QAction::triggered, this, &TokenActions::verifyToken);
    connect(m_refresh, &QAction::triggered, this, [this] { m_session->refresh(); });
    connect(m_giveAnswers, &QAction::triggered, this,
            [this] { open(new ListAnswersDialog(*m_session, m_window)); });
    connect(m_documentation, &QAction::triggered, this, &TokenActions::openDocumentation);
    connect(m_removals, &SavedSecretRemovals::runningChanged, this, [this] {
        updateEnabled();
        Q_EMIT workChanged();
    });
    connect(m_removals, &SavedSecretRemovals::finished, this, &TokenActions::noteRemoved);
    retranslate();
}

TokenActions::~TokenActions() = default;

QList<QAction *> TokenActions::changeActions() const
{
    return {m_create, m_rename, m_editRanges, m_rotate, m_revoke};
}

TokenSecretDialog *TokenActions::openSecretDialog() const
{
    return m_secretDialog;
}

void TokenActions::setSession(TokenSession *session, const SecretRecords &records)
{
    // Their calls use the session: they must end before it does.
    delete m_dialog.data();
    m_readingSaved.reset();
    m_removals->setSavedSecrets(records.saved);
    Q_EMIT workChanged();
    m_session = session;
    if (m_savedSecrets)
        m_savedSecrets->disconnect(this);
    if (m_unconfirmed)
        m_unconfirmed->disconnect(this);
    m_savedSecrets = records.saved;
    m_unconfirmed = records.unconfirmed;
    m_token.reset();
    if (records.saved)
        connect(records.saved, &SavedSecrets::changed, this, &TokenActions::updateEnabled);
    if (records.unconfirmed)
        connect(records.unconfirmed, &UnconfirmedSecrets::changed, this, &TokenActions::updateEnabled);
    updateEnabled();
}

void TokenActions::setGuided(const ConnectionProfile *profile, HttpTransport *transport)
{
    delete m_dialog.data(); // as above
    m_guided = profile;
    m_guidedTransport = transport;
    updateEnabled();
}

const ConnectionProfile *TokenActions::verificationProfile() const
{
    const ConnectionProfile *profile = m_session ? &m_session->profile()
        : m_guidedTransport                      ? m_guided
                                                 : nullptr;
    return profile && profile->mayVerify() ? profile : nullptr;
}

void TokenActions::setServices(const QList<std::shared_ptr<const ServiceDescription>> &services)
{
    m_services = services;
}

void TokenActions::setSelectedToken(const std::optional<Token> &token)
{
    m_token = token;
    updateEnabled();
}

void TokenActions::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    updateEnabled();
}

void TokenActions::updateEnabled()
{
    const bool open = m_session != nullptr;
    const bool change = open && !m_readOnly;
    const bool changeToken = change && m_token && !m_token->revoked;
    const bool saved = m_savedSecrets && m_token && m_savedSecrets->tokenIds().contains(m_token->id);
    const bool hasRanges = open && m_session->service().features.allowedIps && m_session->mayEdit();
    const bool canRename = open && m_session->service().features.rename;
    const bool unconfirmed = m_unconfirmed && m_token && m_unconfirmed->tokenIds().contains(m_token->id);
    m_create->setEnabled(change);
    m_rename->setEnabled(changeToken && canRename);
    m_editRanges->setEnabled(changeToken && hasRanges);
    m_rotate->setEnabled(changeToken);
    m_revoke->setEnabled(changeToken);
    m_revokeAll->setEnabled(change && m_session->mayRevokeAll());
    m_revokeAll->setVisible(open && m_session->mayRevokeAll());
    m_copySaved->setEnabled(saved && work().isEmpty());
    m_removeSaved->setEnabled(saved && work().isEmpty());
    m_copySaved->setVisible(saved);
    m_removeSaved->setVisible(saved);
    m_confirmStored->setEnabled(unconfirmed);
    m_confirmStored->setVisible(unconfirmed);
    m_verify->setEnabled(verificationProfile());
    m_refresh->setEnabled(open);
    const bool asks = open && !m_session->service().listAsks.isEmpty();
    if (asks)
        m_giveAnswers->setText(ListAnswersDialog::actionText(m_session->service()));
    m_giveAnswers->setEnabled(asks);
    m_giveAnswers->setVisible(asks);
    m_documentation->setEnabled(open && m_session->service().documentationUrl.isValid());
}

void TokenActions::open(QDialog *dialog)
{
    m_dialog = dialog;
    if (const auto *action = qobject_cast<ActionDialog *>(dialog))
        connect(action, &ActionDialog::resolved, this,
                [this](const Phrasing &text) { Q_EMIT noticed(text, true, false); });
    if (const auto *creation = qobject_cast<TokenCreationDialog *>(dialog))
        connect(creation, &TokenCreationDialog::secretLost, this,
                [this](const Token &token) { m_unconfirmed->add(token.id); });
    dialog->open();
}

void TokenActions::createToken()
{
    auto *dialog = new CreateTokenDialog(*m_session, m_window);
    connect(dialog, &CreateTokenDialog::created, this,
            [this](const Token &token, const std::shared_ptr<Secret> &secret) {
                showSecret(token, std::move(*secret), TokenSecretDialog::Occasion::Created);
            });
    connect(dialog, &CreateTokenDialog::rotationWanted, this, &TokenActions::rotateToken);
    open(dialog);
}

void TokenActions::renameToken()
{
    open(new RenameDialog(*m_session, *m_token, m_window));
}

void TokenActions::editRanges()
{
    open(new EditIpRangesDialog(*m_session, *m_token, m_window));
}

QDialog *TokenActions::newVerification(QWidget *parent)
{
    const ConnectionProfile &profile = *verificationProfile();
    if (!m_services.contains(profile.service))
        m_services.append(profile.service);
    HttpTransport &transport = m_session ? m_session->transport() : *m_guidedTransport;
    return new VerifyTokenDialog({profile, transport, m_services, m_verifications}, parent);
}

void TokenActions::verifyToken()
{
    open(newVerification(m_window));
}

void TokenActions::showSecret(const Token &token, Secret secret, TokenSecretDialog::Occasion occasion,
                              std::function<void()> afterwards)
{
    // First of all: whatever ends the console from here on, the token is not forgotten.
    if (!token.id.isEmpty())
        m_unconfirmed->add(token.id);
    auto *dialog = new TokenSecretDialog(m_session->profile(), token, std::move(secret), occasion,
                                         m_clipboard, m_savedSecrets, m_window);
    const auto confirm = [unconfirmed = m_unconfirmed, id = token.id] {
        if (unconfirmed)
            unconfirmed->remove(id);
    };
    connect(dialog, &QDialog::accepted, this, confirm);
    connect(dialog, &TokenSecretDialog::savedInKeychain, this, confirm);
    if (afterwards)
        connect(dialog, &QDialog::accepted, this, afterwards);
    m_secretDialog = dialog;
    dialog->open();
}

void TokenActions::confirmStored()
{
    m_unconfirmed->remove(m_token->id);
}

QString TokenActions::work() const
{
    return m_readingSaved         ? tr("Reading the keychain…")
        : m_removals->isRunning() ? tr("Removing the secret from the keychain…")
                                  : QString();
}

bool TokenActions::hasUnfinishedDialog() const
{
    return m_dialog && m_dialog->isVisible() && !qobject_cast<const VerifyTokenDialog *>(m_dialog.data());
}

QDialog *TokenActions::busyDialog() const
{
    const auto *dialog = qobject_cast<ActionDialog *>(m_dialog.data());
    if (qobject_cast<const VerifyTokenDialog *>(dialog) || qobject_cast<const ListAnswersDialog *>(dialog))
        return nullptr;
    return dialog && dialog->isBusy() ? m_dialog.data() : nullptr;
}

void TokenActions::cancelCopy()
{
    if (m_readingSaved)
        takeSavedSecret(tl::unexpected(ApiError {.kind = ErrorKind::Cancelled}));
}

void TokenActions::cancelWork()
{
    cancelCopy();
    m_removals->cancel();
}

void TokenActions::copySavedSecret()
{
    m_readingSaved = m_savedSecrets->read(m_token->id);
    m_readingSaved->onFinished(
        [this](Result<std::optional<Secret>> result) { takeSavedSecret(std::move(result)); });
    updateEnabled();
    Q_EMIT workChanged();
}

void TokenActions::takeSavedSecret(Result<std::optional<Secret>> result)
{
    m_readingSaved.reset();
    updateEnabled();
    Q_EMIT workChanged();
    if (!result) {
        Q_EMIT noticed([error = result.error()] { return describe(error); }, false, false);
    } else if (!*result) {
        const auto text = [] {
            return ErrorText {tr("The keychain no longer has this token’s secret."),
                              tr("Rotate the token to get a new one.")};
        };
        Q_EMIT noticed(text, false, false);
    } else {
        m_clipboard.copy(**result);
        const auto text = [this] {
            return ErrorText {tr("Copied from the keychain; the clipboard is cleared in %n second(s).",
                                 nullptr, m_clipboard.remainingSeconds()),
                              {}};
        };
        Q_EMIT noticed(text, true, true);
    }
}

void TokenActions::openDocumentation()
{
    QDesktopServices::openUrl(m_session->service().documentationUrl);
}

void TokenActions::retranslate()
{
    m_create->setText(tr("Create Token"));
    m_rename->setText(tr("Rename"));
    m_editRanges->setText(tr("Edit IP ranges"));
    m_rotate->setText(tr("Rotate"));
    m_revoke->setText(tr("Revoke"));
    m_revokeAll->setText(tr("Revoke all tokens…"));
    m_copySaved->setText(tr("Copy saved secret"));
    m_removeSaved->setText(tr("Remove saved secret"));
    m_confirmStored->setText(tr("Confirm secret as stored"));
    m_verify->setText(tr("Verify token…"));
    m_refresh->setText(tr("Refresh"));
    m_documentation->setText(tr("API documentation"));
    updateEnabled(); // a text that hangs on the session
}

} // namespace tc
