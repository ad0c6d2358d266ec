#!/usr/bin/env python3
"""No vendor is named in the sources, the embedded backend aside: what a vendor has is in its description."""

import json
import re

from house import TOP, finish

OWN = {"token", "console"}


def names():
    """The words of every description's id and English name."""
    words = set()
    for file in sorted((TOP / "resources" / "services").glob("*.json")):
        if file.name.endswith(".schema.json"):
            continue
        description = json.loads(file.read_text(encoding="utf-8"))
        name = description["name"]
        for text in (description["id"], name if isinstance(name, str) else name["en"]):
            words.update(word for word in re.findall(r"[a-z0-9]{3,}", text.lower()) if word not in OWN)
    return words - {"registry", "panel", "api"}


def main():
    vendors = names() | {"laravel", "sanctum", "verdaccio"}
    pattern = re.compile("|".join(sorted(vendors)), re.IGNORECASE)
    complaints = []
    looked_at = [file for file in sorted((TOP / "src").rglob("*"))
                 if file.suffix in {".cpp", ".h", ".txt"} and "backend" not in file.relative_to(TOP / "src").parts]
    for file in looked_at:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if found := pattern.search(line):
                complaints.append(f"{file.relative_to(TOP)}:{number}: {found.group()}")
    if not looked_at or len(vendors) < 5:
        complaints.append("nothing to look at")
    finish(complaints, f"{len(looked_at)} files")


if __name__ == "__main__":
    main()
