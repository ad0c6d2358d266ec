#!/usr/bin/python3
"""The whole console from outside: what is hidden when it locks, and what support gets of a session.

Runs in packaging/session.sh, as wholeconsole.py does:

    packaging/session.sh /usr/bin/python3 tests/app/lockedconsole.py -v
"""

import stat
import unittest

from gi.repository import Gio, GLib

from consolekit import MAIN, ConsoleTest
from walkdesk import clipboard_text, wait_until

CREATE, SECRET = "Create Token", "Token secret"


def tell_desktop_lock(locked):
    """As GNOME's screen saver tells it."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.emit_signal(None, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged",
                    GLib.Variant("(b)", (locked,)))
    bus.flush_sync()


class LockedConsole(ConsoleTest):
    def setUp(self):
        super().setUp()
        self.server = self.backend()
        self.own = self.server.request("GET", "tokens/current")[1]["name"]

    def start(self):
        return self.console("--base-url", self.server.url, "--token", self.server.secret)

    def create(self, console):
        console.window(MAIN).button("Create Token").press()
        dialog = console.window(CREATE)
        dialog.field("Token Name").type("Locked away")
        dialog.button("Create Token").press()
        return console.window(SECRET)

    def wait_locked(self, console):
        console.window(MAIN).button("Unlock")
        self.assertNotIn(self.own, " ".join(console.window(MAIN).texts()))
        self.assertFalse(console.window(MAIN).shows_table("API Tokens"))

    def test_locking_hides_the_list_until_unlocked(self):
        with self.start() as console:
            self.wait_for_names(console, self.own)
            console.window(MAIN).choose("View", "Lock")
            self.wait_locked(console)
            console.window(MAIN).button("Unlock").press()
            self.wait_for_names(console, self.own)

    def test_it_locks_and_unlocks_with_the_desktop(self):
        with self.start() as console:
            self.wait_for_names(console, self.own)

            def locked():
                tell_desktop_lock(True)  # said until it listens
                return not console.window(MAIN).shows_table("API Tokens")

            wait_until(locked, "the console to lock with the desktop")
            self.wait_locked(console)
            tell_desktop_lock(False)
            self.wait_for_names(console, self.own)

    def test_an_unconfirmed_secret_comes_back_and_the_clipboard_is_cleared(self):
        with self.start() as console:
            self.wait_for_names(console, self.own)
            self.create(console).button("Copy").press()
            secret = wait_until(clipboard_text, "the secret on the clipboard")
            tell_desktop_lock(True)
            console.wait_closed(SECRET)
            self.wait_locked(console)
            wait_until(lambda: not clipboard_text(), "the clipboard to be cleared")

            tell_desktop_lock(False)
            dialog = console.window(SECRET)
            self.assertFalse(dialog.button("Done", enabled=False).is_enabled())
            dialog.button("Copy").press()
            wait_until(lambda: clipboard_text() == secret, "the same secret on the clipboard")

    def test_a_typed_name_survives_and_a_typed_token_does_not(self):
        with self.start() as console:
            self.wait_for_names(console, self.own)
            console.window(MAIN).button("Create Token").press()
            console.window(CREATE).field("Token Name").type("Half typed")
            tell_desktop_lock(True)
            console.wait_closed(CREATE)
            tell_desktop_lock(False)
            self.assertEqual(console.window(CREATE).field("Token Name").text(), "Half typed")
            console.window(CREATE).button("Cancel").press()
            console.wait_closed(CREATE)

            console.window(MAIN).choose("Connection", "Connect…")
            console.window("Connect").secret_field("Token").type("not a real one", hidden=True)
            tell_desktop_lock(True)
            console.wait_closed("Connect")
            tell_desktop_lock(False)
            self.assertEqual(console.window("Connect").secret_field("Token").length(), 0)

    def test_the_support_log_holds_the_session_and_no_token(self):
        path = self.directory / "support.log"
        with self.start() as console:
            self.wait_for_names(console, self.own)
            dialog = self.create(console)
            dialog.button("Copy").press()
            secret = wait_until(clipboard_text, "the secret on the clipboard")
            dialog.check_box("I have stored this token").tick()
            dialog.button("Done").press()
            console.wait_closed(SECRET)
            console.window(MAIN).choose("Help", "Save support log…")
            field = console.window("Save support log").field("File name:")
            field.clear()
            field.type(str(path))
            console.window("Save support log").button("Save").press()
            console.window(MAIN).wait_for_text("The support log was saved")
        text = path.read_text()
        self.assertTrue(text.startswith("Token Console "), text[:80])
        for each in (secret, self.server.secret):
            for start in range(len("tok_optimus_"), len(each) - 12):
                self.assertNotIn(each[start:start + 12], text)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)


if __name__ == "__main__":
    unittest.main()
