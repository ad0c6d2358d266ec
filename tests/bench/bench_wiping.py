#!/usr/bin/env python3
"""What wiping freed memory costs: the console against the same console without its own free() and realloc().

    cmake --build --preset release --target token-console token-console-unwiped token-console-backend
    sudo tests/bench/bench_wiping.py [--runs N] [--tokens N …] [--build build/release] [--limit 1.03]

Both start and fill their list in turns, seen from outside as bench_start.py does it; printed are the medians of the
time until the list is filled and of the processor time from start to end, and the ratio of each: the median over the
turns of what one turn gives, since a machine's speed changes more between turns than within one. With --limit, the
exit code is 1 where a ratio of processor times, the steadier of the two, is above it.
"""
import argparse
import os
import pathlib
import resource
import statistics
import sys
import tempfile

import bench_start
from bench_start import TOP, surroundings

PROGRAMS = {"wiped": "token-console", "unwiped": "token-console-unwiped"}


def processor_time():
    """Seconds that the children which have ended took, those of the kernel for them included."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def compare(arguments, directory, tokens):
    """For each program its (seconds until filled, seconds of processor time), a pair for each turn."""
    with surroundings(arguments.build, directory) as (backend, display, environment):
        for number in range(tokens):
            backend.create(f"Integration {number:05}", "integration", [f"10.0.{number // 256}.{number % 256}"])
        environment |= {"OPTIMUS_TOKEN": backend.token, "OPTIMUS_BASE_URL": backend.base_url}
        results = {name: [] for name in PROGRAMS}
        for turn in range(arguments.runs + 1):  # the first warms the caches and is not counted
            order = list(PROGRAMS) if turn % 2 else list(reversed(PROGRAMS))
            for name in order:
                before = processor_time()
                seconds, _, _ = bench_start.run(
                    display, [arguments.build / "bin" / PROGRAMS[name], "--service", "optimus", "--language", "en",
                              "--data-dir", os.path.join(directory, "data")], environment)
                if turn > 0:
                    results[name].append((seconds, processor_time() - before))
        return results


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=21, help="counted runs of each program")
    parser.add_argument("--tokens", type=int, nargs="+", default=[100, 10000], help="tokens in the list")
    parser.add_argument("--build", type=lambda text: pathlib.Path(text).resolve(), default=TOP / "build/release",
                        help="the build to measure")
    parser.add_argument("--limit", type=float, help="exit with 1 where a ratio of processor times is above this")
    arguments = parser.parse_args()

    worst = 0.0
    for tokens in arguments.tokens:
        with tempfile.TemporaryDirectory() as directory:
            results = compare(arguments, directory, tokens)
        print(f"{tokens} tokens, {arguments.runs} runs each")
        for name, runs in results.items():
            filled, used = (statistics.median(run[i] for run in runs) * 1000 for i in range(2))
            print(f"  {name:8} filled after {filled:7.0f} ms, processor time {used:7.0f} ms")
        filled, used = (statistics.median(one[i] / other[i] for one, other
                                          in zip(results["wiped"], results["unwiped"])) for i in range(2))
        print(f"  {'ratio':8} filled       {filled:7.3f}   , processor time {used:7.3f}", flush=True)
        worst = max(worst, used)
    return 1 if arguments.limit is not None and worst > arguments.limit else 0


if __name__ == "__main__":
    sys.exit(main())
