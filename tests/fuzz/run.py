#!/usr/bin/env python3
"""Runs one fuzzer from its kept inputs: for ten seconds, or with TC_LONG=1 for ten million inputs.

Inputs that reach new code are gathered below the build folder, where the next long run starts from them as well; an
input that fails is left in findings/ there. Each run adds its line to summary.txt, which tests/run.sh prints.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

SECONDS = 10
LONG_RUNS = int(os.environ.get("TC_FUZZ_RUNS", "10000000"))
TOP = pathlib.Path(__file__).resolve().parent


def stat(output, name):
    found = re.search(rf"stat::{name}:\s+(\d+)", output)
    return int(found.group(1)) if found else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--name", required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("option", nargs="*", help="for the fuzzer")
    arguments = parser.parse_args()

    is_long = bool(os.environ.get("TC_LONG"))
    corpus = arguments.work / ("corpus" if is_long else "scratch") / arguments.name
    findings = arguments.work / "findings" / arguments.name
    seeds = TOP / "seeds" / arguments.name
    dictionary = TOP / f"{arguments.name}.dict"
    if not is_long:
        # Short runs start from what is kept alone, whatever ran before.
        shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir(parents=True, exist_ok=True)
    findings.mkdir(parents=True, exist_ok=True)
    if not any(seeds.iterdir()):
        sys.exit(f"{seeds} is empty")

    command = [arguments.program, f"-artifact_prefix={findings}/", "-print_final_stats=1", "-timeout=20",
               "-rss_limit_mb=2048", "-max_len=8192", "-reload=0"]  # nobody else adds inputs
    command.append(f"-runs={LONG_RUNS}" if is_long else f"-max_total_time={SECONDS}")
    if dictionary.exists():
        command.append(f"-dict={dictionary}")
    command += arguments.option
    command += [str(corpus), str(seeds)]  # new inputs go to the first folder

    before = set(findings.iterdir())
    environment = os.environ | {
        # Qt allocates much, and inputs run one after another: no stacks of allocations, which running a finding
        # by itself shows, and a quarantine that fits a processor's cache.
        "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0:malloc_context_size=1:quarantine_size_mb=1",
        "TZ": "UTC",  # else each use of the local time looks whether /etc/localtime has changed
        "UBSAN_OPTIONS": "print_stacktrace=1"}
    started = time.monotonic()
    result = subprocess.run(command, cwd=arguments.work, env=environment, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, errors="replace")
    seconds = time.monotonic() - started
    found = sorted(set(findings.iterdir()) - before)
    executions = stat(result.stdout, "number_of_executed_units")
    line = f"fuzz.{arguments.name}: {executions} executions, {seconds:.0f} seconds, " \
           f"{max(len(found), int(result.returncode != 0))} findings"
    with open(arguments.work / "summary.txt", "a", encoding="utf-8") as summary:
        summary.write(line + "\n")
    print(line)
    if result.returncode != 0 or found:
        print(result.stdout[-6000:])
        for file in found:
            print(f"found: {file}")
        sys.exit(1)
    if executions == 0 or (is_long and executions < LONG_RUNS):
        sys.exit(f"too few executions:\n{result.stdout[-2000:]}")


if __name__ == "__main__":
    main()
