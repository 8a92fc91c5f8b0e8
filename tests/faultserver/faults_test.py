#!/usr/bin/env python3
"""Holds FAULTS.md to the tests: each number of the groups once, and each test that a row names is there.

The reflector's own numbers (R, RW) stand in the rows of its tables; each must be found in tests/core/kube.
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
GROUPS = {"N": 18, "A": 33, "P": 25, "W": 21, "M": 17, "H": 10}
REFLECTOR = {"R": 34, "RW": 12}


def main():
    wrong = []
    rows = {}
    for line in (HERE / "FAULTS.md").read_text().splitlines():
        if match := re.match(r"\| ([NAPWMH]\d+) \| .* \| (.*) \|$", line):
            wrong += [f"{match.group(1)} stands there twice"] if match.group(1) in rows else []
            rows[match.group(1)] = match.group(2)
    for group, last in GROUPS.items():
        wrong += [f"{group}{number} has no row" for number in range(1, last + 1) if f"{group}{number}" not in rows]
    for number, tests in rows.items():
        for test in tests.split("; "):
            path, name = test.split(" ", 1)
            source = next((file for file in (HERE.parent / f"{path}.cpp", HERE.parent / f"{path}.py") if file.exists()), HERE / path)
            wanted = name[2:].strip().strip('"') if name.startswith("T ") else f"::{name}()|void {name}()|def {name}("
            text = source.read_text() if source.exists() else ""
            found = any(part in text for part in ([f'"{wanted}'] if name.startswith("T ") else wanted.split("|")))
            wrong += [] if found else [f"{number}: {source.name} has no {name}"]
    every = "".join(path.read_text() for path in sorted((HERE.parent / "core" / "kube").glob("*.cpp")))
    for group, last in REFLECTOR.items():
        wrong += [f"{group}{number} is in no test of core/kube" for number in range(1, last + 1)
                  if not re.search(rf"\b{group}{number}\b", every)]
    print("\n".join(wrong) or f"{len(rows)} faults, {sum(REFLECTOR.values())} cases of the reflector")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
