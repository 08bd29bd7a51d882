"""New inputs for every target, then new seeds for the property tests: `make fuzz MINUTES=10`."""

import argparse
import subprocess
import sys
import time

import pytest

from tests.fuzz.profiles import FOUND


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, required=True, help="begin no new round after so many")
    parser.add_argument("paths", nargs="*", default=["tests"], help="folders or files of property tests only")
    arguments = parser.parse_args()
    end = time.monotonic() + arguments.seconds
    if not arguments.paths:
        half = [sys.executable, "-m", "tests.fuzz.explore", "--seconds", str(arguments.seconds / 2)]
        if code := subprocess.run(half, check=False).returncode:
            return code
    rounds = 0
    while not rounds or time.monotonic() < end:
        rounds += 1
        print(f"\nround {rounds}", flush=True)
        command = [sys.executable, "-m", "pytest", "-n", "auto", "-q", "-m", "hypothesis", "--hypothesis-profile=fuzz"]
        done = subprocess.run([*command, *arguments.paths], check=False)
        if done.returncode == pytest.ExitCode.TESTS_FAILED:
            print(f"\nSomething was found. Its case is in {FOUND}, and `make test` tries it again.")
        if done.returncode:
            return done.returncode
    print(f"\n{rounds} rounds, and every property held.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
