#include "tokensession.h"

#include "origin.h"
#include "readycall.h"
#include "servicerules.h"

#include <QLoggingCategory>
#include <QPointer>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace tc {

namespace {

Q_LOGGING_CATEGORY(connectionLog, "tc.connection")

} // namespace

TokenSession::TokenSession(ConnectionProfile profile, std::shared_ptr<const Secret> credential,
                           HttpTransport &transport, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_localClock(clock)
    , m_clock(std::make_shared<ServerClock>(clock))
    , m_transport(transport)
    , m_api(makeApi(std::move(credential)))
{
    m_rateLimitEnd.setSingleShot(true);
    connect(&m_rateLimitEnd, &QTimer::timeout, this, [this] { noteRateLimit({}); });
}

TokenSession::~TokenSession() = default;

std::unique_ptr<TokenApi> TokenSession::makeApi(std::shared_ptr<const Secret> credential)
{
    return std::make_unique<TokenApi>(
        ServiceMapping(m_profile.service),
        ApiTarget {m_profile.baseUrl, m_profile.workspace, std::move(credential)}, m_transport, *m_clock,
        [self = QPointer(this)](const RateLimit &limit) {
            if (self)
                self->noteRateLimit(limit);
        });
}

template <typename T, typename Start>
CallPtr<T> TokenSession::startAllowed(Start start)
{
    return m_profile.mayManage()
        ? start()
        : readyCall<T>(tl::unexpected(ApiError {.kind = ErrorKind::NoSuchOperation}));
}

void TokenSession::moveTo(const QUrl &baseUrl)
{
    m_listing.reset();
    m_answers.clear();
    endServerWait();
    m_readingOwnToken.reset();
    m_profile.baseUrl = baseUrl;
    qCInfo(connectionLog) << "The same server is at another address now:" << Origin(baseUrl).toString();
    m_api = makeApi(m_api->target().credential);
    Q_EMIT moved();
    refresh();
}

void TokenSession::changeCredential(std::shared_ptr<const Secret> credential)
{
    m_listing.reset();
    endServerWait();
    m_readingOwnToken.reset();
    m_ownToken.reset();
    m_api = makeApi(std::move(credential));
    refresh();
}

void TokenSession::refresh()
{
    if (!isRefreshing())
        startRefresh({});
}

void TokenSession::refreshWith(std::map<QString, Secret> answers)
{
    m_listing.reset();
    endServerWait();
    startRefresh(std::move(answers));
}

void TokenSession::startRefresh(std::map<QString, Secret> answers)
{
    m_answers = std::move(answers);
    startListing();
    if (!m_ownToken)
        readOwnToken();
    Q_EMIT refreshStarted();
}

void TokenSession::startListing()
{
    m_changedWhileListing = false;
    std::map<QString, Secret> answers;
    for (const auto &[id, answer] : m_answers)
        answers.emplace(id, answer.duplicate());
    m_listing = startAllowed<TokenList>([&] {
        return m_api->list([this](qsizetype received) { Q_EMIT refreshProgressed(received); },
                           std::move(answers));
    });
    m_listing->onWaiting([this](const std::optional<ServerWait> &wait) { setServerWait(wait); });
    m_listing->onFinished([this](Result<TokenList> result) { finishRefresh(std::move(result)); });
}

void TokenSession::cancelRefresh()
{
    if (!isRefreshing())
        return;
    m_readingOwnToken.reset(); // the next refresh asks again
    finishRefresh(
        tl::unexpected(m_serverWait ? m_serverWait->error : ApiError {.kind = ErrorKind::Cancelled}));
}

void TokenSession::noteRateLimit(const RateLimit &limit)
{
    m_rateLimitEnd.stop();
    if (limit.resetsAt.isValid()) {
        using namespace std::chrono;
        constexpr milliseconds longest = hours(24); // a timer takes no more than 24 days
        const milliseconds left(m_clock->now().msecsTo(limit.resetsAt));
        m_rateLimitEnd.start(std::clamp(left, milliseconds(0), longest));
    }
    if (std::exchange(m_rateLimit, limit) != limit)
        Q_EMIT rateLimitChanged();
}

void TokenSession::setServerWait(const std::optional<ServerWait> &wait)
{
    m_serverWait = wait;
    Q_EMIT serverWaitChanged();
}

void TokenSession::endServerWait()
{
    if (m_serverWait)
        setServerWait(std::nullopt);
}

void TokenSession::finishRefresh(Result<TokenList> result)
{
    if (result && !result->missing && m_changedWhileListing) {
        qCInfo(connectionLog) << "The list is read again, as a token changed while it was read.";
        startListing();
        return;
    }
    m_listing.reset();
    if (std::exchange(m_answers, {}).empty())
        noteUnanswered(result ? result->missing : std::optional(result.error()));
    if (result && result->missing) {
        takePart(*std::move(result));
    } else if (result) {
        m_tokens = std::move(result->tokens);
        m_updatedAt = m_localClock.now();
        m_error.reset();
        Q_EMIT listRead();
    } else {
        m_error = std::move(result).error();
    }
    if (m_error)
        m_failedAt = m_localClock.now();
    endServerWait();
    Q_EMIT refreshFinished();
}

void TokenSession::noteUnanswered(const std::optional<ApiError> &error)
{
    if (!error)
        m_isRefusedUnanswered = false;
    else if (error->kind == ErrorKind::Unauthorized && !service().listAsks.isEmpty())
        m_isRefusedUnanswered = true;
}

void TokenSession::takePart(TokenList part)
{
    // A list that was complete, or has more, is of more use; so is one with a token that the part may lack.
    const bool isMore = !m_updatedAt.isValid() && part.tokens.size() > m_tokens.size();
    m_error = std::move(part.missing);
    if (!isMore || m_changedWhileListing)
        return;
    m_tokens = std::move(part.tokens);
    Q_EMIT listRead();
}

std::chrono::seconds TokenSession::age() const
{
    const QDateTime &since = m_updatedAt.isValid() ? m_updatedAt : m_failedAt;
    return std::chrono::seconds(since.isValid() ? since.secsTo(m_localClock.now()) : 0);
}

void TokenSession::readOwnToken()
{
    if (!m_api->mapping().has(Operation::Current))
        return;
    m_readingOwnToken = startAllowed<Token>([this] { return m_api->current(); });
    m_readingOwnToken->onFinished([this](Result<Token> result) {
        m_readingOwnToken.reset();
        // Only a mark in the list hangs on it: where it fails, the list's own error is what the user sees.
        if (!result)
            return;
        m_ownToken = *std::move(result);
        Q_EMIT ownTokenChanged();
    });
}

CallPtr<CreatedToken> TokenSession::create(const TokenDraft &draft, const QByteArray &idempotencyKey,
                                           std::map<QString, Secret> answers)
{
    const auto note = [self = QPointer(this), clock = m_clock](Result<CreatedToken> result) {
        if (result && self)
            self->noteCreated(result->token);
        return result;
    };
    return mapCall<CreatedToken, CreatedToken>(
        startAllowed<CreatedToken>([&] { return m_api->create(draft, idempotencyKey, std::move(answers)); }),
        note);
}

CallPtr<CreatedToken> TokenSession::rotate(const Token &token, const Expiry &expiry,
                                           std::map<QString, Secret> answers)
{
    const auto note = [self = QPointer(this), clock = m_clock, token](Result<CreatedToken> result) {
        if (result && self) {
            if (!result->token.id.isEmpty() && result->token.id != token.id)
                self->noteRevoked(token);
            self->noteCreated(result->token);
        }
        return result;
    };
    return mapCall<CreatedToken, CreatedToken>(
        startAllowed<CreatedToken>([&] { return m_api->rotate(token, expiry, std::move(answers)); }), note);
}

bool TokenSession::rotationTakesExpiry() const
{
    const OperationRules *const rules = service().rules->operation(Operation::Rotate);
    const QList<Placeholder> told = rules && rules->body ? rules->body->placeholders() : QList<Placeholder>();
    return std::any_of(told.cbegin(), told.cend(), [](const Placeholder &placeholder) {
        return placeholder.name == QLatin1String("expiresAt");
    });
}

CallPtr<Token> TokenSession::edit(const Token &token, const TokenEdit &edit)
{
    const auto note = [self = QPointer(this), clock = m_clock](Result<Token> result) {
        if (result && self)
            self->replaceToken(*result);
        return result;
    };
    return mapCall<Token, Token>(startAllowed<Token>([&] { return m_api->edit(token, edit); }), note);
}

CallPtr<Done> TokenSession::revoke(const Token &token, std::map<QString, Secret> answers)
{
    const auto note = [self = QPointer(this), clock = m_clock, token](Result<Done> result) {
        if (result && self)
            self->noteRevoked(token);
        return result;
    };
    return mapCall<Done, Done>(startAllowed<Done>([&] { return m_api->revoke(token, std::move(answers)); }),
                               note);
}

void TokenSession::noteRevoked(const Token &token)
{
    Token revoked = token;
    revoked.revoked = true;
    revoked.revokedAt = m_clock->now();
    revoked.version.clear(); // the server's has changed
    replaceToken(revoked);
}

CallPtr<Done> TokenSession::revokeAll()
{
    const auto note = [self = QPointer(this), clock = m_clock](Result<Done> result) {
        if (result && self)
            self->noteAllRevoked();
        return result;
    };
    return mapCall<Done, Done>(
        mayRevokeAll() ? m_api->revokeAll()
                       : readyCall<Done>(tl::unexpected(ApiError {.kind = ErrorKind::NoSuchOperation})),
        note);
}

void TokenSession::noteAllRevoked()
{
    for (const Token &token : QList<Token>(m_tokens)) {
        if (!token.revoked)
            noteRevoked(token);
    }
}

CallPtr<Token> TokenSession::read(const QString &tokenId)
{
    const auto note = [self = QPointer(this), clock = m_clock](Result<Token> result) {
        if (result && self)
            self->noteRead(*result);
        return result;
    };
    if (m_api->mapping().has(Operation::Read))
        return mapCall<Token, Token>(startAllowed<Token>([&] { return m_api->read(tokenId); }), note);
    return mapCall<Token, QList<Token>>(readAll(), [tokenId](Result<QList<Token>> listed) -> Result<Token> {
        if (!listed)
            return tl::unexpected(std::move(listed).error());
        const auto found = std::find_if(listed->cbegin(), listed->cend(),
                                        [&tokenId](const Token &token) { return token.id == tokenId; });
        if (found == listed->cend())
            return tl::unexpected(ApiError {.kind = ErrorKind::NotFound});
        return *found;
    });
}

CallPtr<QList<Token>> TokenSession::readAll()
{
    const auto whole
        = [self = QPointer(this), clock = m_clock](Result<TokenList> list) -> Result<QList<Token>> {
        if (self)
            self->noteUnanswered(list ? list->missing : std::optional(list.error()));
        if (!list)
            return tl::unexpected(std::move(list).error());
        // What a part lacks would be taken for what is not there.
        if (list->missing)
            return tl::unexpected(*std::move(list->missing));
        if (self)
            self->noteAll(list->tokens);
        return std::move(list->tokens);
    };
    return mapCall<QList<Token>, TokenList>(startAllowed<TokenList>([this] { return m_api->list(); }), whole);
}

void TokenSession::noteCreated(const Token &token)
{
    if (!token.id.isEmpty()) {
        replaceToken(token);
        return;
    }
    // What it is, only the list can tell.
    m_changedWhileListing = isRefreshing();
    refresh();
}

void TokenSession::noteRead(const Token &token)
{
    const auto isAsRead = [&token](Token other) {
        other.version = token.version; // the list may come without versions
        return other == token;
    };
    if (std::none_of(m_tokens.cbegin(), m_tokens.cend(), isAsRead))
        replaceToken(token);
}

void TokenSession::noteAll(const QList<Token> &tokens)
{
    // What a refresh under way brings may be older: it is read again.
    m_changedWhileListing = isRefreshing();
    m_tokens = tokens;
    m_updatedAt = m_localClock.now();
    Q_EMIT listRead();
    if (isRefreshing())
        return;
    m_error.reset();
    Q_EMIT refreshFinished();
}

void TokenSession::replaceToken(const Token &token)
{
    m_changedWhileListing = isRefreshing();
    const auto same = std::find_if(m_tokens.begin(), m_tokens.end(),
                                   [&token](const Token &other) { return other.id == token.id; });
    if (same == m_tokens.end())
        m_tokens.append(token);
    else
        *same = token;
    Q_EMIT tokenChanged(token);
}

QByteArray newIdempotencyKey()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

} // namespace tc
