#!/usr/bin/env python3
"""The rooms' arrows only point down.

Looked at are the links that the targets state, the headers that the sources include, and the command that links
the console, which must hold neither an HTTP server nor Qt SQL.
"""

import argparse
import re
import subprocess

from house import TOP, cpp_files, finish

# The floors of the house: what each room may use itself, and through these what is below.
MAY_USE = {
    "core": set(),
    "catalog": {"core"},
    "credentials": {"core"},
    "models": {"core"},
    "platform": {"core"},
    "backend": {"core"},
    "api": {"catalog"},
    "workflows": {"api", "credentials"},
    "widgets": {"models", "platform"},
    "windows": {"widgets", "workflows"},
    "app": {"windows"},
}
# Which rooms may link a library, where not all may. A room may use what a room below it may.
LIBRARIES = {
    r"Qt6?::Widgets|Qt6?::Svg.*": {"widgets"},
    r"Qt6?::Gui": {"platform"},
    r"Qt6?::Network": {"api", "backend"},
    r"Qt6?::Sql": {"backend"},
    r"Qt6?::DBus": {"credentials", "platform"},
    r"(Qt6Keychain::)?[Qq]t6[Kk]eychain": {"credentials"},
    r"Qt6?::HttpServer|[Bb]oost.*|httplib.*": {"backend"},
    r"[Vv]alijson.*": {"catalog"},
}
CONSOLE = "bin/token-console"
NOT_IN_CONSOLE = re.compile(r"Qt6Sql|Qt6HttpServer|boost|httplib|tc_backend", re.IGNORECASE)


def below(room):
    """The rooms that `room` may use, however far down."""
    found = set(MAY_USE[room])
    for other in MAY_USE[room]:
        found |= below(other)
    return found


def library_complaint(room, library):
    for pattern, rooms in LIBRARIES.items():
        if re.fullmatch(pattern, library) and not ({room} | below(room)) & rooms:
            return f"{room} must not link {library}"
    return None


def link_complaints(path):
    count = 0
    complaints = []
    for line in open(path, encoding="utf-8"):
        room, target, _, *libraries = line.split()
        if room not in MAY_USE:
            complaints.append(f"{room} is no room of the house")
            continue
        count += 1
        for library in libraries:
            # Private links of a static library are wrapped in $<LINK_ONLY:…>.
            library = re.sub(r"\$<[A-Z_]+:|>|::@.*", "", library)
            if library.startswith("tc_"):
                other = library.removeprefix("tc_")
                if other in MAY_USE and other != room and other not in below(room):
                    complaints.append(f"{room} must not use {other} ({target} links it)")
            else:
                complaint = library_complaint(room, library)
                if complaint:
                    complaints.append(f"{complaint} ({target})")
    return count, sorted(set(complaints))


def include_complaints():
    """Headers by their plain name are found through the targets; by a path they would get round them."""
    complaints = []
    room_of = {}
    for header in cpp_files("src"):
        if header.suffix == ".h":
            room_of.setdefault(header.name, set()).add(header.parent.relative_to(TOP / "src").parts[0])
    for name, rooms in sorted(room_of.items()):
        if len(rooms) > 1:
            complaints.append(f"{name} is in more than one room: {', '.join(sorted(rooms))}")
    for file in cpp_files("src"):
        room = file.relative_to(TOP / "src").parts[0]
        if room not in MAY_USE:
            continue
        for name in re.findall(r'^\s*#\s*include\s+["<]([^">]+)[">]', file.read_text(encoding="utf-8"), re.MULTILINE):
            where = file.relative_to(TOP)
            if ".." in name.split("/"):
                complaints.append(f"{where} includes {name}: by its plain name only")
            owners = room_of.get(name.rsplit("/", 1)[-1], set())
            if "/" not in name and owners and not owners & ({room} | below(room)):
                complaints.append(f"{where}: {room} must not use {owners.pop()} (includes {name})")
    return complaints


def console_complaints(ninja, build):
    """The last command that makes the console is the one that links it."""
    result = subprocess.run([ninja, "-C", build, "-t", "commands", "-s", CONSOLE], capture_output=True, text=True)
    if result.returncode != 0:
        if (TOP / "src/app/CMakeLists.txt").exists():
            return [f"{CONSOLE} is not built: {(result.stderr or result.stdout).strip()}"]
        return []
    found = sorted({match.group(0) for match in NOT_IN_CONSOLE.finditer(result.stdout)})
    return [f"the console links {name}" for name in found]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--ninja", required=True)
    arguments = parser.parse_args()
    count, complaints = link_complaints(arguments.links)
    complaints += include_complaints()
    complaints += console_complaints(arguments.ninja, arguments.build)
    finish(complaints, f"{count} lists of links")


if __name__ == "__main__":
    main()
