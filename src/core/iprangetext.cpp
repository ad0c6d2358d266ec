#include "iprangetext.h"

#include "untrustedtext.h"

#include <QCoreApplication>
#include <QLocale>

namespace tc {

namespace {

struct IpRangeText
{
    Q_DECLARE_TR_FUNCTIONS(IpRangeText)
};

QString addressText(std::uint32_t address)
{
    return IpRange::address(address).toString();
}

} // namespace

QString explain(const IpRangeError &error)
{
    const QString entry = escapeUntrusted(error.entry, 60);
    const QString part = escapeUntrusted(error.part, 30);
    switch (error.kind) {
    case IpRangeError::Kind::Empty:
        return IpRangeText::tr("Enter an IPv4 address or range, such as 203.0.113.0/24.");
    case IpRangeError::Kind::NotFourOctets:
        return IpRangeText::tr("“%1” is not an IPv4 address: it needs four numbers separated by dots.")
            .arg(entry);
    case IpRangeError::Kind::NotADecimalOctet:
        return IpRangeText::tr("“%1” is not an IPv4 address: “%2” is not a number from 0 to 255.")
            .arg(entry, part);
    case IpRangeError::Kind::LeadingZero:
        return IpRangeText::tr("“%1” is ambiguous: write “%2” without leading zeros.").arg(entry, part);
    case IpRangeError::Kind::OctetTooLarge:
        return IpRangeText::tr("“%1” is not an IPv4 address: “%2” is larger than 255.").arg(entry, part);
    case IpRangeError::Kind::PrefixMissing:
        return IpRangeText::tr("“%1” lacks the prefix length after the slash (/0 to /32).").arg(entry);
    case IpRangeError::Kind::PrefixNotDecimal:
        return IpRangeText::tr("“%1” needs a prefix length from /0 to /32 after the address, not “/%2”.")
            .arg(entry, part);
    case IpRangeError::Kind::PrefixLeadingZero:
        return IpRangeText::tr("“%1” is ambiguous: write the prefix length “%2” without leading zeros.")
            .arg(entry, part);
    case IpRangeError::Kind::PrefixTooLarge:
        return IpRangeText::tr("“%1” is not a range: the prefix length “/%2” is larger than /32.")
            .arg(entry, part);
    case IpRangeError::Kind::HostBitsSet:
        return IpRangeText::tr("“%1” is an address inside a range, not a range. Did you mean %2?")
            .arg(entry, error.suggestion ? error.suggestion->toString() : QString());
    case IpRangeError::Kind::Ipv6:
        return IpRangeText::tr("“%1” is an IPv6 address; this service takes IPv4 only.").arg(entry);
    }
    Q_UNREACHABLE();
}

QString coverage(const IpRange &range)
{
    if (range.isEveryAddress())
        return IpRangeText::tr("every IPv4 address");
    if (range.size() == 1)
        return IpRangeText::tr("1 address");
    return IpRangeText::tr("%1 addresses: %2 to %3")
        .arg(QLocale().toString(static_cast<qulonglong>(range.size())), addressText(range.first()),
             addressText(range.last()));
}

} // namespace tc
