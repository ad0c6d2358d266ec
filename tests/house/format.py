#!/usr/bin/env python3
"""Every C++ source is as clang-format 14 (Debian 12's) writes it."""

import subprocess
import sys

from house import TOP, cpp_files, finish


def main():
    program = sys.argv[1]
    if program.endswith("NOTFOUND"):
        sys.exit("clang-format-14 is not installed (Debian package clang-format-14)")
    files = cpp_files("src", "tests")
    result = subprocess.run([program, "--dry-run", "--Werror", "--style=file"] + [str(file) for file in files],
                            cwd=TOP, capture_output=True, text=True)
    complaints = [line for line in result.stderr.splitlines() if ": error:" in line]
    if result.returncode != 0 and not complaints:
        complaints = [result.stderr]
    finish(complaints, f"{len(files)} files")


if __name__ == "__main__":
    main()
