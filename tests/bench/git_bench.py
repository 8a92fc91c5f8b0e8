"""Histories and reverts beside git's own, in a repository of 100,000 commits and 30,000 files; a whole way back on the
practice cluster."""
import json
import os
import pathlib
import random
import subprocess
import tempfile
import time

COMMITS = 100_000
FILES = 30_000
FOLDERS = 600
RUNS = 5


def git(*arguments, folder=None, **more):
    environment = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", GIT_AUTHOR_NAME="Bench",
                       GIT_AUTHOR_EMAIL="bench@example.org", GIT_COMMITTER_NAME="Bench",
                       GIT_COMMITTER_EMAIL="bench@example.org")
    return subprocess.run(["git", *(["-C", folder] if folder else []), *arguments], check=True, capture_output=True,
                          env=environment, **more).stdout


def stream(write):
    """A fast-import stream: one commit with every file, then commits that change one to three, every 50th a merge."""
    chance = random.Random(7)
    names = [f"apps/a{number % FOLDERS:03}/f{number // FOLDERS:02}.yaml" for number in range(FILES)]

    def blob(name, revision):
        return f"kind: ConfigMap\nmetadata:\n  name: {name}\ndata:\n  revision: \"{revision}\"\n  more: text\n"

    def commit(mark, parents, changes):
        write(f"commit refs/heads/main\nmark :{mark}\ncommitter B <b@example.org> {1_600_000_000 + 60 * mark} +0000\n")
        subject = f"Change {mark}"
        write(f"data {len(subject)}\n{subject}\n")
        for word, parent in zip(("from", "merge"), parents):
            write(f"{word} :{parent}\n")
        for name, text in changes:
            write(f"M 100644 inline {name}\ndata {len(text)}\n{text}\n")

    commit(1, [], [(name, blob(name, 1)) for name in names])
    tip, side = 1, None
    for mark in range(2, COMMITS + 1):
        if mark % 50 == 49:  # a branch of one commit, merged by the next
            side = mark
            commit(mark, [tip], [(name, blob(name, mark)) for name in chance.sample(names, 1)])
            continue
        parents = [tip] if side is None else [tip, side]
        commit(mark, parents, [(name, blob(name, mark)) for name in chance.sample(names, chance.randint(1, 3))])
        tip, side = mark, None


def repository(folder):
    bare = pathlib.Path(folder, "big.git")
    git("init", "--quiet", "--bare", "--initial-branch=main", bare)
    importing = subprocess.Popen(["git", "-C", bare, "fast-import", "--quiet"], stdin=subprocess.PIPE, text=True)
    stream(importing.stdin.write)
    importing.stdin.close()
    if importing.wait() != 0:
        raise SystemExit("bench: git fast-import failed")
    # As Holdfast keeps its mirrors.
    git("commit-graph", "write", "--reachable", "--changed-paths", "--no-progress", folder=bare)
    return bare


def best(command, before=lambda: None, **more):
    """Milliseconds of the fastest run, and its output."""
    times, output = [], b""
    for _ in range(RUNS):
        before()
        began = time.monotonic()
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, **more).stdout
        times.append((time.monotonic() - began) * 1000)
    return min(times), output


def histories(ctl, bare):
    rows = []
    for path in ("apps/a007", "apps/a007/f03.yaml", "apps"):
        theirs, told = best(["git", "-C", bare, "log", "--format=%H", "main", "--", path])
        ours, listed = best([ctl, "git", "log", "--repository", bare, "--branch", "main", "--path", path])
        same = [entry["commit"] for entry in json.loads(listed)] == told.decode().split()
        if not same:
            raise SystemExit(f"bench: our history of {path} is not git's")
        rows.append({"path": path, "commits": len(told.split()), "oursMs": ours, "gitMs": theirs, "ratio": ours / theirs})
        print(f"history of {path}: {rows[-1]['commits']} commits in {ours:.0f} ms (git log {theirs:.0f} ms, "
              f"ratio {ours / theirs:.2f})", flush=True)
    return rows


def reverts(ctl, bare, folder):
    tree = pathlib.Path(folder, "tree")
    git("clone", "--quiet", bare, tree)
    tip = git("rev-parse", "main", folder=bare).decode().strip()
    undone = git("rev-parse", "main~10", folder=bare).decode().strip()
    for place in (bare, tree):
        git("config", "user.name", "Bench", folder=place)
        git("config", "user.email", "bench@example.org", folder=place)
    ours, _ = best([ctl, "git", "revert", "--repository", bare, "--branch", "main", undone],
                   lambda: git("update-ref", "refs/heads/main", tip, folder=bare))
    made = git("rev-parse", "main^{tree}", folder=bare)
    theirs, _ = best(["git", "-C", tree, "revert", "--no-edit", undone],
                     lambda: git("reset", "--quiet", "--hard", tip, folder=tree))
    if git("rev-parse", "HEAD^{tree}", folder=tree) != made:
        raise SystemExit("bench: our revert is not git's")
    print(f"revert of a commit, plan and commit: {ours:.0f} ms (git revert {theirs:.0f} ms, ratio {ours / theirs:.2f})",
          flush=True)
    return {"oursMs": ours, "gitMs": theirs, "ratio": ours / theirs}


def way_back(ctl, folder, kubeconfig):
    """From the command, its plan included, until the remote has the commit, and until the run says it is converged."""
    app = "practice-eu:application/argocd/catalog-web"
    base = [ctl, "--kubeconfig", kubeconfig, "--context", "practice-eu", "-o", "json"]
    environment = dict(os.environ, HOME=folder, GIT_AUTHOR_NAME="Bench", GIT_AUTHOR_EMAIL="bench@example.org",
                       GIT_COMMITTER_NAME="Bench", GIT_COMMITTER_EMAIL="bench@example.org")
    newest = json.loads(subprocess.run([*base, "history", app], check=True, capture_output=True, env=environment).stdout)[0]
    before = git("ls-remote", newest["repository"], "refs/heads/main")
    began = time.monotonic()
    running = subprocess.Popen([*base, "revert", app, "--commit", newest["commit"], "--yes", "--wait"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, env=environment)
    while running.poll() is None and git("ls-remote", newest["repository"], "refs/heads/main") == before:
        time.sleep(0.01)
    pushed = time.monotonic() - began
    words = running.communicate()[1].decode()
    if running.returncode != 0:
        raise SystemExit(f"bench: the way back failed: {words[-400:]}")
    converged = time.monotonic() - began
    print(f"way back on the practice cluster: pushed {pushed:.2f} s after the command, converged after {converged:.1f} s",
          flush=True)
    return {"pushedSeconds": pushed, "convergedSeconds": converged}


def measure(binaries):
    ctl = binaries / "holdfastctl"
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        bare = repository(folder)
        print(f"a repository of {COMMITS} commits and {FILES} files, made in {time.monotonic() - began:.0f} s", flush=True)
        results = {"history": histories(ctl, bare), "revert": reverts(ctl, bare, folder)}
        kubeconfig = pathlib.Path(folder, "kubeconfig")
        sandbox = subprocess.Popen([binaries / "holdfast-sandbox", "--kubeconfig", kubeconfig], stdout=subprocess.PIPE)
        try:
            sandbox.stdout.readline()
            results["wayBack"] = way_back(ctl, folder, kubeconfig)
        finally:
            sandbox.terminate()
            sandbox.wait(20)
        return results
