#pragma once

#include <QString>

#include <optional>

namespace tc {

/// A company as the VAT register shows it.
struct Company
{
    QString name;
    QString street;
    QString zip;
    QString city;
};

/// What is known of a VAT identification number.
struct VatResult
{
    enum class Status {
        Valid,
        Invalid, ///< the number cannot exist
        Unavailable, ///< well-formed; but this backend asks no register, so it cannot tell
    };

    QString vatId; ///< in capitals, without separators
    Status status = Status::Unavailable;
    bool syntaxInvalid = false; ///< form or checksum is wrong
    bool obfuscated = false; ///< registered, but the register does not show by whom
    std::optional<Company> company;
};

/// Judges a VAT identification number of a member state of the EU (or Northern Ireland, XI) by form (Council
/// Directive 2006/112/EC, article 215, as VIES lists them), by checksum for Germany (ISO 7064 MOD 11,10),
/// Austria and Belgium, and by a small table of companies.
[[nodiscard]] VatResult checkVatId(const QString &vatId);

} // namespace tc
