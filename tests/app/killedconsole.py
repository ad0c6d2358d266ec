#!/usr/bin/python3
"""The console is killed at random moments of its work, and the next start finds everything in order.

Each round starts the unmodified program with its real backend and keychain, begins one operation and kills it with
SIGKILL somewhere within the operation's measured length; then looks at what is left behind, and at what the next
start makes of it. 25 rounds, 500 with TC_LONG=1. The moments come from a seed that is printed; TC_SEED=N repeats it.

    packaging/session.sh /usr/bin/python3 tests/app/killedconsole.py -v
"""

import configparser
import os
import random
import shutil
import signal
import sqlite3
import tempfile
import threading
import time
import unittest
from collections import Counter, namedtuple
from contextlib import closing
from pathlib import Path

from consolekit import CONSOLE, MAIN, Backend, ConsoleTest
from gi.repository import GLib
from walkdesk import Console, Failed, wait_until

ROUNDS = 500 if "TC_LONG" in os.environ else 25
LATER = 1.5  # times the measured length: the kill may come just after the end, too
HELD = 0.095  # seconds; for 0.1 Qt holds a button down that assistive technology presses, and nothing happens
OWN = "Token Console"
LASTING = {"settings.ini", "backend.sqlite3", "backend.sqlite3.lock"}
CHANGING_LISTS = ("create", "rotate", "keychain")
DONE = {True: "had it", False: "had not"}
RUNNING = {"backend.sqlite3-wal", "backend.sqlite3-shm", "backend.sqlite3.running"}

Token = namedtuple("Token", "id name revoked")


def token_id(key):
    """Of a key of one of the settings' lists of tokens."""
    return key.rsplit("\\", 1)[-1]


class Place:
    """A data directory, looked at from outside."""

    def __init__(self, directory):
        self.directory = directory

    def settings(self):
        """{(section, key): value}; fails where the file is not whole."""
        file = self.directory / "settings.ini"
        if not file.exists():
            return {}
        parser = configparser.ConfigParser(interpolation=None, delimiters=["="])
        parser.optionxform = str
        parser.read_string(file.read_text())
        return {(section, key): value for section in parser.sections() for key, value in parser[section].items()}

    def noted(self, section):
        """The token ids that a list of the settings holds."""
        return {token_id(key) for where, key in self.settings() if where == section}

    def has_database(self):
        return (self.directory / "backend.sqlite3").exists()

    def tokens(self):
        """As the database has them now, whether its backend runs or was killed."""
        with tempfile.TemporaryDirectory(prefix="tc-copy.") as copies:
            for name in ("backend.sqlite3", "backend.sqlite3-wal"):
                if (self.directory / name).exists():
                    shutil.copy(self.directory / name, copies)
            with closing(sqlite3.connect(Path(copies) / "backend.sqlite3")) as database:
                problems = database.execute("PRAGMA integrity_check").fetchall()
                assert problems == [("ok",)], problems
                if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'token'").fetchall():
                    return []  # killed before the backend had made its tables
                return [Token(*row) for row in
                        database.execute("SELECT id, name, revoked_at IS NOT NULL FROM token")]

    def leftovers(self, expected):
        """What else is there."""
        return {file.name for file in self.directory.iterdir()} - expected

    def processes(self):
        found = []
        for process in Path("/proc").iterdir():
            try:
                if process.name.isdigit() and str(self.directory).encode() in (process / "cmdline").read_bytes():
                    found.append(int(process.name))
            except OSError:
                pass  # it has just ended
        return found


class KilledConsole(ConsoleTest):
    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("TC_SEED", random.SystemRandom().randrange(1 << 32)))
        self.random = random.Random(self.seed)
        self.place = Place(self.data)
        self.remote = Place(self.directory / "remote")
        self.remote.directory.mkdir(mode=0o700)
        self.server_directory = self.directory / "server"
        self.server_directory.mkdir()
        self.server = Backend(self.server_directory)
        self.addCleanup(self.server.close)
        self.lengths = {}
        self.hits = Counter()
        self.made = 0

    def start(self, place, *options):
        return Console(CONSOLE, ["--data-dir", place.directory, "--language", "en", *options])

    # What the operations need

    def new_name(self):
        self.made += 1
        return f"Token {self.made}"

    def open_create(self, console):
        console.window(MAIN).button("Create Token").press()
        dialog = console.window("Create Token")
        dialog.field("Token Name").put(self.new_name())
        return dialog.button("Create Token")

    @staticmethod
    def store_secret(console):
        secret = console.window("Token secret")
        secret.check_box("I have stored this token").tick()
        secret.button("Done").press()
        console.wait_closed("Token secret")

    def select_some(self, console):
        """Some token that is not the console's own and not revoked; made where there is none."""
        window = console.window(MAIN)

        def candidates():
            rows = window.table("API Tokens").columns("Token Name", "Status")
            return [row for row, (name, status) in enumerate(rows) if name != OWN and status != "Revoked"]

        if not candidates():
            self.open_create(console).press()
            self.store_secret(console)
            wait_until(candidates, "the new token in the list")
        row = self.random.choice(candidates())
        window.table("API Tokens").select(row)
        return window

    # The operations: each prepares a console and gives what to press, and when it is done. The longest way that an
    # operation can take to what it leaves on the disk is what is measured.

    def create(self, console):
        marked = self.place.noted("unconfirmedTokens")
        return self.open_create(console).press, lambda: self.place.noted("unconfirmedTokens") != marked

    def edit(self, console):
        before = self.place.tokens()
        self.select_some(console).button("Rename").press()
        dialog = console.window("Rename")
        dialog.field("Token Name").put(self.new_name())
        return dialog.button("Rename").press, lambda: self.place.tokens() != before

    def rotate(self, console):
        marked = self.place.noted("unconfirmedTokens")
        self.select_some(console).button("Rotate").press()
        button = console.window("Rotate").button("Create new token")
        return button.press, lambda: self.place.noted("unconfirmedTokens") != marked

    def revoke(self, console):
        self.select_some(console).button("Revoke").press()
        before = self.place.tokens()
        button = console.window("Revoke").button("Revoke")
        return button.press, lambda: self.place.tokens() != before

    def settings(self, console):
        before = self.place.settings()
        console.window(MAIN).choose("Connection", "Settings…")
        dialog = console.window("Settings")
        seconds = int(before.get(("clipboard", "seconds"), 30))
        minutes = int(before.get(("lock", "idleMinutes"), 5))
        dialog.spin_box("Clear a copied secret after").set_value(self.random.choice(
            [value for value in range(10, 121) if value != seconds]))
        dialog.spin_box("Lock when unused for").set_value(self.random.choice(
            [value for value in range(20, 60) if value != minutes]))
        return dialog.button("OK").press, lambda: self.place.settings() != before

    def keychain(self, console):
        saved = self.place.noted("savedTokens")
        self.open_create(console).press()
        secret = console.window("Token secret")
        return secret.button("Save in keychain").press, lambda: self.place.noted("savedTokens") != saved

    # Killing

    def measure(self, operation, act, is_done):
        begun = time.monotonic()
        act()
        while not is_done():
            self.assertLess(time.monotonic() - begun, 30, f"{operation} does not end")
        self.lengths[operation] = time.monotonic() - begun

    def kill_within(self, operation, console, act, held=0):
        """Acts, and kills the console at a random moment of that, but not while a button is held."""
        moment = held + self.random.uniform(0, LATER * (self.lengths[operation] - held))
        killer = threading.Timer(moment, os.kill, (console.pid, signal.SIGKILL))
        killer.start()
        try:
            act()
        except (AttributeError, GLib.Error, Failed):
            pass  # it was killed before it could answer, and what was asked of it is None
        killer.join()
        self.assertEqual(console.wait_ended(), -signal.SIGKILL)

    # What must hold

    def expect_no_backend(self, place):
        wait_until(lambda: not place.processes(), "the killed console's backend to end",
                   lambda: f"there are {place.processes()}")

    def expect_whole_files(self, place, before, operation):
        """Every file is whole, and has what it had before the operation, but for what that changed."""
        after = place.settings()  # fails where the file is half-written
        changed = {key: (before.get(key), after.get(key)) for key in before.keys() | after.keys()
                   if before.get(key) != after.get(key)}
        if operation == "settings":
            self.assertIn(set(changed), [set(), {("clipboard", "seconds"), ("lock", "idleMinutes")}])
            return
        # Of a token that is revoked nothing needs to be known any more: the next list takes it off.
        revoked = {token.id for token in place.tokens() if token.revoked} if place.has_database() else set()
        changed = {key: values for key, values in changed.items()
                   if values[1] is not None or token_id(key[1]) not in revoked}
        lists = {"unconfirmedTokens", "savedTokens"} if operation in CHANGING_LISTS else set()
        self.assertLessEqual({section for section, _ in changed}, lists)
        gone = {key for (_, key), (_, after) in changed.items() if after is None}
        saved = {key for section, key in changed if section == "savedTokens"} if operation == "keychain" else set()
        self.assertLessEqual(gone, saved, "a mark is gone")

    def expect_in_order(self, console, place):
        """A console that was just started shows what there is, and has cleared up after the killed one."""
        window = console.window(MAIN)
        wanted = Counter()

        def shown():
            nonlocal wanted
            wanted = Counter((token.name, bool(token.revoked)) for token in place.tokens())
            rows = window.table("API Tokens").columns("Token Name", "Status")
            return Counter((name, status == "Revoked") for name, status in rows) == wanted

        wait_until(shown, f"the list to show {wanted}", lambda: f"it says {window.texts()}")
        self.assertEqual(place.leftovers(LASTING | RUNNING), set())
        self.assertEqual(len(place.processes()), 2, "one console with one backend")
        ids = {token.id for token in place.tokens()}
        self.assertLessEqual(place.noted("unconfirmedTokens"), ids)
        self.assertLessEqual(place.noted("savedTokens"), ids)

    # Rounds

    def measure_start(self, name, console, begun):
        wait_until(lambda: console.window(MAIN).table("API Tokens").columns("Token Name"), "the list")
        self.lengths[name] = time.monotonic() - begun

    def measure_all(self):
        begun = time.monotonic()
        with self.start(self.place, "--local") as console:
            self.measure_start("first start", console, begun)
            for operation in ("create", "edit", "rotate", "revoke", "settings", "keychain"):
                self.measure(operation, *getattr(self, operation)(console))
                if operation in ("create", "rotate"):
                    self.store_secret(console)
                if operation == "rotate":
                    console.window("Revoke").button("Keep the old token").press()
                for title in ("Rename", "Revoke", "Settings"):
                    console.wait_closed(title)
        begun = time.monotonic()
        with self.start(self.place, "--local") as console:
            self.measure_start("connect", console, begun)
        with self.start(self.remote, "--base-url", self.server.url, "--token", self.server.secret) as console:
            window = console.window(MAIN)
            self.measure("save token", lambda: window.choose("Connection", "Save token in keychain"),
                         lambda: any("in the keychain now" in text for text in window.texts()))
        begun = time.monotonic()
        with self.start(self.remote) as console:
            self.measure_start("reconnect", console, begun)

    def round_of_changes(self, operation):
        with self.start(self.place, "--local") as console:
            self.expect_in_order(console, self.place)
            act, _ = getattr(self, operation)(console)
            before = self.place.settings()
            tokens = self.place.tokens()
            self.kill_within(operation, console, act, HELD)
        self.expect_no_backend(self.place)
        self.expect_whole_files(self.place, before, operation)
        changed = self.place.tokens() != tokens
        noted = self.place.settings() != before
        self.hits[operation, f"backend {DONE[changed]}, settings {DONE[noted]}"] += 1

    def round_of_connecting(self):
        before = self.place.settings()
        with self.start(self.place, "--local") as console:
            self.kill_within("connect", console, lambda: None)
        self.expect_no_backend(self.place)
        self.place.tokens()
        self.expect_whole_files(self.place, before, "connect")
        self.hits["connect", "list read again"] += 1

    def round_of_a_first_start(self):
        """Where the database and its token's entry in the keychain do not exist yet."""
        with tempfile.TemporaryDirectory(prefix="first.", dir=self.directory) as directory:
            place = Place(Path(directory))
            with self.start(place, "--local") as console:
                self.kill_within("first start", console, lambda: None)
            self.expect_no_backend(place)
            made = f"{len(place.tokens())} token(s) made" if place.has_database() else "no database yet"
            with self.start(place, "--local") as console:
                wait_until(lambda: console.window(MAIN).table("API Tokens").columns("Token Name"), "the list")
                self.expect_in_order(console, place)
        self.hits["first start", made] += 1

    def round_of_a_remote_start(self, operation):
        """The connection of last time is found again, whether the kill came at the start or at the keychain."""
        before = self.remote.settings()
        if operation == "reconnect":
            with self.start(self.remote) as console:
                self.kill_within(operation, console, lambda: None)
        else:
            with self.start(self.remote, "--base-url", self.server.url, "--token", self.server.secret) as console:
                window = console.window(MAIN)
                self.kill_within(operation, console, lambda: window.choose("Connection", "Save token in keychain"))
        self.assertEqual(self.remote.settings(), before)
        self.hits[operation, "connected again"] += 1
        with self.start(self.remote) as console:
            wait_until(lambda: console.window(MAIN).table("API Tokens").columns("Token Name"),
                       "the connection of last time to open by itself")
            self.assertEqual(self.remote.leftovers({"settings.ini"}), set())

    def run_round(self, operation):
        if operation == "connect":
            self.round_of_connecting()
        elif operation == "first start":
            self.round_of_a_first_start()
        elif operation in ("reconnect", "save token"):
            self.round_of_a_remote_start(operation)
        else:
            self.round_of_changes(operation)

    def test_kills(self):
        """Fault 41, at random moments of every operation."""
        print(f"seed {self.seed}", flush=True)
        self.measure_all()
        print("lengths", {name: f"{1000 * length:.0f} ms" for name, length in self.lengths.items()}, flush=True)
        operations = []
        for number in range(ROUNDS):
            if not operations:
                operations = self.random.sample(sorted(self.lengths), len(self.lengths))
            operation = operations.pop()
            try:
                self.run_round(operation)
            except BaseException:
                print(f"round {number + 1}, {operation}, of seed {self.seed}", flush=True)
                raise
        with self.start(self.place, "--local") as console:
            self.expect_in_order(console, self.place)
        print(f"{ROUNDS} kills:", flush=True)
        for (operation, outcome), count in sorted(self.hits.items()):
            print(f"  {count:3} in {operation}: {outcome}", flush=True)


if __name__ == "__main__":
    unittest.main()
