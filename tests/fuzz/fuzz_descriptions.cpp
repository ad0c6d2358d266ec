// Users' service descriptions. The first byte chooses what a description starts as: nothing ("0": the rest is
// the file as it is), one that is known to load ("1" to "9"), or a part of one (all others), changed line by
// line. A line is two bytes, which choose a value in the document, and the JSON that is put in its place;
// without any the value is taken out.
//
// Most start as a part, since reading takes longer the longer a document is. The schema is checked for one
// input of 128: that takes ten times as long as all the rest.
#include "fuzzing.h"

#include "descriptionloader.h"
#include "fuzzdescriptions.h"
#include "jsonpointer.h"
#include "servicemapping.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace {

const QString fileName = QStringLiteral("mine.json");

/// \a value with the value that \a place counts down to (in depth-first order) replaced, or taken out where
/// \a with is undefined.
QJsonValue replaced(const QJsonValue &value, int &place, const QJsonValue &with)
{
    if (place-- == 0)
        return with;
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto member = object.constBegin(); member != object.constEnd(); ++member) {
            const QJsonValue changed = replaced(*member, place, with);
            if (place < 0) {
                const QString name = member.key(); // undefined takes it out
                object.insert(name, changed);
                break;
            }
        }
        return object;
    }
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QJsonValue item = replaced(array.at(i), place, with);
            if (place < 0) {
                if (item.isUndefined())
                    array.removeAt(i);
                else
                    array.replace(i, item);
                break;
            }
        }
        return array;
    }
    return value;
}

/// \a value with at most two items in each of its arrays: what follows them is of the same kind, and time
/// that is spent on it again and again finds nothing.
QJsonValue withoutRepetition(const QJsonValue &value)
{
    constexpr qsizetype kept = 2;
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue item : value.toArray()) {
            if (array.size() < kept)
                array.append(withoutRepetition(item));
        }
        return array;
    }
    QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        // Of what is asked for each is used somewhere.
        if ((member->isArray() || member->isObject()) && member.key() != QLatin1String("asks"))
            *member = withoutRepetition(*member);
    }
    return value.isObject() ? QJsonValue(object) : value;
}

/// What every description must hold, the parts of \a whole that others refer to, and \a member and \a
/// operation of it.
QJsonObject partOf(const QJsonObject &whole, const QString &member, const QString &operation)
{
    QJsonObject part;
    const auto take = [](QJsonObject &target, const QJsonObject &from, const QString &name) {
        if (from.contains(name))
            target.insert(name, from.value(name));
    };
    for (const char *const name : {"id", "name", "authentication", "workspace"})
        take(part, whole, QLatin1String(name));
    part.insert(QStringLiteral("token"), QJsonObject {{QStringLiteral("id"), QStringLiteral("/id")}});
    take(part, whole, member);
    if (member == QLatin1String("secretPrefixes"))
        take(part, whole, QStringLiteral("environments"));

    const QJsonObject all = whole.value(QStringLiteral("operations")).toObject();
    QJsonObject operations;
    take(operations, all, QStringLiteral("list"));
    take(operations, all, operation);
    if (member == QLatin1String("verification"))
        take(operations, all, QStringLiteral("try"));
    if (operation == QLatin1String("edit"))
        take(operations, all, QStringLiteral("read"));
    if (operation == QLatin1String("rotate") || member == QLatin1String("features")) {
        take(operations, all, QStringLiteral("rotate"));
        take(part, whole, QStringLiteral("features"));
    }
    part.insert(QStringLiteral("operations"), operations);
    return part;
}

int countOf(const QJsonValue &value)
{
    int count = 1;
    for (const QJsonValue item : value.toArray())
        count += countOf(item);
    for (const QJsonValue member : value.toObject())
        count += countOf(member);
    return count;
}

struct KnownDocument
{
    QJsonValue json;
    int values;
};

/// Whole descriptions, in the order of fuzzDescriptions(), then their parts.
const QList<KnownDocument> &knownDocuments()
{
    static const QList<KnownDocument> documents = [] {
        QList<KnownDocument> made;
        tc::DescriptionLoader loader(fuzzSchema());
        const auto add = [&](const QJsonObject &document) {
            const bool loads = loader.load(QJsonDocument(document).toJson(), fileName).has_value();
            if (loads)
                made.append({document, countOf(document)});
            return loads;
        };
        QList<QJsonObject> wholes;
        for (const QByteArray &json : fuzzDescriptions()) {
            const QJsonObject whole = QJsonDocument::fromJson(json).object();
            QJsonObject shorter = withoutRepetition(whole).toObject();
            // Its answers need each other.
            const QString verification = QStringLiteral("verification");
            if (whole.contains(verification))
                shorter.insert(verification, whole.value(verification));
            wholes.append(shorter);
        }
        FUZZ_CHECK(std::all_of(wholes.cbegin(), wholes.cend(), add));
        QList<QJsonObject> parts;
        for (const QJsonObject &whole : std::as_const(wholes)) {
            const QStringList members = whole.keys();
            for (const QString &member : members)
                parts.append(partOf(whole, member, {}));
            const QStringList operations = whole.value(QStringLiteral("operations")).toObject().keys();
            for (const QString &operation : operations)
                parts.append(partOf(whole, {}, operation));
        }
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (parts.indexOf(parts.at(i)) == i)
                add(parts.at(i)); // does not load without the one path that has the workspace in it
        }
        return made;
    }();
    return documents;
}

QByteArray fileIn(FuzzInput &input)
{
    const QList<KnownDocument> &known = knownDocuments();
    const qsizetype which = static_cast<std::uint8_t>(input.byte() - '0') % (known.size() + 1);
    if (which == 0)
        return input.rest();
    const KnownDocument &start = known.at(which - 1);
    QJsonValue document = start.json;
    constexpr int mostChanges = 8;
    for (int change = 0; change < mostChanges && !input.atEnd(); ++change) {
        int place = input.byte();
        place |= input.byte() << 8;
        place %= start.values;
        // Anything that JSON can be, so within an array.
        const QJsonArray with = QJsonDocument::fromJson('[' + input.line() + ']').array();
        document
            = replaced(document, place, with.isEmpty() ? QJsonValue(QJsonValue::Undefined) : with.first());
    }
    return QJsonDocument(document.toObject()).toJson(QJsonDocument::Compact);
}

void checkRefusal(const QList<tc::DescriptionError> &errors)
{
    FUZZ_CHECK(!errors.isEmpty());
    for (const tc::DescriptionError &error : errors) {
        FUZZ_CHECK(error.fileName == fileName);
        FUZZ_CHECK(tc::JsonPointer::parse(error.pointer));
        FUZZ_CHECK(!error.reason.isEmpty());
    }
}

/// A description that loads can be used: it makes requests, or says what it cannot.
void checkUse(const std::shared_ptr<const tc::ServiceDescription> &description, bool fitsSchema)
{
    const tc::ServiceMapping mapping(description);
    const tc::RequestExtras extras {QDateTime::fromSecsSinceEpoch(1798124400, Qt::UTC), {}};
    const tc::TokenDraft draft {QStringLiteral("name"), {}, {}, tc::Expiry::after(30, extras.now), {}, {}};
    tc::Token token;
    token.id = QStringLiteral("id/1");
    token.version = "\"1\"";
    tc::TokenEdit edit;
    edit.name = QStringLiteral("other");
    for (const QString &workspace : {QString(), QStringLiteral("team")}) {
        for (const auto &request :
             {mapping.listRequest(workspace), mapping.readRequest(token.id, workspace),
              mapping.currentRequest(workspace), mapping.createRequest(draft, "key", workspace, extras),
              mapping.editRequest(token, edit, "{}", workspace, extras),
              mapping.rotateRequest(token, draft.expiry, workspace, extras),
              mapping.revokeRequest(token, workspace), mapping.tryRequest(workspace),
              mapping.verificationRequest(workspace)}) {
            FUZZ_CHECK(!request || !request->target.startsWith('/'));
            FUZZ_CHECK(!request || !fitsSchema || !request->method.isEmpty());
        }
    }
    tc::RequestExtras answers {extras.now, {}};
    for (const tc::AskedField &field : description->signInAsks)
        answers.answers[field.id] = tc::Secret::copyOf("answer");
    const auto signIn = mapping.signInRequest(QStringLiteral("team"), answers);
    FUZZ_CHECK(!signIn || !signIn->request.target.startsWith('/'));
    FUZZ_CHECK(!signIn || !fitsSchema || !signIn->request.method.isEmpty());
    const tc::HttpReplyData reply {
        200, {{"Date", "Thu, 24 Dec 2026 15:00:00 GMT"}}, "{\"tokens\": [{\"id\": \"1\"}]}"};
    (void)mapping.readPage(reply, "tokens?page=2");
    (void)mapping.readToken(reply);
    (void)mapping.readCreated(tc::HttpReplyData(reply));
    (void)mapping.readSession(tc::HttpReplyData(reply));
    (void)mapping.rateLimit(reply);
    // Who loads a description must not be told by it that every token is valid.
    if (mapping.verificationCall())
        FUZZ_CHECK(mapping.readVerification({401, {}, "{}"}).means != tc::TokenVerdict::Valid);
    else
        FUZZ_CHECK(mapping.readVerification(reply).means == tc::TokenVerdict::CannotTell);
    for (const char *const secret :
         {"", "tok_optimus_x", "optiorg_v1_x", "7|0123456789abcdef0123456789abcdef"})
        (void)tc::recognise(tc::Secret::copyOf(secret), {description});
    for (const tc::ServiceEnvironment &environment : description->environments) {
        const QUrl url = environment.urlFor(QStringLiteral("team"));
        FUZZ_CHECK(url.isEmpty() || url.isValid());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using Check = tc::DescriptionLoader::Check;
    static tc::DescriptionLoader loader(fuzzSchema());
    FuzzInput input(data, size);
    const QByteArray json = fileIn(input);
    const auto loaded = loader.load(json, fileName, Check::Meaning);
    if (loaded)
        checkUse(*loaded, false);
    else
        checkRefusal(loaded.error());
    if (qChecksum(QByteArrayView(data, static_cast<qsizetype>(size))) % 128 != 0)
        return 0;

    const auto checked = loader.load(json, fileName);
    if (!checked) {
        checkRefusal(checked.error());
        return 0;
    }
    FUZZ_CHECK(loaded && !(*checked)->id.isEmpty());
    checkUse(*checked, true);
    // What a description keeps of its file is as good as the file.
    const QByteArray again = QJsonDocument((*checked)->json).toJson();
    FUZZ_CHECK(loader.load(again, fileName).has_value());
    return 0;
}
