#pragma once

#include "actiondialog.h"
#include "lostanswer.h"
#include "secret.h"
#include "token.h"

#include <map>

QT_BEGIN_NAMESPACE
class QFormLayout;
QT_END_NAMESPACE

namespace tc {

class AskedFields;
class TokenSession;

/// A dialog that creates a token, and sees that through where the answer is lost: it says whether the token
/// is there, and offers to revoke it and create it again, since nobody has its secret. On success it emits
/// created() with the secret, this once, and closes.
class TokenCreationDialog : public ActionDialog
{
    Q_OBJECT

Q_SIGNALS:
    void created(const tc::Token &token, std::shared_ptr<tc::Secret> secret);
    /// \a token is there, and its secret was lost on the way.
    void secretLost(const tc::Token &token);

protected:
    /// \a session must outlive the dialog.
    TokenCreationDialog(TokenSession &session, QWidget *parent);

    [[nodiscard]] TokenSession &session() const { return m_session; }
    /// What is filled in; none, with the reason shown, where it is not fit to be sent.
    [[nodiscard]] virtual std::optional<TokenDraft> wanted() = 0;
    /// What is true of other tokens wherever no token was made, "" for nothing.
    [[nodiscard]] virtual QString reassurance() const { return {}; }
    /// Adds inputs to \a form, behind \a before, for what the service asks for at each creation;
    /// inputsChanged() tells of them.
    void askIn(QFormLayout &form, QWidget &before);
    /// Whether that is filled in as far as it is required.
    [[nodiscard]] bool isAnswered() const;
    /// Called when an input changes that askIn() added.
    virtual void inputsChanged() = 0;
    /// What has been done already and stays so wherever no token is made, in whatever language is chosen
    /// then; none for nothing.
    [[nodiscard]] virtual std::function<QString()> consequence() const { return {}; }
    using Answers = std::map<QString, Secret>;
    /// What is filled in of what is asked for; the secret inputs are empty afterwards.
    [[nodiscard]] Answers takeAnswers();
    /// Creates \a draft with \a answers, which takeAnswers() gave.
    void create(const TokenDraft &draft, Answers answers);
    /// Creates what is filled in. A repeat of the same carries the same idempotency key.
    void submit();

    void showError(const ApiError &error) override;
    void retranslate() override;

private:
    /// What is filled in, answers apart; none where any of those is missing, too.
    [[nodiscard]] std::optional<TokenDraft> answered();
    void conclude(const Finding &finding);
    void offer(MessageBanner::Severity severity, const Phrasing &text);
    void sayLost();
    void sayNotCreated();
    void sayUnknown(const Finding &finding);
    /// Revokes the token without a secret; then creates \a again, if given.
    void revokeLost(const std::optional<TokenDraft> &again);
    void noteLostRevoked(const std::optional<TokenDraft> &again, const std::shared_ptr<Answers> &answers);

    TokenSession &m_session;
    AskedFields *m_asked = nullptr; ///< where the service asks for something
    std::optional<CreateAttempt> m_attempt;
    bool m_isDoubtful = false; ///< whether a request of m_attempt may have been done
    std::optional<Token> m_lost; ///< made by m_attempt; nobody has its secret
    QAction *m_reissue;
    QAction *m_revokeLost;
    QAction *m_keepLost;
};

} // namespace tc
