// Text with secrets planted where they are recognised: bytes 01 to 07 each stand for a secret in one of its
// places. Of none a run of 16 characters stays, and redacting twice changes nothing.
#include "fuzzing.h"

#include "redactor.h"

#include <QStringList>

namespace {

const QString prefix = QStringLiteral("tok_") + QStringLiteral("optimus_");
/// Put together here: a file that held it whole would look like one that leaks a secret.
const QString canary
    = QStringLiteral("Zq7Wm2Kd9Xv4") + QStringLiteral("Tn8Rb3Hc6Yf5") + QStringLiteral("Lp1Gs0");

/// The line end before an own beginning keeps the text before it from making another word of it.
const QStringList &plants()
{
    static const QStringList texts {
        prefix + canary,
        QStringLiteral("\nAuthorization: ") + canary,
        QStringLiteral("\nBearer ") + canary,
        QStringLiteral("\nGET /x?access_token=") + canary,
        QStringLiteral("\nhttps://user:") + canary + QStringLiteral("@example.com/"),
        QStringLiteral("\n17|") + canary + QStringLiteral("aaaaaaaaaaaa"),
        QStringLiteral("{\"token\": \"") + prefix + canary + QStringLiteral("\"}"),
    };
    return texts;
}

/// Whether a run of 16 characters of the canary is in \a text, whatever its case.
bool leaks(const QString &text)
{
    constexpr qsizetype run = 16;
    for (qsizetype i = 0; i + run <= canary.size(); ++i) {
        if (text.contains(QStringView(canary).sliced(i, run), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const tc::Redactor redactor({prefix, QStringLiteral("glpat-"), QStringLiteral("off_live_")});
    static const tc::Redactor withoutPrefixes;
    FuzzInput input(data, size);
    const QString raw = input.text();
    if (leaks(raw))
        return 0; // the fuzzer's own copy of it, in no place that is recognised
    QString text;
    bool needsPrefix = false;
    for (const QChar c : raw) {
        const int plant = c.unicode() - 1;
        if (plant >= 0 && plant < plants().size()) {
            text += plants().at(plant);
            needsPrefix = needsPrefix || plant == 0 || plant == plants().size() - 1;
        } else {
            text += c;
        }
    }
    const QString clean = redactor.redact(text);
    FUZZ_CHECK(!leaks(clean));
    FUZZ_CHECK(redactor.redact(clean) == clean);
    const QString other = withoutPrefixes.redact(text);
    FUZZ_CHECK(needsPrefix || !leaks(other));
    FUZZ_CHECK(withoutPrefixes.redact(other) == other);
    return 0;
}
