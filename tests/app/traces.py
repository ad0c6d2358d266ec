"""Finds what is left of a canary: in a running process's memory, seen from outside, and in files."""

import stat
from pathlib import Path

RUN = 24  # characters in a row that count as a trace
STEP = RUN // 2  # every run holds one whole block of this size that starts at a multiple of it
CHUNK = 16 * 1024 * 1024
ENCODINGS = ("utf-8", "utf-16-le")
KERNELS = ("[vvar]", "[vvar_vclock]", "[vsyscall]")  # the kernel's own pages, readable for the process alone


class Canary:
    """A secret that must be nowhere; what a mask shows of it is shorter than what is looked for."""

    def __init__(self, secret):
        assert len(secret) > 2 * RUN, "too short to be told from its mask"
        self._secret = secret
        # The first block is the prefix, which stands everywhere; each run that begins in it holds the next one whole.
        self._blocks = range(STEP, len(secret) - STEP + 1, STEP)

    def traces(self, data):
        """(offset, characters in a row, encoding) for each place that holds enough of it."""
        found = set()
        for encoding in ENCODINGS:
            width = len("x".encode(encoding))
            whole = self._secret.encode(encoding)
            for block in self._blocks:
                piece = whole[block * width:(block + STEP) * width]
                at = data.find(piece)
                while at >= 0:
                    begin, end = at, at + len(piece)
                    while begin > 0 and (i := block * width - (at - begin)) > 0 and data[begin - 1] == whole[i - 1]:
                        begin -= 1
                    while end < len(data) and (i := block * width + end - at) < len(whole) and data[end] == whole[i]:
                        end += 1
                    if (end - begin) // width >= RUN:
                        found.add((begin, (end - begin) // width, encoding))
                    at = data.find(piece, at + 1)
        return sorted(found)

    def overlap(self):
        """Bytes that two pieces of what is searched must share, so that no trace falls between them."""
        return 2 * len(self._secret)


def mappings(pid):
    """(start, end, name) of what the process may read. Raises PermissionError without the right to look."""
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        addresses, permissions, _, _, _, *name = line.split(maxsplit=5)
        start, end = (int(address, 16) for address in addresses.split("-"))
        if permissions.startswith("r") and (not name or name[0] not in KERNELS):
            yield start, end, name[0] if name else "unnamed"


def read_memory(memory, start, end):
    """Bytes of the process; pages that are not there, such as a mapped file's beyond its end, read as nothing."""
    try:
        memory.seek(start)
        return memory.read(end - start)
    except OSError:
        if end - start <= 4096:
            return b"\0" * (end - start)
        middle = start + (end - start) // 2 // 4096 * 4096
        return read_memory(memory, start, middle) + read_memory(memory, middle, end)


def in_memory(pid, canary):
    """Each trace in the process as a line of text: mapping, address, length, encoding."""
    lines = []
    size = 0
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for start, end, name in mappings(pid):
            at = start
            while at < end:
                data = read_memory(memory, at, min(at + CHUNK + canary.overlap(), end))
                size += len(data)
                lines += [f"{name} at {at + offset:#x} (+{at + offset - start:#x}): {characters} characters, {encoding}"
                          for offset, characters, encoding in canary.traces(data)]
                at += CHUNK
    assert size > 1024 * 1024, f"only {size} bytes of process {pid} could be read"
    return sorted(set(lines))


def files_below(*directories):
    for directory in directories:
        for path in Path(directory).rglob("*"):
            try:
                if stat.S_ISREG(path.lstat().st_mode):
                    yield path
            except FileNotFoundError:
                pass  # gone since it was listed


def in_files(canary, *directories):
    """The files that hold a trace."""
    found = []
    for path in files_below(*directories):
        try:
            if canary.traces(path.read_bytes()):
                found.append(str(path))
        except FileNotFoundError:
            pass
    return found


def in_command_lines(canary, *pids):
    return [f"/proc/{pid}/{name}" for pid in pids for name in ("cmdline", "environ")
            if canary.traces(Path(f"/proc/{pid}/{name}").read_bytes())]
