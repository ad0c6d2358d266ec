#!/usr/bin/env python3
"""Everything below the widgets (the platform aside) builds where Qt Widgets and Qt Gui cannot be found.

A build of its own is configured there, and says what would be built. That the compiler and the linker would find all
they need is seen in the build that the tests run in: it made the same objects and programs, and used nothing of either.
"""

import argparse
import pathlib
import re
import subprocess
import sys

from house import finish

# The last is what all targets with widgets have precompiled, where this build does so.
FORBIDDEN_HEADER = re.compile(r"/Qt(Gui|Widgets|OpenGL|OpenGLWidgets|Svg|SvgWidgets)/|tc_headers_widgets")
FORBIDDEN_LIBRARY = re.compile(r"libQt6(Gui|Widgets|OpenGL|OpenGLWidgets|Svg|SvgWidgets)\.")


def run(*command):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{result.stdout[-8000:]}")
    return result.stdout


def ninja(build, *arguments):
    return run("ninja", "-C", str(build), *arguments)


def made_by(build, rule):
    """The objects or programs that a build makes, relative to its folder."""
    text = (build / "build.ninja").read_text(encoding="utf-8")
    return set(re.findall(rf"^build (\S+): {rule}", text, re.MULTILINE))


def header_complaints(objects, build):
    """Ninja keeps which headers each object was made from."""
    complaints = []
    seen = set()
    current = ""
    for line in ninja(build, "-t", "deps").splitlines():
        if line and not line.startswith(" "):
            current = line.split(":")[0]
            seen.add(current)
        elif current in objects and FORBIDDEN_HEADER.search(line):
            complaints.append(f"{current} includes {line.strip()}")
    return complaints + [f"{missing} was not built" for missing in sorted(objects - seen)]


def program_complaints(programs, build):
    complaints = []
    for program in sorted(programs):
        needed = run("readelf", "--dynamic", "--wide", str(build / program))
        complaints += [f"{program} links {name.group(0)}…" for name in FORBIDDEN_LIBRARY.finditer(needed)]
    return complaints


def room_complaints(objects, source):
    """A room that silently dropped out of the build would prove nothing."""
    left_out = {"platform", "widgets", "windows", "app"}
    return [
        f"{room} would not be built"
        for room in sorted(entry.name for entry in (source / "src").iterdir() if (entry / "CMakeLists.txt").exists())
        if room not in left_out and not any(name.startswith(f"src/{room}/CMakeFiles/tc_{room}.dir/") for name in objects)
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--source", required=True, type=pathlib.Path)
    parser.add_argument("--build", required=True, type=pathlib.Path, help="the build that the tests run in")
    parser.add_argument("--work", required=True, type=pathlib.Path, help="where the other one is configured")
    arguments = parser.parse_args()

    run(arguments.cmake, "-S", str(arguments.source), "-B", str(arguments.work), "-G", "Ninja",
        "-DCMAKE_BUILD_TYPE=Debug", "-DBUILD_TESTING=OFF", "-DTC_BUILD_GUI=OFF",
        "-DCMAKE_DISABLE_FIND_PACKAGE_Qt6Widgets=ON", "-DCMAKE_DISABLE_FIND_PACKAGE_Qt6Gui=ON")
    objects = made_by(arguments.work, "CXX_COMPILER__")
    programs = made_by(arguments.work, "CXX_EXECUTABLE_LINKER__")
    complaints = header_complaints(objects, arguments.build)
    complaints += program_complaints(programs, arguments.build)
    complaints += room_complaints(objects, arguments.source)
    if not programs:
        complaints.append("no program would be built")
    finish(complaints, f"{len(objects)} objects, {len(programs)} programs")


if __name__ == "__main__":
    main()
