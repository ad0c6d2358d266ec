// Replies to every operation of every description. The first byte, from "0" on, chooses the description, the
// second the operation; then come the status, header fields up to an empty line, and the body:
//
//   03200
//   Date: Thu, 24 Dec 2026 15:00:00 GMT
//
//   {"tokens": []}
#include "fuzzing.h"

#include "descriptionloader.h"
#include "fuzzdescriptions.h"
#include "jsonscan.h"
#include "jsonstring.h"
#include "jsontext.h"
#include "replyreader.h"
#include "servicemapping.h"
#include "servicerules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>
#include <vector>

namespace {

const QString workspace = QStringLiteral("team-7");

const std::vector<tc::ServiceMapping> &mappings()
{
    static const std::vector<tc::ServiceMapping> all = [] {
        std::vector<tc::ServiceMapping> made;
        tc::DescriptionLoader loader(fuzzSchema());
        for (const QByteArray &json : fuzzDescriptions()) {
            const auto description = loader.load(json, QStringLiteral("fuzz.json"));
            FUZZ_CHECK(description);
            made.emplace_back(*description);
        }
        return made;
    }();
    return all;
}

tc::HttpReplyData replyIn(FuzzInput &input)
{
    tc::HttpReplyData reply;
    reply.status = std::clamp(input.line().trimmed().toInt(), 0, 999);
    while (!input.atEnd()) {
        const QByteArray line = input.line();
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            break;
        reply.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
    }
    reply.body = input.rest();
    return reply;
}

/// Whether \a target cannot leave the path that it is put below, nor break the request's first line.
bool staysBelow(const QByteArray &target)
{
    const QByteArray path = target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    const QList<QByteArray> segments = path.split('/');
    const bool plain
        = std::all_of(target.cbegin(), target.cend(), [](char c) { return c > 0x20 && c < 0x7F; });
    const bool climbs = std::any_of(segments.cbegin(), segments.cend(), [](const QByteArray &segment) {
        const QByteArray decoded = QByteArray::fromPercentEncoding(segment);
        return segment.isEmpty() || decoded == "." || decoded == "..";
    });
    return plain && !climbs && !target.contains('#') && !segments.first().contains(':')
        && QUrl(QStringLiteral("https://api.example.com/base/"))
               .resolved(QUrl::fromEncoded(target))
               .toEncoded()
               .startsWith("https://api.example.com/base/");
}

void checkRequest(const tc::Result<tc::HttpRequestData> &request)
{
    if (!request) {
        FUZZ_CHECK(request.error().status == 0);
        return;
    }
    FUZZ_CHECK(staysBelow(request->target));
    for (const auto &[name, value] : request->headers) {
        FUZZ_CHECK(!name.isEmpty());
        FUZZ_CHECK(std::all_of(value.cbegin(), value.cend(), [](char c) { return c >= 0x20 && c < 0x7F; }));
    }
    FUZZ_CHECK(request->body.isEmpty() || !tc::parsed(request->body).isUndefined());
}

void checkError(const tc::ApiError &error, const tc::HttpReplyData &reply, bool isRead)
{
    FUZZ_CHECK(error.status == reply.status);
    FUZZ_CHECK(error.fields.size() <= 100 && error.vendorCode.size() <= 64);
    const bool success = reply.status >= 200 && reply.status < 300;
    // Something was done, or may have been: only a reply that says so, to a write.
    if (error.kind == tc::ErrorKind::OutcomeUnknown)
        FUZZ_CHECK(!isRead && success);
    const QDateTime now = tc::ServiceMapping::serverTime(reply);
    if (error.retryAt.isValid() && now.isValid())
        FUZZ_CHECK(now <= error.retryAt && now.secsTo(error.retryAt) <= 24 * 60 * 60);
}

/// What a token is used for after it was read.
void checkToken(const tc::ServiceMapping &mapping, const tc::Token &token, const tc::HttpReplyData &reply)
{
    FUZZ_CHECK(!token.id.isEmpty() && token.id.isValidUtf16());
    for (const QDateTime &instant :
         {token.createdAt, token.lastUsedAt, token.revokedAt, token.expiry.instant()})
        FUZZ_CHECK(instant.isNull() || (instant.isValid() && instant.timeSpec() == Qt::UTC));
    FUZZ_CHECK(!token.revokedAt.isValid() || token.revoked);
    (void)token.statusAt(QDateTime::fromSecsSinceEpoch(1798124400, Qt::UTC));

    tc::Token plain = token;
    plain.id = QStringLiteral("x");
    const auto request = mapping.revokeRequest(token, workspace);
    checkRequest(request);
    if (const auto usual = mapping.revokeRequest(plain, workspace); request && usual) {
        // An id is one segment, or one value: it makes no more of either.
        for (const char mark : {'/', '?', '&', '='})
            FUZZ_CHECK(request->target.count(mark) == usual->target.count(mark));
    }
    checkRequest(mapping.readRequest(token.id, workspace));
    const tc::RequestExtras extras {QDateTime::fromSecsSinceEpoch(1798124400, Qt::UTC), {}};
    tc::TokenEdit edit;
    edit.name = token.name + u'2';
    checkRequest(mapping.editRequest(token, edit, reply.body, workspace, extras));
    edit = {std::nullopt, token.allowedIps};
    checkRequest(mapping.editRequest(token, edit, reply.body, workspace, extras));
    checkRequest(mapping.rotateRequest(token, token.expiry, workspace, extras));
    const tc::TokenDraft draft {token.name,   token.allowedIps, token.deniedIps,
                                token.expiry, token.type,       token.scopes};
    checkRequest(mapping.createRequest(draft, "key-1", workspace, extras));
}

/// What is taken out of a text as an array's items are those that a parser finds there.
void checkItems(const QByteArray &body, const tc::JsonPointer &pointer)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isNull())
        return;
    const QJsonValue root
        = document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
    const QJsonValue found = pointer.in(root);
    QByteArray rest = body;
    const auto taken = tc::takeJsonItems(rest, pointer);
    FUZZ_CHECK(taken.has_value() == found.isArray());
    if (!taken)
        return;
    QJsonArray items;
    for (const QByteArrayView text : taken->items)
        items.append(tc::jsonValueOf(text));
    FUZZ_CHECK(items == found.toArray());
}

void checkPage(const tc::ServiceMapping &mapping, const tc::HttpReplyData &reply, const QByteArray &target)
{
    if (const tc::OperationRules *const rules = mapping.description().rules->operation(tc::Operation::List))
        checkItems(reply.body, rules->items);
    const auto page = mapping.readPage(reply, target);
    if (!page) {
        checkError(page.error(), reply, true);
        return;
    }
    constexpr qsizetype most = 4;
    for (const tc::Token &token : page->tokens.first(std::min(most, page->tokens.size())))
        checkToken(mapping, token, reply);
    if (page->nextTarget.isEmpty())
        return;
    const auto next = mapping.pageRequest(page->nextTarget, workspace);
    FUZZ_CHECK(next);
    checkRequest(next);
}

/// A secret that is taken out of a text is the one that a parser finds there, and no parser finds it any
/// more.
void checkTaking(const QByteArray &body, const tc::JsonPointer &pointer)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(body, &parseError);
    if (parseError.error != QJsonParseError::NoError)
        return;
    const QJsonValue root
        = document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
    const QJsonValue found = pointer.in(root);
    QByteArray rest = body;
    const auto taken = tc::takeJsonString(rest, pointer);
    FUZZ_CHECK(rest.size() == body.size());
    if (!found.isString() || !found.toString().isValidUtf16()) {
        FUZZ_CHECK(!taken);
        return;
    }
    FUZZ_CHECK(taken);
    FUZZ_CHECK(taken->reveal([&](QByteArrayView bytes) { return bytes == found.toString().toUtf8(); }));
    FUZZ_CHECK(pointer.in(tc::parsed(rest)) == QJsonValue(QString()));
}

/// A new token of whose answer the secret alone could be read: nothing of it comes from the answer, and no
/// request can name it.
void checkUnread(const tc::ServiceMapping &mapping, const tc::Token &token)
{
    FUZZ_CHECK(token.name.isEmpty() && token.createdAt.isNull() && token.lastUsedAt.isNull());
    FUZZ_CHECK(token.version.isEmpty() && token.scopes.isEmpty());
    FUZZ_CHECK(!mapping.revokeRequest(token, workspace));
    FUZZ_CHECK(!mapping.rotateRequest(token, token.expiry, workspace, {}));
    FUZZ_CHECK(!mapping.editRequest(token, {QStringLiteral("x"), {}}, {}, workspace, {}));
}

void checkNew(const tc::ServiceMapping &mapping, const tc::HttpReplyData &reply, tc::Operation operation)
{
    const tc::OperationRules *const rules = mapping.description().rules->operation(operation);
    if (!rules)
        return;
    for (const tc::SecretPart &part : rules->secret) {
        if (!part.isText)
            checkTaking(reply.body, part.pointer);
    }
    tc::HttpReplyData copy = reply;
    tc::Token before;
    before.id = QStringLiteral("before");
    const auto made = operation == tc::Operation::Create ? mapping.readCreated(std::move(copy))
                                                         : mapping.readRotated(std::move(copy), before);
    if (!made) {
        checkError(made.error(), reply, false);
        return;
    }
    FUZZ_CHECK(made->secret.reveal([](QByteArrayView bytes) {
        return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte > 0x20 && byte != 0x7F;
        });
    }));
    if (made->token.id.isEmpty())
        checkUnread(mapping, made->token);
    else
        checkToken(mapping, made->token, reply);
}

/// A session's credential is one that fits a header field, or there is none.
void checkSession(const tc::ServiceMapping &mapping, const tc::HttpReplyData &reply)
{
    if (!mapping.hasSignIn())
        return;
    checkTaking(reply.body, mapping.description().rules->signIn->request.secret.constFirst().pointer);
    const auto session = mapping.readSession(tc::HttpReplyData(reply));
    if (!session) {
        checkError(session.error(), reply, true);
        return;
    }
    FUZZ_CHECK(!session->isEmpty());
    FUZZ_CHECK(session->reveal([](QByteArrayView bytes) {
        return std::all_of(bytes.begin(), bytes.end(),
                           [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7F; });
    }));
}

/// What the transport looks at before anything is parsed.
void checkScan(const QByteArray &body)
{
    const qsizetype count = tc::countJsonValues(body);
    FUZZ_CHECK(count >= 0 && count <= body.size());
    if (!tc::parsed(body).isUndefined())
        FUZZ_CHECK(count > 0 && !tc::isJsonCutShort(body));
}

/// No answer but one that the description says so of means that a token is valid.
void checkVerification(const tc::ServiceMapping &mapping, const tc::HttpReplyData &reply)
{
    const tc::VerificationAnswer answer = mapping.readVerification(reply);
    FUZZ_CHECK(answer.said.status == (mapping.verificationCall() ? reply.status : 0));
    const bool isAnswer = reply.status != 401 && reply.status != 429 && reply.status < 500;
    FUZZ_CHECK(isAnswer || answer.means != tc::TokenVerdict::Valid);
    if (reply.status == 200 && tc::parsed(reply.body).isUndefined())
        FUZZ_CHECK(answer.means == tc::TokenVerdict::CannotTell);
}

void checkOperation(const tc::ServiceMapping &mapping, std::uint8_t which, const tc::HttpReplyData &reply)
{
    constexpr int operations = static_cast<int>(tc::Operation::Workspaces) + 1;
    const auto operation = static_cast<tc::Operation>(which % operations);
    switch (operation) {
    case tc::Operation::List: {
        const auto first = mapping.listRequest(workspace);
        FUZZ_CHECK(first);
        checkRequest(first);
        checkPage(mapping, reply, (which & 0x40) == 0 ? first->target : QByteArray());
        break;
    }
    case tc::Operation::Read:
    case tc::Operation::Current:
    case tc::Operation::Edit:
        if (!mapping.has(operation))
            return;
        if (const auto token = mapping.readToken(reply, operation))
            checkToken(mapping, *token, reply);
        else
            checkError(token.error(), reply, operation != tc::Operation::Edit);
        break;
    case tc::Operation::Create:
    case tc::Operation::Rotate:
        checkNew(mapping, reply, operation);
        break;
    case tc::Operation::Revoke:
    case tc::Operation::Try:
        if (!mapping.has(operation))
            return;
        if (const auto done
            = operation == tc::Operation::Revoke ? mapping.readRevoked(reply) : mapping.readTried(reply);
            !done)
            checkError(done.error(), reply, operation == tc::Operation::Try);
        checkVerification(mapping, reply);
        break;
    case tc::Operation::RevokeAll:
        if (!mapping.has(operation))
            return;
        if (const auto done = mapping.readAllRevoked(reply); !done)
            checkError(done.error(), reply, false);
        break;
    case tc::Operation::Workspaces:
        if (!mapping.has(operation))
            return;
        if (const auto workspaces = mapping.readWorkspaces(reply); !workspaces)
            checkError(workspaces.error(), reply, true);
        else
            FUZZ_CHECK(std::none_of(workspaces->workspaces.cbegin(), workspaces->workspaces.cend(),
                                    [](const tc::NamedWorkspace &one) { return one.id.isEmpty(); }));
        break;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input(data, size);
    const tc::ServiceMapping &mapping
        = mappings().at(static_cast<std::uint8_t>(input.byte() - '0') % mappings().size());
    const std::uint8_t operation = input.byte();
    const tc::HttpReplyData reply = replyIn(input);
    checkScan(reply.body);
    checkOperation(mapping, operation, reply);
    checkSession(mapping, reply);
    const tc::RateLimit limit = mapping.rateLimit(reply);
    FUZZ_CHECK(limit.limit.value_or(0) >= 0 && limit.remaining.value_or(0) >= 0);
    return 0;
}
