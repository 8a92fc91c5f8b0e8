#!/usr/bin/env python3
"""Runs clang-tidy and clazy over the translation units of build/compile_commands.json.

lint-clang.py [FOLDER...]   default: the folders of lint-folders.txt, which are held clean

A unit that passed is remembered by the content of itself, of the project's headers below it and of the settings, in
the cache folder, so that only what changed is read again. HOLDFAST_LINT_MINUTES (default 20) bounds a run; what was not reached
is named.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import time

TREE = pathlib.Path(__file__).resolve().parent.parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "holdfast" / "lint"
CLAZY = "level0,level1,no-non-pod-global-static,no-qproperty-without-notify"


def units(folders):
    """The translation units below these folders, without generated ones, as (file, arguments)."""
    for entry in json.loads((TREE / "build/compile_commands.json").read_text()):
        path = pathlib.Path(entry["file"])
        name = path.relative_to(TREE).as_posix()
        if "autogen" in name or not any(name.startswith(folder.rstrip("/") + "/") for folder in folders):
            continue
        words = shlex.split(entry["command"])
        start = next(i for i, word in enumerate(words) if word.endswith("c++")) + 1
        arguments, skip = [], False
        for word in words[start:]:
            if skip:
                skip = False
            elif word in ("-o", "-MF", "-MT"):
                skip = True
            elif word == "-include":
                skip = True
            elif not word.startswith("-W") and word not in ("-MD", "-c", entry["file"]):  # the warnings are GCC's business
                arguments.append(word)
        yield path, arguments


def closure(path, seen):
    """The project's files that a unit includes, directly or not."""
    if path in seen or not path.exists():
        return
    seen.add(path)
    for name in re.findall(r'^#include "([^"]+)"', path.read_text(), re.M):
        closure(TREE / name, seen)


def fingerprint(path, arguments):
    """Changes when the unit, a header of it, its arguments or the settings do."""
    seen = set()
    closure(path, seen)
    digest = hashlib.sha256((TREE / ".clang-tidy").read_bytes() + CLAZY.encode() + " ".join(arguments).encode())
    for file in sorted(seen):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def lint(path, arguments):
    """Both linters on one unit; the text of what they found, empty when clean."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        command = {"directory": str(TREE), "file": str(path), "arguments": ["clang++", *arguments, "-c", str(path)]}
        pathlib.Path(folder, "compile_commands.json").write_text(json.dumps([command]))
        for tool in (["clang-tidy", "--quiet", "--warnings-as-errors=*"],
                     ["clazy-standalone", "--checks=" + CLAZY, "--ignore-included-files", "--header-filter=^$"]):
            run = subprocess.run([*tool, "-p", folder, str(path)], capture_output=True, text=True, check=False)
            lines = [line for line in (run.stdout + run.stderr).splitlines()
                     if re.search(r"(warning|error): ", line) and str(TREE) in line]
            found += lines
            if run.returncode != 0 and not lines:
                found.append(f"{path}: {tool[0]} failed: {run.stderr.strip()[-300:]}")
    return "\n".join(sorted(set(found)))


def main():
    CACHE.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + 60 * float(os.environ.get("HOLDFAST_LINT_MINUTES", "20"))
    pending = []
    listed = (TREE / "packaging/lint-folders.txt").read_text().split("\n")
    folders = sys.argv[1:] or [line for line in listed if line and not line.startswith("#")]
    for path, arguments in units(folders):
        key = CACHE / fingerprint(path, arguments)
        if not key.exists():
            pending.append((path, arguments, key))
    bad, unread = 0, []

    def work(item):
        path, arguments, key = item
        if time.monotonic() > deadline:
            return path, None
        text = lint(path, arguments)
        if not text:
            key.touch()
        return path, text

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, text in pool.map(work, pending):
            if text is None:
                unread.append(str(path.relative_to(TREE)))
            elif text:
                bad += 1
                print(text)
    print(f"clang-tidy and clazy: {len(pending) - len(unread) - bad} clean, {bad} with findings, "
          f"{len(unread)} not reached, the rest unchanged since they passed")
    for name in unread:
        print(f"not reached: {name}")
    return 1 if bad else 0


sys.exit(main())
