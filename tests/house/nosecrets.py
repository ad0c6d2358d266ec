#!/usr/bin/env python3
"""No file holds what could be a working secret: tests build theirs when they run."""

import re
import shutil
import subprocess

from house import TOP, finish

PATTERNS = [
    # A vendor's prefix and what may be a body. Placeholders repeat one character or have few different ones.
    r"\btok_optimus_[A-Za-z0-9]{16,}",
    r"\bopt_(?:live|test)_[A-Za-z0-9]{24,}",
    r"\b(?:optiuser|profile)_v1_[A-Za-z0-9]{24,}",
    r"\b[0-9]+\|[A-Za-z0-9_]{40,}",
    r"\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{16,}",
    r"\bgh[pousr]_[A-Za-z0-9]{30,}",
    r"\bgithub_pat_[A-Za-z0-9_]{40,}",
    r"\bglpat-[A-Za-z0-9_-]{18,}",
    r"\bxox[abprs]-[A-Za-z0-9-]{20,}",
    r"\bAKIA[A-Z0-9]{16}\b",
    r"\bAIza[A-Za-z0-9_-]{35}",
    r"\beyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40,}",
    r"(?i)\bbearer +[A-Za-z0-9._~+/-]{30,}",
]
FOLDERS = [".ci", "cmake", "packaging", "resources", "src", "tests", "translations", "ui"]


def files():
    """What git has, or where there is no git, what the folders and the top have."""
    if (TOP / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "-C", str(TOP), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            capture_output=True, text=True)
        if listed.returncode == 0:
            return sorted(TOP / name for name in listed.stdout.split("\0") if name and (TOP / name).is_file())
    found = [file for folder in FOLDERS for file in (TOP / folder).rglob("*")] + list(TOP.iterdir())
    return sorted(file for file in found if file.is_file())


def is_placeholder(secret):
    """`…xxxxxxxx`, `…0000`, `…1234567890`: nobody mistakes it for one that works."""
    tail = re.split(r"[_\- .]", secret)[-1]
    return len(set(tail.lower())) <= 4


def main():
    complaints = []
    looked_at = files()
    for file in looked_at:
        text = file.read_bytes().decode("utf-8", errors="replace")
        for pattern in PATTERNS:
            for match in re.finditer(pattern, text):
                if not is_placeholder(match.group(0)):
                    line = text.count("\n", 0, match.start()) + 1
                    complaints.append(f"{file.relative_to(TOP)}:{line}: looks like a secret: {match.group(0)[:16]}…")
    finish(complaints, f"{len(looked_at)} files")


if __name__ == "__main__":
    main()
