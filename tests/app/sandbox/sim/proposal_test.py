#!/usr/bin/env python3
"""The way back where main takes no push: the server's refusal in its own words, then a pull request that is opened once,
found again, merged by a person, and followed until the cluster has come along. git's insteadOf leads to the forge.

  proposal_test.py HOLDFAST_SANDBOX HOLDFASTCTL
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from forge import TOKEN, Forge  # noqa: E402
from revert_test import APPLICATION, DEPLOYMENT, Practice, bare  # noqa: E402


def begin(s):
    forge = Forge(s.about["git"])
    with open(s.home + "/.gitconfig", "a", encoding="utf-8") as file:
        file.write(f'[credential "{forge.url}"]\n\thelper = "!echo username=dana; echo password={TOKEN}; true"\n'
                   f'[url "{forge.url}/"]\n\tinsteadOf = {s.about["git"]}/\n')
    s.run("git", "init", "-q", "-b", "main", "apps")
    s.git("remote", "add", "origin", s.about["git"] + "/practice/apps.git")
    s.write("one/web.yaml", DEPLOYMENT.replace("IMAGE", "1"))
    s.push("Begin")
    s.kubectl("create namespace argocd")
    text = APPLICATION.replace("NAME", "one").replace("AUTOMATED", "automated: {prune: true, selfHeal: true},")
    s.kubectl("apply -f -", text=text.replace("GIT", s.about["git"]))
    s.until("one is synced", lambda: s.argo_is("one", "Synced", "Healthy"))
    s.write("one/web.yaml", DEPLOYMENT.replace("IMAGE", "2-bad"))
    bad = s.push("Release a bad image")
    s.refresh("one")
    s.until("it is degraded", lambda: s.argo_is("one", "Synced", "Degraded"))
    place = bare(s, "apps.git")
    with open(s.home + "/forge.bare", "w", encoding="utf-8") as file:
        file.write(place)
    os.makedirs(place + "/hooks", exist_ok=True)
    forge.protect(place)
    return forge, bad


def refused(s, bad):
    run = s.ctl("revert", "one", "--commit", bad, "--yes", "--wait", code=3)
    assert run["commits"][0]["reason"] == "refused", run
    assert "main is protected: open a pull request" in run["commits"][0]["message"], run
    assert s.pull() == bad
    s.no_marks()


def proposed(s, forge, bad):
    run = s.ctl("revert", "one", "--commit", bad, "--pull-request", "--yes")
    assert run["state"] == "done" and run["commits"][0]["commit"], run
    assert len(forge.pulls) == 1 and forge.pulls[0]["title"] == 'Revert "Release a bad image"', forge.pulls
    assert s.pull() == bad and s.argo_is("one", "Synced", "Degraded")
    head = forge.pulls[0]["head"]["ref"]
    assert head == "holdfast/" + run["run"], head
    assert s.git("rev-parse", "origin/" + head) == run["commits"][0]["commit"]
    forge.pulls.clear()


def interrupted(s, forge, bad):
    """Ended after the pull request was opened, before anybody heard of it: it is found again, not opened twice."""
    point = 0
    while True:
        point += 1
        s.ctl("revert", "one", "--commit", bad, "--pull-request", "--wait", "--yes", code=None, HOLDFAST_DIE_AT=str(point))
        if forge.pulls:
            break
        for each in s.ctl("runs"):
            if each["state"] == "open":
                s.ctl("run", each["run"], "--undo")
    run = next(each for each in s.ctl("runs") if each["state"] == "open")
    merged = forge.merge(s.tree)
    done = s.ctl("run", run["run"], "--resume", "--yes")
    assert done["state"] == "done" and done["convergedAt"], done
    assert len(forge.pulls) == 1 and forge.calls.count("POST practice/apps") == 2, forge.calls
    assert s.argo_is("one", "Synced", "Healthy") and s.image("one") == "1"
    assert s.app("one")["status"]["sync"]["revision"] == merged
    s.no_marks()


def main():
    with Practice(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])) as s:
        forge, bad = begin(s)
        refused(s, bad)
        proposed(s, forge, bad)
        interrupted(s, forge, bad)


main()
