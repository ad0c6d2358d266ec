#!/usr/bin/python3
"""A secret is shown once: whatever ends the console meanwhile, its token is not forgotten.

Drives the unmodified program with its real backend and a real session manager the way assistive technology does, so it
runs in packaging/session.sh:

    packaging/session.sh /usr/bin/python3 tests/app/showonce.py -v
"""

import os
import queue
import signal
import subprocess
import sys
import threading
import unittest
from pathlib import Path

from consolekit import MAIN, TOP, ConsoleTest, children_of
from walkdesk import DEADLINE, clipboard_text, wait_until

KIOSK, SECRET = "Kiosk", "Token secret"
QUESTION = "Close without storing the token?"
NOTICE = "The secret of “Kiosk” was never confirmed as stored."


class SessionManager:
    """The desktop's session, for whoever is started with its variables."""

    def __init__(self):
        self._process = subprocess.Popen([sys.executable, TOP / "tests/app/sessionmanager.py"], text=True,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.variables = {"SESSION_MANAGER": self._process.stdout.readline().strip()}
        self._events = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def say(self, command):
        print(command, file=self._process.stdin, flush=True)

    def next_event(self):
        return self._events.get(timeout=DEADLINE)

    def _read(self):
        for line in self._process.stdout:
            self._events.put(line.strip())


class ShowOnce(ConsoleTest):
    def show_secret(self, console):
        """Makes a token whose secret is shown and on the clipboard afterwards; gives the dialog and the secret."""
        console.window(MAIN).button("Create Token").press()
        dialog = console.window("Create Token")
        dialog.field("Token Name").type(KIOSK)
        dialog.button("Create Token").press()
        secret = console.window(SECRET)
        secret.button("Copy").press()
        wait_until(lambda: clipboard_text().startswith("tok_optimus_"), "the secret on the clipboard")
        return secret, clipboard_text()

    def remote(self, **more):
        return self.console("--base-url", self.server.url, "--token", self.server.secret, **more)

    def start_server(self):
        self.server = self.backend()
        self.own = self.server.request("GET", "tokens/current")[1]["name"]

    def token_at_server(self):
        items = self.server.request("GET", "tokens?limit=500")[1]["items"]
        return next(token for token in items if token["name"] == KIOSK)

    def expect_no_notice(self, console):
        self.wait_for_names(console, self.own, KIOSK)  # the notice comes with the list
        self.assertFalse([text for text in console.window(MAIN).texts() if "never confirmed" in text])

    def expect_offer_to_revoke(self):
        with self.remote() as console:
            window = console.window(MAIN)
            window.wait_for_text(NOTICE)
            self.assertIsNone(self.token_at_server()["revokedAt"])
            window.button("Revoke…").press()
            dialog = console.window("Revoke")
            dialog.wait_for_text(KIOSK)
            dialog.button("Revoke").press()
            console.wait_closed("Revoke")
            wait_until(lambda: NOTICE not in window.texts(), "the notice to go")
            self.assertIsNotNone(self.token_at_server()["revokedAt"])
        with self.remote() as console:
            self.expect_no_notice(console)

    def test_sigterm_clears_up_and_the_embedded_backends_token_is_marked(self):
        with self.console("--local") as console:
            self.wait_for_names(console, "Token Console")
            child, = children_of(console.pid)
            self.show_secret(console)
            os.kill(console.pid, signal.SIGTERM)
            self.assertEqual(console.wait_ended(), 0)
        self.assertEqual(clipboard_text(), "")
        wait_until(lambda: not Path(f"/proc/{child}/exe").exists(), "the backend to end")
        with self.console("--local") as console:
            window = console.window(MAIN)
            window.wait_for_text(NOTICE)
            window.button("It is stored").press()
            wait_until(lambda: NOTICE not in window.texts(), "the notice to go")
        self.own = "Token Console"
        with self.console("--local") as console:
            self.expect_no_notice(console)

    def test_sigterm_leaves_an_offer_to_revoke(self):
        self.start_server()
        with self.remote() as console:
            self.wait_for_names(console, self.own)
            self.show_secret(console)
            os.kill(console.pid, signal.SIGTERM)
            self.assertEqual(console.wait_ended(), 0)
        self.expect_offer_to_revoke()

    def test_sigkill_leaves_an_offer_to_revoke(self):
        self.start_server()
        with self.remote() as console:
            self.wait_for_names(console, self.own)
            self.show_secret(console)
            os.kill(console.pid, signal.SIGKILL)
            self.assertEqual(console.wait_ended(), -signal.SIGKILL)
        self.expect_offer_to_revoke()

    def test_closing_without_storing_leaves_an_offer_to_revoke(self):
        self.start_server()
        with self.remote() as console:
            self.wait_for_names(console, self.own)
            self.show_secret(console)
            console.window(MAIN).choose("Connection", "Quit")
            console.window(QUESTION).button("Close without storing").press()
            console.wait_closed(SECRET)
        self.expect_offer_to_revoke()

    def test_done_leaves_no_mark(self):
        self.start_server()
        with self.remote() as console:
            self.wait_for_names(console, self.own)
            dialog, _ = self.show_secret(console)
            dialog.check_box("I have stored this token").tick()
            dialog.button("Done").press()
            console.wait_closed(SECRET)
        with self.remote() as console:
            self.expect_no_notice(console)

    def test_two_consoles_keep_each_others_marks(self):
        self.start_server()
        with self.remote() as first, self.remote() as second:
            self.wait_for_names(first, self.own)
            self.wait_for_names(second, self.own)
            self.show_secret(first)
            dialog, _ = self.show_secret(second)
            dialog.check_box("I have stored this token").tick()
            dialog.button("Done").press()
            second.wait_closed(SECRET)
            os.kill(first.pid, signal.SIGKILL)
            self.assertEqual(first.wait_ended(), -signal.SIGKILL)
        with self.remote() as console:
            console.window(MAIN).wait_for_text(NOTICE)

    def test_the_end_of_the_session_is_put_off_while_a_secret_is_shown(self):
        self.start_server()
        manager = SessionManager()
        self.addCleanup(manager.close)
        with self.remote(variables=manager.variables) as console:
            self.assertEqual([manager.next_event(), manager.next_event()], ["registered", "saved"])
            self.wait_for_names(console, self.own)
            dialog, shown = self.show_secret(console)
            manager.say("end asking")
            self.assertEqual(manager.next_event(), "cancelled")
            manager.say("goon")
            console.window(QUESTION).button("Back to the secret").press()
            console.wait_closed(QUESTION)
            self.assertEqual(manager.next_event(), "saved")
            dialog.button("Copy").press()
            wait_until(lambda: clipboard_text() == shown, "the same secret on the clipboard")
            dialog.check_box("I have stored this token").tick()
            dialog.button("Done").press()
            console.wait_closed(SECRET)

            manager.say("end asking")
            self.assertEqual(manager.next_event(), "saved")
            manager.say("die")
            self.assertEqual(console.wait_ended(), 0)
        with self.remote() as console:
            self.expect_no_notice(console)

    def test_a_session_that_ends_without_asking_leaves_the_mark(self):
        self.start_server()
        manager = SessionManager()
        self.addCleanup(manager.close)
        with self.remote(variables=manager.variables) as console:
            self.assertEqual([manager.next_event(), manager.next_event()], ["registered", "saved"])
            self.wait_for_names(console, self.own)
            self.show_secret(console)
            manager.say("end silent")
            self.assertEqual(manager.next_event(), "saved")
            manager.say("die")
            self.assertEqual(console.wait_ended(), 0)
        self.assertEqual(clipboard_text(), "")
        self.expect_offer_to_revoke()


if __name__ == "__main__":
    unittest.main()
