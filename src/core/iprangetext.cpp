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

} // namespace

QString explain(const IpRangeError &error)
{
    const QString entry = escapeUntrusted(error.entry, 60);
    const QString part = escapeUntrusted(error.part, 30);
    const QString suggestion = error.suggestion ? error.suggestion->toString() : QString();
    const QString longest = QString::number(error.longestPrefix);
    switch (error.kind) {
    case IpRangeError::Kind::Empty:
        return IpRangeText::tr("Enter an IP address or range, such as 203.0.113.0/24.");
    case IpRangeError::Kind::NotAnAddress:
        return IpRangeText::tr("“%1” is not an IP address: IPv4 is four numbers separated by dots, IPv6 is "
                               "groups of hexadecimal digits separated by colons.")
            .arg(entry);
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
    case IpRangeError::Kind::NotEightGroups:
        return IpRangeText::tr("“%1” is not an IPv6 address: it needs eight groups separated by colons; “::” "
                               "may stand for missing ones, once.")
            .arg(entry);
    case IpRangeError::Kind::NotAGroup:
        return IpRangeText::tr("“%1” is not an IPv6 address: “%2” is not a group of up to four hexadecimal "
                               "digits.")
            .arg(entry, part);
    case IpRangeError::Kind::BadIpv4Tail:
        return IpRangeText::tr("“%1” is not an IPv6 address: “%2” at its end is not an IPv4 address.")
            .arg(entry, part);
    case IpRangeError::Kind::Zone:
        return IpRangeText::tr("“%1” names a zone: “%2” means something on one computer only. Write the "
                               "address without it.")
            .arg(entry, part);
    case IpRangeError::Kind::PrefixMissing:
        return IpRangeText::tr("“%1” lacks the prefix length after the slash (/0 to /%2).")
            .arg(entry, longest);
    case IpRangeError::Kind::PrefixNotDecimal:
        return IpRangeText::tr("“%1” needs a prefix length from /0 to /%3 after the address, not “/%2”.")
            .arg(entry, part, longest);
    case IpRangeError::Kind::PrefixLeadingZero:
        return IpRangeText::tr("“%1” is ambiguous: write the prefix length “%2” without leading zeros.")
            .arg(entry, part);
    case IpRangeError::Kind::PrefixTooLarge:
        return IpRangeText::tr("“%1” is not a range: the prefix length “/%2” is larger than /%3.")
            .arg(entry, part, longest);
    case IpRangeError::Kind::HostBitsSet:
        return IpRangeText::tr("“%1” is an address inside a range, not a range. Did you mean %2?")
            .arg(entry, suggestion);
    case IpRangeError::Kind::Ipv6:
        return IpRangeText::tr("“%1” is an IPv6 address; this service takes IPv4 only.").arg(entry);
    case IpRangeError::Kind::MappedIpv4:
        return IpRangeText::tr("“%1” is an IPv4 address in the form of IPv6. Did you mean %2?")
            .arg(entry, suggestion);
    }
    Q_UNREACHABLE();
}

namespace {

/// What an IPv6 range holds is told in subnets, of which each has /64 (RFC 4291 2.5.4), as long as people can
/// read their number, and in addresses where it is less than one.
QString ipv6Size(const IpRange &range)
{
    constexpr int subnet = 64;
    constexpr int readableBits = 32;
    const auto number = [](int bits) {
        return QLocale().toString(qulonglong {1} << bits);
    };
    const int subnetBits = range.hostBits() - subnet;
    if (subnetBits == 0)
        return IpRangeText::tr("one subnet");
    if (subnetBits > 0)
        return subnetBits <= readableBits
            ? IpRangeText::tr("%1 subnets (/64)").arg(number(subnetBits))
            : IpRangeText::tr("2^%1 subnets (/64)").arg(QString::number(subnetBits));
    return range.hostBits() <= readableBits
        ? IpRangeText::tr("%1 addresses").arg(number(range.hostBits()))
        : IpRangeText::tr("2^%1 addresses").arg(QString::number(range.hostBits()));
}

} // namespace

QString coverage(const IpRange &range)
{
    if (range.isEveryAddress())
        return range.isV6() ? IpRangeText::tr("every IPv6 address") : IpRangeText::tr("every IPv4 address");
    if (range.isOneAddress())
        return IpRangeText::tr("1 address");
    const QString first = range.first().toString();
    const QString last = range.last().toString();
    if (range.isV6())
        return IpRangeText::tr("%1: %2 to %3", "size of an IPv6 range").arg(ipv6Size(range), first, last);
    return IpRangeText::tr("%1 addresses: %2 to %3")
        .arg(QLocale().toString(qulonglong {*range.size()}), first, last);
}

} // namespace tc
