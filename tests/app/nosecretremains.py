#!/usr/bin/python3
"""Nothing of a secret remains: not in the memory of the console and its backend, nor anywhere on disk.

Drives the unmodified release build, with its real backend and Secret Service on a real display, and looks at its
memory from outside, one second after the secret had to be gone, for any 24 characters in a row. A release build lets
nobody but root look, so this runs as root; after `cmake --build --preset release`:

    sudo packaging/session.sh /usr/bin/python3 tests/app/nosecretremains.py -v

The secret is never read over AT-SPI here: the copies would be the reader's doing.
"""

import http.client
import http.server
import json
import os
import resource
import signal
import ssl
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
os.environ.setdefault("TC_PROGRAMS", str(TOP / "build/release/bin"))
sys.path.insert(0, str(TOP / "packaging"))

from traces import Canary, files_below, in_command_lines, in_files, in_memory  # noqa: E402
from walkdesk import Console, clipboard_text, run, wait_until  # noqa: E402
from consolekit import BACKEND, CONSOLE, Backend, children_of  # noqa: E402

COMMAND = "sudo packaging/session.sh /usr/bin/python3 tests/app/nosecretremains.py"
MAIN, CONNECT, CREATE, SECRET = "API Interface", "Connect", "Create Token", "Token secret"
SESSION = Path(os.environ["XDG_RUNTIME_DIR"]).parent  # home, data, cache, run and the keyring's own files
GRACE = 1  # seconds after which nothing may be left


class Relay:
    """Passes requests on to a backend, and can spoil the reply to a create, whose secret it notes.

    Given a file with a key and its certificate for 127.0.0.1, it speaks TLS.
    """

    def __init__(self, url, identity=None):
        relay = self
        self.secret = None
        self.spoil = lambda handler, body: handler.wfile.write(body)
        target = urllib.parse.urlsplit(url)

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def relay(self):
                connection = http.client.HTTPConnection(target.hostname, target.port)
                headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
                sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                connection.request(self.command, target.path + self.path, sent or None, headers)
                reply = connection.getresponse()
                body = reply.read()
                self.send_response(reply.status)
                for name, value in reply.getheaders():
                    if name.lower() not in ("connection", "date", "server"):
                        self.send_header(name, value)
                self.end_headers()
                made = json.loads(body).get("secret") if self.command == "POST" and body else None
                if made:
                    relay.secret = made
                    relay.spoil(self, body)
                else:
                    self.wfile.write(body)
                connection.close()

            do_GET = do_POST = do_DELETE = do_PATCH = relay

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if identity:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(identity)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{'https' if identity else 'http'}://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class NoSecretRemains(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="tc-canary.")
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        self.data = self.directory / "data"
        self.data.mkdir(mode=0o700)
        (self.data / "settings.ini").write_text("[clipboard]\nseconds=10\n")
        (self.data / "settings.ini").chmod(0o600)
        (self.directory / "tmp").mkdir()
        # What the console makes must be its user's alone whatever the session says.
        self.addCleanup(os.umask, os.umask(0))

    def console(self, *options, variables=None):
        log = open(self.directory / "console.log", "ab")
        self.addCleanup(log.close)
        return Console(CONSOLE, ["--data-dir", self.data, "--language", "en", *options],
                       {"QT_LOGGING_RULES": "*=true", "TMPDIR": str(self.directory / "tmp"), **(variables or {})},
                       errors=log)

    def backend(self):
        directory = self.directory / "backend"
        directory.mkdir(mode=0o700)
        backend = Backend(directory)
        self.addCleanup(backend.close)
        (directory / "management-token").unlink()  # of the test's own asking
        return backend

    def relay(self, backend):
        relay = Relay(backend.url)
        self.addCleanup(relay.close)
        return relay

    def tls_relay(self, backend):
        """A relay whose certificate the console was told to trust."""
        identity = self.directory / "server.pem"
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", identity, "-out", self.directory / "authority.pem")
        with open(identity, "a", encoding="ascii") as file:
            file.write((self.directory / "authority.pem").read_text())
        relay = Relay(backend.url, identity)
        self.addCleanup(relay.close)
        origin = urllib.parse.quote(relay.url, safe="")
        with open(self.data / "settings.ini", "a", encoding="utf-8") as settings:
            settings.write("[certificates]\n"
                           f"{origin.replace('%', '%25')}\\authorities={self.directory / 'authority.pem'}\n")
        return relay

    # Looking

    def traces(self, pid, canary):
        try:
            return in_memory(pid, canary)
        except PermissionError:
            self.fail(f"a release build's memory is for root to read: {COMMAND}")

    def expect_there(self, console, canary):
        """So that nothing found later means something."""
        self.assertNotEqual(self.traces(console.pid, canary), [], "not even a shown secret is found")

    def expect_gone(self, canary, *pids):
        time.sleep(GRACE)
        for pid in pids:
            name = Path(f"/proc/{pid}/comm").read_text().strip()
            self.assertEqual(self.traces(pid, canary), [], f"in the memory of {name}, process {pid}")
        self.assertEqual(in_command_lines(canary, *pids), [])
        self.expect_not_in_files(canary)

    def expect_not_in_files(self, canary):
        self.assertGreater(sum(1 for _ in files_below(self.directory)), 1)
        self.assertEqual(in_files(canary, SESSION, self.directory, "/dev/shm"), [])

    def expect_private_files(self):
        modes = {str(path): oct(stat.S_IMODE(path.lstat().st_mode))
                 for path in [self.data, *self.data.rglob("*")]}
        self.assertIn(str(self.data / "backend.sqlite3-wal"), modes)
        self.assertIn(str(self.data / "backend.sqlite3.running"), modes)
        self.assertEqual({path: mode for path, mode in modes.items()
                          if mode != ("0o700" if Path(path).is_dir() else "0o600")}, {})

    def expect_killed(self, pid, number, code):
        """By the signal of that number; os.CLD_DUMPED says that its memory was written somewhere, wherever that is."""
        ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        self.assertEqual((signal.Signals(ended.si_status), ended.si_code), (number, code))

    # Doing

    def let_crashes_dump(self):
        """What starts from here on leaves a core as large as it likes, where the system puts those or in the directory
        that this gives."""
        place = self.directory / "crash"
        place.mkdir()
        self.addCleanup(os.chdir, Path.cwd())
        os.chdir(place)
        before = resource.getrlimit(resource.RLIMIT_CORE)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_CORE, before)
        resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
        return place

    def wait_for_list(self, console):
        wait_until(lambda: console.window(MAIN).table("API Tokens").rows(), "the list")

    def start_create(self, console, name="Canary"):
        console.window(MAIN).button("Create Token").press()
        dialog = console.window(CREATE)
        dialog.field("Token Name").type(name)
        dialog.button("Create Token").press()
        return dialog

    def copy(self, console):
        console.window(SECRET).button("Copy").press()
        return Canary(wait_until(lambda: clipboard_text() or None, "the secret on the clipboard"))

    def wait_for_clear(self):
        wait_until(lambda: not clipboard_text(), "the clipboard to be cleared")

    def paste(self, dialog, text):
        # It stays behind to answer for the clipboard, so it must not hold on to this program's output.
        subprocess.run(["xclip", "-in", "-selection", "clipboard"], input=text.encode(), check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        field = dialog.secret_field("Token")
        field.type("", "ctrl+v")
        wait_until(dialog.button("Connect", enabled=False).is_enabled, "the token to be pasted")

    # The scenes

    def test_both_programs_wipe_what_they_free(self):
        for program in (CONSOLE, BACKEND):
            table = subprocess.run(["readelf", "--dyn-syms", "--wide", program], capture_output=True, text=True,
                                   check=True).stdout
            exported = {fields[7] for line in table.splitlines()
                        if len(fields := line.split()) > 7 and fields[6] not in ("UND", "Ndx")}
            self.assertLessEqual({"free", "realloc"}, exported, program)

    def test_a_created_tokens_secret(self):
        with self.console("--local") as console:
            self.wait_for_list(console)
            backend, = children_of(console.pid)
            self.start_create(console)
            canary = self.copy(console)
            self.expect_there(console, canary)
            dialog = console.window(SECRET)
            dialog.button("Save in keychain").press()
            dialog.wait_for_text("Saved in the keychain and read back.")
            dialog.check_box("I have stored this token").tick()
            done = dialog.button("Done")
            done.press()
            console.wait_closed(SECRET)
            self.wait_for_clear()
            self.expect_gone(canary, console.pid, backend)
            self.expect_private_files()
        self.expect_not_in_files(canary)

    def test_a_created_tokens_secret_over_tls(self):
        """Reads keep a connection until Disconnect; a create has one of its own."""
        backend = self.backend()
        relay = self.tls_relay(backend)
        with self.console("--base-url", relay.url, "--token", backend.secret) as console:
            self.wait_for_list(console)
            self.start_create(console)
            canary = self.copy(console)
            self.expect_there(console, canary)
            dialog = console.window(SECRET)
            dialog.check_box("I have stored this token").tick()
            dialog.button("Done").press()
            console.wait_closed(SECRET)
            self.wait_for_clear()
            self.expect_gone(canary, console.pid, backend.process.pid)

            canary = Canary(backend.secret)
            self.expect_there(console, canary)
            console.window(MAIN).choose("Connection", "Disconnect…")
            console.window("Disconnect?").button("Disconnect").press()
            console.window(MAIN).wait_for_text("Disconnected.")
            self.expect_gone(canary, console.pid)

    def test_a_secret_that_was_not_stored(self):
        with self.console("--local") as console:
            self.wait_for_list(console)
            backend, = children_of(console.pid)
            self.start_create(console)
            canary = self.copy(console)
            self.expect_there(console, canary)
            dialog = console.window(SECRET)
            dialog.take_keyboard()
            run("xdotool", "key", "Escape")
            console.window("Close without storing the token?").button("Close without storing").press()
            console.wait_closed(SECRET)
            self.wait_for_clear()
            self.expect_gone(canary, console.pid, backend)

    def test_the_own_token_after_disconnect(self):
        backend = self.backend()
        canary = Canary(backend.secret)
        with self.console("--base-url", backend.url) as console:
            dialog = console.window(CONNECT)
            self.paste(dialog, backend.secret)
            dialog.button("Test connection").press()
            dialog.wait_for_text("The connection works")
            dialog.button("Connect").press()
            console.wait_closed(CONNECT)
            self.wait_for_list(console)
            self.expect_there(console, canary)
            console.window(MAIN).choose("Connection", "Disconnect…")
            console.window("Disconnect?").button("Disconnect").press()
            console.window(MAIN).wait_for_text("Disconnected.")
            self.expect_gone(canary, console.pid, backend.process.pid)

    def test_a_given_token_after_disconnect(self):
        backend = self.backend()
        canary = Canary(backend.secret)
        with self.console(variables={"OPTIMUS_TOKEN": backend.secret, "OPTIMUS_BASE_URL": backend.url}) as console:
            self.wait_for_list(console)
            self.expect_there(console, canary)
            console.window(MAIN).choose("Connection", "Disconnect…")
            console.window("Disconnect?").button("Disconnect").press()
            console.window(MAIN).wait_for_text("Disconnected.")
            self.expect_gone(canary, console.pid, backend.process.pid)

    def test_a_variable_that_nobody_took(self):
        backend = self.backend()
        unused = "tok_optimus_" + os.urandom(20).hex()
        with self.console("--base-url", backend.url, "--token", backend.secret,
                          variables={"OPTIMUS_TOKEN": unused}) as console:
            self.wait_for_list(console)
            self.expect_gone(Canary(unused), console.pid)

    def test_a_refused_token(self):
        backend = self.backend()
        secret = "tok_optimus_" + os.urandom(20).hex()
        canary = Canary(secret)
        with self.console("--base-url", backend.url) as console:
            dialog = console.window(CONNECT)
            dialog.secret_field("Token").type(secret, hidden=True)
            dialog.button("Connect").press()
            wait_until(dialog.button("Connect", enabled=False).is_enabled, "the answer")
            self.expect_there(console, canary)
            dialog.button("Cancel").press()
            console.wait_closed(CONNECT)
            self.expect_gone(canary, console.pid, backend.process.pid)

    def for_each_relay(self, scene):
        """Plays scene with a backend and a relay to it, without TLS and with it."""
        backend = self.backend()
        for relay in (self.relay, self.tls_relay):
            with self.subTest(relay.__name__):
                scene(backend, relay(backend))

    def test_a_secret_in_a_reply_that_breaks_off(self):
        def break_off(handler, body):
            handler.wfile.write(body[:-1])
            handler.close_connection = True

        def scene(backend, relay):
            relay.spoil = break_off
            with self.console("--base-url", relay.url, "--token", backend.secret) as console:
                self.wait_for_list(console)
                dialog = self.start_create(console)
                wait_until(lambda: relay.secret, "the create")
                wait_until(dialog.button("Cancel", enabled=False).is_enabled, "the answer")
                dialog.button("Cancel").press()
                console.wait_closed(CREATE)
                self.expect_gone(Canary(relay.secret), console.pid, backend.process.pid)

        self.for_each_relay(scene)

    def test_a_secret_that_arrives_while_the_dialog_is_cancelled(self):
        def scene(backend, relay):
            cancelled = threading.Event()

            def hold(handler, body):
                handler.wfile.write(body[:-1])
                handler.wfile.flush()
                cancelled.wait(30)
                handler.wfile.write(body[-1:])

            relay.spoil = hold
            with self.console("--base-url", relay.url, "--token", backend.secret) as console:
                self.wait_for_list(console)
                dialog = self.start_create(console)
                wait_until(lambda: relay.secret, "the create")
                canary = Canary(relay.secret)
                wait_until(lambda: self.traces(console.pid, canary),
                           "the secret to be on its way into the console")
                dialog.button("Cancel").press()
                wait_until(dialog.button("Create Token", enabled=False).is_enabled, "the create to be given up")
                cancelled.set()
                dialog.button("Cancel").press()
                console.wait_closed(CREATE)
                self.expect_gone(canary, console.pid, backend.process.pid)

        self.for_each_relay(scene)

    def test_a_crash_while_the_secret_is_shown(self):
        place = self.let_crashes_dump()
        # So that it means something that the console leaves none.
        careless = subprocess.Popen(["sleep", "60"])
        careless.send_signal(signal.SIGSEGV)
        self.expect_killed(careless.pid, signal.SIGSEGV, os.CLD_DUMPED)
        careless.wait()
        for core in place.iterdir():
            core.unlink()

        for number in (signal.SIGSEGV, signal.SIGABRT):
            with self.subTest(number.name), self.console("--local") as console:
                self.wait_for_list(console)
                backend, = children_of(console.pid)
                self.start_create(console)
                canary = self.copy(console)
                self.expect_there(console, canary)
                os.kill(console.pid, number)
                self.expect_killed(console.pid, number, os.CLD_KILLED)
                wait_until(lambda: not Path(f"/proc/{backend}/exe").exists(), "the backend to end")
                self.assertEqual(list(place.iterdir()), [])
                self.expect_not_in_files(canary)


if __name__ == "__main__":
    unittest.main()
