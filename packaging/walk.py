#!/usr/bin/python3
"""Walks the main job on the unmodified console's real widgets, from outside.

The widgets are found and pressed the way assistive technology does (AT-SPI), text is typed with real key events,
the clipboard is read by another program, and the token is tried out with curl from real source addresses.

    packaging/session.sh /usr/bin/python3 packaging/walk.py --console PROGRAM --output DIRECTORY

Prints each step's outcome and the path of the PNG taken of it. Exits with 1 when a step failed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from walkdesk import Console, Failed, clipboard_text, screenshot, wait_until

# In English these are the console's visible labels, and its accessible names.
GERMAN = {
    "API Interface": "API-Schnittstelle",
    "API Tokens": "API-Token",
    "Create Token": "Token erstellen",
    "Token Name": "Token-Name",
    "Allowed IP ranges": "Erlaubte IP-Bereiche",
    "Remove {}": "{} entfernen",
    "Token secret": "Token-Geheimnis",
    "Copy": "Kopieren",
    "I have stored this token": "Ich habe den Token gesichert",
    "Done": "Fertig",
    "Edit IP ranges": "IP-Bereiche bearbeiten",
    "Save": "Speichern",
    "Revoke": "Widerrufen",
    "Status": "Status",
    "Active": "Aktiv",
    "Revoked": "Widerrufen",
}

NAME = "Walk"
ALLOWED, OTHER, NETWORK = "127.0.0.2", "127.0.0.3", "127.0.0.16/28"
PREFIX = "tok_optimus_"
MASK_LENGTH = len(PREFIX) + 6  # what stays visible of a secret


def expect(condition, otherwise):
    if not condition:
        raise Failed(otherwise)


class Walk:
    """The main job, a method a step; each returns what there is to say about it."""

    def __init__(self, console, data, output, language):
        self.console = console
        self.output = output
        self.picture = None
        self.data = data
        self.german = language == "de"
        self.secret = None
        self.service = None

    def walk(self):
        """Walks until a step fails; the ones after it would only fail for the same reason."""
        steps = self.steps()
        for number, (name, step) in enumerate(steps, 1):
            self.picture = self.output / f"{number}-{name}.png"
            outcome, text = self.outcome_of(step)
            if outcome != "ok" or not self.picture.exists():
                picture_outcome, picture_text = self.outcome_of(self.take_picture)
                if picture_outcome != "ok":
                    outcome, text = picture_outcome, f"{text}; {picture_text}"
            print(f"{number} {name:<15} {outcome:<6}  {text}\n  {self.picture}", flush=True)
            if outcome != "ok":
                print(f"{len(steps) - number} more steps were not walked.", flush=True)
                return False
        return True

    @staticmethod
    def outcome_of(step):
        try:
            return "ok", step()
        except Failed as failure:
            return "FAILED", str(failure)
        except Exception as error:  # the console may end under our hands; each step still has its line
            return "FAILED", f"{type(error).__name__}: {error}"

    def take_picture(self):
        """Takes the step's picture where its end would show less."""
        screenshot(self.picture)

    def label(self, english):
        return GERMAN[english] if self.german else english

    def steps(self):
        return [
            ("connect", self.connect),
            ("create", self.create),
            ("secret", self.take_secret),
            ("list", self.find_in_list),
            ("requests", lambda: self.request_both(ALLOWED, OTHER)),
            ("edit-ranges", self.edit_ranges),
            ("requests-again", lambda: self.request_both(OTHER, ALLOWED)),
            ("revoke", self.revoke),
            ("request-revoked", self.request_revoked),
        ]

    # The console

    def main_window(self):
        return self.console.window(self.label("API Interface"))

    def table(self):
        return self.main_window().table(self.label("API Tokens"))

    def connect(self):
        expect(self.table().rows(), "the list is empty")
        note = json.loads((self.data / "backend.sqlite3.running").read_text())
        parent = Path(f"/proc/{note['pid']}/stat").read_text().rsplit(")", 1)[1].split()[1]
        expect(int(parent) == self.console.pid, "the backend is not the console's child")
        self.service = note["services"]["optimus"].rstrip("/")
        return f"window “{self.label('API Interface')}”, backend {self.service}"

    def create(self):
        self.main_window().button(self.label("Create Token")).press()
        dialog = self.console.window(self.label("Create Token"))
        dialog.field(self.label("Token Name")).type(NAME)
        self.add_range(dialog, ALLOWED)
        self.add_range(dialog, NETWORK)
        self.take_picture()
        dialog.button(self.label("Create Token")).press()
        self.console.window(self.label("Token secret"))
        return f"“{NAME}” with {ALLOWED} and {NETWORK}"

    def take_secret(self):
        dialog = self.console.window(self.label("Token secret"))
        done = dialog.button(self.label("Done"), enabled=False)
        dialog.button(self.label("Copy")).press()
        self.secret = wait_until(lambda: clipboard_text() or None, "the secret on the clipboard")
        expect(self.secret.startswith(PREFIX) and len(self.secret) == len(PREFIX) + 40,
               "the clipboard holds something else than a secret")
        dialog.check_box(self.label("I have stored this token")).tick()
        wait_until(done.is_enabled, f"button “{self.label('Done')}” to be enabled")
        self.take_picture()
        done.press()
        self.console.wait_closed(self.label("Token secret"))
        return f"copied, {len(self.secret)} characters, and stored"

    def find_in_list(self):
        row = self.wait_for_row(f"{ALLOWED}, {NETWORK}", "Active")
        expect(self.secret[:MASK_LENGTH] in row["Token"], "the mask is not the secret's")
        expect(self.secret not in " ".join(row.values()), "the list shows the secret")
        return "; ".join(row[column] for column in (self.label("Token Name"), "Token",
                                                     self.label("Allowed IP ranges")))

    def edit_ranges(self):
        self.select_row()
        self.main_window().button(self.label("Edit IP ranges")).press()
        dialog = self.console.window(self.label("Edit IP ranges"))
        dialog.button(self.label("Remove {}").format(ALLOWED)).press()
        self.add_range(dialog, OTHER)
        self.take_picture()
        dialog.button(self.label("Save")).press()
        self.console.wait_closed(self.label("Edit IP ranges"))
        row = self.wait_for_row(f"{NETWORK}, {OTHER}", "Active")
        return f"now {row[self.label('Allowed IP ranges')]}"

    def revoke(self):
        self.select_row()
        self.main_window().button(self.label("Revoke")).press()
        button = self.console.window(self.label("Revoke")).button(self.label("Revoke"))
        self.take_picture()
        button.press()
        self.console.wait_closed(self.label("Revoke"))
        return f"“{NAME}” revoked"

    def add_range(self, dialog, text):
        dialog.field(self.label("Allowed IP ranges")).type(text, "Return")
        dialog.button(self.label("Remove {}").format(text))

    def row(self):
        rows = self.table().rows()
        return next((row for row in rows if row.get(self.label("Token Name")) == NAME), None)

    def wait_for_row(self, ranges, status):
        def found():
            row = self.row()
            right = row and row[self.label("Allowed IP ranges")] == ranges \
                and row[self.label("Status")] == self.label(status)
            return row if right else None

        return wait_until(found, f"the list to show “{NAME}”, {ranges}, {self.label(status)}",
                          lambda: f"it shows {self.row()}")

    def select_row(self):
        rows = self.table().rows()
        index = next(i for i, row in enumerate(rows) if row.get(self.label("Token Name")) == NAME)
        self.table().select(index)

    # The API

    def request(self, address):
        """The status and the problem's code for a request from this source address."""
        url = f"{self.service}/api/v1/integration/vat/resolve?vatId=DE284700631"
        # The secret goes over stdin: a command line is for everyone to read.
        config = f'header = "Authorization: Bearer {self.secret}"\n'
        reply = subprocess.run(
            ["curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "20", "--interface", address,
             "--config", "-", "--write-out", "\n%{http_code}", url],
            input=config, capture_output=True, text=True, check=False)
        expect(reply.returncode == 0, f"curl: {reply.stderr.strip()}")
        body, status = reply.stdout.rsplit("\n", 1)
        return int(status), json.loads(body).get("code")

    def request_both(self, allowed, refused):
        answers = [self.expect_answer(allowed, 200), self.expect_answer(refused, 403, "IP_NOT_ALLOWED")]
        return ", ".join(answers)

    def expect_answer(self, address, status, code=None):
        answer, its_code = self.request(address)
        text = f"{address}: {answer} {its_code or ''}".rstrip()
        expect(answer == status and (code is None or its_code == code),
               f"{text} instead of {status} {code or ''}".rstrip())
        return text

    def request_revoked(self):
        answer = self.expect_answer(OTHER, 401, "TOKEN_REVOKED")
        wait_until(lambda: (self.row() or {}).get(self.label("Status")) == self.label("Revoked"),
                   f"the list to show {self.label('Revoked')}", lambda: f"it shows {self.row()}")
        return f"{answer}, listed as {self.label('Revoked')}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--console", required=True, type=Path)
    parser.add_argument("--output", required=True, type=Path)
    parser.add_argument("--language", choices=["en", "de"], default="en")
    options = parser.parse_args()

    os.umask(0o077)  # one picture shows a secret, if only of a token that is revoked at the end
    options.output.mkdir(parents=True, exist_ok=True)
    for old in options.output.glob("[0-9]*-*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="tc-walk.") as data:
        with Console(options.console, ["--local", "--data-dir", data, "--language", options.language]) as console:
            walked = Walk(console, Path(data), options.output, options.language).walk()
    return 0 if walked else 1


if __name__ == "__main__":
    sys.exit(main())
