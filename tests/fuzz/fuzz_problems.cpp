// The bodies of refusals (RFC 9457 and what vendors have instead). The first byte chooses where the
// description says that its parts are, the second the status; then comes the Retry-After header up to a line
// end, and the body.
#include "fuzzing.h"

#include "errorcatalogue.h"
#include "errortext.h"
#include "replyreader.h"

#include <QJsonDocument>

#include <algorithm>
#include <vector>

namespace {

constexpr std::uint8_t kindsOfCatalogue = 32; // catalogueOf() looks at five bits

tc::JsonPointer pointer(const char *text)
{
    return *tc::JsonPointer::parse(QString::fromLatin1(text));
}

tc::ErrorCatalogue catalogueOf(std::uint8_t how)
{
    tc::ErrorCatalogue catalogue;
    catalogue.fieldForm
        = (how & 1) != 0 ? tc::ErrorCatalogue::FieldForm::Dotted : tc::ErrorCatalogue::FieldForm::Pointer;
    catalogue.fields = pointer((how & 2) != 0 ? "/error/details/errors" : "/errors");
    catalogue.fieldPointer = pointer((how & 4) != 0 ? "/source/pointer" : "/pointer");
    catalogue.fieldMessage = pointer((how & 4) != 0 ? "/message" : "/detail");
    catalogue.code = {pointer("/code"), pointer("/errors/0/code"), pointer("/error/name")};
    if ((how & 8) != 0)
        catalogue.retryAfter = pointer("/retry_after");
    if ((how & 16) != 0) {
        catalogue.failurePointer = pointer("/success");
        catalogue.failureValue = false;
    }
    catalogue.entries = {{400, QStringLiteral("taken"), {}, tc::ErrorKind::Conflict, {}, {}},
                         {429, QString(), {QStringLiteral("create")}, tc::ErrorKind::Quota, {}, {}},
                         {403, QStringLiteral("1000"), {QStringLiteral("list")}, {}, {}, {}}};
    return catalogue;
}

/// Made once: most of its making is the redactor's patterns.
const tc::ErrorCatalogue &catalogueFor(std::uint8_t how)
{
    static const std::vector<tc::ErrorCatalogue> all = [] {
        std::vector<tc::ErrorCatalogue> made;
        for (std::uint8_t one = 0; one < kindsOfCatalogue; ++one)
            made.push_back(catalogueOf(one));
        return made;
    }();
    return all[how % kindsOfCatalogue];
}

bool isPlainCode(const QString &code)
{
    return std::all_of(code.cbegin(), code.cend(), [](QChar c) {
        return c.unicode() > 0x20 && c.unicode() < 0x7F && c != u'<' && c != u'"' && c != u'/' && c != u'%';
    });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static constexpr int statuses[] {400, 401, 402, 403, 404, 409, 412, 422,
                                     429, 500, 503, 302, 200, 0,   418, 410};
    FuzzInput input(data, size);
    const tc::ErrorCatalogue &catalogue = catalogueFor(input.byte());
    tc::HttpReplyData reply;
    reply.status = statuses[input.byte() % std::size(statuses)];
    reply.headers = {{"Date", "Thu, 24 Dec 2026 15:00:00 GMT"}, {"Retry-After", input.line()}};
    reply.body = input.rest();

    const QJsonValue body = tc::parsed(reply.body);
    (void)catalogue.saysFailure(body);
    for (const QStringView operation : {QStringView(u"list"), QStringView(u"create")}) {
        tc::ApiError error = catalogue.errorOf(reply, body, operation);
        FUZZ_CHECK(error == catalogue.errorOf(reply, body, operation));
        FUZZ_CHECK(error.status == reply.status);
        FUZZ_CHECK(error.vendorCode.size() <= 64 && isPlainCode(error.vendorCode));
        FUZZ_CHECK(error.fields.size() <= 100);
        FUZZ_CHECK(error.fields.isEmpty() || error.kind == tc::ErrorKind::InvalidInput);
        for (const tc::FieldError &field : error.fields)
            FUZZ_CHECK(field.pointer.size() <= 500 && field.message.size() <= 500);
        const QDateTime now = tc::dateOf(reply);
        FUZZ_CHECK(now.isValid());
        FUZZ_CHECK(!error.retryAt.isValid()
                   || (error.kind == tc::ErrorKind::RateLimited && now <= error.retryAt
                       && now.secsTo(error.retryAt) <= 24 * 60 * 60));
        const tc::ErrorText text = tc::describe(error);
        FUZZ_CHECK(!text.sentence.isEmpty() && !text.nextStep.isEmpty());
        FUZZ_CHECK(isShowable(text.sentence) && isShowable(text.nextStep));
    }
    return 0;
}
