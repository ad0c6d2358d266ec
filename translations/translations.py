#!/usr/bin/env python3
"""Keeps translations/<room>_de.ts in step with the sources of each room.

--update  runs lupdate on every room (new texts come in unfinished, texts that are gone go)
--check   changes nothing, and fails where a translation is missing, unfinished, or of a text that is gone
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

TOP = pathlib.Path(__file__).resolve().parent.parent
SOURCES = {".cpp", ".h", ".ui"}


def rooms():
    """Each room with the directories that its texts are in; the forms are the windows'."""
    for directory in sorted((TOP / "src").iterdir()):
        if not directory.is_dir():
            continue
        directories = [directory]
        if directory.name == "windows" and (TOP / "ui").is_dir():
            directories.append(TOP / "ui")
        yield directory.name, directories


def sources_of(directories):
    return [file for directory in directories for file in sorted(directory.rglob("*")) if file.suffix in SOURCES]


def lupdate(program, sources, ts, keep_obsolete):
    """Brings `ts` up to date; returns what lupdate complained of."""
    command = [program, "-silent", "-locations", "none", "-source-language", "en", "-target-language", "de_DE"]
    if not keep_obsolete:
        command.append("-no-obsolete")
    command += [str(source) for source in sources] + ["-ts", str(ts)]
    # From the top, as lupdate writes no absolute path then.
    result = subprocess.run(command, cwd=TOP, capture_output=True, text=True)
    # It warns where it cannot tell a text's context: such a text would never be found when the program runs.
    warnings = [line for line in result.stderr.splitlines() if line.strip()]
    if result.returncode != 0 and not warnings:
        warnings = [f"lupdate ended with {result.returncode}"]
    return [f"{ts.stem}: {warning}" for warning in warnings]


def messages(ts):
    for context in ElementTree.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name"), message


def texts_of(translation):
    forms = translation.findall("numerusform")
    return [form.text or "" for form in forms] if forms else [translation.text or ""]


def complaints_of(room, ts):
    for context, message in messages(ts):
        source = message.findtext("source")
        translation = message.find("translation")
        kind = translation.get("type")
        if kind in ("vanished", "obsolete"):
            yield f"{room}: {context}: “{source}” is no longer in the sources"
        elif kind == "unfinished":
            yield f"{room}: {context}: “{source}” is not translated"
        elif not all(text.strip() for text in texts_of(translation)):
            yield f"{room}: {context}: “{source}” has an empty translation"
        else:
            yield from placeholder_complaints(room, context, source, translation)


def placeholder_complaints(room, context, source, translation):
    for text in texts_of(translation):
        for placeholder in ("%1", "%2", "%3", "%4"):
            if (placeholder in source) != (placeholder in text):
                yield f"{room}: {context}: “{source}” and its translation differ in {placeholder}"


def check(program):
    complaints = []
    checked = 0
    with tempfile.TemporaryDirectory() as scratch:
        for room, directories in rooms():
            kept = TOP / "translations" / f"{room}_de.ts"
            copy = pathlib.Path(scratch) / kept.name
            if kept.exists():
                shutil.copy(kept, copy)
            complaints += lupdate(program, sources_of(directories), copy, keep_obsolete=True)
            if not kept.exists():
                if copy.exists() and any(True for _ in messages(copy)):
                    complaints.append(f"{room}: translations/{kept.name} is missing")
                continue
            checked += sum(1 for _ in messages(copy))
            complaints.extend(complaints_of(room, copy))
    known = {f"{room}_de.ts" for room, _ in rooms()}
    complaints += [
        f"{ts.name}: there is no such room" for ts in (TOP / "translations").glob("*_de.ts") if ts.name not in known
    ]
    for complaint in complaints:
        print(complaint)
    print(f"{checked} texts, {len(complaints)} to mend")
    return 1 if complaints or checked == 0 else 0


def update(program):
    warnings = []
    for room, directories in rooms():
        ts = TOP / "translations" / f"{room}_de.ts"
        existed = ts.exists()
        warnings += lupdate(program, sources_of(directories), ts, keep_obsolete=False)
        if not existed and ts.exists() and not any(True for _ in messages(ts)):
            ts.unlink()
    for warning in warnings:
        print(warning)
    return 1 if warnings else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lupdate", required=True)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--check", action="store_true")
    action.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    return check(arguments.lupdate) if arguments.check else update(arguments.lupdate)


if __name__ == "__main__":
    sys.exit(main())
