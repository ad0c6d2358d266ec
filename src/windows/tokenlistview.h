#pragma once

#include "phrasing.h"
#include "secretrecords.h"
#include "statepage.h"
#include "token.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class TokenListView;
}

QT_BEGIN_NAMESPACE
class QAction;
class QMenu;
QT_END_NAMESPACE

namespace tc {

class TokenActions;
class TokenFilterModel;
class TokenSession;
class WaitCountdown;
class TokenTableModel;

/// The list of a session's tokens with search, status filter and details; and, where there is nothing to
/// list, why and what to do next.
class TokenListView final : public QWidget
{
    Q_OBJECT

public:
    explicit TokenListView(QWidget *parent = nullptr);
    ~TokenListView() override;

    /// The tool bar and context menu show \a actions', which must outlive the view. \a connectAction and
    /// \a cancelAction are offered as next steps. \a countdown is shown where the list would be, until there
    /// is one; it must outlive the view.
    void setActions(TokenActions &actions, QAction *connectAction, QAction *cancelAction,
                    WaitCountdown &countdown);
    /// None is owned; all must stay until others (or none) are set.
    void setSession(TokenSession *session, const SecretRecords &records);
    /// Shows all tokens.
    void clearFilter();
    /// Filters for the tokens whose secret nobody confirmed as stored.
    void showUnconfirmed();

    /// Shown while there is no session: why, and what to do; by one of \a actions, else by connecting.
    void showDisconnected(const Phrasing &text, const QList<QAction *> &actions);
    /// Shown while there is no session yet: the sentence says what is under way.
    void showConnecting(const Phrasing &text);

    /// *Sort by*, for the window's menu.
    [[nodiscard]] QMenu *sortMenu() const { return m_sortMenu; }

    [[nodiscard]] std::optional<Token> selectedToken() const;
    /// Where in the list the user is: the tokens that are selected and topmost, "" for none.
    struct Position
    {
        QString selectedId;
        QString topmostId;
    };
    [[nodiscard]] Position position() const;
    /// Goes there, as soon as there is a list, with what of it is still there.
    void setPosition(const Position &position);
    /// Moves statuses on with time.
    void refreshTexts();

    [[nodiscard]] QByteArray columnState() const;
    void restoreColumnState(const QByteArray &state);

Q_SIGNALS:
    void selectionChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void takeTokens();
    void followRecords();
    void showSession();
    void showStateOfSession();
    void showErrorState();
    [[nodiscard]] bool showsCountdown() const;
    void goToPosition();
    void showSelection();
    void showCount();
    void fillStatusFilter();
    void setUpTable();
    [[nodiscard]] int maskWidth() const;
    void retranslate();

    struct WithoutSession
    {
        Phrasing text = [] {
            return ErrorText();
        };
        QList<QAction *> actions;
        bool busy = false;
    };

    TokenSession *m_session = nullptr;
    SecretRecords m_records;
    std::unique_ptr<TokenTableModel> m_model;
    std::unique_ptr<TokenFilterModel> m_filter;
    TokenActions *m_actions = nullptr;
    QAction *m_connectAction = nullptr;
    QAction *m_cancelAction = nullptr;
    WaitCountdown *m_countdown = nullptr;
    QAction *m_clearFilterAction;
    QMenu *m_sortMenu = nullptr;
    WithoutSession m_withoutSession;
    std::optional<Position> m_awaited; ///< until there is a list
    QByteArray m_columnState;
    std::unique_ptr<Ui::TokenListView> m_ui;
};

} // namespace tc
