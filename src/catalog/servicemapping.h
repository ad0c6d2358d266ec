#pragma once

#include "httpmessage.h"
#include "namedworkspace.h"
#include "ratelimit.h"
#include "result.h"
#include "token.h"
#include "verification.h"

#include <QHash>

#include <map>
#include <memory>
#include <optional>

namespace tc {

struct OperationRules;
struct SignInRules;
struct ServiceDescription;
struct ServiceRules;

/// What a description may know how to do.
enum class Operation { List, Read, Current, Create, Edit, Rotate, Revoke, Try, RevokeAll, Workspaces };

/// One page of a list, and where the next one is.
struct TokenPage
{
    QList<Token> tokens;
    QByteArray nextTarget; ///< as HttpRequestData::target; "" after the last page
};

/// One page of the workspaces, likewise.
struct WorkspacePage
{
    QList<NamedWorkspace> workspaces; ///< each id once
    QByteArray nextTarget;
};

/// What some services need besides the values of a token.
struct RequestExtras
{
    QDateTime now; ///< what a lifetime counts from, for services that take one instead of an end
    std::map<QString, Secret> answers; ///< by AskedField::id
};

/// A sign-in, full of what was asked for: who sent it wipes body, header values and credential.
struct SignInRequest
{
    HttpRequestData request;
    std::pair<QByteArray, QByteArray> credential; ///< the header field of RFC 7617, "" where there is none
};

/// Turns values into requests and replies into values, as a service description says. Pure: it sends nothing,
/// keeps nothing, and may be used from any thread.
///
/// Reading functions take a reply of any status and give the description's meaning of it: an ApiError for
/// statuses that mean failure, ErrorKind::Protocol for a body that does not hold what the description points
/// to, or ErrorKind::OutcomeUnknown where a reply of status 2xx to a write does not: something was done.
class ServiceMapping
{
public:
    explicit ServiceMapping(std::shared_ptr<const ServiceDescription> description);

    [[nodiscard]] const ServiceDescription &description() const { return *m_description; }
    [[nodiscard]] bool has(Operation operation) const;
    /// Whether the vendor documents \a operation; otherwise it is assumed.
    [[nodiscard]] bool isDocumented(Operation operation) const;

    /// Whether a session can be begun here with what ServiceDescription::signInAsks asks for.
    [[nodiscard]] bool hasSignIn() const;
    /// \a extras hold the answers. ErrorKind::InvalidInput at /asked/ID for one that is missing or cannot be
    /// sent.
    [[nodiscard]] Result<SignInRequest> signInRequest(const QString &workspace,
                                                      const RequestExtras &extras) const;
    /// The session's credential; its bytes are wiped from \a reply. ErrorKind::Protocol where there is none.
    [[nodiscard]] Result<Secret> readSession(HttpReplyData &&reply) const;

    /// The header field that carries \a credential; the caller wipes the value.
    [[nodiscard]] std::pair<QByteArray, QByteArray> credentialHeader(const Secret &credential) const;

    /// The first page; \a workspace is "" for the server's default. ErrorKind::NoSuchOperation where there is
    /// no list. A header field may hold an answer of \a extras: the caller wipes it.
    [[nodiscard]] Result<HttpRequestData> listRequest(const QString &workspace,
                                                      const RequestExtras &extras = {}) const;
    /// A further page, from TokenPage::nextTarget.
    [[nodiscard]] Result<HttpRequestData> pageRequest(const QByteArray &target, const QString &workspace,
                                                      const RequestExtras &extras = {}) const;
    /// Whether a list tells the tokens' ids alone (TokenPage::tokens hold nothing else, and their status is
    /// not known), so that each has to be read.
    [[nodiscard]] bool listsIdsOnly() const;
    /// \a target is the target that \a reply answers. Services whose pages are counted and whose replies do
    /// not tell the count need it: without it such a page is ErrorKind::Protocol.
    [[nodiscard]] Result<TokenPage> readPage(HttpReplyData reply, const QByteArray &target = {}) const;

    [[nodiscard]] Result<HttpRequestData> readRequest(const QString &id, const QString &workspace) const;
    /// The caller's own token (for services that know such a call).
    [[nodiscard]] Result<HttpRequestData> currentRequest(const QString &workspace) const;
    /// The token that a reply to \a operation (read, current or edit) holds, with its ETag.
    [[nodiscard]] Result<Token> readToken(const HttpReplyData &reply,
                                          Operation operation = Operation::Read) const;

    /// \a idempotencyKey is sent where the service knows such a header
    /// (draft-ietf-httpapi-idempotency-key-header).
    [[nodiscard]] Result<HttpRequestData> createRequest(const TokenDraft &draft,
                                                        const QByteArray &idempotencyKey,
                                                        const QString &workspace,
                                                        const RequestExtras &extras = {}) const;
    /// Whether a creation that is sent again, with its key, makes no second token.
    [[nodiscard]] bool createIsRepeatable() const;
    /// The token and its secret; the secret's bytes are wiped from \a reply. ErrorKind::Protocol where it
    /// holds the token without a secret: that is there, and of no use. What it does not say of the token is
    /// as in \a asked, made at \a now; all of it, without an id, where a secret is all that can be read.
    [[nodiscard]] Result<CreatedToken> readCreated(HttpReplyData &&reply, const TokenDraft &asked = {},
                                                   const QDateTime &now = {}) const;

    /// \a base is the token as last read (its version goes into If-Match where the service knows it);
    /// \a current the body of a read reply, for services whose edits are merged into the object just read,
    /// else "". \a extras holds what a lifetime counts from, for services that want it back with every edit.
    [[nodiscard]] Result<HttpRequestData> editRequest(const Token &base, const TokenEdit &edit,
                                                      const QByteArray &current, const QString &workspace,
                                                      const RequestExtras &extras = {}) const;
    /// Whether edits need the object read just before: for its version or to merge into.
    [[nodiscard]] bool editNeedsRead() const;

    /// The service's own rotation of \a token, ending at \a expiry where the service takes one. The body of
    /// the request may hold an answer of \a extras: the caller wipes it, as with createRequest().
    [[nodiscard]] Result<HttpRequestData> rotateRequest(const Token &token, const Expiry &expiry,
                                                        const QString &workspace,
                                                        const RequestExtras &extras = {}) const;
    /// As readCreated(); \a before is the token where the reply holds the new secret alone. Where the secret
    /// can be read and the rest cannot, the token is \a before without an id.
    [[nodiscard]] Result<CreatedToken> readRotated(HttpReplyData &&reply, const Token &before) const;

    /// \a extras as in rotateRequest().
    [[nodiscard]] Result<HttpRequestData> revokeRequest(const Token &token, const QString &workspace,
                                                        const RequestExtras &extras = {}) const;
    [[nodiscard]] Result<Done> readRevoked(const HttpReplyData &reply) const;
    /// Every token of the caller's at once, the caller's own included.
    [[nodiscard]] Result<HttpRequestData> revokeAllRequest(const QString &workspace) const;
    [[nodiscard]] Result<Done> readAllRevoked(const HttpReplyData &reply) const;

    /// The workspaces that the caller may work in: the first page, or the one at WorkspacePage::nextTarget.
    /// It names none itself.
    [[nodiscard]] Result<HttpRequestData> workspacesRequest(const QByteArray &target = {}) const;
    /// In the service's order. \a target as in readPage().
    [[nodiscard]] Result<WorkspacePage> readWorkspaces(const HttpReplyData &reply,
                                                       const QByteArray &target = {}) const;

    /// The service's own harmless request that shows whether a token works (the description's `try`).
    [[nodiscard]] Result<HttpRequestData> tryRequest(const QString &workspace) const;
    [[nodiscard]] Result<Done> readTried(const HttpReplyData &reply) const;

    /// The harmless call by which tokens are verified, nothing where the service has none.
    [[nodiscard]] std::optional<VerificationCall> verificationCall() const;
    /// Whether the vendor documents that call; otherwise it is assumed.
    [[nodiscard]] bool isVerificationDocumented() const;
    [[nodiscard]] Result<HttpRequestData> verificationRequest(const QString &workspace) const;
    /// Takes a reply of any status.
    [[nodiscard]] VerificationAnswer readVerification(const HttpReplyData &reply) const;

    /// The server's time (UTC) from the `Date` header, invalid where there is none.
    [[nodiscard]] static QDateTime serverTime(const HttpReplyData &reply);
    /// What the headers the description names say; nothing where it names none.
    [[nodiscard]] RateLimit rateLimit(const HttpReplyData &reply) const;

private:
    [[nodiscard]] const OperationRules *rulesOf(Operation operation) const;
    /// Of the call that verifies, nullptr where there is none.
    [[nodiscard]] const OperationRules *verificationRules() const;

    std::shared_ptr<const ServiceDescription> m_description;
};

} // namespace tc
