// Instants in replies and headers. The first byte chooses how the service writes them, then come a text line
// (RFC 3339, a date, Retry-After, an HTTP date), a number, an instant and a number of days.
#include "fuzzing.h"

#include "conversion.h"
#include "errorcatalogue.h"
#include "expiry.h"

#include <QJsonValue>

#include <algorithm>

namespace {

constexpr qint64 latestMs = 253402300799999; // 9999-12-31T23:59:59.999Z
constexpr qint64 dayMs = 24 * 60 * 60 * 1000;

bool isWritable(const QDateTime &instant)
{
    return instant.isValid() && instant.timeSpec() == Qt::UTC && instant.date().year() >= 1
        && instant.date().year() <= 9999;
}

void checkRfc3339(const QString &text)
{
    const auto instant = tc::parseRfc3339(text);
    if (!instant)
        return;
    FUZZ_CHECK(isWritable(*instant));
    const QString written = tc::formatRfc3339(*instant);
    FUZZ_CHECK(tc::parseRfc3339(written) == instant);
    FUZZ_CHECK(tc::formatRfc3339(*tc::parseRfc3339(written)) == written);
}

void checkConversion(const tc::Conversion &conversion, const QJsonValue &value, const QDateTime &start)
{
    const auto instant = conversion.readTime(value, start);
    FUZZ_CHECK(conversion.isTime() || conversion.kind == tc::Conversion::Kind::None || !instant);
    const auto text = conversion.readText(value);
    if (text && conversion.kind == tc::Conversion::Kind::NumberAsText)
        FUZZ_CHECK(conversion.readText(conversion.writeText(*text).value_or(QJsonValue())) == text);
    if (!instant)
        return;
    FUZZ_CHECK(isWritable(*instant));
    const auto written = conversion.writeTime(*instant, start);
    FUZZ_CHECK(written || (conversion.isDuration() && *instant < start));
    if (!written)
        return;
    // What a service gets back is what it said, but for the part that its unit cannot say.
    const auto again = conversion.readTime(*written, start);
    FUZZ_CHECK(again && conversion.writeTime(*again, start) == written);
    if (conversion.roundToSeconds == 0)
        FUZZ_CHECK(*again <= *instant && again->msecsTo(*instant) < dayMs);
}

void checkHeaders(const QByteArray &text, const QDateTime &now)
{
    for (const bool epoch : {false, true}) {
        const QDateTime instant = tc::instantOfHeader(text, epoch, now);
        FUZZ_CHECK(!instant.isValid() || (now <= instant && now.msecsTo(instant) <= dayMs));
        const QDateTime unclamped = tc::instantOfHeader(text, epoch, {});
        FUZZ_CHECK(!unclamped.isValid() || unclamped.timeSpec() == Qt::UTC);
    }
    static const tc::ErrorCatalogue catalogue;
    tc::HttpReplyData reply {429, {{"Retry-After", text}, {"Date", text}}, {}};
    const QDateTime date = tc::dateOf(reply);
    FUZZ_CHECK(!date.isValid() || date.timeSpec() == Qt::UTC);
    const tc::ApiError error = catalogue.errorOf(reply, QJsonValue(QJsonValue::Undefined), u"list");
    FUZZ_CHECK(error.kind == tc::ErrorKind::RateLimited);
    FUZZ_CHECK(!error.retryAt.isValid() || !date.isValid()
               || (date <= error.retryAt && date.msecsTo(error.retryAt) <= dayMs));
    // With the server's time known, a wait that is said is a wait.
    reply.headers = {{"Retry-After", text}, {"Date", "Thu, 24 Dec 2026 15:00:00 GMT"}};
    const tc::ApiError dated = catalogue.errorOf(reply, QJsonValue(QJsonValue::Undefined), u"list");
    const QByteArray digits = text.trimmed();
    if (!digits.isEmpty()
        && std::all_of(digits.cbegin(), digits.cend(), [](char c) { return c >= '0' && c <= '9'; }))
        FUZZ_CHECK(dated.retryAt.isValid());
}

void checkExpiry(const QDateTime &instant, int days, const QDateTime &now)
{
    const tc::Expiry expiry = tc::Expiry::at(instant);
    FUZZ_CHECK(!expiry.isNever() && expiry.instant() == instant);
    FUZZ_CHECK(expiry.hasPassed(now) == (instant <= now));
    FUZZ_CHECK(!(expiry.hasPassed(now) && expiry.isWithin(days, now)));
    FUZZ_CHECK(days > 0 || !expiry.isWithin(days, now));
    if (days > 0)
        FUZZ_CHECK(tc::Expiry::after(days, now).isWithin(days, now));
    FUZZ_CHECK(!tc::Expiry::never().hasPassed(now) && !tc::Expiry::never().isWithin(days, now));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using Kind = tc::Conversion::Kind;
    FuzzInput input(data, size);
    tc::Conversion conversion;
    const std::uint8_t how = input.byte();
    conversion.kind = static_cast<Kind>(how % (static_cast<int>(Kind::Enumeration) + 1));
    conversion.asText = (how & 0x40) != 0;
    conversion.endOfDay = (how & 0x80) != 0;
    const QByteArray line = input.line();
    const auto number = input.number<double>();
    const auto milliseconds = [&] {
        return static_cast<qint64>(input.number<quint64>() % (latestMs + 1));
    };
    const QDateTime instant = QDateTime::fromMSecsSinceEpoch(milliseconds(), Qt::UTC);
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(milliseconds(), Qt::UTC);
    const int days = input.byte() | input.byte() << 8;
    conversion.roundToSeconds = input.byte() % 4 == 3 ? 86400 : 0;

    const QString text = QString::fromUtf8(line);
    checkRfc3339(text);
    conversion.words
        = {{QJsonValue(text), QStringLiteral("active")}, {QJsonValue(number), QStringLiteral("other")}};
    for (const QJsonValue &value :
         {QJsonValue(text), QJsonValue(number), QJsonValue(qint64(number > 0 ? 1 : -1)), QJsonValue(),
          QJsonValue(true)}) {
        checkConversion(conversion, value, start);
        (void)conversion.readTime(value);
    }
    checkHeaders(line, start);
    checkExpiry(instant, days - 10, start);
    return 0;
}
