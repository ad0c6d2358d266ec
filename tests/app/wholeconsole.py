#!/usr/bin/python3
"""The whole console from outside: where its credential comes from, goes to, and is no more.

Drives the unmodified program with its real backend and Secret Service the way assistive technology does, so it runs
in packaging/session.sh:

    packaging/session.sh /usr/bin/python3 tests/app/wholeconsole.py -v
"""

import http.server
import json
import os
import signal
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


def count_in_memory(pid, secret):
    """How often the secret stands in what the process may write to."""
    count = 0
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            place, rights = line.split()[:2]
            if not rights.startswith("rw") or "[v" in line:
                continue
            start, end = (int(each, 16) for each in place.split("-"))
            try:
                memory.seek(start)
                count += memory.read(end - start).count(secret.encode())
            except OSError:  # unmapped meanwhile
                pass
    return count


class WholeConsole(unittest.TestCase):
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

    # Options, variables, standard input

    def test_an_options_token_serves_this_session_only_and_leaves_the_command_line(self):
        backend = self.backend()
        own = backend.request("GET", "tokens/current")[1]["name"]
        with self.console("--base-url", backend.url, "--token", backend.secret) as console:
            self.wait_for_names(console, own)
            self.assertEqual(credentials_of(console.pid, backend.secret), [])
        with self.console("--base-url", backend.url) as console:
            self.expect_connect(console, NO_TOKEN)

    def test_a_variables_token_leaves_the_environment(self):
        backend = self.backend()
        own = backend.request("GET", "tokens/current")[1]["name"]
        variables = {"OPTIMUS_TOKEN": backend.secret, "OPTIMUS_BASE_URL": backend.url}
        with self.console(variables=variables) as console:
            self.wait_for_names(console, own)
            self.assertEqual(credentials_of(console.pid, backend.secret), [])

    def test_the_option_beats_the_variable(self):
        backend = self.backend()
        own = backend.request("GET", "tokens/current")[1]["name"]
        with self.console("--base-url", backend.url, "--token", backend.secret,
                          variables={"OPTIMUS_TOKEN": "tok_optimus_" + "x" * 40}) as console:
            self.wait_for_names(console, own)

    def test_a_token_comes_over_standard_input(self):
        backend = self.backend()
        own = backend.request("GET", "tokens/current")[1]["name"]
        with self.console("--base-url", backend.url, "--token", "-", typed=f"{backend.secret}\n".encode()) as console:
            self.wait_for_names(console, own)

    def test_an_empty_standard_input_ends_the_start(self):
        backend = self.backend()
        other, secret = backend.create("Not meant", "management")
        with self.console("--base-url", backend.url, "--token", "-", typed=b"",
                          variables={"OPTIMUS_TOKEN": secret}) as console:
            self.assertEqual(console.wait_ended(), 2)
        self.assertIsNone(backend.request("GET", f"tokens/{other['id']}")[1]["lastUsedAt"])

    def test_a_base_url_must_be_absolute(self):
        with self.console("--base-url", "example.test/api", "--token", "x") as console:
            console.window(MAIN).wait_for_text("absolute")
            console.window(MAIN).choose("Connection", "Connect…")
            console.window(CONNECT).secret_field("Token")

    def test_connect_follows_an_unknown_service(self):
        with self.console("--service", "nobody") as console:
            console.window(MAIN).wait_for_text("There is no service called “nobody”.")
            console.window(MAIN).choose("Connection", "Connect…")
            console.window(CONNECT).secret_field("Token")

    def test_local_takes_the_options_token(self):
        with self.console("--local") as console:
            self.wait_for_names(console, "Token Console")
        # The keychain has a good one, but this is what was asked for.
        with self.console("--local", "--token", "tok_optimus_" + "w" * 40) as console:
            console.window(MAIN).wait_for_text("The server does not know this token.")

    def test_a_variable_that_nobody_took_is_not_kept(self):
        backend = self.backend()
        own = backend.request("GET", "tokens/current")[1]["name"]
        unused = "tok_optimus_" + "".join(chr(97 + i % 26) for i in range(40))
        with self.console("--base-url", backend.url, "--token", backend.secret,
                          variables={"OPTIMUS_TOKEN": unused}) as console:
            self.wait_for_names(console, own)
            self.assertEqual(count_in_memory(console.pid, unused), 0)

    def test_local_takes_no_vendors_token(self):
        secret = "tok_optimus_" + "v" * 40
        with self.console("--local", variables={"OPTIMUS_TOKEN": secret,
                                                "OPTIMUS_BASE_URL": "https://nobody.invalid/"}) as console:
            self.wait_for_names(console, "Token Console")
            self.assertNotEqual(children_of(console.pid), [], "the backend is not the console's child")
            self.assertEqual(credentials_of(console.pid, secret), [])

    def test_a_given_token_does_not_go_to_the_server_of_last_time(self):
        backend, production = self.backend(), Listener()
        self.addCleanup(production.close)
        description = json.loads((TOP / "resources/services/optimus.json").read_text())
        description.update(id="elsewhere", name="Elsewhere", environments=[
            {"id": "prod", "label": {"en": "Production", "de": "Produktion"}, "baseUrl": production.url,
             "production": True}])
        description["variables"] = {"token": "ELSEWHERE_TOKEN"}
        services = self.directory / "services"
        services.mkdir()
        (services / "elsewhere.json").write_text(json.dumps(description))
        own = backend.request("GET", "tokens/current")[1]["name"]
        options = ["--services-dir", services, "--service", "elsewhere"]
        with self.console(*options, "--base-url", backend.url, "--token", backend.secret) as console:
            self.wait_for_names(console, own)

        given = "tok_optimus_" + "g" * 40
        with self.console(*options, variables={"ELSEWHERE_TOKEN": given, "OPTIMUS_TOKEN": "another"}) as console:
            wait_until(lambda: production.credentials, "a request to production")
            console.window(MAIN).wait_for_text("Elsewhere at")
        self.assertEqual(set(production.credentials), {f"Bearer {given}"})

    def test_a_refused_descriptions_variable_is_not_inherited(self):
        services = self.directory / "services"
        services.mkdir()
        (services / "broken.json").write_text(json.dumps({"id": "broken", "variables": {"token": "BROKEN_TOKEN"}}))
        secret = "broken-" + "s" * 40
        with self.console("--local", "--services-dir", services,
                          variables={"BROKEN_TOKEN": secret}) as console:
            self.wait_for_names(console, "Token Console")
            console.window(MAIN).wait_for_text("broken.json")
            self.assertEqual(credentials_of(console.pid, secret), [])

    # The keychain

    def test_a_saved_token_is_found_again_until_disconnected(self):
        backend = self.backend()
        own = backend.request("GET", "tokens/current")[1]["name"]
        with self.console("--base-url", backend.url, "--token", backend.secret) as console:
            self.wait_for_names(console, own)
            console.window(MAIN).choose("Connection", "Save token in keychain")
            console.window(MAIN).wait_for_text("Your token is in the keychain now")

        # Neither option nor variable: the server of last time, and its own entry.
        with self.console() as console:
            self.wait_for_names(console, own)
            console.window(MAIN).choose("Connection", "Disconnect…")
            console.window("Disconnect?").button("Disconnect").press()
            console.window(MAIN).wait_for_text("Disconnected.")
        with self.console("--base-url", backend.url) as console:
            self.expect_connect(console, NO_TOKEN)
        for file in self.data.rglob("*"):
            if file.is_file():
                self.assertNotIn(backend.secret.encode(), file.read_bytes(), file)

    def test_disconnecting_a_given_token_leaves_the_saved_one(self):
        backend = self.backend()
        own = backend.request("GET", "tokens/current")[1]["name"]
        _, other = backend.create("Given", "management")
        with self.console("--base-url", backend.url, "--token", backend.secret) as console:
            console.window(MAIN).choose("Connection", "Save token in keychain")
            console.window(MAIN).wait_for_text("Your token is in the keychain now")
        with self.console("--base-url", backend.url, "--token", other) as console:
            self.wait_for_names(console, own, "Given")
            console.window(MAIN).choose("Connection", "Disconnect…")
            question = console.window("Disconnect?")
            question.wait_for_text("for this session only")
            question.button("Disconnect").press()
            console.window(MAIN).wait_for_text("Disconnected.")
        with self.console("--base-url", backend.url) as console:
            self.wait_for_names(console, own, "Given")

    def test_nothing_assumed_goes_to_the_vendor_unasked(self):
        with self.console("--env", "prod", "--token", "tok_optimus_" + "p" * 40) as console:
            window = console.window(MAIN)
            window.wait_for_text("Optimus documents no API for managing tokens, so nothing was sent.")
            window.button("This server serves it")
            window.button("Open the web app")
            self.assertFalse(window.button("Refresh", enabled=False).is_enabled())

    def test_connecting_by_hand_stores_the_token(self):
        backend = self.backend()
        own = backend.request("GET", "tokens/current")[1]["name"]
        with self.console("--base-url", backend.url) as console:
            self.expect_connect(console, NO_TOKEN)
            dialog = console.window(CONNECT)
            dialog.secret_field("Token").type(backend.secret, hidden=True)
            dialog.button("Test connection").press()
            dialog.wait_for_text("The connection works")
            dialog.button("Connect").press()
            console.wait_closed(CONNECT)
            self.wait_for_names(console, own)
        with self.console() as console:
            self.wait_for_names(console, own)

    def test_revoking_the_own_token_ends_in_connect_and_leaves_no_entry(self):
        backend = self.backend()
        own, secret = backend.create("Mine", "management")
        with self.console("--base-url", backend.url, "--token", secret) as console:
            console.window(MAIN).choose("Connection", "Save token in keychain")
            console.window(MAIN).wait_for_text("Your token is in the keychain now")
            table = console.window(MAIN).table("API Tokens")
            wait_until(lambda: any(row["Token Name"] == "Mine" for row in table.rows()), "the own token")
            table.select(next(i for i, row in enumerate(table.rows()) if row["Token Name"] == "Mine"))
            console.window(MAIN).button("Revoke").press()
            dialog = console.window("Revoke")
            dialog.wait_for_text("your own token")
            dialog.button("Revoke").press()
            self.expect_connect(console, "Your own token was revoked.")
        status, problem = backend.request("GET", "tokens/current", secret)
        self.assertEqual((status, problem["code"]), (401, "TOKEN_REVOKED"))
        with self.console("--base-url", backend.url) as console:
            self.expect_connect(console, NO_TOKEN)

    def test_a_missing_keychain_is_said_and_the_session_goes_on(self):
        backend = self.backend()
        own = backend.request("GET", "tokens/current")[1]["name"]
        bus = QuietBus()
        self.addCleanup(bus.close)
        with self.console("--base-url", backend.url,
                          variables={"DBUS_SESSION_BUS_ADDRESS": bus.address}) as console:
            self.expect_connect(console, "The keychain is not available")
            self.expect_connect(console, "keep the token for this session only")
            dialog = console.window(CONNECT)
            dialog.secret_field("Token").type(backend.secret, hidden=True)
            dialog.button("Connect").press()
            dialog.wait_for_text("The keychain is not available")
            dialog.button("Keep for this session only").press()
            console.wait_closed(CONNECT)
            self.wait_for_names(console, own)

    def test_a_locked_keychain_is_said_and_is_not_an_empty_one(self):
        backend = self.backend()
        keyring = Keyring()
        keyring.lock()
        self.addCleanup(keyring.unlock)
        with self.console("--base-url", backend.url) as console:
            self.expect_connect(console, "The keychain is not available")
            self.expect_connect(console, "keep the token for this session only")
            self.assertNotIn(NO_TOKEN, console.window(CONNECT).texts())

    # What is closed

    def test_read_only_closes_the_changes(self):
        backend = self.backend()
        own = backend.request("GET", "tokens/current")[1]["name"]
        with self.console("--base-url", backend.url, "--token", backend.secret, "--read-only") as console:
            self.wait_for_names(console, own)
            window = console.window(MAIN)
            window.table("API Tokens").select(0)
            window.button("Refresh")
            for name in ("Create Token", "Rename", "Edit IP ranges", "Rotate", "Revoke"):
                self.assertFalse(window.button(name, enabled=False).is_enabled(), name)

    def test_a_refused_description_is_said_in_the_users_language(self):
        services = self.directory / "services"
        services.mkdir()
        (services / "broken.json").write_text("{")
        with self.console("--language", "de", "--services-dir", services) as console:
            window = console.window("API-Schnittstelle")
            window.wait_for_text("wurde abgelehnt: Das ist kein JSON")
            window.choose("Ansicht", "English")
            console.window(MAIN).wait_for_text("was refused: This is no JSON")

    # The embedded backend

    def test_a_dialog_outlives_the_backend(self):
        with self.console("--local") as console:
            self.wait_for_names(console, "Token Console")
            console.window(MAIN).button("Create Token").press()
            dialog = console.window("Create Token")
            dialog.field("Token Name").type("Kept")
            def server():
                return next(text for text in console.window(MAIN).texts() if text.startswith("Optimus at"))

            before = server()
            os.kill(children_of(console.pid)[0], signal.SIGKILL)
            wait_until(lambda: server() != before, "the session to be at the next backend's port")
            dialog.button("Create Token").press()
            secret = console.window("Token secret")
            secret.check_box("I have stored this token").tick()
            secret.button("Done").press()
            self.wait_for_names(console, "Token Console", "Kept")

    def test_a_second_console_attaches_and_the_child_ends_with_its_console(self):
        with self.console("--local") as first:
            self.wait_for_names(first, "Token Console")
            child = children_of(first.pid)
            self.assertEqual(len(child), 1)
            with self.console("--local") as second:
                self.wait_for_names(second, "Token Console")
                self.assertEqual(children_of(second.pid), [])
                os.kill(first.pid, signal.SIGKILL)
                wait_until(lambda: not Path(f"/proc/{child[0]}/exe").exists(), "the killed console's child to end")
                second.window(MAIN).button("Refresh").press()
                wait_until(lambda: children_of(second.pid), "the second console to start a backend")
                self.wait_for_names(second, "Token Console")

    # A change from outside

    def test_refresh_brings_what_curl_changed(self):
        backend = self.backend()
        own = backend.request("GET", "tokens/current")[1]["name"]
        with self.console("--base-url", backend.url, "--token", backend.secret) as console:
            self.wait_for_names(console, own)
            made, secret = backend.create("From outside", ranges=["127.0.0.2"])
            backend.request("GET", "integration/vat/resolve?vatId=DE284700631", secret, address="127.0.0.2")
            console.window(MAIN).button("Refresh").press()
            self.wait_for_names(console, own, "From outside")
            backend.request("DELETE", f"tokens/{made['id']}")
            console.window(MAIN).button("Refresh").press()
            wait_until(lambda: any(row["Status"] == "Revoked" and row["Last used"] != "Never"
                                   for row in console.window(MAIN).table("API Tokens").rows()),
                       "the token to be shown as revoked and used")


if __name__ == "__main__":
    unittest.main()
