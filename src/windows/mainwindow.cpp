#include "mainwindow.h"

#include "announcement.h"
#include "clipboardguard.h"
#include "icons.h"
#include "tokenactions.h"
#include "tokensecretdialog.h"
#include "tokensession.h"
#include "ui_mainwindow.h"
#include "unconfirmednotice.h"
#include "untrustedtext.h"
#include "waitcountdown.h"
#include "windownotice.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include <chrono>

namespace tc {

namespace {

using Until = WindowNotice::Until;

constexpr std::chrono::minutes staleAfter {1};
constexpr std::chrono::seconds messageLifetime {5};

QString hostText(const QUrl &url)
{
    const QString host = url.host();
    return escapeUntrusted(url.port() < 0 ? host : host + u':' + QString::number(url.port()), 80);
}

} // namespace

MainWindow::MainWindow(ClipboardGuard &clipboard)
    : m_ui(std::make_unique<Ui::MainWindow>())
    , m_actions(new TokenActions(clipboard, this))
    , m_unconfirmed(new UnconfirmedNotice(*m_actions))
    , m_countdown(new WaitCountdown(this))
    , m_connect(new QAction(this))
    , m_disconnect(new QAction(this))
    , m_storeCredential(new QAction(this))
    , m_stopAssuming(new QAction(this))
    , m_preferences(new QAction(this))
    , m_quit(new QAction(this))
    , m_lock(new QAction(this))
    , m_saveSupportLog(new QAction(this))
    , m_about(new QAction(this))
    , m_cancel(new QAction(this))
    , m_languages(new QActionGroup(this))
    , m_updatedLabel(new QLabel(this))
    , m_progress(new QProgressBar(this))
{
    m_ui->setupUi(this);
    m_ui->banner->hide();
    m_notice = std::make_unique<WindowNotice>(*m_ui->banner);
    QFont heading = m_ui->headingLabel->font();
    heading.setPointSizeF(heading.pointSizeF() * 1.4);
    heading.setBold(true);
    m_ui->headingLabel->setFont(heading);
    m_connect->setIcon(icon(Glyph::Connect));
    m_disconnect->setIcon(icon(Glyph::Disconnect));
    m_quit->setShortcut(QKeySequence::Quit);
    m_quit->setMenuRole(QAction::QuitRole);
    m_preferences->setShortcut(QKeySequence::Preferences);
    m_preferences->setMenuRole(QAction::PreferencesRole);
    m_lock->setShortcut(Qt::CTRL | Qt::Key_L);
    m_lock->setIcon(icon(Glyph::Lock));
    setWindowIcon(applicationIcon());

    setUpMenus();
    setUpStatusBar();
    m_ui->tokenList->setActions(*m_actions, m_connect, m_cancel, *m_countdown);
    m_ui->guide->setVerifyAction(m_actions->verifyAction());
    resize(1280, 760);

    connect(m_ui->tokenList, &TokenListView::selectionChanged, this,
            [this] { m_actions->setSelectedToken(m_ui->tokenList->selectedToken()); });
    connect(m_actions, &TokenActions::noticed, this,
            [this](const Phrasing &text, bool good, bool untilCleared) {
                m_notice->show({good ? MessageBanner::Severity::Success : MessageBanner::Severity::Error,
                                text,
                                {},
                                untilCleared ? Until::Cleared : Until::Replaced});
            });
    connect(m_unconfirmed, &UnconfirmedNotice::raised, this, &MainWindow::showUnconfirmed);
    connect(m_unconfirmed, &UnconfirmedNotice::changed, this, [this] {
        if (m_notice->holds(Until::Confirmed))
            showUnconfirmed();
    });
    connect(m_unconfirmed, &UnconfirmedNotice::listRequested, m_ui->tokenList,
            &TokenListView::showUnconfirmed);
    connect(m_actions, &TokenActions::workChanged, this, &MainWindow::showProgress);
    connect(&clipboard, &ClipboardGuard::remainingChanged, this, &MainWindow::followClipboard);
    connect(&clipboard, &ClipboardGuard::clearingFailed, this, &MainWindow::showClearingFailed);
    connect(m_ui->statusBar, &QStatusBar::messageChanged, this, [this](const QString &message) {
        if (message.isEmpty())
            m_ui->statusBar->setAccessibleName({});
    });
    connect(m_actions, &TokenActions::ownTokenRevoked, this, &MainWindow::ownTokenRevoked);
    connect(m_connect, &QAction::triggered, this, &MainWindow::connectRequested);
    connect(m_disconnect, &QAction::triggered, this, &MainWindow::askBeforeDisconnecting);
    connect(m_storeCredential, &QAction::triggered, this, &MainWindow::storeCredentialRequested);
    connect(m_stopAssuming, &QAction::triggered, this, &MainWindow::assumedTakenBack);
    connect(m_preferences, &QAction::triggered, this, &MainWindow::preferencesRequested);
    connect(m_quit, &QAction::triggered, this, &QWidget::close);
    connect(m_lock, &QAction::triggered, this, &MainWindow::lockRequested);
    connect(m_saveSupportLog, &QAction::triggered, this, &MainWindow::saveSupportLogRequested);
    connect(m_about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(m_cancel, &QAction::triggered, this, &MainWindow::cancel);
    connect(m_ui->guide, &GuidedView::served, this, &MainWindow::assumedServed);
    connect(m_countdown, &WaitCountdown::changed, this, &MainWindow::showCountdown);
    connect(m_countdown, &WaitCountdown::ticked, this, [this](bool aloud) {
        if (m_notice->holds(Until::ServerAnswers))
            m_notice->count(aloud);
    });
    connect(&m_minute, &QTimer::timeout, this, [this] {
        m_ui->tokenList->refreshTexts();
        showProgress();
    });
    m_minute.start(std::chrono::minutes(1));

    retranslate();
    setSession(nullptr, {});
}

MainWindow::~MainWindow() = default;

void MainWindow::setUpMenus()
{
    m_ui->connectionMenu->addActions({m_connect, m_storeCredential, m_stopAssuming, m_disconnect});
    m_ui->connectionMenu->addSeparator();
    m_ui->connectionMenu->addActions({m_preferences, m_quit});
    m_ui->tokenMenu->addActions(m_actions->changeActions());
    m_ui->tokenMenu->addSeparator();
    m_ui->tokenMenu->addActions(m_actions->secretActions());
    m_ui->tokenMenu->addSeparator();
    m_ui->tokenMenu->addAction(m_actions->verifyAction());
    m_ui->viewMenu->addActions({m_actions->refreshAction(), m_cancel});
    m_ui->viewMenu->addMenu(m_ui->tokenList->sortMenu());
    m_languageMenu = m_ui->viewMenu->addMenu(QString());
    m_ui->viewMenu->addSeparator();
    m_ui->viewMenu->addAction(m_lock);
    m_ui->helpMenu->addActions({m_actions->documentationAction(), m_saveSupportLog, m_about});

    // Each language by its own name, so that whoever cannot read the current one finds theirs.
    const QList<std::pair<QString, QString>> languages {{QStringLiteral("en"), QStringLiteral("English")},
                                                        {QStringLiteral("de"), QStringLiteral("Deutsch")}};
    for (const auto &[code, name] : languages) {
        QAction *action = m_languages->addAction(name);
        action->setCheckable(true);
        action->setData(code);
        m_languageMenu->addAction(action);
    }
    connect(m_languages, &QActionGroup::triggered, this,
            [this](QAction *action) { Q_EMIT languageChosen(action->data().toString()); });
}

void MainWindow::setUpStatusBar()
{
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(160);
    auto *cancel = new QToolButton(this);
    cancel->setDefaultAction(m_cancel);
    cancel->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_updatedLabel->setTextFormat(Qt::PlainText);
    m_ui->statusBar->addWidget(m_updatedLabel);
    m_ui->statusBar->addPermanentWidget(m_progress);
    m_ui->statusBar->addPermanentWidget(cancel);
    m_progress->hide();
    connect(m_cancel, &QAction::changed, cancel,
            [this, cancel] { cancel->setVisible(m_cancel->isEnabled()); });
    m_cancel->setEnabled(false);
    cancel->hide();
}

void MainWindow::setSession(TokenSession *session, const SecretRecords &records)
{
    m_actions->setSession(session, records);
    m_session = session;
    leaveGuide();
    m_ui->tokenList->setSession(session, records);
    m_countdown->follow(session);
    if (session) {
        connect(session, &TokenSession::moved, this, &MainWindow::showConnection);
        connect(session, &TokenSession::refreshStarted, this, &MainWindow::showProgress);
        connect(session, &TokenSession::refreshFinished, this, &MainWindow::noteRefreshFinished);
        connect(session, &TokenSession::refreshProgressed, this, [this](qsizetype received) {
            m_updatedLabel->setText(tr("Loading: %n token(s) so far", nullptr, static_cast<int>(received)));
        });
    }
    // After the list, and the window's own connection: what the refresh says comes first.
    m_unconfirmed->setSession(session, records.unconfirmed);
    // Any other notice is not the session's, and may not have been read yet.
    m_notice->dismiss(Until::Refreshed);
    m_notice->dismiss(Until::Confirmed);
    m_connecting = false;
    m_ui->tokenList->sortMenu()->setEnabled(session);
    showConnection();
    showProgress();
}

void MainWindow::setServices(const QList<std::shared_ptr<const ServiceDescription>> &services)
{
    m_actions->setServices(services);
}

void MainWindow::keepVerificationsIn(const QString &path)
{
    m_actions->keepVerificationsIn(path);
}

void MainWindow::setCredentialStored(bool stored)
{
    m_credentialStored = stored;
    m_storeCredential->setEnabled(m_session && !stored);
}

void MainWindow::setLanguage(const QString &language)
{
    for (QAction *action : m_languages->actions())
        action->setChecked(action->data().toString() == language);
}

void MainWindow::setCredentialHeld(bool held)
{
    m_credentialHeld = held;
    showConnection();
}

void MainWindow::dropCopy()
{
    m_actions->cancelCopy();
}

void MainWindow::setReadOnly(bool readOnly)
{
    m_actions->setReadOnly(readOnly);
    m_ui->guide->setReadOnly(readOnly);
}

void MainWindow::showDisconnected(const Phrasing &text, const QList<QAction *> &actions)
{
    m_connecting = false;
    leaveGuide();
    m_ui->tokenList->showDisconnected(text, actions);
    showProgress();
}

void MainWindow::showConnecting(const Phrasing &text)
{
    m_connecting = true;
    leaveGuide();
    m_ui->tokenList->showConnecting(text);
    showProgress();
}

void MainWindow::showGuide(const ConnectionProfile &profile, Inventory &inventory, HttpTransport *transport)
{
    m_connecting = false;
    m_actions->setGuided(nullptr, nullptr); // closes a dialog that uses the one before
    m_guided = profile;
    m_actions->setGuided(&*m_guided, transport);
    m_ui->tokenList->hide();
    m_ui->guide->showGuide(profile, inventory);
    showConnection();
    showProgress();
}

void MainWindow::leaveGuide()
{
    if (!m_guided)
        return;
    m_actions->setGuided(nullptr, nullptr);
    m_guided.reset();
    m_ui->guide->leave();
    m_ui->tokenList->show();
    showConnection();
}

void MainWindow::showNotice(MessageBanner::Severity severity, const Phrasing &text,
                            const QList<QAction *> &actions)
{
    m_notice->show({severity, text, actions});
}

void MainWindow::showUnconfirmed()
{
    if (m_unconfirmed->isSettled())
        m_notice->dismiss(Until::Confirmed);
    else
        m_notice->show({MessageBanner::Severity::Warning, [this] { return m_unconfirmed->text(); },
                        m_unconfirmed->actions(), Until::Confirmed});
}

void MainWindow::showClearingFailed()
{
    const auto text = [] {
        return ErrorText {tr("The clipboard could not be cleared: it may still hold the secret."),
                          tr("Copy something else over it.")};
    };
    m_notice->show({MessageBanner::Severity::Warning, text, {}, Until::ClearedAfterAll});
}

void MainWindow::showCountdown()
{
    // Without a list, the list's place says it.
    if (m_countdown->isRunning() && !m_session->tokens().isEmpty())
        m_notice->show({MessageBanner::Severity::Information,
                        [this] { return m_countdown->text(); },
                        {m_cancel},
                        Until::ServerAnswers});
    else
        m_notice->dismiss(Until::ServerAnswers);
}

bool MainWindow::showsSecret() const
{
    return m_actions->openSecretDialog() || m_actions->busyDialog();
}

void MainWindow::followClipboard(int seconds)
{
    if (seconds > 0) {
        m_notice->dismiss(Until::ClearedAfterAll); // another copy is there now
        if (m_notice->holds(Until::Cleared))
            m_notice->count(false);
        return;
    }
    if (!m_notice->holds(Until::Cleared) && !m_notice->holds(Until::ClearedAfterAll))
        return;
    m_notice->dismiss(Until::Cleared);
    m_notice->dismiss(Until::ClearedAfterAll);
    const QString cleared = tr("The clipboard no longer holds the secret.");
    m_ui->statusBar->showMessage(cleared,
                                 static_cast<int>(std::chrono::milliseconds(messageLifetime).count()));
    announce(m_ui->statusBar, cleared);
}

void MainWindow::cancel()
{
    m_actions->cancelWork();
    if (m_session)
        m_session->cancelRefresh();
    else if (m_connecting)
        Q_EMIT connectingCancelled();
}

void MainWindow::showProgress()
{
    const bool refreshing = m_session && m_session->isRefreshing();
    const QString work = m_actions->work();
    m_progress->setVisible(refreshing || !work.isEmpty());
    m_cancel->setEnabled(refreshing || !work.isEmpty() || m_connecting);
    if (!work.isEmpty())
        m_updatedLabel->setText(work);
    else
        showUpdated();
}

QByteArray MainWindow::columnState() const
{
    return m_ui->tokenList->columnState();
}

void MainWindow::restoreColumnState(const QByteArray &state)
{
    m_ui->tokenList->restoreColumnState(state);
}

void MainWindow::noteRefreshFinished()
{
    showProgress();
    const std::optional<ApiError> &error = m_session->error();
    if (!error) {
        m_notice->dismiss(Until::Refreshed);
    } else if (!m_session->tokens().isEmpty()) {
        // The old list stays, so what happened goes above it; without a list, the list's place says it.
        const bool refused = error->kind == ErrorKind::Unauthorized || error->kind == ErrorKind::Forbidden;
        const auto severity = error->kind == ErrorKind::Cancelled ? MessageBanner::Severity::Information
                                                                  : MessageBanner::Severity::Warning;
        const Phrasing text = [what = *error] {
            ErrorText problem = describe(what);
            problem.sentence += u' ' + tr("The list is the one read before.");
            return problem;
        };
        const Phrasing partText = [what = *error, read = m_session->tokens().size()] {
            ErrorText problem = describe(what);
            problem.sentence = tr("The list is incomplete: %Ln token(s) could be read, the rest could not.",
                                  nullptr, static_cast<int>(read))
                + u' ' + problem.sentence;
            return problem;
        };
        m_notice->show({severity,
                        m_session->isIncomplete() ? partText : text,
                        {refused ? m_connect : m_actions->refreshAction()},
                        Until::Refreshed});
    }
}

void MainWindow::showConnection()
{
    m_disconnect->setEnabled(m_session || m_credentialHeld);
    m_storeCredential->setEnabled(m_session && !m_credentialStored);
    m_stopAssuming->setVisible(m_session && m_session->profile().managesByDeclaration());
    m_ui->environmentBadge->setVisible(m_session || m_guided);
    m_ui->connectionLabel->setVisible(m_session || m_guided);
    if (!m_session && !m_guided)
        return;
    const ConnectionProfile &profile = m_session ? m_session->profile() : *m_guided;
    m_ui->connectionLabel->setText(
        tr("%1 at %2").arg(profile.service->name.text(), hostText(profile.baseUrl)));
    const ServiceEnvironment *environment = profile.service->environment(profile.environmentId);
    if (profile.isLocal()) {
        m_ui->environmentBadge->setRole(Badge::Role::Local);
        m_ui->environmentBadge->setText(tr("This computer"));
    } else if (environment) {
        m_ui->environmentBadge->setRole(environment->production ? Badge::Role::Production
                                                                : Badge::Role::Test);
        m_ui->environmentBadge->setText(environment->label.text());
    } else {
        m_ui->environmentBadge->setRole(Badge::Role::Neutral);
        m_ui->environmentBadge->setText(tr("Other server"));
    }
}

void MainWindow::showUpdated()
{
    const QDateTime updated = m_session ? m_session->updatedAt() : QDateTime();
    m_updatedLabel->setText(
        updated.isValid()
            ? tr("Updated %1").arg(QLocale().toString(updated.toLocalTime().time(), QLocale::ShortFormat))
            : QString());
}

void MainWindow::askBeforeDisconnecting()
{
    const QString what = m_credentialStored
        ? tr("Your token is removed from this computer’s keychain.")
        : tr("Your token is used for this session only, and forgotten with it.");
    auto *question
        = new QMessageBox(QMessageBox::Question, tr("Disconnect?"), what, QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("It stays valid: to end it for good, revoke it."));
    QPushButton *disconnectButton = question->addButton(tr("Disconnect"), QMessageBox::AcceptRole);
    QPushButton *cancel = question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(disconnectButton, &QPushButton::clicked, this, &MainWindow::disconnectRequested);
    question->open();
}

void MainWindow::showAbout()
{
    auto *about = new QMessageBox(QMessageBox::NoIcon, tr("About Token Console"),
                                  tr("Token Console %1").arg(QStringLiteral(TC_VERSION)),
                                  QMessageBox::NoButton, this);
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setInformativeText(
        tr("A desktop console for API tokens. Made with Qt %1.").arg(QString::fromLatin1(qVersion())));
    about->addButton(tr("Close"), QMessageBox::RejectRole);
    about->open();
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate && m_session && m_session->age() > staleAfter)
        m_session->refresh();
    return QMainWindow::event(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (TokenSecretDialog *dialog = m_actions->openSecretDialog()) {
        event->ignore();
        dialog->raise();
        dialog->activateWindow();
        dialog->reject();
        return;
    }
    // What is on its way may be a token whose secret nobody would see. Its dialog can be cancelled.
    if (QDialog *dialog = m_actions->busyDialog()) {
        event->ignore();
        dialog->raise();
        dialog->activateWindow();
        return;
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void MainWindow::retranslate()
{
    m_ui->retranslateUi(this);
    m_connect->setText(tr("Connect…"));
    m_disconnect->setText(tr("Disconnect…"));
    m_storeCredential->setText(tr("Save token in keychain"));
    m_stopAssuming->setText(tr("Stop using the undocumented API"));
    m_preferences->setText(tr("Settings…"));
    m_quit->setText(tr("Quit"));
    m_lock->setText(tr("Lock"));
    m_saveSupportLog->setText(tr("Save support log…"));
    m_about->setText(tr("About Token Console"));
    m_cancel->setText(tr("Cancel"));
    m_languageMenu->setTitle(tr("Language"));
    m_progress->setAccessibleName(tr("Loading"));
    m_actions->retranslate();
    m_unconfirmed->retranslate();
    showConnection();
    showProgress();
    m_notice->rephrase();
}

} // namespace tc
