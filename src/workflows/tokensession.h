#pragma once

#include "connectionprofile.h"
#include "tokenapi.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace tc {

/// One connection with its credential: the token list as last read, and the changes to it.
///
/// The list survives every failure: a refresh that fails leaves the old tokens and says why. Until it was
/// read in full once, what could be read of it is better than nothing, and it is incomplete. Where the
/// profile may not manage, nothing is ever sent, and everything fails with ErrorKind::NoSuchOperation.
class TokenSession final : public QObject
{
    Q_OBJECT

public:
    /// \a transport and \a clock must outlive the session.
    TokenSession(ConnectionProfile profile, std::shared_ptr<const Secret> credential,
                 HttpTransport &transport, const Clock &clock, QObject *parent = nullptr);
    ~TokenSession() override;

    [[nodiscard]] const ConnectionProfile &profile() const { return m_profile; }
    [[nodiscard]] const ServiceDescription &service() const { return *m_profile.service; }
    [[nodiscard]] const Secret &credential() const { return *m_api->target().credential; }
    /// The server's time.
    [[nodiscard]] const Clock &clock() const { return *m_clock; }
    /// What it sends through, with the user's certificates for its server.
    [[nodiscard]] HttpTransport &transport() const { return m_transport; }

    [[nodiscard]] const QList<Token> &tokens() const { return m_tokens; }
    /// The token that the credential is, where the service tells it and its answer has arrived.
    [[nodiscard]] const std::optional<Token> &ownToken() const { return m_ownToken; }
    /// When the list was last read in full (UTC, this machine's time); null before.
    [[nodiscard]] QDateTime updatedAt() const { return m_updatedAt; }
    /// Whether there are tokens, but the list was never read in full: there may be more.
    [[nodiscard]] bool isIncomplete() const { return !m_updatedAt.isValid() && !m_tokens.isEmpty(); }
    /// How long ago that was; before, how long ago the last try failed, 0 where none has.
    [[nodiscard]] std::chrono::seconds age() const;
    /// Why the last refresh failed, or ended before the list did; none after a successful one.
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    [[nodiscard]] bool isRefreshing() const { return m_listing != nullptr; }
    /// How many requests are left, as the last reply said; nothing of it known before one says, and once that
    /// has passed.
    [[nodiscard]] const RateLimit &rateLimit() const { return m_rateLimit; }
    /// What the server asks to wait, while a refresh does.
    [[nodiscard]] const std::optional<ServerWait> &serverWait() const { return m_serverWait; }

    /// Goes on at \a baseUrl, where the same server is now (the embedded backend, on another port), and reads
    /// the list again. Changes under way are not called back.
    void moveTo(const QUrl &baseUrl);

    /// Goes on with \a credential, which is its own token's new secret or the token in its place, and reads
    /// the list and ownToken() again. What is under way is as in moveTo().
    void changeCredential(std::shared_ptr<const Secret> credential);

    /// Reads the list again, unless that is under way.
    void refresh();
    /// Reads the list anew with \a answers to what it asks for (ServiceDescription::listAsks), by
    /// AskedField::id; a refresh under way ends for it. They go out with every page of this refresh and are
    /// wiped when it ends. See ListRefresh for a call.
    void refreshWith(std::map<QString, Secret> answers);
    /// Whether the list was refused (401) when it was last read without what it asks for: until it is read
    /// so, reading it by itself is in vain, and the refusal says nothing of the credential.
    [[nodiscard]] bool isRefusedUnanswered() const { return m_isRefusedUnanswered; }
    /// Ends a refresh under way; the old list stays. Where it waits for the server, error() says what that
    /// refused with.
    void cancelRefresh();

    /// Each change is a call that the caller owns, and that may outlive the session; on success the list
    /// changes before the outcome arrives. \a answers are what the user was asked for, by AskedField::id.
    /// A token without an id is not in the list, which is read again then.
    [[nodiscard]] CallPtr<CreatedToken> create(const TokenDraft &draft, const QByteArray &idempotencyKey,
                                               std::map<QString, Secret> answers = {});
    /// The service's own rotation; see TokenApi::rotate(). Where the service makes another token for it, \a
    /// token is taken for revoked.
    [[nodiscard]] CallPtr<CreatedToken> rotate(const Token &token, const Expiry &expiry,
                                               std::map<QString, Secret> answers = {});
    [[nodiscard]] CallPtr<Token> edit(const Token &token, const TokenEdit &edit);
    [[nodiscard]] CallPtr<Done> revoke(const Token &token, std::map<QString, Secret> answers = {});
    /// Revokes every token of the caller's at once, the credential among them: nothing can be done with the
    /// session afterwards.
    [[nodiscard]] CallPtr<Done> revokeAll();
    /// Reads one token again, with its current version; from the list where the service has no other way. The
    /// list changes where the token has.
    [[nodiscard]] CallPtr<Token> read(const QString &tokenId);
    /// Reads every token again, beside a refresh under way; a part of them is an error. The list changes on
    /// success.
    [[nodiscard]] CallPtr<QList<Token>> readAll();
    /// Takes \a token, as it was last known, for revoked, or for gone, which is the same to a user.
    void noteRevoked(const Token &token);
    /// The same of all tokens.
    void noteAllRevoked();
    /// Whether the service revokes all tokens at once, and may be asked to.
    [[nodiscard]] bool mayRevokeAll() const { return m_profile.maySend(Operation::RevokeAll); }
    /// Whether the service has a way to change a token.
    [[nodiscard]] bool mayEdit() const { return m_api->mapping().has(Operation::Edit); }
    /// Whether the service's own rotation is told when the new secret ends.
    [[nodiscard]] bool rotationTakesExpiry() const;
    /// Whether a creation may be sent again, with its key, without making a second token.
    [[nodiscard]] bool mayRepeatCreate() const { return m_api->mapping().createIsRepeatable(); }

Q_SIGNALS:
    /// The server is at another base URL now.
    void moved();
    void refreshStarted();
    void refreshProgressed(qsizetype received);
    /// See serverWait().
    void serverWaitChanged();
    /// There is another list; where a refresh brought it, before refreshFinished().
    void listRead();
    /// The refresh ended: see tokens() and error().
    void refreshFinished();
    void tokenChanged(const tc::Token &token);
    void ownTokenChanged();
    /// See rateLimit().
    void rateLimitChanged();

private:
    void startRefresh(std::map<QString, Secret> answers);
    void startListing();
    /// Notes what \a error, of a list read without answers, says of reading it so; none: it was read.
    void noteUnanswered(const std::optional<ApiError> &error);
    void noteRateLimit(const RateLimit &limit);
    void setServerWait(const std::optional<ServerWait> &wait);
    void endServerWait();
    void finishRefresh(Result<TokenList> result);
    void takePart(TokenList part);
    void readOwnToken();
    [[nodiscard]] std::unique_ptr<TokenApi> makeApi(std::shared_ptr<const Secret> credential);
    /// What \a start starts, where it may be sent.
    template <typename T, typename Start>
    [[nodiscard]] CallPtr<T> startAllowed(Start start);
    void replaceToken(const Token &token);
    void noteCreated(const Token &token);
    /// Takes \a token, just read, unless the list has it so already.
    void noteRead(const Token &token);
    void noteAll(const QList<Token> &tokens);

    ConnectionProfile m_profile;
    const Clock &m_localClock;
    std::shared_ptr<ServerClock> m_clock; ///< shared with the calls, which may outlive the session
    HttpTransport &m_transport;
    std::unique_ptr<TokenApi> m_api;
    QList<Token> m_tokens;
    std::optional<Token> m_ownToken;
    QDateTime m_updatedAt;
    QDateTime m_failedAt; ///< the last refresh that did (UTC, this machine's time); null before
    std::optional<ApiError> m_error;
    CallPtr<TokenList> m_listing;
    std::map<QString, Secret> m_answers; ///< of m_listing, which may have to be started again
    bool m_isRefusedUnanswered = false;
    std::optional<ServerWait> m_serverWait;
    RateLimit m_rateLimit;
    QTimer m_rateLimitEnd; ///< when m_rateLimit has passed
    bool m_changedWhileListing = false; ///< what m_listing brings may be older than what m_tokens has
    CallPtr<Token> m_readingOwnToken;
};

/// A fresh `Idempotency-Key` (a UUID), one for each thing that a user wants created.
[[nodiscard]] QByteArray newIdempotencyKey();

} // namespace tc
