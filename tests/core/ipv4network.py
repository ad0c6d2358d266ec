#!/usr/bin/env python3
"""The reference that the range parser is compared with: IPv4Network(s, strict=True) of the standard library, or
with the argument 6 IPv6Network(s, strict=True).

First line out: this Python's version and whether it takes octets with leading zeros (versions before 3.9.5 did,
CVE-2021-29921). Then for each line in (UTF-8) one line out: first address in hexadecimal digits, "/" and the prefix length,
or "-" where it is refused.
"""

import ipaddress
import platform
import sys


def verdict(text, kind=ipaddress.IPv4Network):
    try:
        network = kind(text, strict=True)
    except ValueError:
        return "-"
    return f"{network.network_address.packed.hex()}/{network.prefixlen}"


def main():
    octets = "refused" if verdict("010.8.8.8") == "-" else "taken"
    lines = sys.stdin.buffer.read().decode("utf-8").split("\n")
    assert lines.pop() == "", "the last line has no end"
    out = [f"{platform.python_version()} {octets}"]
    kind = ipaddress.IPv6Network if sys.argv[1:] == ["6"] else ipaddress.IPv4Network
    out.extend(verdict(line, kind) for line in lines)
    sys.stdout.write("\n".join(out) + "\n")


main()
