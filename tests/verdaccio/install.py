#!/usr/bin/env python3
"""Installs what package-lock.json pins, and nothing else, into a folder of the build; once for each lock file.

What runs is a registry (verdaccio) and a client of it (npm): both from the lock file, so that the machine's own npm only
has to be able to read it. No package's install script is run.

verdaccio 6.0.5 asks for the tag "cjs" of node-fetch, which a registry may lack, and npm 9 cannot override a tag
("overrides" in package.json). So the lock file, made with `"overrides": {"node-fetch": "2.7.0"}`, was told by hand that
verdaccio asks for 2.7.0: say so again when you make another.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FILES = ["package.json", "package-lock.json"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    work = parser.parse_args().work
    wanted = "".join((HERE / name).read_text(encoding="utf-8") for name in FILES)
    stamp = work / "installed"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        print("installed already")
        return
    npm = shutil.which("npm")
    if not npm:
        sys.exit("there is no npm: install Debian's packages nodejs and npm")
    work.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    for name in FILES:
        shutil.copy(HERE / name, work / name)
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"], cwd=work,
                   check=True)
    stamp.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
