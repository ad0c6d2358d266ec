#!/usr/bin/python3
"""Release builds let nobody look in: no core dumps, and no reading or tracing by other programs of the same user.

Both programs run as an unprivileged user where this runs as root, since root may look into anything. After
`cmake --build --preset release`:

    /usr/bin/python3 tests/app/hardenedprocess.py -v
"""

import ctypes
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAMS = Path(os.environ.get("TC_PROGRAMS", "build/release/bin")).resolve()
DEADLINE = 30
AS_USER = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
PTRACE_SEIZE = 0x4206


def look_into(pid):
    """Which ways there are into the process, for whoever runs this."""
    ways = []
    for name in ("maps", "mem", "environ", "auxv"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                file.read(0 if name == "mem" else 1)
            ways.append(name)
        except PermissionError:
            pass
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    if libc.ptrace(PTRACE_SEIZE, pid, None, None) == 0:
        ways.append("ptrace")
    return ways


def wait_until(condition, what):
    end = time.monotonic() + DEADLINE
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {DEADLINE} s for {what}")
        time.sleep(0.02)
    return value


class HardenedProcess(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="tc-hardened.")
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        # A place of their own, since the user may not reach the build.
        self.programs = self.directory / "bin"
        self.programs.mkdir()
        for name in ("token-console", "token-console-backend"):
            shutil.copy2(PROGRAMS / name, self.programs)
        self.home = self.directory / "home"
        self.home.mkdir()
        if AS_USER:
            user = pwd.getpwnam("nobody")
            os.chown(self.home, user.pw_uid, user.pw_gid)
        self.directory.chmod(0o755)
        self.programs.chmod(0o755)
        # What a careless session would give: anybody's files, cores of any size.
        self.addCleanup(os.umask, os.umask(0))

    def start(self, *command):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen",
                       "HOME": str(self.home), "TMPDIR": str(self.home),
                       "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        process = subprocess.Popen([*AS_USER, *command], env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        return process

    def ways_into(self, pid):
        """As another process of the same user sees it."""
        looked = subprocess.run([*AS_USER, sys.executable, "-", str(pid)], input=Path(__file__).read_text(),
                                capture_output=True, text=True, check=True, timeout=DEADLINE)
        return looked.stdout.split()

    def expect_closed(self, pid):
        # Hardening comes first in main(), so what comes later says that it was done.
        self.assertEqual(self.ways_into(pid), [])
        limits = Path(f"/proc/{pid}/limits").read_text()
        core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        self.assertEqual(core.split()[4:6], ["0", "0"])

    def expect_private_files(self):
        # fontconfig chooses the modes of its cache's directories itself.
        foreign = (self.home / ".cache", self.home / ".cache/fontconfig")
        paths = [path for path in self.home.rglob("*") if path not in foreign]
        modes = {str(path.relative_to(self.home)): stat.S_IMODE(path.lstat().st_mode) for path in paths}
        self.assertGreater(len(modes), 2, modes)
        self.assertEqual({path: oct(mode) for path, mode in modes.items() if mode & 0o077}, {})

    def test_others_can_be_looked_into(self):
        process = self.start("sleep", "60")
        wait_until(lambda: Path(f"/proc/{process.pid}/comm").read_text() == "sleep\n", "sleep to run")
        self.assertLessEqual({"maps", "environ"}, set(self.ways_into(process.pid)))

    def test_console_and_backend(self):
        console = self.start(self.programs / "token-console", "--local")
        note = wait_until(lambda: list(self.home.rglob("backend.sqlite3.running")), "the embedded backend")[0]
        wait_until(lambda: note.read_text().strip(), "the backend's note")
        children = Path(f"/proc/{console.pid}/task/{console.pid}/children")
        backend = int(wait_until(lambda: children.read_text().split(), "the console's child")[0])
        self.expect_closed(console.pid)
        self.expect_closed(backend)
        self.expect_private_files()

    def test_backend_alone(self):
        database = self.home / "kept" / "b.sqlite3"
        backend = self.start(self.programs / "token-console-backend", "--listen", "127.0.0.1:0",
                             "--database", database, "--issue-management-token", self.home / "token")
        wait_until(lambda: (self.home / "token").exists() and list(database.parent.glob("*-wal")), "the backend")
        self.expect_closed(backend.pid)
        self.expect_private_files()


if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1].isdigit():
        print(*look_into(int(sys.argv[1])))
    else:
        unittest.main()
