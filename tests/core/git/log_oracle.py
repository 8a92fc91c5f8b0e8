#!/usr/bin/env python3
"""`holdfastctl git log` beside `git log`, on random histories with branches, merges and clocks that go backwards: the same
commits in the same order. Needs HOLDFAST_BIN; HOLDFAST_HISTORIES says how many.
"""
import json
import os
import pathlib
import random
import subprocess
import tempfile

CTL = pathlib.Path(os.environ["HOLDFAST_BIN"], "holdfastctl")
HISTORIES = int(os.environ.get("HOLDFAST_HISTORIES", "12"))
PATHS = (("a",), ("a/x",), ("b", "c"), ())


class History:
    def __init__(self, folder, seed):
        self.folder, self.chance, self.time, self.branches = folder, random.Random(seed), 0, ["main"]
        self.environment = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", **{
            f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "Ann"), ("EMAIL", "ann@example.com"))})
        self.git("init", "-q", "-b", "main")
        self.change(0)

    def git(self, *words, check=True):
        moment = f"{1_600_000_000 + self.time} +0000"
        environment = dict(self.environment, GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment)
        return subprocess.run(["git", *words], cwd=self.folder, env=environment, check=check, capture_output=True, text=True).stdout

    def change(self, number):
        path = pathlib.Path(self.folder, self.chance.choice(("a/x", "a/y", "b/x", "c")))
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{self.chance.randint(0, 4)}\n")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", f"change {number}")

    def merge(self, number):
        side = self.chance.choice(("ours", "theirs"))
        self.git("merge", "-q", "--no-ff", "-X", side, "-m", f"merge {number}", self.chance.choice(self.branches), check=False)
        if pathlib.Path(self.folder, ".git", "MERGE_HEAD").exists():
            self.git("reset", "-q", "--hard")

    def grow(self, steps):
        for number in range(1, steps):
            self.time += self.chance.choice((0, 1, 5, -3))
            self.git("checkout", "-q", self.chance.choice(self.branches))
            if self.chance.random() < 0.2:
                self.branches.append(f"side{number}")
                self.git("checkout", "-q", "-b", self.branches[-1])
            if self.chance.random() < 0.3:
                self.merge(number)
            else:
                self.change(number)

    def ours(self, branch, paths):
        words = [word for path in paths for word in ("--path", path)]
        told = subprocess.run([CTL, "git", "log", "--repository", self.folder + "/.git", "--branch", branch, *words],
                              env=self.environment, check=True, capture_output=True).stdout
        return [entry["commit"] for entry in json.loads(told)]


def main():
    compared = 0
    for seed in range(HISTORIES):
        with tempfile.TemporaryDirectory() as folder:
            history = History(folder, seed)
            history.grow(40)
            for branch in history.branches[:3]:
                for paths in PATHS:
                    theirs = history.git("log", "--format=%H", branch, "--", *paths).split()
                    assert history.ours(branch, paths) == theirs, (seed, branch, paths)
                    compared += 1
    print(f"{compared} histories are git's")
    assert compared >= HISTORIES * len(PATHS)


main()
