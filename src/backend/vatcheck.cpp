#include "vatcheck.h"

#include <QLatin1String>
#include <QList>

#include <algorithm>
#include <array>

namespace tc {

namespace {

/// `9` stands for a digit, `@` for a letter, `?` for either, everything else for itself; `|` separates forms.
struct CountryForm
{
    const char *country;
    const char *forms;
};

constexpr std::array<CountryForm, 28> countryForms {{
    {"AT", "U99999999"},
    {"BE", "0999999999|1999999999"},
    {"BG", "999999999|9999999999"},
    {"CY", "99999999@"},
    {"CZ", "99999999|999999999|9999999999"},
    {"DE", "999999999"},
    {"DK", "99999999"},
    {"EE", "999999999"},
    {"EL", "999999999"},
    {"ES", "?9999999?"},
    {"FI", "99999999"},
    {"FR", "??999999999"},
    {"HR", "99999999999"},
    {"HU", "99999999"},
    {"IE", "9?99999@|9999999@@"},
    {"IT", "99999999999"},
    {"LT", "999999999|999999999999"},
    {"LU", "99999999"},
    {"LV", "99999999999"},
    {"MT", "99999999"},
    {"NL", "999999999B99"},
    {"PL", "9999999999"},
    {"PT", "999999999"},
    {"RO", "99|999|9999|99999|999999|9999999|99999999|999999999|9999999999"},
    {"SE", "999999999999"},
    {"SI", "99999999"},
    {"SK", "9999999999"},
    {"XI", "999999999|999999999999"},
}};

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isLetter(QChar c)
{
    return c >= u'A' && c <= u'Z';
}

bool matchesForm(QStringView number, QStringView form)
{
    return number.size() == form.size()
        && std::equal(number.begin(), number.end(), form.begin(), [](QChar c, QChar expected) {
               switch (expected.unicode()) {
               case u'9':
                   return isDigit(c);
               case u'@':
                   return isLetter(c);
               case u'?':
                   return isDigit(c) || isLetter(c);
               default:
                   return c == expected;
               }
           });
}

bool hasForm(QStringView country, QStringView number)
{
    const auto *known = std::find_if(countryForms.begin(), countryForms.end(), [country](const auto &entry) {
        return country == QLatin1String(entry.country);
    });
    if (known == countryForms.end())
        return false;
    const QString forms = QLatin1String(known->forms);
    const QList<QStringView> list = QStringView(forms).split(u'|');
    return std::any_of(list.begin(), list.end(),
                       [number](QStringView form) { return matchesForm(number, form); });
}

int digit(QStringView number, qsizetype index)
{
    return number[index].unicode() - u'0';
}

/// ISO 7064 MOD 11,10 over nine digits.
bool isGermanChecksumRight(QStringView number)
{
    int product = 10;
    for (qsizetype i = 0; i < 8; ++i) {
        const int sum = (digit(number, i) + product) % 10;
        product = 2 * (sum == 0 ? 10 : sum) % 11;
    }
    return (11 - product) % 10 == digit(number, 8);
}

/// Over the seven digits after U, every second one doubled and its digits added up.
bool isAustrianChecksumRight(QStringView number)
{
    int sum = 4;
    for (qsizetype i = 1; i <= 7; ++i) {
        const int value = digit(number, i) * (i % 2 == 0 ? 2 : 1);
        sum += value / 10 + value % 10;
    }
    return (10 - sum % 10) % 10 == digit(number, 8);
}

bool isBelgianChecksumRight(QStringView number)
{
    const int body = number.first(8).toInt();
    return 97 - body % 97 == number.last(2).toInt();
}

bool isChecksumRight(QStringView country, QStringView number)
{
    if (country == u"DE")
        return isGermanChecksumRight(number);
    if (country == u"AT")
        return isAustrianChecksumRight(number);
    if (country == u"BE")
        return isBelgianChecksumRight(number);
    return true;
}

struct KnownCompany
{
    const char *vatId;
    const char *name; ///< UTF-8; nothing where the register does not show it
    const char *street;
    const char *zip;
    const char *city;
};

/// Companies that publish their number. The first one is the example of the vendor's documentation.
constexpr std::array<KnownCompany, 6> knownCompanies {{
    {"DE284700631", "Optimus Software GmbH", "Tal 44", "80331", "München"},
    {"DE143454214", "SAP SE", "Dietmar-Hopp-Allee 16", "69190", "Walldorf"},
    {"DE123475223", nullptr, nullptr, nullptr, nullptr},
    {"ATU33864707", "Red Bull GmbH", "Am Brunnen 1", "5330", "Fuschl am See"},
    {"IE6388047V", "Google Ireland Limited", "Gordon House, Barrow Street", "D04 E5W5", "Dublin"},
    {"LU20260743", "Amazon EU S.à r.l.", "38 avenue John F. Kennedy", "1855", "Luxembourg"},
}};

/// In capitals, without the separators people write.
QString normalized(const QString &vatId)
{
    QString text;
    for (const QChar c : vatId) {
        if (!c.isSpace() && c != u'.' && c != u'-')
            text.append(c.toUpper());
    }
    return text;
}

} // namespace

VatResult checkVatId(const QString &vatId)
{
    VatResult result;
    result.vatId = normalized(vatId);
    const QStringView country = QStringView(result.vatId).first(qMin<qsizetype>(2, result.vatId.size()));
    const QStringView number = QStringView(result.vatId).sliced(country.size());
    if (!hasForm(country, number) || !isChecksumRight(country, number)) {
        result.status = VatResult::Status::Invalid;
        result.syntaxInvalid = true;
        return result;
    }
    const auto *known
        = std::find_if(knownCompanies.begin(), knownCompanies.end(), [&result](const KnownCompany &company) {
              return result.vatId == QLatin1String(company.vatId);
          });
    if (known == knownCompanies.end())
        return result;
    result.status = VatResult::Status::Valid;
    if (known->name)
        result.company = Company {QString::fromUtf8(known->name), QString::fromUtf8(known->street),
                                  QString::fromUtf8(known->zip), QString::fromUtf8(known->city)};
    else
        result.obfuscated = true;
    return result;
}

} // namespace tc
