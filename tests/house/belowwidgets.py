#!/usr/bin/env python3
"""Everything below the widgets (the platform aside) builds where Qt Widgets and Qt Gui cannot be found."""

import argparse
import os
import pathlib
import re
import subprocess
import sys

from house import finish

FORBIDDEN_HEADER = re.compile(r"/Qt(Gui|Widgets|OpenGL|OpenGLWidgets|Svg|SvgWidgets)/")
FORBIDDEN_LIBRARY = re.compile(r"libQt6(Gui|Widgets|OpenGL|OpenGLWidgets|Svg|SvgWidgets)\.")


def run(*command):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{result.stdout[-8000:]}")
    return result.stdout


def ninja(build, *arguments):
    return run("ninja", "-C", str(build), *arguments)


def header_complaints(build):
    """Ninja keeps which headers each object was made from."""
    complaints = []
    objects = 0
    current = ""
    for line in ninja(build, "-t", "deps").splitlines():
        if line and not line.startswith(" "):
            current = line.split(":")[0]
            objects += current.endswith(".o")
        elif FORBIDDEN_HEADER.search(line):
            complaints.append(f"{current} includes {line.strip()}")
    return objects, complaints


def program_complaints(build):
    complaints = []
    for program in sorted((build / "bin").glob("*")):
        if program.is_file() and os.access(program, os.X_OK):
            needed = run("readelf", "--dynamic", "--wide", str(program))
            complaints += [f"{program.name} links {name.group(0)}…" for name in FORBIDDEN_LIBRARY.finditer(needed)]
    return complaints


def room_complaints(source, build):
    """A room that silently dropped out of the build would prove nothing."""
    left_out = {"platform", "widgets", "windows", "app"}
    return [
        f"{room} was not built"
        for room in sorted(entry.name for entry in (source / "src").iterdir() if (entry / "CMakeLists.txt").exists())
        if room not in left_out and not any(build.glob(f"src/{room}/libtc_{room}.a"))
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--source", required=True, type=pathlib.Path)
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--launcher", default="")
    arguments = parser.parse_args()
    build = arguments.build

    run(arguments.cmake, "-S", str(arguments.source), "-B", str(build), "-G", "Ninja",
        "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0", "-DBUILD_TESTING=OFF", "-DTC_BUILD_GUI=OFF",
        "-DTC_WARNINGS_AS_ERRORS=ON", "-DCMAKE_DISABLE_FIND_PACKAGE_Qt6Widgets=ON",
        "-DCMAKE_DISABLE_FIND_PACKAGE_Qt6Gui=ON", f"-DCMAKE_CXX_COMPILER_LAUNCHER={arguments.launcher}")
    ninja(build, f"-j{os.cpu_count()}")
    objects, complaints = header_complaints(build)
    complaints += program_complaints(build)
    complaints += room_complaints(arguments.source, build)
    finish(complaints, f"{objects} objects")


if __name__ == "__main__":
    main()
