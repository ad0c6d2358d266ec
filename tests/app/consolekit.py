"""What tests of the whole console have in common: a backend, servers, buses, and the unmodified program."""

import http.server
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

from gi.repository import Gio, GLib

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "packaging"))

from walkdesk import Console, wait_until  # noqa: E402

PROGRAMS = Path(os.environ.get("TC_PROGRAMS", TOP / "build/dev/bin"))
CONSOLE = PROGRAMS / "token-console"
BACKEND = PROGRAMS / "token-console-backend"

NO_TOKEN = "No token configured. Set --token or the OPTIMUS_TOKEN environment variable."
MAIN, CONNECT = "API Interface", "Connect"


class Backend:
    """A backend of its own, not a console's child, with one management token."""

    def __init__(self, directory, *options):
        secret_file = directory / "management-token"
        self.process = subprocess.Popen(
            [BACKEND, "--listen", "127.0.0.1:0", "--database", directory / "backend.sqlite3",
             "--issue-management-token", secret_file, *options], stdout=subprocess.PIPE)
        self.url = json.loads(self.process.stdout.readline())["services"]["optimus"].rstrip("/")
        self.secret = secret_file.read_text().strip()

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def request(self, method, path, secret=None, body=None, address="127.0.0.1"):
        """(status, JSON) of a request by curl; the credential goes over its standard input."""
        command = ["curl", "--silent", "--noproxy", "*", "--interface", address, "--request", method,
                   "--config", "-", "--write-out", "\n%{http_code}", f"{self.url}/api/v1/{path}"]
        if body is not None:
            command += ["--header", "Content-Type: application/json", "--data-binary", json.dumps(body)]
        reply = subprocess.run(command, input=f'header = "Authorization: Bearer {secret or self.secret}"\n',
                               capture_output=True, text=True, check=True)
        text, status = reply.stdout.rsplit("\n", 1)
        return int(status), json.loads(text) if text else None

    def create(self, name, access="integration", ranges=()):
        status, made = self.request("POST", "tokens", body={"name": name, "access": access,
                                                            "allowedIps": list(ranges), "expiresAt": None})
        assert status == 201, (status, made)
        return made["token"], made["secret"]


class Listener:
    """A server that only notes which credentials were brought to it."""

    def __init__(self):
        seen = self.credentials = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                seen.append(self.headers.get("Authorization"))
                self.send_response(503)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class SilentServer:
    """A server that takes connections and never answers."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def close(self):
        self._socket.close()


class QuietBus:
    """A session bus where nobody keeps secrets."""

    def __init__(self):
        self._process = subprocess.Popen([sys.executable, TOP / "tests/app/quietbus.py"], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, text=True)
        self.address = self._process.stdout.readline().strip()

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


class Keyring:
    """The session's Secret Service, locked and unlocked with the password that packaging/session.sh gave it."""

    COLLECTION = "/org/freedesktop/secrets/collection/login"

    def __init__(self):
        self._bus = Gio.bus_get_sync(Gio.BusType.SESSION)

    def lock(self):
        self._call("org.freedesktop.Secret.Service", "Lock", GLib.Variant("(ao)", ([self.COLLECTION],)))

    def unlock(self):
        _, session = self._call("org.freedesktop.Secret.Service", "OpenSession",
                                GLib.Variant("(sv)", ("plain", GLib.Variant("s", ""))))
        password = (session, b"", b"session", "text/plain")
        self._call("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface", "UnlockWithMasterPassword",
                   GLib.Variant("(o(oayays))", (self.COLLECTION, password)))

    def _call(self, interface, method, arguments):
        return self._bus.call_sync("org.freedesktop.secrets", "/org/freedesktop/secrets", interface, method,
                                   arguments, None, Gio.DBusCallFlags.NONE, -1).unpack()


def children_of(pid):
    children = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            children += [int(child), *children_of(int(child))]
    return children


def credentials_of(pid, secret):
    """Where in the process's start-up memory, or that of its children, the secret stands."""
    return [f"/proc/{each}/{name}" for each in [pid, *children_of(pid)] for name in ("cmdline", "environ")
            if secret.encode() in Path(f"/proc/{each}/{name}").read_bytes()]


class ConsoleTest(unittest.TestCase):
    """With a directory of its own, and a console that keeps its data there."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="tc-whole.")
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        self.data = self.directory / "data"
        self.data.mkdir(mode=0o700)

    def backend(self, *options):
        backend = Backend(self.directory, *options)
        self.addCleanup(backend.close)
        return backend

    def console(self, *options, variables=None, typed=None):
        return Console(CONSOLE, ["--data-dir", self.data, "--language", "en", *options], variables, typed)

    def wait_for_names(self, console, *names):
        def shown():
            rows = console.window(MAIN).table("API Tokens").rows()
            return sorted(row["Token Name"] for row in rows) == sorted(names)

        wait_until(shown, f"the list to show {names}",
                   lambda: str(console.window(MAIN).table("API Tokens").rows()))

    def expect_connect(self, console, sentence):
        console.window(CONNECT).wait_for_text(sentence)
