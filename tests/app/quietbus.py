#!/usr/bin/python3
"""A session bus without a Secret Service, which leads to the assistive technology of the session it is started in.

Prints its address, and ends when its standard input does.
"""

import subprocess
import sys
import tempfile

from gi.repository import Gio, GLib

CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={directory}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""

INTERFACE = """<node><interface name="org.a11y.Bus">
  <method name="GetAddress"><arg direction="out" type="s"/></method>
</interface></node>"""

A11Y, PATH = "org.a11y.Bus", "/org/a11y/bus"


def main():
    reply = Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
        A11Y, PATH, A11Y, "GetAddress", None, GLib.VariantType("(s)"), Gio.DBusCallFlags.NONE, -1)

    def answer(*arguments):
        arguments[-1].return_value(reply)

    with tempfile.TemporaryDirectory(prefix="tc-bus.") as directory:
        configuration = f"{directory}/bus.conf"
        with open(configuration, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(directory=directory))
        daemon = subprocess.Popen(["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"],
                                  stdout=subprocess.PIPE, text=True)
        try:
            address = daemon.stdout.readline().strip()
            flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
            bus = Gio.DBusConnection.new_for_address_sync(address, flags)
            bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], answer, None, None)
            loop = GLib.MainLoop()

            def announce(*_):
                print(address, flush=True)

            Gio.bus_own_name_on_connection(bus, A11Y, Gio.BusNameOwnerFlags.NONE, announce, None)
            GLib.io_add_watch(sys.stdin, GLib.IO_HUP | GLib.IO_IN, lambda *_: loop.quit())
            loop.run()
        finally:
            daemon.terminate()
            daemon.wait()


if __name__ == "__main__":
    main()
