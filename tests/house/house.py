"""What the house rules share: where the sources are, and how C++ reads without comments and texts."""

import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
CPP = {".cpp", ".h", ".mm"}

_TOKEN = re.compile(
    r"""
    (?P<comment> //[^\n]* | /\*.*?\*/ )
  | (?P<raw> R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)" )
  | (?P<text> "(?:\\.|[^"\\\n])*" )
  | (?P<number> \b\d[\d']*\d\b )
  | (?P<character> '(?:\\.|[^'\\\n])+' )
    """,
    re.VERBOSE | re.DOTALL,
)


def cpp_files(*folders):
    return sorted(
        file for folder in folders for file in (TOP / folder).rglob("*") if file.suffix in CPP and file.is_file()
    )


def code_of(source):
    """The source with comments and the contents of texts blanked out; lines stay where they are."""

    def blank(match):
        if match.group("number"):
            return match.group(0)
        lines = "\n" * match.group(0).count("\n")
        return lines if match.group("comment") else '""' + lines

    return _TOKEN.sub(blank, source)


def finish(complaints, checked):
    """Prints what was found and ends the program: it fails on complaints, and when nothing was looked at."""
    for complaint in complaints:
        print(complaint)
    print(f"{checked}, {len(complaints)} to mend")
    sys.exit(1 if complaints or checked.startswith("0 ") else 0)
