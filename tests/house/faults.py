#!/usr/bin/env python3
"""Every fault and bad input that the console must survive has a test that names it: `fault 12` in the comment
above the test, or in its data row. --list tells which."""

import re
import sys

from house import TOP, finish

FAULTS = {
    1: "a 302 to another host: blocked, nothing seen there",
    2: "a 307 of a POST: blocked, the body is not sent again",
    3: "from https to http: blocked",
    4: "a self-signed, expired or other host's certificate: refused",
    5: "a POST is read and the connection closed: one request, outcome unknown",
    6: "the same beside a connection that is kept",
    7: "a PATCH is applied and its answer lost: a fresh GET shows success",
    8: "a DELETE's answer is lost: revoked",
    9: "a silent server: deadline",
    10: "a body drips: deadline",
    11: "a body of 300 MiB: aborted, grows by less than 20 MiB",
    12: "9 and 64 MiB in gzip: refused",
    13: "a header of 20 MB: deadline",
    14: "a body cut short: the old list stays",
    15: "a bad Content-Length",
    16: "HTML with 200: content type",
    17: "a Basic challenge, with user information: refused",
    18: "407, or the proxy is down: a message of its own",
    19: "Retry-After of -1, 99999999, a date: clamped",
    20: "409, 412 and 422: three flows",
    21: "JSON of depth 1,025",
    22: "duplicate names, lone surrogates, NUL",
    23: "a create answered without a secret: said loudly",
    24: "100,000 tokens, a cyclic next page: bounded",
    25: "a pasted CR LF header: refused",
    26: "a trailing newline: trimmed, and said",
    27: "a name of markup, U+202E, NUL, 1 MB: plain, escaped, limited",
    28: "a token id ../x: percent-encoded",
    29: "010.8.8.8, 0x7f.1, 10.1, a trailing newline: refused or trimmed",
    30: "10.0.0.1/8: the network is offered",
    31: "/8, 1.2.3.4/08, /+8, /33: refused",
    32: "0.0.0.0/0: confirmed explicitly",
    33: "a formula as a name in an export: quoted",
    34: "no D-Bus: kept for the session, where wanted",
    35: "a hanging bus: the window answers, the time-out is said",
    36: "a dismissed prompt: not read as no token",
    37: "quitting during a keychain job: no crash",
    38: "the keychain refuses after a create: the secret stays visible",
    39: "the disk is full when a file is saved: the old one stays whole",
    40: "a clock a day off: expiry is judged by the server's",
    41: "SIGKILL at any step: a consistent restart",
}

# Without a test for as long as the console has nothing that the fault could happen to.
NO_EXPORT = {33}

NAMED = re.compile(r"\bfaults? (\d+(?:(?:, | and |, and )\d+)*)", re.IGNORECASE)
TEST = re.compile(r"^\s*(?:void (?:\w+::)?|def )(?!init|cleanup)(\w+)\(", re.MULTILINE)


def tests_of(file):
    """The faults that a test file names, each with the test."""
    text = file.read_text(encoding="utf-8")
    for named in NAMED.finditer(text):
        line = text[text.rfind("\n", 0, named.start()) + 1 : named.start()].lstrip()
        isComment = line.startswith("//")
        following = TEST.search(text, named.end())
        before = [test for test in TEST.finditer(text, 0, named.start())]
        test = following if isComment else before[-1] if before else None
        if test:
            for number in re.findall(r"\d+", named.group(1)):
                yield int(number), f"{file.parent.name}/{file.stem} {test.group(1).removesuffix('_data')}"


def main():
    files = sorted((TOP / "tests").rglob("tst_*.cpp")) + sorted((TOP / "tests" / "app").glob("*.py"))
    tests = {number: set() for number in FAULTS}
    complaints = []
    for file in files:
        for number, test in tests_of(file):
            if number in FAULTS:
                tests[number].add(test)
            else:
                complaints.append(f"{test} names a fault {number} that there is not")
    complaints += [
        f"no test names fault {number}: {FAULTS[number]}"
        for number, named in tests.items()
        if not named and number not in NO_EXPORT
    ]
    if any(re.search(r"\bcsv\b", file.name, re.IGNORECASE) for file in (TOP / "src").rglob("*")):
        complaints += [f"there is an export now: {FAULTS[number]}" for number in NO_EXPORT if not tests[number]]
    if "--list" in sys.argv:
        for number, named in tests.items():
            print(f"{number:2} {FAULTS[number]}")
            print("".join(f"      {test}\n" for test in sorted(named)), end="")
    finish(complaints, f"{len(files)} files")


if __name__ == "__main__":
    main()
