#include "mainwindow.h"

#include "about.h"
#include "connectionactions.h"
#include "connectionmark.h"
#include "connectionviews.h"
#include "icons.h"
#include "languagemenu.h"
#include "progressline.h"
#include "ratelimitlabel.h"
#include "refreshnotice.h"
#include "tokenactions.h"
#include "tokensecretdialog.h"
#include "tokensession.h"
#include "ui_mainwindow.h"
#include "unconfirmednotice.h"
#include "waitcountdown.h"
#include "windownotice.h"
#include "windownotices.h"

#include <QCloseEvent>

#include <chrono>

namespace tc {

MainWindow::MainWindow(ClipboardGuard &clipboard)
    : m_ui(std::make_unique<Ui::MainWindow>())
    , m_actions(new TokenActions(clipboard, this))
    , m_unconfirmed(new UnconfirmedNotice(*m_actions))
    , m_countdown(new WaitCountdown(this))
    , m_connection(new ConnectionActions(this))
    , m_preferences(new QAction(this))
    , m_quit(new QAction(this))
    , m_lock(new QAction(this))
    , m_saveSupportLog(new QAction(this))
    , m_about(new QAction(this))
    , m_cancel(new QAction(this))
    , m_languages(new LanguageMenu(this))
    , m_rateLimit(new RateLimitLabel(this))
{
    m_ui->setupUi(this);
    m_ui->banner->hide();
    m_notice = std::make_unique<WindowNotice>(*m_ui->banner);
    m_views = std::make_unique<ConnectionViews>(*m_notice, *m_ui->tokenList);
    QFont heading = m_ui->headingLabel->font();
    heading.setPointSizeF(heading.pointSizeF() * 1.4);
    heading.setBold(true);
    m_ui->headingLabel->setFont(heading);
    m_quit->setShortcut(QKeySequence::Quit);
    m_quit->setMenuRole(QAction::QuitRole);
    m_preferences->setShortcut(QKeySequence::Preferences);
    m_preferences->setMenuRole(QAction::PreferencesRole);
    m_lock->setShortcut(Qt::CTRL | Qt::Key_L);
    m_lock->setIcon(icon(Glyph::Lock));
    setWindowIcon(applicationIcon());

    setUpMenus();
    m_cancel->setEnabled(false);
    m_ui->statusBar->addPermanentWidget(m_rateLimit);
    m_progress = std::make_unique<ProgressLine>(*m_ui->statusBar, m_cancel);
    m_notices = std::make_unique<WindowNotices>(
        WindowNotices::Parts {*m_notice, *m_views, *m_actions, *m_unconfirmed, *m_countdown, *m_progress},
        clipboard, m_cancel);
    m_ui->tokenList->setActions(*m_actions, m_connection->connectAction(), m_cancel, *m_countdown);
    m_ui->guide->setVerifyAction(m_actions->verifyAction());
    m_ui->sidebar->setListActions(m_connection->all());
    m_ui->columns->setStretchFactor(1, 1);
    m_ui->columns->setCollapsible(1, false);
    resize(1280, 760);

    connect(m_ui->tokenList, &TokenListView::selectionChanged, this,
            [this] { m_actions->setSelectedToken(m_ui->tokenList->selectedToken()); });
    connect(m_unconfirmed, &UnconfirmedNotice::listRequested, m_ui->tokenList,
            &TokenListView::showUnconfirmed);
    connect(m_actions, &TokenActions::workChanged, this, &MainWindow::showProgress);
    connect(m_actions, &TokenActions::ownTokenRevoked, this, &MainWindow::ownTokenRevoked);
    connect(m_actions, &TokenActions::ownSecretLost, this, &MainWindow::ownSecretLost);
    connect(m_actions, &TokenActions::ownTokenRotated, this, &MainWindow::ownTokenRotated);
    connect(m_connection, &ConnectionActions::connectRequested, this, &MainWindow::connectRequested);
    connect(m_connection, &ConnectionActions::storeRequested, this, &MainWindow::storeCredentialRequested);
    connect(m_connection, &ConnectionActions::takeBackRequested, this, &MainWindow::assumedTakenBack);
    connect(m_connection, &ConnectionActions::disconnectRequested, this, &MainWindow::disconnectRequested);
    connect(m_connection, &ConnectionActions::removalAsked, this, &MainWindow::removalAsked);
    connect(m_connection, &ConnectionActions::removalRequested, this, &MainWindow::removalRequested);
    connect(m_ui->sidebar, &ConnectionSidebar::chosen, this, &MainWindow::connectionChosen);
    connect(m_ui->sidebar, &ConnectionSidebar::menuActionsChanged, this, &MainWindow::fillConnectionMenu);
    connect(m_languages, &LanguageMenu::chosen, this, &MainWindow::languageChosen);
    connect(m_preferences, &QAction::triggered, this, &MainWindow::preferencesRequested);
    connect(m_quit, &QAction::triggered, this, &QWidget::close);
    connect(m_lock, &QAction::triggered, this, &MainWindow::lockRequested);
    connect(m_saveSupportLog, &QAction::triggered, this, &MainWindow::saveSupportLogRequested);
    connect(m_about, &QAction::triggered, this, [this] { showAbout(this); });
    connect(m_cancel, &QAction::triggered, this, &MainWindow::cancel);
    connect(m_ui->guide, &GuidedView::served, this, &MainWindow::assumedServed);
    connect(&m_minute, &QTimer::timeout, this, [this] {
        m_ui->tokenList->refreshTexts();
        showProgress();
        m_refresh.retryUnreached();
    });
    m_minute.start(std::chrono::minutes(1));

    retranslate();
    setSession(nullptr, {});
}

MainWindow::~MainWindow() = default;

void MainWindow::setUpMenus()
{
    fillConnectionMenu();
    m_ui->tokenMenu->addActions(m_actions->changeActions());
    m_ui->tokenMenu->addAction(m_actions->revokeAllAction());
    m_ui->tokenMenu->addSeparator();
    m_ui->tokenMenu->addActions(m_actions->secretActions());
    m_ui->tokenMenu->addSeparator();
    m_ui->tokenMenu->addAction(m_actions->verifyAction());
    m_ui->viewMenu->addActions({m_actions->refreshAction(), m_actions->giveAnswersAction(), m_cancel});
    m_ui->viewMenu->addMenu(m_ui->tokenList->sortMenu());
    m_ui->viewMenu->addMenu(m_languages);
    m_ui->viewMenu->addSeparator();
    m_ui->viewMenu->addAction(m_lock);
    m_ui->helpMenu->addActions({m_actions->documentationAction(), m_saveSupportLog, m_about});
}

void MainWindow::fillConnectionMenu()
{
    QMenu &menu = *m_ui->connectionMenu;
    menu.clear();
    menu.addActions(m_connection->all());
    menu.addSeparator();
    menu.addActions(m_ui->sidebar->menuActions());
    menu.addSeparator();
    menu.addActions({m_preferences, m_quit});
}

void MainWindow::setConnections(const QList<ConnectionEntry> &connections, int current)
{
    ConnectionActions::State state = m_connection->state();
    state.mayBeRemoved = current >= 0 && connections.size() > 1 && !connections.at(current).embedded;
    m_connection->setState(state);
    m_listed = current >= 0 && connections.size() > 1 && !connections.at(current).embedded
        ? std::optional(connections.at(current).profile)
        : std::nullopt;
    m_isDeclared = current >= 0 && connections.at(current).profile.managesByDeclaration();
    m_ui->sidebar->setConnections(connections, current);
    showConnection();
}

void MainWindow::setSession(TokenSession *session, const SecretRecords &records)
{
    m_connection->dropQuestion();
    m_actions->setSession(session, records);
    if (m_session)
        m_session->disconnect(this); // it may go on, behind another
    m_session = session;
    leaveGuide();
    m_ui->tokenList->setSession(session, records);
    // Any other notice is not the session's, and may not have been read yet.
    m_notice->dismiss(WindowNotice::Until::Refreshed);
    m_notice->dismiss(WindowNotice::Until::Confirmed);
    m_notice->dismiss(WindowNotice::Until::ServerAnswers);
    if (session)
        followSession();
    m_notices->setSession(session);
    m_refresh.setSession(session);
    m_countdown->follow(session);
    m_rateLimit->follow(session);
    // After the list, and the window's own connection: what the refresh says comes first.
    m_unconfirmed->setSession(session, records.unconfirmed);
    m_connecting = false;
    m_ui->tokenList->sortMenu()->setEnabled(session);
    showConnection();
    showProgress();
    m_refresh.refreshIfStale();
}

void MainWindow::followSession()
{
    connect(m_session, &TokenSession::moved, this, &MainWindow::showConnection);
    connect(m_session, &TokenSession::refreshStarted, this, &MainWindow::showProgress);
    connect(m_session, &TokenSession::refreshFinished, this, &MainWindow::noteRefreshFinished);
    connect(m_session, &TokenSession::refreshProgressed, this, [this](qsizetype received) {
        m_progress->setText(tr("Loading: %n token(s) so far", nullptr, static_cast<int>(received)));
    });
    // It may have been read while another was shown.
    if (!m_session->isRefreshing())
        noteRefreshFinished();
}

void MainWindow::setServices(const QList<std::shared_ptr<const ServiceDescription>> &services)
{
    m_actions->setServices(services);
}

void MainWindow::keepVerificationsIn(const QString &path)
{
    m_actions->keepVerificationsIn(path);
}

void MainWindow::setCredential(bool isHeld, bool isStored)
{
    ConnectionActions::State state = m_connection->state();
    state.holdsCredential = isHeld;
    state.isStored = isStored;
    m_connection->setState(state);
}

void MainWindow::setLanguage(const QString &language)
{
    m_languages->setLanguage(language);
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

bool MainWindow::maySwitch() const
{
    return !showsSecret() && m_actions->work().isEmpty() && !m_actions->hasUnfinishedDialog();
}

void MainWindow::sayWhyNotToSwitch()
{
    m_progress->announce(tr("Finish or cancel first what is under way with this connection."));
}

bool MainWindow::showsSecret() const
{
    return m_actions->openSecretDialog() || m_actions->busyDialog();
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
    m_progress->setBusy(refreshing || !work.isEmpty());
    m_cancel->setEnabled(refreshing || !work.isEmpty() || m_connecting);
    if (!work.isEmpty())
        m_progress->setText(work);
    else
        m_progress->setUpdated(m_session ? m_session->updatedAt() : QDateTime());
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
    if (const auto notice = refreshNotice(
            *m_session,
            {m_actions->refreshAction(), m_actions->giveAnswersAction(), m_connection->connectAction()}))
        m_notice->show(*notice);
    else if (!m_session->error())
        m_notice->dismiss(WindowNotice::Until::Refreshed);
}

void MainWindow::showConnection()
{
    ConnectionActions::State state = m_connection->state();
    state.isOpen = m_session != nullptr;
    const ConnectionProfile *shown = m_session ? &m_session->profile()
        : m_guided                             ? &*m_guided
        : m_listed                             ? &*m_listed
                                               : nullptr;
    state.name = shown ? connectionText(*shown) : QString();
    state.usesUndocumented = m_session ? m_session->profile().managesByDeclaration() : m_isDeclared;
    m_connection->setState(state);
    m_ui->environmentBadge->setVisible(shown);
    m_ui->connectionLabel->setVisible(shown);
    if (!shown)
        return;
    const ConnectionProfile &profile = *shown;
    const EnvironmentMark mark = environmentMark(profile);
    m_ui->connectionLabel->setText(connectionText(profile));
    m_ui->environmentBadge->setRole(mark.role);
    m_ui->environmentBadge->setText(mark.text);
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate)
        m_refresh.refreshIfStale();
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
    m_connection->retranslate();
    m_preferences->setText(tr("Settings…"));
    m_quit->setText(tr("Quit"));
    m_lock->setText(tr("Lock"));
    m_saveSupportLog->setText(tr("Save support log…"));
    m_about->setText(tr("About Token Console"));
    m_cancel->setText(tr("Cancel"));
    m_languages->setTitle(tr("Language"));
    m_progress->retranslate();
    m_actions->retranslate();
    m_unconfirmed->retranslate();
    showConnection();
    showProgress();
    m_notice->rephrase();
}

} // namespace tc
