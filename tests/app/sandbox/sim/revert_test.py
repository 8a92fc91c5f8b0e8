#!/usr/bin/env python3
"""The way back, end to end on the practice cluster: a bad commit is deployed, holdfastctl revert takes it back through
Git, and the cluster follows. Argo CD and Flux, one app and three in one commit, conflicts, and a kill at every record.

  revert_test.py HOLDFAST_SANDBOX HOLDFASTCTL way-back|trouble|kills
"""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox  # noqa: E402

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  progressDeadlineSeconds: 5
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "example.com/web:IMAGE"}]
"""
APPLICATION = """apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: NAME, namespace: argocd}
spec:
  project: default
  destination: {server: "https://kubernetes.default.svc", namespace: NAME}
  source: {repoURL: GIT/practice/apps.git, path: NAME, targetRevision: main}
  syncPolicy: {AUTOMATED syncOptions: [CreateNamespace=true]}
"""
FLUX = """apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: apps, namespace: flux-system}
spec: {interval: 10m, url: GIT/practice/apps.git, ref: {branch: main}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: shop, namespace: flux-system}
spec:
  interval: 10m
  timeout: 5s
  path: ./shop
  prune: true
  wait: true
  targetNamespace: shop
  sourceRef: {kind: GitRepository, name: apps}
"""
APPS = ("one", "two", "three")


class Practice(Sandbox):
    """The practice cluster with a repository of four apps and a shared base, and holdfastctl."""

    def __init__(self, sandbox, ctl):
        super().__init__(sandbox, "--fleet", "none")
        self.ctl_program = ctl
        self.tree = self.home + "/apps"
        with open(self.home + "/.gitconfig", "w", encoding="utf-8") as file:
            file.write("[user]\n\tname = Dana\n\temail = dana@example.com\n")

    def write(self, path, content):
        os.makedirs(os.path.dirname(f"{self.tree}/{path}"), exist_ok=True)
        with open(f"{self.tree}/{path}", "w", encoding="utf-8") as file:
            file.write(content)

    def git(self, *words):
        return self.run("git", *words, folder=self.tree).strip()

    def push(self, message):
        self.git("add", "-A")
        self.git("commit", "-qm", message)
        self.git("push", "-q", "origin", "HEAD:main")
        return self.git("rev-parse", "HEAD")

    def pull(self):
        self.git("fetch", "-q", "origin")
        self.git("reset", "-q", "--hard", "origin/main")
        return self.git("rev-parse", "HEAD")

    def ctl(self, *words, code=0, **environment):
        command = [self.ctl_program, "--data", self.home + "/state", "-o", "json", *words]
        done = subprocess.run(command, env={**self.environment, **environment}, cwd=self.home, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=180)
        said = f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert code is None or done.returncode == code, said
        self.said = done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    def app(self, name):
        return self.get(f"-n argocd application {name}")

    def refresh(self, name):
        self.kubectl(f"-n argocd annotate application {name} --overwrite argocd.argoproj.io/refresh=normal")

    def argo_is(self, name, sync, health):
        status = self.app(name).get("status", {})
        return status.get("sync", {}).get("status") == sync and status.get("health", {}).get("status") == health

    def image(self, namespace):
        spec = self.get(f"-n {namespace} deployment web")["spec"]
        return spec["template"]["spec"]["containers"][0]["image"].split(":")[-1]

    def no_marks(self):
        for kind in ("applications", "kustomizations"):
            for thing in self.get(f"-A {kind}")["items"]:
                assert "holdfast.dev/run" not in thing["metadata"].get("annotations", {}), thing["metadata"]


def begin(s):
    s.run("git", "init", "-q", "-b", "main", "apps")
    s.git("remote", "add", "origin", s.about["git"] + "/practice/apps.git")
    for name in APPS + ("manual", "shop"):
        s.write(f"{name}/web.yaml", DEPLOYMENT.replace("IMAGE", "1"))
    s.push("Begin")
    s.kubectl("create namespace argocd")
    s.kubectl("create namespace flux-system")
    s.kubectl("create namespace shop")
    for name in APPS + ("manual",):
        automated = "" if name == "manual" else "automated: {prune: true, selfHeal: true},"
        text = APPLICATION.replace("NAME", name).replace("AUTOMATED", automated).replace("GIT", s.about["git"])
        s.kubectl("apply -f -", text=text)
    s.kubectl("apply -f -", text=FLUX.replace("GIT", s.about["git"]))
    for name in APPS:
        s.until(f"{name} is synced", lambda name=name: s.argo_is(name, "Synced", "Healthy"))
    s.kubectl("-n flux-system wait kustomization/shop --for=condition=Ready --timeout=60s")
    sync_by_hand(s, "manual")


def sync_by_hand(s, name):
    s.kubectl(f"-n argocd patch application {name} --type=merge -p " + json.dumps(
        {"operation": {"sync": {"revision": s.git("rev-parse", "HEAD")}}, "status": {"operationState": None}},
        separators=(",", ":")))
    s.until(f"{name} is deployed", lambda: s.app(name)["status"].get("history") and s.argo_is(name, "Synced", "Healthy"))


def break_apps(s, names, message="Release a bad image"):
    for name in names:
        s.write(f"{name}/web.yaml", DEPLOYMENT.replace("IMAGE", "2-bad"))
    commit = s.push(message)
    for name in names:
        if name in APPS:
            s.refresh(name)
    return commit


def one_app(s):
    bad = break_apps(s, ["one"])
    s.until("it is degraded", lambda: s.argo_is("one", "Synced", "Degraded"))
    preview = s.ctl("revert", "application/argocd/one", "--commit", bad, "--dry-run")
    assert preview["run"] is None and preview["preview"]["commits"][0]["files"] == ["one/web.yaml"], preview
    assert preview["apps"][0]["restarted"] == ["apps/Deployment/one/web"], preview
    assert s.pull() == bad
    s.ctl("revert", "application/argocd/one", "--commit", bad, code=3)
    assert "--yes" in s.said and 'Revert "Release a bad image"' in s.said, s.said
    run = s.ctl("revert", "one", "--commit", bad[:10], "--wait", "--yes")
    assert run["state"] == "done" and run["pushedAt"] and run["convergedAt"], run
    assert s.pull() == run["commits"][0]["commit"] and run["commits"][0]["reason"] is None
    assert s.git("log", "-1", "--format=%s") == 'Revert "Release a bad image"'
    assert run["run"] in s.git("log", "-1", "--format=%(trailers:key=Holdfast-Run,valueonly)")
    assert s.argo_is("one", "Synced", "Healthy") and s.image("one") == "1"
    followed = run["progress"][0]
    assert followed["state"] == "converged" and followed["differing"] == [], followed
    rollout = followed["rollouts"][0]
    assert rollout["object"] == "apps/Deployment/one/web" and rollout["ready"] == rollout["wanted"] == 2, rollout
    assert [each["images"] for each in rollout["history"] if each["current"]] == [["example.com/web:1"]], rollout
    assert s.app("one")["status"]["sync"]["revision"] == run["commits"][0]["commit"]
    s.no_marks()
    listed = s.ctl("runs")
    assert listed[0]["run"] == run["run"] and listed[0]["state"] == "done", listed
    shown = s.ctl("run", run["run"])
    assert [step["state"] for step in shown["steps"]] == ["done"] * len(shown["steps"]), shown
    s.ctl("run", run["run"], "--resume", code=3)
    s.ctl("run", "nonsense", code=2)
    again = s.ctl("revert", "one", "--commit", bad, "--yes", "--wait")
    assert again["state"] == "done" and again["commits"][0]["commit"] is None, again


def history(s):
    s.write("one/web.yaml", "# a word\n" + DEPLOYMENT.replace("IMAGE", "1"))
    word = s.push("Say a word")
    told = s.ctl("history", "application/argocd/one")
    assert [entry["subject"] for entry in told] == [
        "Say a word", 'Revert "Release a bad image"', "Release a bad image", "Begin"], told
    assert told[0]["commit"] == word and told[0]["author"] == "Dana" and told[0]["at"].endswith("Z"), told
    assert [entry["rendered"] for entry in told] == [False, True, True, True], told
    deployed = {one["id"]: entry["commit"] for entry in told for one in entry["deployments"]}
    known = {str(one["id"]): one["revision"] for one in s.app("one")["status"]["history"]}
    assert deployed == known, (deployed, known)
    assert s.ctl("history", "kustomization/flux-system/shop")[0]["deployments"], "Flux's own history"
    s.ctl("history", "nothing", code=2)


def three_apps(s):
    bad = break_apps(s, APPS)
    for name in APPS:
        s.until(f"{name} is degraded", lambda name=name: s.argo_is(name, "Synced", "Degraded"))
    before = s.git("rev-list", "--count", "HEAD")
    run = s.ctl("revert", *(f"application/argocd/{name}" for name in APPS), "--commit", bad, "--wait", "--yes")
    s.pull()
    assert int(s.git("rev-list", "--count", "HEAD")) == int(before) + 1
    assert len(run["apps"]) == 3 and len(run["commits"]) == 1, run
    assert all(s.argo_is(name, "Synced", "Healthy") and s.image(name) == "1" for name in APPS)


def flux(s):
    bad = break_apps(s, ["shop"])
    s.kubectl("-n flux-system annotate gitrepository apps --overwrite reconcile.fluxcd.io/requestedAt=now")
    s.until("it is bad", lambda: s.image("shop") == "2-bad")
    spec = s.get("-n flux-system kustomization shop")["spec"]
    run = s.ctl("revert", "kustomization/flux-system/shop", "--commit", bad, "--wait", "--yes")
    commit = s.pull()
    assert run["commits"][0]["commit"] == commit and run["convergedAt"], run
    shop = s.get("-n flux-system kustomization shop")
    assert shop["status"]["lastAppliedRevision"].endswith(commit) and shop["spec"] == spec
    assert s.image("shop") == "1"
    s.no_marks()


def automation_off(s):
    bad = break_apps(s, ["manual"])
    sync_states = s.app("manual")["spec"]
    s.kubectl("-n argocd patch application manual --type=merge -p " + json.dumps(
        {"operation": {"sync": {"revision": bad}}, "status": {"operationState": None}}, separators=(",", ":")))
    s.until("it is degraded", lambda: s.argo_is("manual", "Synced", "Degraded"))
    preview = s.ctl("revert", "manual", "--commit", bad, "--dry-run", "--no-sync")
    assert "sync" not in preview["preview"]["steps"], preview
    run = s.ctl("revert", "manual", "--to", "0", "--wait", "--yes")
    assert "sync" in [step["name"] for step in run["steps"]], run
    assert s.argo_is("manual", "Synced", "Healthy") and s.image("manual") == "1"
    assert s.app("manual")["spec"] == sync_states
    s.pull()
    assert s.git("log", "-1", "--format=%s").startswith("Restore application/argocd/manual to ")


def refused(s):
    bad = break_apps(s, ["two"])
    s.write("two/web.yaml", DEPLOYMENT.replace("IMAGE", "3"))
    tip = s.push("Mend it another way")
    run = s.ctl("revert", "two", "--commit", bad, "--yes", code=5)
    assert run["state"] == "failed" and run["commits"][0]["conflicts"][0]["path"] == "two/web.yaml", run
    assert run["commits"][0]["commit"] is None and run["commits"][0]["reason"] == "conflict", run
    assert s.pull() == tip
    s.ctl("revert", "two", "--commit", "0" * 40, "--yes", code=3)
    s.ctl("revert", "two", "--yes", code=2)
    s.ctl("revert", "two", "--to", "99", "--yes", code=3)
    s.kubectl("-n argocd patch application three --type=merge -p " + json.dumps(
        {"spec": {"source": {"targetRevision": tip}}}, separators=(",", ":")))
    s.ctl("revert", "three", "--commit", tip, "--yes", code=3)
    assert "no branch" in s.said, s.said
    s.kubectl("-n argocd patch application three --type=merge -p " + json.dumps(
        {"spec": {"source": {"targetRevision": "main"}}}, separators=(",", ":")))
    s.no_marks()


def bare(s, name):
    return next(os.path.join(folder, name) for folder, names, _ in os.walk(s.home + "/data") if name in names)


def not_taken(s):
    """A hook that refuses, and a tip that moved while the program was away."""
    bad = break_apps(s, ["two"])
    hook = bare(s, "apps.git") + "/hooks/pre-receive"
    os.makedirs(os.path.dirname(hook), exist_ok=True)
    with open(hook, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\necho 'main is protected here' >&2\nexit 1\n")
    os.chmod(hook, 0o755)
    run = s.ctl("revert", "two", "--commit", bad, "--yes", "--wait", code=3)
    assert run["state"] == "failed" and run["commits"][0]["reason"] == "refused", run
    assert "main is protected here" in run["commits"][0]["message"], run
    os.remove(hook)
    assert s.pull() == bad
    s.no_marks()
    point = 0
    opened = []
    while not [each for each in opened if each["step"] == "push"]:
        point += 1  # ends just before the push
        s.ctl("revert", "two", "--commit", bad, "--yes", code=None, HOLDFAST_DIE_AT=str(point))
        opened = [each for each in s.ctl("runs") if each["state"] == "open"]
        for each in opened:
            if each["step"] != "push":
                s.ctl("run", each["run"], "--undo")
    s.write("shop/word.txt", "moved\n")
    tip = s.push("Move the tip")
    s.ctl("run", opened[0]["run"], "--resume", code=3)
    assert "--yes" in s.said and s.pull() == tip, s.said
    run = s.ctl("run", opened[0]["run"], "--resume", "--yes", code=5)
    assert run["state"] == "failed" and run["commits"][0]["reason"] == "moved", run
    assert s.pull() == tip
    s.no_marks()
    run = s.ctl("revert", "two", "--commit", bad, "--yes", "--wait")
    assert run["state"] == "done" and s.image("two") != "2-bad", run
    s.pull()


def stands_in_the_way(s):
    """What goes back is not what broke it: the wait ends, says why, and the run is left to a person."""
    break_apps(s, ["two"])
    s.write("two/extra.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n")
    extra = s.push("Add an extra")
    s.refresh("two")
    s.until("two is degraded", lambda: s.argo_is("two", "Synced", "Degraded"))
    run = s.ctl("revert", "two", "--commit", extra, "--yes", "--wait", code=1)
    assert run["state"] == "open" and run["step"] == "watch" and run["pushedAt"] and not run["convergedAt"], run
    assert "ImagePullBackOff" in s.said or "ErrImagePull" in s.said, s.said
    assert run["run"] in s.app("two")["metadata"]["annotations"]["holdfast.dev/run"]
    s.ctl("revert", "two", "--commit", extra, "--yes", code=3)
    assert run["run"] in s.said, s.said
    s.ctl("run", run["run"], "--undo", code=3)
    left = s.ctl("run", run["run"], "--abandon")
    assert left["state"] == "failed", left
    s.no_marks()
    s.pull()
    s.git("revert", "--no-edit", "HEAD~2")
    s.git("push", "-q", "origin", "HEAD:main")
    s.refresh("two")
    s.until("two is well", lambda: s.argo_is("two", "Synced", "Healthy"))


def two_repositories(s):
    s.run("git", "init", "-q", "-b", "main", "other")
    s.git("-C", "../other", "remote", "add", "origin", s.about["git"] + "/practice/other.git")
    os.makedirs(s.home + "/other/far")
    commits = []
    for image in ("1", "2-bad"):
        with open(s.home + "/other/far/web.yaml", "w", encoding="utf-8") as file:
            file.write(DEPLOYMENT.replace("IMAGE", image))
        s.git("-C", "../other", "add", "-A")
        s.git("-C", "../other", "commit", "-qm", "Release " + image)
        s.git("-C", "../other", "push", "-q", "origin", "HEAD:main")
        commits.append(s.git("-C", "../other", "rev-parse", "HEAD"))
        if image == "1":
            s.kubectl("apply -f -", text=APPLICATION.replace("practice/apps.git", "practice/other.git").replace("NAME", "far")
                      .replace("AUTOMATED", "automated: {},").replace("GIT", s.about["git"]))
            s.until("far is synced", lambda: s.argo_is("far", "Synced", "Healthy"))
    near = break_apps(s, ["one"])
    run = s.ctl("revert", "one", "far", "--commit", near, "--commit", commits[-1], "--yes", "--wait")
    assert [commit["reason"] for commit in run["commits"]] == [None, None] and len(run["commits"]) == 2, run
    s.pull()
    assert s.image("one") == "1" and s.image("far") == "1"


def killed_everywhere(s):
    """Ends the program at each record, request and push in turn; whatever the point, one commit and no mark is left."""
    point = 0
    while True:
        point += 1
        bad = break_apps(s, ["one"], f"Break it for the kill at point {point}")
        before = int(s.git("rev-list", "--count", "HEAD"))
        run = s.ctl("revert", "one", "--commit", bad, "--yes", code=None, HOLDFAST_DIE_AT=str(point))
        died = run is None
        if died:
            opened = [each for each in s.ctl("runs") if each["state"] == "open"]
            assert len(opened) <= 1, opened
            if opened:
                run = s.ctl("run", opened[0]["run"], "--resume", "--yes")
            else:
                run = s.ctl("revert", "one", "--commit", bad, "--yes")
        assert run["state"] == "done", run
        s.pull()
        assert int(s.git("rev-list", "--count", "HEAD")) == before + 1, f"point {point}"
        s.no_marks()
        if not died:
            assert point > 10, point
            return


GROUPS = {
    "way-back": (one_app, history, three_apps, flux, automation_off, refused),
    "trouble": (not_taken, stands_in_the_way, two_repositories),
    "kills": (killed_everywhere,),
}


def main():
    with Practice(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])) as s:
        begin(s)
        for test in GROUPS[sys.argv[3]]:
            test(s)


if __name__ == "__main__":
    main()
