#!/usr/bin/python3
"""The whole console from outside: where its credential comes from, goes to, and is no more.

Drives the unmodified program with its real backend and Secret Service the way assistive technology does, so it runs
in packaging/session.sh:

    packaging/session.sh /usr/bin/python3 tests/app/wholeconsole.py -v
"""

import json
import os
import signal
import time
import unittest
from pathlib import Path

from consolekit import (CONNECT, MAIN, NO_TOKEN, TOP, ConsoleTest, Keyring, Listener, QuietBus,
                        SilentServer, children_of, credentials_of)
from walkdesk import wait_until


class WholeConsole(ConsoleTest):
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

    def test_local_serves_each_system_from_a_database_of_its_own(self):
        for service in ("optimaite", "optiflow"):
            with self.console("--local", "--service", service) as console:
                self.wait_for_names(console, "Token Console")
            self.assertTrue((self.data / f"backend-{service}.sqlite3").exists())
        with self.console("--local", "--service", "optiverse") as console:
            # A profile is no key, and there is none yet.
            console.window(MAIN).wait_for_text("Optiverse")
            console.window(MAIN).wait_for_text("There are no tokens yet.")
        self.assertFalse((self.data / "backend.sqlite3").exists())
        with self.console("--local") as console:
            self.wait_for_names(console, "Token Console")
        self.assertTrue((self.data / "backend.sqlite3").exists())

    def test_local_offers_each_system_beside_the_others(self):
        with self.console("--local") as console:
            self.wait_for_names(console, "Token Console")
            self.assertEqual(len(children_of(console.pid)), 1, "something was started that nobody chose")
            console.window(MAIN).choose("Connection", "OptiFlow, Embedded backend – This computer")
            console.window(MAIN).wait_for_text("OptiFlow at 127.0.0.1")
            self.wait_for_names(console, "Token Console")
            backends = children_of(console.pid)
            self.assertEqual(len(backends), 2)
            console.window(MAIN).choose("Connection", "Optimus, Embedded backend – This computer")
            console.window(MAIN).wait_for_text("Optimus at 127.0.0.1")
            self.wait_for_names(console, "Token Console")
        wait_until(lambda: not any(Path(f"/proc/{backend}").exists() for backend in backends), "the backends' end")

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
            window.wait_for_text("Optimus documents no API for managing tokens, so nothing is sent there unasked.")
            window.button("This server serves the API…")
            window.button("Open the web app")
            window.button("Note a Token…")

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
            self.expect_connect(console, "keep it for this session only")
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
            self.expect_connect(console, "keep it for this session only")
            self.assertNotIn(NO_TOKEN, console.window(CONNECT).texts())

    # Settings

    def test_the_set_time_to_answer_holds_from_the_start(self):
        silent = SilentServer()
        self.addCleanup(silent.close)
        (self.data / "settings.ini").write_text("[network]\ndeadlineSeconds=5\n")
        began = time.monotonic()
        with self.console("--base-url", silent.url, "--token", "tok_optimus_" + "d" * 40) as console:
            console.window(MAIN).wait_for_text("The server did not answer within the time allowed.")
            self.assertLess(time.monotonic() - began, 25, "that was not the time that is set")

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
