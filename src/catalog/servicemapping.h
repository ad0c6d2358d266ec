#pragma once

#include "httpmessage.h"
#include "result.h"
#include "token.h"

#include <memory>
#include <optional>

namespace tc {

struct ServiceDescription;

/// What a description may know how to do.
enum class Operation { List, Read, Current, Create, Edit, Rotate, Revoke, Try };

/// One page of a list, and where the next one is.
struct TokenPage
{
    QList<Token> tokens;
    QByteArray nextTarget; ///< as HttpRequestData::target; "" after the last page
};

/// Turns values into requests and replies into values, as a service description says. Pure: it sends nothing,
/// keeps nothing, and may be used from any thread.
///
/// Reading functions take a reply of any status and give the description's meaning of it: an ApiError for
/// statuses that mean failure, ErrorKind::Protocol for a body that does not hold what the description points
/// to.
class ServiceMapping
{
public:
    explicit ServiceMapping(std::shared_ptr<const ServiceDescription> description);

    [[nodiscard]] const ServiceDescription &description() const { return *m_description; }
    [[nodiscard]] bool has(Operation operation) const;

    /// The header field that carries \a credential; the caller wipes the value.
    [[nodiscard]] std::pair<QByteArray, QByteArray> credentialHeader(const Secret &credential) const;

    /// The first page; \a workspace is "" for the server's default. ErrorKind::NoSuchOperation where there is
    /// no list.
    [[nodiscard]] Result<HttpRequestData> listRequest(const QString &workspace) const;
    /// A further page, from TokenPage::nextTarget.
    [[nodiscard]] Result<HttpRequestData> pageRequest(const QByteArray &target,
                                                      const QString &workspace) const;
    [[nodiscard]] Result<TokenPage> readPage(const HttpReplyData &reply) const;

    [[nodiscard]] Result<HttpRequestData> readRequest(const QString &id, const QString &workspace) const;
    /// The caller's own token (for services that know such a call).
    [[nodiscard]] Result<HttpRequestData> currentRequest(const QString &workspace) const;
    /// The token that a read, current or edit reply holds, with its ETag.
    [[nodiscard]] Result<Token> readToken(const HttpReplyData &reply) const;

    /// \a idempotencyKey is sent where the service knows such a header
    /// (draft-ietf-httpapi-idempotency-key-header).
    [[nodiscard]] Result<HttpRequestData>
    createRequest(const TokenDraft &draft, const QByteArray &idempotencyKey, const QString &workspace) const;
    /// The token and its secret; the secret's bytes are wiped from \a reply. ErrorKind::Protocol where it
    /// holds none.
    [[nodiscard]] Result<CreatedToken> readCreated(HttpReplyData &&reply) const;

    /// \a base is the token as last read (its version goes into If-Match where the service knows it);
    /// \a current the body of a read reply, for services whose edits are merged into the object just read,
    /// else "".
    [[nodiscard]] Result<HttpRequestData> editRequest(const Token &base, const TokenEdit &edit,
                                                      const QByteArray &current,
                                                      const QString &workspace) const;
    /// Whether edits need the object read just before: for its version or to merge into.
    [[nodiscard]] bool editNeedsRead() const;

    [[nodiscard]] Result<HttpRequestData> revokeRequest(const Token &token, const QString &workspace) const;
    [[nodiscard]] Result<Done> readRevoked(const HttpReplyData &reply) const;

    /// The service's own harmless request that shows whether a token works (the description's `try`).
    [[nodiscard]] Result<HttpRequestData> tryRequest(const QString &workspace) const;
    [[nodiscard]] Result<Done> readTried(const HttpReplyData &reply) const;

    /// The server's time (UTC) from the `Date` header, invalid where there is none.
    [[nodiscard]] static QDateTime serverTime(const HttpReplyData &reply);

private:
    std::shared_ptr<const ServiceDescription> m_description;
};

} // namespace tc
