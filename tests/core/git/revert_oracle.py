#!/usr/bin/env python3
"""Random histories, each undone by `holdfastctl git revert` in a bare repository and by `git revert --no-edit` in a
work tree: the same tree, message, paths in conflict and order. HOLDFAST_HISTORIES sets how many (default 40; 1000 was
run once), HOLDFAST_SEED the first seed. Needs HOLDFAST_BIN.
"""
import concurrent.futures
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

CTL = pathlib.Path(os.environ["HOLDFAST_BIN"], "holdfastctl")
COUNT = int(os.environ.get("HOLDFAST_HISTORIES", "40"))
SEED = int(os.environ.get("HOLDFAST_SEED", "1"))
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
               "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.com", "GIT_COMMITTER_NAME": "Cid",
               "GIT_COMMITTER_EMAIL": "cid@example.com", "GIT_CONFIG_COUNT": "1",
               "GIT_CONFIG_KEY_0": "gc.auto", "GIT_CONFIG_VALUE_0": "0"}
SUBJECTS = ["fix: a thing", 'say "so"', "two\nlines", "x" * 180, "  leading", "Ünïcode → arrow", 'Revert "an older one"',
            'Revert "Revert "twice""', "ends with space ", "tab\tinside", "#hash first", ""]


def git(folder, *words, check=True, moment=None, stdin=None):
    environment = dict(ENVIRONMENT)
    if moment is not None:
        environment["GIT_AUTHOR_DATE"] = environment["GIT_COMMITTER_DATE"] = f"@{moment} +0200"
    done = subprocess.run(["git", "-C", folder, *words], env=environment, capture_output=True, input=stdin)
    if check and done.returncode != 0:
        raise AssertionError(f"git {words}: {done.stderr.decode()}")
    return done


class History:
    """A work tree with a random history."""

    def __init__(self, folder, seed):
        self.folder, self.random, self.moment = folder, random.Random(seed), 1_700_000_000
        subprocess.run(["git", "init", "-q", "-b", "main", folder], env=ENVIRONMENT, check=True)
        self.commit_all("root")

    def files(self):
        return sorted(p for p in pathlib.Path(self.folder).rglob("*") if (p.is_file() or p.is_symlink()) and ".git" not in p.parts)

    def write(self, path, lines):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()
        end = "\r\n" if self.random.random() < 0.1 else "\n"
        path.write_text(end.join(lines) + end, newline="")

    def new_path(self):
        folder = self.random.choice(["", "a/", "b/", "a/deep/", "c d/", "ü/"])
        return pathlib.Path(self.folder, folder + self.random.choice("fghij") + str(self.random.randrange(6)))

    def lines(self):
        return [f"{self.random.randrange(4)} line {n}" for n in range(self.random.randrange(3, 30))]

    def change(self):
        files = self.files()
        kind = self.random.choice(["add", "edit", "edit", "edit", "delete", "rename", "folder", "mode", "link"])
        if kind == "add" or not files:
            path = self.new_path()
            if not path.exists() and not any(parent.is_file() for parent in path.parents):
                self.write(path, self.lines())
            return
        path = self.random.choice(files)
        if kind == "edit" and not path.is_symlink():
            lines = path.read_text(errors="replace").splitlines() or [""]
            lines[self.random.randrange(len(lines))] = f"edited {self.random.randrange(1000)}"
            if self.random.random() < 0.4:
                lines.insert(self.random.randrange(len(lines)), f"new {self.random.randrange(1000)}")
            self.write(path, lines)
        elif kind == "delete":
            path.unlink()
        elif kind == "rename":
            to = self.new_path()
            if not to.exists() and not any(parent.is_file() for parent in to.parents):
                to.parent.mkdir(parents=True, exist_ok=True)
                path.rename(to)
        elif kind == "folder":
            a, b = pathlib.Path(self.folder, "a"), pathlib.Path(self.folder, "moved")
            source, target = (a, b) if a.exists() else (b, a)
            if source.is_dir() and not target.exists():
                source.rename(target)
        elif kind == "mode" and not path.is_symlink():
            path.chmod(0o755 if path.stat().st_mode & 0o100 == 0 else 0o644)
        elif kind == "link":
            path.unlink()
            path.symlink_to("target" + str(self.random.randrange(3)))

    def commit_all(self, subject):
        self.moment += self.random.choice([0, 1, 60, -30])
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-q", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "-F", "-",
            moment=self.moment, stdin=(subject + "\n").encode())

    def grow(self, commits):
        for _ in range(commits):
            if self.random.random() < 0.12:
                self.merge()
                continue
            if self.random.random() < 0.1:
                git(self.folder, "revert", "--no-edit", "HEAD", check=False, moment=self.moment)
                git(self.folder, "revert", "--abort", check=False)
                git(self.folder, "reset", "-q", "--hard")
                continue
            for _ in range(self.random.randrange(1, 4)):
                self.change()
            self.commit_all(self.random.choice(SUBJECTS))

    def merge(self):
        git(self.folder, "checkout", "-q", "-b", "side", "HEAD~1", check=False)
        if git(self.folder, "symbolic-ref", "--short", "HEAD").stdout.strip() != b"side":
            return
        self.change()
        self.commit_all("on the side")
        git(self.folder, "checkout", "-q", "main")
        self.moment += 10
        if git(self.folder, "merge", "-q", "--no-edit", "side", check=False, moment=self.moment).returncode != 0:
            git(self.folder, "merge", "--abort", check=False)
            git(self.folder, "reset", "-q", "--hard")
        git(self.folder, "branch", "-D", "side")


def oracle(folder, commits, mainline):
    """What `git revert` makes: ("ok", trees, messages) with what is already undone left out, or ("conflict", paths)."""
    made = []
    for commit in commits:
        extra = ["-m", mainline] if mainline else []
        done = git(folder, "revert", "--no-edit", *extra, commit, check=False, moment=1_800_000_000)
        if done.returncode == 0:
            made.append(git(folder, "log", "-1", "--format=%T%n%B", "HEAD").stdout)
            continue
        unmerged = git(folder, "-c", "core.quotePath=false", "ls-files", "-u", "-z").stdout
        if unmerged:
            return "conflict", sorted({row.split(b"\t", 1)[1].decode() for row in unmerged.split(b"\0") if row}), commit
        text = done.stdout + done.stderr
        assert b"nothing to commit" in text or b"nothing added" in text or b"previous cherry-pick is now empty" in text, text
        git(folder, "reset", "-q", "--hard")
        git(folder, "revert", "--quit", check=False)
    return "ok", made, git(folder, "rev-parse", "HEAD^{tree}").stdout.decode().strip()


def ours(bare, commits, mainline):
    extra = ["--mainline", mainline] if mainline else []
    done = subprocess.run([CTL, "git", "revert", "--repository", bare, "--branch", "main", *extra, *commits],
                          env=dict(ENVIRONMENT, GIT_AUTHOR_DATE="@1800000000 +0200", GIT_COMMITTER_DATE="@1800000000 +0200"),
                          capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode()


def compare(seed):
    with tempfile.TemporaryDirectory() as folder:
        work, bare = folder + "/work", folder + "/bare.git"
        history = History(work, seed)
        history.grow(history.random.randrange(4, 14))
        subprocess.run(["git", "clone", "-q", "--bare", work, bare], env=ENVIRONMENT, check=True)
        tip = git(work, "rev-parse", "HEAD").stdout.strip()
        every = git(work, "rev-list", "--date-order", "HEAD").stdout.decode().split()
        chosen = set(history.random.sample(every, min(len(every), history.random.choice([1, 1, 1, 2, 3]))))
        parents = [git(work, "rev-list", "--parents", "-n1", c).stdout.split()[1:] for c in chosen]
        mainline = "1" if any(len(p) > 1 for p in parents) else None
        commits = [c for c in every if c in chosen]
        wanted = oracle(work, commits, mainline)
        shuffled = list(commits)
        history.random.shuffle(shuffled)
        code, out, errors = ours(bare, shuffled, mainline)
        after = git(bare, "rev-parse", "main").stdout.strip()
        where = f"seed {seed}"
        if wanted[0] == "conflict":
            assert code == 5, f"{where}: exit {code} instead of a conflict {wanted}: {errors}"
            found = json.loads(out)["conflicts"]
            assert sorted(c["path"] for c in found) == wanted[1], f"{where}: {found} instead of {wanted}"
            assert all(c["commit"] == wanted[2] for c in found), f"{where}: {found}"
            assert after == tip, f"{where}: the branch moved although there are conflicts"
            return "conflict"
        assert code == 0, f"{where}: exit {code}: {errors} {out}"
        answer = json.loads(out)
        assert answer["tree"] == wanted[2], f"{where}: tree {answer['tree']} instead of {wanted[2]}"
        assert (answer["commit"] is None) == (not wanted[1]), f"{where}: {answer}"
        made = [git(bare, "log", "-1", "--format=%T%n%B", c).stdout
                for c in git(bare, "rev-list", "--reverse", f"{tip.decode()}..main").stdout.decode().split()]
        assert made == wanted[1], f"{where}: commits differ:\n{made}\n{wanted[1]}"
        return "equal" if made else "undone"


def main():
    counts = {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        failed = 0
        for future in concurrent.futures.as_completed([pool.submit(compare, SEED + n) for n in range(COUNT)]):
            try:
                outcome = future.result()
                counts[outcome] = counts.get(outcome, 0) + 1
            except AssertionError as error:
                failed += 1
                print(f"FAILED {error}", file=sys.stderr)
    print(f"{COUNT} histories: {counts}, {failed} failed")
    if failed or not counts.get("equal") or (COUNT >= 40 and not counts.get("conflict")):
        sys.exit(1)


shutil.which("git") or sys.exit("git is missing")
main()
