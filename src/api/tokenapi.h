#pragma once

#include "call.h"
#include "clock.h"
#include "servicemapping.h"
#include "token.h"

#include <QUrl>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace tc {

class HttpTransport;
struct ExchangeContext;

/// Told what a reply says of how many requests are left; it must destroy nothing.
using RateLimitHandler = std::function<void(const RateLimit &)>;

/// Where and as whom a TokenApi calls.
struct ApiTarget
{
    QUrl baseUrl; ///< absolute; https, or http to a loopback literal
    QString workspace; ///< "" for the server's default
    std::shared_ptr<const Secret> credential; ///< RFC 6750 b68 characters; travels to baseUrl's origin only
};

/// A list of tokens as far as it could be read.
struct TokenList
{
    QList<Token> tokens; ///< each id once; what came last where it came twice
    std::optional<ApiError> missing; ///< why it does not go on; none where it is complete
};

/// A service's token operations over one transport. Every function starts a call that its caller owns; see
/// Call.
class TokenApi
{
public:
    /// \a transport and \a clock must outlive the api and its calls. \a clock learns from every reply's
    /// `Date`; \a rates is told what a reply says of the rate limit, by calls that outlive the api, too.
    TokenApi(ServiceMapping mapping, ApiTarget target, HttpTransport &transport, ServerClock &clock,
             RateLimitHandler rates = {});
    ~TokenApi();

    [[nodiscard]] const ServiceMapping &mapping() const { return m_mapping; }
    [[nodiscard]] const ApiTarget &target() const { return m_target; }

    /// All tokens, over as many pages as there are. A cycle, more than 100,000 tokens or 100 empty pages
    /// end it as a page does that cannot be read: with an error where no token was read before. \a progress
    /// is told how many have arrived so far. Where the list tells ids alone, each token is read then, up to
    /// 2,000. \a answers are as in create().
    [[nodiscard]] CallPtr<TokenList> list(std::function<void(qsizetype)> progress = {},
                                          std::map<QString, Secret> answers = {});
    [[nodiscard]] CallPtr<Token> read(const QString &id);
    /// The token that the credential is.
    [[nodiscard]] CallPtr<Token> current();
    /// \a idempotencyKey must be new for each thing the user wants created, and the same for a repeat of it.
    /// \a answers are what the user was asked for, by AskedField::id.
    [[nodiscard]] CallPtr<CreatedToken> create(const TokenDraft &draft, const QByteArray &idempotencyKey,
                                               std::map<QString, Secret> answers = {});
    /// The service's own rotation: \a token gets a new secret, and its end where the service takes one.
    /// ErrorKind::NoSuchOperation where a new token has to be made instead.
    [[nodiscard]] CallPtr<CreatedToken> rotate(const Token &token, const Expiry &expiry,
                                               std::map<QString, Secret> answers = {});
    /// Changes what \a edit sets. Conditional on \a base's version: ErrorKind::Stale where it changed
    /// meanwhile.
    [[nodiscard]] CallPtr<Token> edit(const Token &base, const TokenEdit &edit);
    [[nodiscard]] CallPtr<Done> revoke(const Token &token, std::map<QString, Secret> answers = {});
    /// Revokes every token of the caller's at once, the credential among them.
    [[nodiscard]] CallPtr<Done> revokeAll();
    /// The workspaces that the caller may work in, over as many pages as there are. The target's own is not
    /// named. A page that cannot be read, a cycle, more than 1,000 workspaces or 100 empty pages are an
    /// error: a part of them would look like all.
    [[nodiscard]] CallPtr<QList<NamedWorkspace>> workspaces();
    /// The service's own harmless request with \a credential, or with the target's where it is null.
    [[nodiscard]] CallPtr<Done> tryRequest(std::shared_ptr<const Secret> credential = {});

    /// The call by which the service's tokens are verified, with \a token: what its answer, of any status,
    /// says of that.
    [[nodiscard]] CallPtr<VerificationAnswer> verify(std::shared_ptr<const Secret> token);

private:
    [[nodiscard]] ExchangeContext context() const;

    ServiceMapping m_mapping;
    ApiTarget m_target;
    HttpTransport &m_transport;
    ServerClock &m_clock;
    RateLimitHandler m_rates;
};

} // namespace tc
