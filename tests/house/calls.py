#!/usr/bin/env python3
"""Calls that the code must not make: nested event loops, TLS and storage let down, error texts that hold URLs."""

import re

from house import TOP, code_of, cpp_files, finish

BACKEND = "src/backend/"
RULES = [
    (r"\bprocessEvents\s*\(", "a nested event loop"),
    (r"\bQEventLoop\b(?!\s*::)", "a nested event loop"),
    (r"\bwaitFor(Finished|ReadyRead|BytesWritten|Connected|Disconnected|Encrypted|Started|Done)\s*\(", "blocks"),
    (r"\bQMessageBox\s*::\s*(question|information|warning|critical|about)\s*\(", "a nested event loop"),
    (r"\bQFileDialog\s*::\s*get\w+\s*\(", "a nested event loop"),
    (r"\bQInputDialog\s*::\s*get\w+\s*\(", "a nested event loop"),
    (r"\bignoreSslErrors\s*\(", "lets a server go unproven"),
    (r"\bVerifyNone\b|\bQueryPeer\b", "lets a server go unproven"),
    (r"\bsetInsecureFallback\s*\(\s*true\s*\)", "keeps secrets in plain text"),
    (r"\bfriend\s+class\s+Test", "opens a class for tests"),
]
# Not the backend's: it talks to its operator and has no credential in a URL, and what it executes is SQL.
RULES_BUT_BACKEND = [
    (r"(?<!\bapp)(?<!\bapplication)(\.|->)exec\s*\(", "a nested event loop"),
    (r"\berrorString\s*\(", "may hold a URL"),
]


def main():
    complaints = []
    files = cpp_files("src")
    for file in files:
        name = file.relative_to(TOP).as_posix()
        code = code_of(file.read_text(encoding="utf-8"))
        rules = RULES if name.startswith(BACKEND) else RULES + RULES_BUT_BACKEND
        for number, line in enumerate(code.splitlines(), 1):
            if line.lstrip().startswith("#"):
                continue
            for pattern, why in rules:
                found = re.search(pattern, line)
                if found:
                    complaints.append(f"{name}:{number}: {found.group(0)}…: {why}")
    finish(complaints, f"{len(files)} files")


if __name__ == "__main__":
    main()
