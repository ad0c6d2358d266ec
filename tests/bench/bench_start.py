#!/usr/bin/env python3
"""Start to filled list, and proportional set size: the console against an empty Qt Widgets window.

    tests/bench/bench_start.py [--runs N] [--tokens N] [--build build/release] [--pictures DIR] [--limit 2.5]

The backend runs already and the credential comes from the environment (OPTIMUS_TOKEN, OPTIMUS_BASE_URL), so what
is timed is the console alone. Console and empty window take turns on one virtual display; the medians and their
ratios are printed. With --limit, the exit code is 1 where a ratio is above it.

"Filled" is seen from outside, as a user would, without a hook in the console: Xvfb keeps its picture in a file
(-fbdir), which is read every few milliseconds. A run lasts until nothing has changed for a while; the list was
filled when the first picture appeared from which on nothing but a blinking caret (at most 64 pixels) differs from
the last. The empty window is timed in the same way. Reading a mapped file asks nothing of the display's server or of
the program, and whatever it costs slows both alike. That the last picture shows the list is made sure of twice: the
backend has to have seen the console's token during the run, and --pictures keeps the first run's last picture.

PSS is read from /proc/PID/smaps_rollup when a run has come to rest. A release build of the console is not dumpable,
so its numbers are for root alone: run this as root.
"""
import argparse
import contextlib
import json
import mmap
import os
import pathlib
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
import zlib

TOP = pathlib.Path(__file__).resolve().parents[2]
WIDTH, HEIGHT, PIXEL = 1280, 800, 4
ROW = WIDTH * PIXEL
CARET = 64  # pixels
POLL = 0.002  # seconds
REST = 1.5  # seconds without a change
PATIENCE = 60  # seconds


class Display:
    """A virtual X display whose picture can be read as a file."""

    def __init__(self, directory):
        read_end, write_end = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", directory,
             "-nocursor", "-noreset", "-nolisten", "tcp"],
            pass_fds=[write_end], stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        if not number:
            sys.exit("bench_start.py: Xvfb did not start.")
        self.name = f":{number}"
        with open(os.path.join(directory, "Xvfb_screen0"), "rb") as file:
            self.map = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        # An X window dump: a header of big-endian words, then the colour map (12 bytes an entry), then the pixels.
        header = struct.unpack(">25I", self.map[:100])
        header_size, row_bytes, colours = header[0], header[12], header[19]
        if row_bytes != ROW:
            sys.exit("bench_start.py: this Xvfb lays out its picture in another way.")
        self.offset = header_size + colours * 12

    def picture(self):
        return self.map[self.offset:self.offset + ROW * HEIGHT]

    def close(self):
        self.map.close()
        self.process.terminate()
        self.process.wait()


def differs(one, other):
    """Whether more than a caret's worth of pixels differ."""
    if one == other:
        return False
    count = 0
    for start in range(0, len(one), ROW):
        if one[start:start + ROW] == other[start:start + ROW]:
            continue
        for left, right in zip(memoryview(one)[start:start + ROW].cast("I"),
                               memoryview(other)[start:start + ROW].cast("I")):
            if left != right:
                count += 1
                if count > CARET:
                    return True
    return False


def write_png(path, picture):
    rows = bytearray()
    for start in range(0, len(picture), ROW):
        row = picture[start:start + ROW]
        rgb = bytearray(WIDTH * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
        rows += b"\0" + rgb

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(rows)))
                     + chunk(b"IEND", b""))


def proportional_set_size(pid):
    """In KiB."""
    try:
        text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    except PermissionError:
        sys.exit("bench_start.py: a release build's memory is for root to read; run this as root.")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


def run(display, command, environment):
    """Starts the command, waits until it has come to rest and ends it: seconds, KiB, and the last picture."""
    before = display.picture()
    pictures = []  # (seconds, picture) whenever it changed
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
    try:
        last, changed = before, started
        while pictures == [] or time.monotonic() - changed < REST:
            now = time.monotonic()
            if process.poll() is not None:
                sys.exit(f"bench_start.py: {command[0]} ended with {process.returncode}.")
            if now - started > PATIENCE:
                sys.exit(f"bench_start.py: {command[0]} did not come to rest.")
            picture = display.picture()
            if picture != last:
                if differs(picture, pictures[-1][1] if pictures else before):
                    pictures.append((now - started, picture))
                    changed = now
                last = picture
            time.sleep(POLL)
        size = proportional_set_size(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    deadline = time.monotonic() + 5
    while display.picture() != before:  # the next run begins on an empty screen
        if time.monotonic() > deadline:
            sys.exit("bench_start.py: a window stayed behind.")
        time.sleep(POLL)

    final = pictures[-1][1]
    filled = pictures[-1][0]
    for seconds, picture in reversed(pictures):
        if differs(picture, final):
            break
        filled = seconds
    return filled, size, final


class Backend:
    """The embedded backend on a new database."""

    def __init__(self, program, directory):
        token_file = os.path.join(directory, "management-token")
        self.process = subprocess.Popen(
            [program, "--listen", "127.0.0.1:0", "--database", os.path.join(directory, "bench.sqlite3"),
             "--issue-management-token", token_file], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        if not line:
            sys.exit("bench_start.py: the backend did not start.")
        self.base_url = json.loads(line)["services"]["optimus"]
        self.token = pathlib.Path(token_file).read_text().strip()

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            f"{self.base_url}/api/v1{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
                     "Idempotency-Key": str(uuid.uuid4())})
        with urllib.request.urlopen(request) as reply:
            return json.load(reply)

    def create(self, name, access, ranges):
        return self.call("POST", "/tokens",
                         {"name": name, "allowedIps": ranges, "expiresAt": None, "access": access})

    def close(self):
        self.process.terminate()
        self.process.wait()


def bus(directory):
    """A D-Bus session of its own, so that no desktop's services take part: its process and address."""
    process = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address",
                                f"--address=unix:dir={directory}"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return process, process.stdout.readline().strip()


def build_empty_window(directory):
    subprocess.run(["cmake", "-S", str(TOP / "tests/bench"), "-B", str(directory), "-DCMAKE_BUILD_TYPE=Release"],
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", str(directory)], check=True, stdout=subprocess.DEVNULL)
    return directory / "emptywindow"


def home(directory, environment):
    """Gives the environment an empty home of its own below the directory."""
    for variable in ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        path = pathlib.Path(directory) / variable.lower()
        path.mkdir(mode=0o700)
        environment[variable] = str(path)


@contextlib.contextmanager
def surroundings(build, directory):
    """What a console needs: a backend and a display, and the environment of a user with an empty home."""
    backend = Backend(build / "bin/token-console-backend", directory)
    display = Display(directory)
    bus_process, bus_address = bus(directory)
    try:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "DISPLAY": display.name,
                       "QT_QPA_PLATFORM": "xcb", "DBUS_SESSION_BUS_ADDRESS": bus_address}
        home(directory, environment)
        yield backend, display, environment
    finally:
        bus_process.terminate()
        bus_process.wait()
        display.close()
        backend.close()


def compare(arguments, directory):
    console = arguments.build / "bin/token-console"
    empty_window = build_empty_window(TOP / "build/bench")
    with surroundings(arguments.build, directory) as (backend, display, environment):
        for number in range(arguments.tokens):
            backend.create(f"Integration {number:04}", "integration", [f"203.0.{number // 256}.{number % 256}"])
        own = backend.create("Benchmark", "management", [])
        programs = {
            "empty window": ([empty_window], environment),
            "console": ([console, "--service", "optimus", "--language", "en", "--data-dir",
                         os.path.join(directory, "data")],
                        environment | {"OPTIMUS_TOKEN": own["secret"], "OPTIMUS_BASE_URL": backend.base_url}),
        }
        results = {name: [] for name in programs}
        last_used = None
        for turn in range(arguments.runs + 1):  # the first warms the caches and is not counted
            for name, (command, variables) in programs.items():
                seconds, size, picture = run(display, command, variables)
                if turn > 0:
                    results[name].append((seconds, size))
                elif arguments.pictures:
                    arguments.pictures.mkdir(parents=True, exist_ok=True)
                    write_png(arguments.pictures / f"{name.replace(' ', '-')}.png", picture)
            used = backend.call("GET", f"/tokens/{own['token']['id']}")["lastUsedAt"]
            if used == last_used:
                sys.exit("bench_start.py: the console did not ask the backend for its list.")
            last_used = used
        return results


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=11, help="counted runs of each program")
    parser.add_argument("--tokens", type=int, default=100, help="tokens in the list")
    parser.add_argument("--build", type=lambda text: pathlib.Path(text).resolve(), default=TOP / "build/release",
                        help="the build to measure")
    parser.add_argument("--pictures", type=pathlib.Path, help="keep the last pictures of the first runs here")
    parser.add_argument("--limit", type=float, help="exit with 1 where a ratio is above this")
    arguments = parser.parse_args()
    if not shutil.which("Xvfb"):
        sys.exit("bench_start.py: Xvfb is missing (Debian package xvfb).")

    with tempfile.TemporaryDirectory() as directory:
        results = compare(arguments, directory)

    medians = {}
    for name, runs in results.items():
        seconds = statistics.median(each[0] for each in runs)
        size = statistics.median(each[1] for each in runs)
        medians[name] = (seconds, size)
        spread = [each[0] * 1000 for each in runs]
        print(f"{name:13} {seconds * 1000:7.0f} ms ({min(spread):.0f} to {max(spread):.0f})"
              f"  PSS {size / 1024:6.1f} MiB")
    ratios = [medians["console"][i] / medians["empty window"][i] for i in range(2)]
    print(f"{'ratio':13} {ratios[0]:7.2f} start{'':14}  {ratios[1]:6.2f} PSS"
          f"   ({arguments.runs} runs each, {arguments.tokens} tokens)")
    if arguments.limit is not None and max(ratios) > arguments.limit:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
