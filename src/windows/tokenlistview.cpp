#include "tokenlistview.h"

#include "accesslabels.h"
#include "errortext.h"
#include "namedelegate.h"
#include "refreshnotice.h"
#include "savedsecrets.h"
#include "sortmenu.h"
#include "statusdelegate.h"
#include "tokenactions.h"
#include "tokenfiltermodel.h"
#include "tokensession.h"
#include "tokentablemodel.h"
#include "ui_tokenlistview.h"
#include "unconfirmedsecrets.h"
#include "waitcountdown.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QLocale>

#include <utility>

namespace tc {

TokenListView::TokenListView(QWidget *parent)
    : QWidget(parent)
    , m_filter(std::make_unique<TokenFilterModel>())
    , m_clearFilterAction(new QAction(this))
    , m_ui(std::make_unique<Ui::TokenListView>())
{
    m_ui->setupUi(this);
    setUpTable();
    retranslate();

    connect(m_ui->searchEdit, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setSearch(text);
        showSession();
    });
    connect(m_ui->statusCombo, &QComboBox::currentIndexChanged, this, [this] {
        m_filter->setStatusFilter(static_cast<StatusFilter>(m_ui->statusCombo->currentData().toInt()));
        showSession();
    });
    connect(m_filter.get(), &TokenFilterModel::arranged, this, &TokenListView::showSession);
    connect(m_clearFilterAction, &QAction::triggered, this, &TokenListView::clearFilter);
}

TokenListView::~TokenListView() = default;

void TokenListView::setUpTable()
{
    QTableView &table = *m_ui->table;
    table.setModel(m_filter.get());
    m_sortMenu = new SortMenu(table, this);
    table.setItemDelegateForColumn(TokenTableModel::Name, new NameDelegate(&table));
    table.setItemDelegateForColumn(TokenTableModel::Status, new StatusDelegate(&table));
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 12);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setSectionsMovable(true);
    table.horizontalHeader()->setStretchLastSection(true);
    table.sortByColumn(TokenTableModel::Created, Qt::DescendingOrder);
    connect(table.selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TokenListView::showSelection);
    m_ui->splitter->setStretchFactor(0, 3);
    m_ui->splitter->setStretchFactor(1, 1);
    // Enough for the details without scrolling: while none are shown, the pane's own wish is a single line.
    m_ui->splitter->setSizes({300, 200});
}

void TokenListView::setActions(TokenActions &actions, QAction *connectAction, QAction *cancelAction,
                               WaitCountdown &countdown)
{
    m_actions = &actions;
    m_connectAction = connectAction;
    m_cancelAction = cancelAction;
    m_countdown = &countdown;
    connect(m_countdown, &WaitCountdown::changed, this, &TokenListView::showSession);
    connect(m_countdown, &WaitCountdown::ticked, this, [this](bool aloud) {
        if (!showsCountdown())
            return;
        const ErrorText text = m_countdown->text();
        m_ui->statePage->count(text.sentence, text.nextStep, aloud);
    });
    m_ui->toolBar->addActions(actions.changeActions());
    m_ui->toolBar->addSeparator();
    m_ui->toolBar->addActions({actions.refreshAction(), actions.giveAnswersAction(), actions.verifyAction(),
                               actions.documentationAction()});
    m_ui->table->addActions(actions.changeActions().mid(1));
    m_ui->table->addActions(actions.secretActions());
    connect(m_ui->table, &QTableView::activated, this,
            [&actions] { actions.changeActions().at(2)->trigger(); });
}

void TokenListView::setSession(TokenSession *session, const SecretRecords &records)
{
    m_columnState = columnState();
    m_filter->setSourceModel(nullptr);
    m_model.reset();
    if (m_session)
        m_session->disconnect(this);
    if (m_records.saved)
        m_records.saved->disconnect(this);
    if (m_records.unconfirmed)
        m_records.unconfirmed->disconnect(this);
    m_session = session;
    m_records = records;
    m_withoutSession = {}; // what was said of another connection
    m_ui->detailPane->setService(session ? &session->service() : nullptr,
                                 session ? &session->clock() : nullptr);
    if (session) {
        m_model = std::make_unique<TokenTableModel>(session->clock());
        m_model->setHasNames(session->service().features.names);
        m_filter->setSourceModel(m_model.get());
        restoreColumnState(m_columnState);
        const TokenFeatures &features = session->service().features;
        m_ui->table->setColumnHidden(TokenTableModel::Mask, !features.names);
        m_ui->table->setColumnHidden(TokenTableModel::Scopes, features.scopes.isEmpty());
        m_ui->table->setColumnHidden(TokenTableModel::AllowedIpRanges, !features.allowedIps);
        m_ui->table->setColumnHidden(TokenTableModel::LastUsed, !features.lastUsed);
        connect(session, &TokenSession::refreshStarted, this, &TokenListView::showSession);
        connect(session, &TokenSession::listRead, this, &TokenListView::takeTokens);
        connect(session, &TokenSession::refreshFinished, this, &TokenListView::showSession);
        connect(session, &TokenSession::tokenChanged, this, [this](const Token &token) {
            m_model->setToken(token);
            showSession();
            showSelection();
        });
        connect(session, &TokenSession::ownTokenChanged, this, [this] {
            m_model->setOwnTokenId(m_session->ownToken()->id);
            showSelection();
        });
        followRecords();
        if (session->ownToken())
            m_model->setOwnTokenId(session->ownToken()->id);
        takeTokens();
    }
    retranslate();
}

void TokenListView::followRecords()
{
    connect(m_records.saved, &SavedSecrets::changed, this, [this] {
        m_model->setSavedTokenIds(m_records.saved->tokenIds());
        showSelection();
    });
    connect(m_records.unconfirmed, &UnconfirmedSecrets::changed, this, [this] {
        m_model->setUnconfirmedTokenIds(m_records.unconfirmed->tokenIds());
        showSession(); // the filter may go by it
        showSelection();
    });
    m_model->setSavedTokenIds(m_records.saved->tokenIds());
    m_model->setUnconfirmedTokenIds(m_records.unconfirmed->tokenIds());
}

void TokenListView::clearFilter()
{
    m_ui->searchEdit->clear();
    m_ui->statusCombo->setCurrentIndex(0);
}

void TokenListView::showUnconfirmed()
{
    m_ui->searchEdit->clear();
    m_ui->statusCombo->setCurrentIndex(
        m_ui->statusCombo->findData(static_cast<int>(StatusFilter::SecretUnconfirmed)));
}

void TokenListView::showDisconnected(const Phrasing &text, const QList<QAction *> &actions)
{
    m_withoutSession = {text, actions, false};
    showSession();
}

void TokenListView::showConnecting(const Phrasing &text)
{
    m_withoutSession = {text, {}, true};
    showSession();
}

void TokenListView::takeTokens()
{
    m_model->setTokens(m_session->tokens());
    showSession();
    showSelection();
}

void TokenListView::showSession()
{
    const bool listed = m_session && m_filter->rowCount() > 0;
    m_ui->stack->setCurrentWidget(listed ? m_ui->listPage : m_ui->statePage);
    m_ui->searchEdit->setEnabled(m_session);
    m_ui->statusCombo->setEnabled(m_session);
    showCount();
    if (!listed)
        showStateOfSession();
    else
        goToPosition();
}

TokenListView::Position TokenListView::position() const
{
    if (m_awaited) // it was not gone to yet
        return *m_awaited;
    const auto idAt = [](const QModelIndex &index) {
        return index.isValid() ? index.data(TokenTableModel::TokenRole).value<Token>().id : QString();
    };
    const std::optional<Token> selected = selectedToken();
    return {selected ? selected->id : QString(), m_model ? idAt(m_ui->table->indexAt({0, 0})) : QString()};
}

void TokenListView::setPosition(const Position &position)
{
    m_awaited = position;
    showSession();
}

void TokenListView::goToPosition()
{
    if (!m_awaited || !m_filter->isArranged())
        return;
    const Position awaited = *std::exchange(m_awaited, std::nullopt);
    if (awaited.selectedId.isEmpty() && awaited.topmostId.isEmpty())
        return;
    QModelIndex selected;
    QModelIndex topmost;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex index = m_filter->index(row, m_ui->table->horizontalHeader()->logicalIndex(0));
        const QString id = index.data(TokenTableModel::TokenRole).value<Token>().id;
        if (id == awaited.selectedId)
            selected = index;
        if (id == awaited.topmostId)
            topmost = index;
    }
    if (selected.isValid())
        m_ui->table->setCurrentIndex(selected);
    if (topmost.isValid())
        m_ui->table->scrollTo(topmost, QAbstractItemView::PositionAtTop);
}

void TokenListView::showStateOfSession()
{
    StatePage &page = *m_ui->statePage;
    if (!m_session) {
        const ErrorText text = m_withoutSession.text();
        if (m_withoutSession.busy)
            page.showBusy(text.sentence, {m_cancelAction});
        else
            page.showState(StatePage::Picture::Disconnected, text.sentence, text.nextStep,
                           m_withoutSession.actions.isEmpty() ? QList {m_connectAction}
                                                              : m_withoutSession.actions);
    } else if (showsCountdown()) {
        const ErrorText text = m_countdown->text();
        page.showState(StatePage::Picture::RateLimited, text.sentence, text.nextStep, {m_cancelAction});
    } else if ((m_session->tokens().isEmpty() && m_session->isRefreshing()) || !m_filter->isArranged()) {
        page.showBusy(tr("Loading tokens…"), {m_cancelAction});
    } else if (m_session->isIncomplete()) {
        page.showState(StatePage::Picture::NoMatch, tr("None of the tokens that could be read matches."),
                       tr("The list is incomplete: refresh it, or change the search or the filter."),
                       {m_actions->refreshAction(), m_clearFilterAction});
    } else if (!m_session->tokens().isEmpty()) {
        page.showState(StatePage::Picture::NoMatch, tr("No token matches."),
                       tr("Change the search or the filter."), {m_clearFilterAction});
    } else if (m_session->error()) {
        showErrorState();
    } else {
        page.showState(
            StatePage::Picture::Empty, tr("There are no tokens yet."),
            m_session->service().features.singlePerOwner
                ? tr("There is at most one for each user here.")
                : tr("Create one for each integration, so that it can be restricted and revoked on its own."),
            {m_actions->createAction()});
    }
}

bool TokenListView::showsCountdown() const
{
    return m_session && m_session->tokens().isEmpty() && m_countdown->isRunning();
}

void TokenListView::showErrorState()
{
    const ApiError &error = *m_session->error();
    const ErrorText text = describe(error);
    QAction *again = m_actions->refreshAction();
    StatePage &page = *m_ui->statePage;
    switch (error.kind) {
    case ErrorKind::Transport:
    case ErrorKind::Deadline:
    case ErrorKind::Tls:
        page.showState(StatePage::Picture::Offline, text.sentence, text.nextStep, {again, m_connectAction});
        break;
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
        page.showState(
            StatePage::Picture::Refused, text.sentence, text.nextStep,
            actionsAfterRefusal(*m_session, error, {again, m_actions->giveAnswersAction(), m_connectAction})
                + QList {again});
        break;
    case ErrorKind::RateLimited:
        page.showState(StatePage::Picture::RateLimited, text.sentence, text.nextStep, {again});
        break;
    case ErrorKind::Cancelled:
        page.showState(StatePage::Picture::Empty, tr("Loading was cancelled."),
                       tr("Refresh to load the tokens."), {again});
        break;
    default:
        page.showState(StatePage::Picture::Error, text.sentence, text.nextStep, {again, m_connectAction});
    }
}

std::optional<Token> TokenListView::selectedToken() const
{
    const QModelIndexList rows = m_ui->table->selectionModel()->selectedRows();
    if (!m_model || rows.isEmpty())
        return std::nullopt;
    return rows.constFirst().data(TokenTableModel::TokenRole).value<Token>();
}

void TokenListView::showSelection()
{
    const std::optional<Token> token = selectedToken();
    std::optional<TokenDetailPane::Subject> subject;
    if (token) {
        const std::optional<Token> &own = m_session->ownToken();
        subject = TokenDetailPane::Subject {*token, own && own->id == token->id,
                                            m_records.saved->tokenIds().contains(token->id),
                                            m_records.unconfirmed->tokenIds().contains(token->id)};
    }
    m_ui->detailPane->setSubject(std::move(subject));
    Q_EMIT selectionChanged();
}

void TokenListView::showCount()
{
    const int shown = m_filter->rowCount();
    const int all = m_model ? m_model->rowCount() : 0;
    const QLocale locale;
    m_ui->countLabel->setVisible(all > 0);
    const QString count = shown == all ? tr("%Ln token(s)", nullptr, all)
                                       : tr("%1 of %2").arg(locale.toString(shown), locale.toString(all));
    m_ui->countLabel->setText(m_session && m_session->isIncomplete() ? tr("%1, incomplete").arg(count)
                                                                     : count);
}

void TokenListView::refreshTexts()
{
    if (m_model)
        m_model->refreshTexts();
    showSelection();
}

QByteArray TokenListView::columnState() const
{
    return m_model ? m_ui->table->horizontalHeader()->saveState() : m_columnState;
}

void TokenListView::restoreColumnState(const QByteArray &state)
{
    m_columnState = state;
    if (!m_model)
        return;
    QHeaderView &header = *m_ui->table->horizontalHeader();
    if (state.isEmpty() || !header.restoreState(state)) {
        const int unit = fontMetrics().averageCharWidth();
        const QHash<int, int> widths {{TokenTableModel::Name, 40},    {TokenTableModel::Status, 16},
                                      {TokenTableModel::Created, 23}, {TokenTableModel::LastUsed, 23},
                                      {TokenTableModel::Expires, 23}, {TokenTableModel::AllowedIpRanges, 36}};
        for (auto it = widths.cbegin(); it != widths.cend(); ++it)
            header.resizeSection(it.key(), it.value() * unit);
        header.resizeSection(TokenTableModel::Mask, maskWidth());
    }
}

/// Enough for every mask of the service: a cut mask is no help to tell tokens apart.
int TokenListView::maskWidth() const
{
    constexpr int shownCharacters = 6; // behind the prefix
    QString prefix;
    for (const QString &each : m_session->service().secretPrefixes)
        prefix = each.size() > prefix.size() ? each : prefix;
    const QFontMetrics metrics = m_ui->table->fontMetrics();
    const int margin = style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, m_ui->table) + 1;
    return metrics.horizontalAdvance(maskOf(prefix + QString(shownCharacters, u'M'))) + 2 * margin
        + metrics.averageCharWidth();
}

void TokenListView::fillStatusFilter()
{
    const int chosen = m_ui->statusCombo->currentIndex();
    const QSignalBlocker blocker(m_ui->statusCombo);
    m_ui->statusCombo->clear();
    const auto add = [this](StatusFilter filter, const QString &text) {
        m_ui->statusCombo->addItem(text, static_cast<int>(filter));
    };
    add(StatusFilter::All, tr("All"));
    add(StatusFilter::Active, tr("Active"));
    add(StatusFilter::Expiring, tr("Expiring"));
    add(StatusFilter::Expired, tr("Expired"));
    add(StatusFilter::Revoked, tr("Revoked"));
    add(StatusFilter::NeverUsed, tr("Never used"));
    add(StatusFilter::SecretUnconfirmed, tr("Secret unconfirmed"));
    m_ui->statusCombo->setCurrentIndex(qMax(0, chosen));
}

void TokenListView::retranslate()
{
    m_ui->retranslateUi(this);
    m_clearFilterAction->setText(tr("Show all tokens"));
    fillStatusFilter();
    if (m_model && m_session) {
        m_model->setAccessLabels(accessLabels(m_session->service()));
        m_model->refreshTexts();
    }
    if (m_actions)
        showSession();
}

void TokenListView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tc
