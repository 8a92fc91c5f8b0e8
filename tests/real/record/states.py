#!/usr/bin/env python3
"""Brings real Applications and Kustomizations into every state that Holdfast has a word for, and records the objects, and what
`argocd` and `flux` say of them at the same moment: states.py DIR. Runs in a fresh testbed (packaging/test-real record)."""

import json
import os
import re
import subprocess
import sys
import time
import traceback

from common import *


def s_a():
    """(a) plain directory, kustomize, helm, multi-source -> Synced and Healthy."""
    t0 = time.monotonic()
    create("app", app("web", "apps/web"))
    create("app", app("shop", "shop/overlays/prod", automated={}))
    create("app", app("ledger", "charts/ledger", automated={"prune": True}))
    K.merge(
        P["app"] + "ledger",
        {"spec": {"source": {"helm": {"valueFiles": ["values-prod.yaml"], "parameters": [{"name": "image.tag", "value": "7.2"}]}}}},
    )
    create("app", app("heal", "apps/heal", automated={"prune": True, "selfHeal": True}))
    create(
        "app",
        app(
            "tuned",
            "apps/tuned",
            ignoreDifferences=[{"group": "apps", "kind": "Deployment", "jsonPointers": ["/spec/replicas"]}],
            automated={},
        ),
    )
    create(
        "app",
        app(
            "multi",
            sources=[
                {"repoURL": URL + "apps.git", "targetRevision": "main", "ref": "values"},
                {
                    "repoURL": URL + "apps.git",
                    "targetRevision": "main",
                    "path": "charts/ledger",
                    "helm": {"releaseName": "multi", "valueFiles": ["$values/charts/ledger/values-prod.yaml"]},
                },
                {"repoURL": URL + "apps.git", "targetRevision": "main", "path": "children/aoa-db"},
            ],
            automated={},
        ),
    )
    dt, o = R.wait("app", "web", is_("OutOfSync", "Missing"), t0)
    result("a: plain app created -> OutOfSync/Missing", dt)
    save("argocd", "app-web-outofsync-missing.json", o, "plain directory, never synced: OutOfSync, Missing")
    oracle("web", "missing", ("get", "diff"))
    t1 = time.monotonic()
    sync("web")
    save(
        "argocd",
        "app-web-operation-pending.json",
        R.wait("app", "web", lambda o: o.get("operation"), t1)[1],
        "operation just written by a client, not yet started",
    )
    dt, o = R.wait("app", "web", OK, t1)
    result("a: plain app sync -> Synced/Healthy", dt)
    save("argocd", "app-web-operation-running.json", R.find("app", "web", is_(phase="Running"), t1), "operation Running")
    save(
        "argocd",
        "app-web-progressing.json",
        R.find("app", "web", is_("Synced", "Progressing"), t1),
        "Synced, Progressing: the Deployment rolls out",
    )
    dt, o = R.wait("app", "web", lambda o: OK(o) and phase_of(o) == "Succeeded" and not o.get("operation"), t1)
    save("argocd", "app-web-synced-healthy.json", o, "Synced, Healthy, operation Succeeded (manual sync by user dana)")
    for n, w in (
        ("shop", "kustomize, automated"),
        ("ledger", "helm with valueFiles and a parameter, automated prune"),
        ("heal", "automated prune selfHeal"),
        ("tuned", "ignoreDifferences on /spec/replicas"),
        ("multi", "three sources: ref values, helm, directory"),
    ):
        dt, o = R.wait("app", n, lambda o: OK(o) and phase_of(o) == "Succeeded", t0)
        result(f"a: {n} created -> Synced/Healthy", dt)
        save("argocd", f"app-{n}-synced-healthy.json", o, f"Synced, Healthy; {w}")
    children(
        "argocd",
        "web",
        "synced",
        [D("web", "web"), S("web", "web"), C("web", "web-config")],
        "object of app web right after its first sync",
    )
    children("argocd", "heal", "synced", [D("heal", "heal")], "object of app heal before drift")
    children("argocd", "shop", "synced", [D("shop", "prod-shop")], "object of app shop (kustomize)")
    children("argocd", "ledger", "synced", [D("ledger", "ledger")], "object of app ledger (helm)")
    for n in ("web", "shop", "ledger", "multi"):
        oracle(n, "synced")
    for n in ("heal", "tuned"):
        oracle(n, "synced", ("get", "diff"))
    save("argocd", "project-default.json", K.get(P["proj"] + "default"), "AppProject default")
    events("argocd", "argocd", "web", "events-web-synced.json", "Events of Application web after the first sync")


def s_b():
    """(b) GitRepository and Kustomizations Ready; a HelmChart from the same repository."""
    t0 = time.monotonic()
    create("git", flux_git("apps", ignore="docs/\n"))
    create("ks", flux_ks("inventory", wait=True))
    create(
        "ks",
        flux_ks(
            "billing",
            dependsOn=[{"name": "inventory"}],
            healthChecks=[{"apiVersion": "apps/v1", "kind": "Deployment", "name": "billing", "namespace": "flux-billing"}],
        ),
    )
    create(
        "chart",
        {
            "apiVersion": "source.toolkit.fluxcd.io/v1",
            "kind": "HelmChart",
            "metadata": {"name": "ledger", "namespace": "flux-system"},
            "spec": {
                "interval": "5m",
                "chart": "./charts/ledger",
                "reconcileStrategy": "Revision",
                "sourceRef": {"kind": "GitRepository", "name": "apps"},
            },
        },
    )
    dt, o = R.wait("ks", "billing", rd("False", "DependencyNotReady"), t0)
    save("flux", "kustomization-billing-dependency-not-ready.json", o, "waits for dependsOn")
    flux_get("ks", "billing", "dependency-not-ready")
    dt, o = R.wait("git", "apps", rd("True"), t0)
    result("b: GitRepository created -> Ready", dt)
    save("flux", "gitrepository-apps-ready-early.json", o, "first version with Ready True; observedGeneration is still -1")
    save("flux", "gitrepository-apps-progressing.json", R.find("git", "apps", rd("Unknown"), t0), "first reconcile running")
    dt, o = R.wait("ks", "inventory", rd("True"), t0)
    result("b: Kustomization (wait) created -> Ready", dt)
    save(
        "flux",
        "kustomization-inventory-ready-early.json",
        o,
        "first version with Ready True; observedGeneration is still -1, no lastAppliedRevision, no inventory",
    )
    save(
        "flux",
        "kustomization-inventory-progressing.json",
        R.find("ks", "inventory", lambda o: ready(o).get("status") == "Unknown", t0),
        "reconcile running (Ready Unknown)",
    )
    dt, o = R.wait("ks", "billing", rd("True"), t0)
    result("b: Kustomization with dependsOn -> Ready", dt)
    dt, o = R.wait("chart", "ledger", rd("True"), t0)
    result("b: HelmChart from GitRepository -> Ready", dt)
    settled()
    children(
        "flux",
        "inventory",
        "ready",
        [D("flux-inventory", "inventory"), S("flux-inventory", "inventory"), C("flux-inventory", "inventory-config")],
        "object of Kustomization inventory after the first apply",
    )
    a = K.get(P["git"] + "apps")["status"]["artifact"]
    p = subprocess.run(
        [
            "bash",
            "-c",
            'curl -s "$0" | tee /tmp/artifact.tgz | sha256sum | cut -d" " -f1; tar tzf /tmp/artifact.tgz | grep -c docs/',
            a["url"],
        ],
        capture_output=True,
        text=True,
    ).stdout.split()
    result("b: artifact digest matches the download, docs/ left out", str(a["digest"] == "sha256:" + p[0] and p[1] == "0"))
    # sources that fail
    create("git", flux_git("noauth", url=URL + "protected.git", secretRef={"name": "apps-ca"}))
    (
        kubectl("-n", "flux-system", "create", "secret", "generic", "apps-ca", "--from-file=ca.crt=" + PKI + "/ca.crt")
        if not K.get("/api/v1/namespaces/flux-system/secrets/apps-ca")
        else None
    )
    create("git", flux_git("nobranch", ref={"branch": "release"}))
    dt, o = R.now("git", "nobranch", rd("False"))
    save("flux", "gitrepository-nobranch-failed.json", o, "branch does not exist")
    flux_get("git", "nobranch", "failed")
    reconcile("git", "noauth")
    dt, o = R.now("git", "noauth", lambda o: rd("False")(o) and "secret" not in ready(o)["message"].lower())
    save("flux", "gitrepository-noauth-failed.json", o, "no credentials for a private repository")
    flux_get("git", "noauth", "failed")
    create("ks", flux_ks("nopath", "./flux/absent"))
    dt, o = R.now("ks", "nopath", rd("False"))
    save("flux", "kustomization-nopath-failed.json", o, "path does not exist in the artifact")
    flux_get("ks", "nopath", "failed")
    create("ks", flux_ks("nosource", "./flux/inventory", sourceRef={"kind": "GitRepository", "name": "absent"}))
    dt, o = R.now("ks", "nosource", rd("False"))
    save("flux", "kustomization-nosource-failed.json", o, "source does not exist")
    flux_get("ks", "nosource", "failed")
    for k, n in (("git", "noauth"), ("git", "nobranch"), ("ks", "nopath"), ("ks", "nosource")):
        K.req("DELETE", P[k] + n)


def s_c():
    """(c) drift in the cluster: who sees it, how soon, who undoes it."""
    t0 = time.monotonic()
    kubectl("-n", "web", "scale", "deploy/web", "--replicas=5")
    dt, o = R.wait("app", "web", is_("OutOfSync"), t0)
    result("c: kubectl scale -> Application OutOfSync (no selfHeal)", dt)
    dt, o = R.wait("app", "web", is_("OutOfSync", "Healthy"), t0)
    save("argocd", "app-web-outofsync-scaled.json", o, "kubectl scale 2 -> 5: OutOfSync, Healthy")
    children("argocd", "web", "scaled", [D("web", "web")], "after kubectl scale --replicas=5")
    oracle("web", "scaled", ("get", "diff"))
    t0 = time.monotonic()
    kubectl("-n", "web", "set", "image", "deploy/web", "web=example.com/web:1.4.1-hotfix")
    kubectl("-n", "web", "set", "env", "deploy/web", "DEBUG=1")
    os.environ["KUBE_EDITOR"] = "sed -i s/hello/hi/"
    kubectl("-n", "web", "edit", "cm/web-config")
    os.environ["KUBE_EDITOR"] = "true"
    kubectl("-n", "web", "delete", "svc/web")
    miss = lambda o: {(r["kind"], r.get("status")) for r in o["status"].get("resources", [])} >= {
        ("Service", "OutOfSync"),
        ("ConfigMap", "OutOfSync"),
        ("Deployment", "OutOfSync"),
    }
    dt, o = R.wait("app", "web", miss, t0)
    result("c: set image, set env, edit, delete -> three resources OutOfSync", dt)
    dt, o = R.now("app", "web", lambda o: miss(o) and health_of(o) == "Healthy")
    save(
        "argocd",
        "app-web-outofsync-edited.json",
        o,
        "image and env set, ConfigMap edited, Service deleted: OutOfSync, Healthy (one missing object does not change the health of the app)",
    )
    children("argocd", "web", "edited", [D("web", "web"), C("web", "web-config")], "after kubectl set image, set env, edit")
    oracle("web", "edited", ("get", "diff"))
    t0 = time.monotonic()
    sync("web")
    dt, o = R.wait("app", "web", lambda o: OK(o) and phase_of(o) == "Succeeded", t0)
    result("c: manual sync after drift -> Synced/Healthy", dt)
    save("argocd", "app-web-synced-after-drift.json", o, "synced again after drift; history 2")
    oracle("web", "after-drift", ("get", "diff"))
    children("argocd", "web", "resynced", [D("web", "web")], "after the sync that followed the drift: env DEBUG, set by kubectl, stays")
    t0 = time.monotonic()
    kubectl("-n", "heal", "scale", "deploy/heal", "--replicas=6")
    dt, o = R.wait("app", "heal", is_("OutOfSync"), t0)
    result("c: kubectl scale -> selfHeal app OutOfSync", dt)
    save("argocd", "app-heal-outofsync.json", o, "selfHeal app just drifted")
    dt, o = R.wait(
        "app",
        "heal",
        lambda o: OK(o)
        and phase_of(o) == "Succeeded"
        and (o["status"]["operationState"]["operation"].get("initiatedBy") or {}).get("automated"),
        t0 + 0.01,
    )
    dt, o = R.now("app", "heal", lambda o: OK(o))
    result("c: selfHeal back to 2 replicas", time.monotonic() - t0)
    save("argocd", "app-heal-healed.json", o, "healed: operation limited to the drifted resource, no new history entry")
    oracle("heal", "healed", ("get", "diff"))
    children("argocd", "heal", "healed", [D("heal", "heal")], "after selfHeal undid kubectl scale")
    events("argocd", "argocd", "heal", "events-heal.json", "Events of Application heal: drift and self-heal")
    events("argocd", "argocd", "web", "events-web-drift.json", "Events of Application web: drift and manual sync")
    # Flux
    t0 = time.monotonic()
    kubectl("-n", "flux-inventory", "scale", "deploy/inventory", "--replicas=5")
    os.environ["KUBE_EDITOR"] = "sed -i s/hello/hi/"
    kubectl("-n", "flux-inventory", "edit", "cm/inventory-config")
    os.environ["KUBE_EDITOR"] = "true"
    children(
        "flux",
        "inventory",
        "drifted",
        [D("flux-inventory", "inventory"), C("flux-inventory", "inventory-config")],
        "after kubectl scale and kubectl edit",
    )
    while K.get(D("flux-inventory", "inventory"))["spec"]["replicas"] != 2:
        time.sleep(0.1)
    result("c: Flux undoes kubectl scale at its interval (30 s)", time.monotonic() - t0)
    time.sleep(3)
    children(
        "flux",
        "inventory",
        "corrected",
        [D("flux-inventory", "inventory"), C("flux-inventory", "inventory-config")],
        "after Flux corrected the drift",
    )
    save(
        "flux", "kustomization-inventory-after-drift.json", K.get(P["ks"] + "inventory"), "after drift correction: no condition tells of it"
    )
    flux_get("ks", "inventory", "after-drift")
    t0 = time.monotonic()
    kubectl("-n", "flux-inventory", "scale", "deploy/inventory", "--replicas=4")
    reconcile("ks", "inventory")
    while K.get(D("flux-inventory", "inventory"))["spec"]["replicas"] != 2:
        time.sleep(0.05)
    result("c: Flux undoes kubectl scale after requestedAt", time.monotonic() - t0)
    R.wait("ks", "inventory", rd("True"), t0)
    time.sleep(1)
    events(
        "flux",
        "flux-system",
        "inventory",
        "events-inventory-drift.json",
        "Events of Kustomization inventory: applies and drift corrections",
    )


def s_d():
    """(d) bad commits: image that cannot be pulled, broken YAML."""
    global BAD
    t0 = time.monotonic()
    BAD = edit("apps/heal/deployment.yaml", ":1.4.0", ":1.5.0-bad", "heal: update to 1.5.0")
    refresh("heal")
    dt, o = R.wait("app", "heal", is_(rev=BAD), t0)
    result("d: bad image pushed + refresh -> new revision seen", dt)
    dt, o = R.wait("app", "heal", is_("Synced", "Progressing"), t0)
    save("argocd", "app-heal-bad-progressing.json", o, "bad image rolled out: Synced, Progressing")
    oracle("heal", "progressing", ("get", "diff"))
    dt, o = R.wait("app", "heal", is_("Synced", "Degraded", rev=BAD), t0)
    result("d: bad image -> Degraded (progressDeadlineSeconds 8)", dt)
    save("argocd", "app-heal-bad-degraded.json", o, "bad image: Synced, Degraded")
    oracle("heal", "degraded")
    children("argocd", "heal", "degraded", [D("heal", "heal")], "bad image, progress deadline exceeded")
    t0 = time.monotonic()
    bad2 = edit("apps/web/deployment.yaml", ":1.4.0", ":1.5.0-bad", "web: update to 1.5.0")
    dt, o = R.wait("app", "web", is_("OutOfSync", rev=bad2), t0, timeout=200)
    result("d: commit seen by the poll alone (resync 30 s) -> OutOfSync", dt)
    save("argocd", "app-web-outofsync-newcommit.json", o, "a newer commit, not synced: OutOfSync, Healthy")
    oracle("web", "newcommit", ("get", "diff"))
    create("app", app("broken", "apps/broken", automated={}, retry={"limit": 1, "backoff": {"duration": "3s"}}))
    R.now("app", "broken", OK)
    t0 = time.monotonic()
    bad3 = edit("apps/broken/deployment.yaml", "  replicas: 2", "  replicas: 2\n bad indent: [", "broken: tidy")
    refresh("broken")
    dt, o = R.wait("app", "broken", lambda o: "ComparisonError" in conds(o), t0)
    result("d: broken YAML + refresh -> ComparisonError", dt)
    save("argocd", "app-broken-comparisonerror.json", o, "YAML that does not parse: ComparisonError, sync Unknown")
    oracle("broken", "comparisonerror", ("get",))
    t1 = time.monotonic()
    sync("broken")
    dt, o = R.wait("app", "broken", lambda o: phase_of(o) in ("Error", "Failed"), t1)
    save("argocd", "app-broken-operation-error.json", o, f"sync of an app with ComparisonError: phase {phase_of(o)}")
    oracle("broken", "operation-error", ("get",))
    t0 = time.monotonic()
    revert(bad3)
    refresh("broken")
    dt, o = R.wait("app", "broken", OK, t0)
    result("d: broken YAML reverted + refresh -> Synced/Healthy", dt)
    edit("apps/broken/service.yaml", "port: 80", "port: 0", "broken: port 0")
    t0 = time.monotonic()
    refresh("broken")
    dt, o = R.wait("app", "broken", lambda o: phase_of(o) == "Running" and o["status"]["operationState"].get("finishedAt"), t0, timeout=200)
    save("argocd", "app-broken-operation-retrying.json", o, "operation waits for its retry: phase Running with finishedAt set")
    oracle("broken", "operation-retrying", ("get",))
    dt, o = R.wait("app", "broken", lambda o: phase_of(o) == "Failed", t0, timeout=200)
    result("d: object the API server refuses -> operation Failed (1 retry)", dt)
    save("argocd", "app-broken-operation-failed.json", o, "API server refuses one object (invalid port): operation Failed, SyncFailed")
    oracle("broken", "operation-failed", ("get", "diff"))
    events("argocd", "argocd", "broken", "events-broken.json", "Events of Application broken")
    create("app", app("lost", "apps/absent"))
    dt, o = R.now("app", "lost", lambda o: conds(o))
    save("argocd", "app-lost-comparisonerror.json", o, "path absent in the repository")
    oracle("lost", "comparisonerror", ("get",))
    create("app", app("stray", "apps/web", project="absent"))
    dt, o = R.now("app", "stray", lambda o: conds(o))
    save("argocd", "app-stray-invalidspec.json", o, "project does not exist: InvalidSpecError")
    # Flux
    global FBAD
    t0 = time.monotonic()
    FBAD = edit("flux/inventory/deployment.yaml", ":1.4.0", ":1.5.0-bad", "inventory: update to 1.5.0")
    reconcile("git", "apps")
    dt, o = R.wait("git", "apps", rd("True", rev=FBAD), t0)
    result("d: Flux source at the new commit after requestedAt", dt)
    dt, o = R.wait("ks", "inventory", lambda o: ready(o, "Healthy").get("status") == "Unknown", t0)
    save("flux", "kustomization-inventory-health-progressing.json", o, "health checks running")
    flux_get("ks", "inventory", "health-progressing")
    dt, o = R.wait("ks", "inventory", rd("False", "HealthCheckFailed"), t0)
    result("d: bad image -> HealthCheckFailed (timeout 30 s)", dt)
    save("flux", "kustomization-inventory-healthcheckfailed.json", o, "bad image, wait: true")
    flux_get("ks", "inventory", "healthcheckfailed")
    create("ks", flux_ks("broken"))
    R.now("ks", "broken", rd("True"))
    t0 = time.monotonic()
    b = edit("flux/broken/deployment.yaml", "  replicas: 2", "  replicas: 2\n bad indent: [", "broken: tidy")
    reconcile("git", "apps")
    dt, o = R.wait("ks", "broken", rd("False", "BuildFailed"), t0)
    result("d: broken YAML -> BuildFailed", dt)
    save("flux", "kustomization-broken-buildfailed.json", o, "YAML that does not parse")
    flux_get("ks", "broken", "buildfailed")
    revert(b)
    t0 = time.monotonic()
    reconcile("git", "apps")
    dt, o = R.wait("ks", "broken", rd("True"), t0)
    result("d: broken YAML reverted -> Ready", dt)
    edit("flux/broken/service.yaml", "port: 80", "port: 0", "broken: port 0")
    t0 = time.monotonic()
    reconcile("git", "apps")
    dt, o = R.wait("ks", "broken", rd("False", "ReconciliationFailed"), t0)
    result("d: object the API server refuses -> ReconciliationFailed", dt)
    save("flux", "kustomization-broken-reconciliationfailed.json", o, "API server refuses one object (invalid port)")
    flux_get("ks", "broken", "reconciliationfailed")
    events("flux", "flux-system", "broken", "events-broken.json", "Events of Kustomization broken")


def s_e():
    """(e) git revert, pushed; refresh and requestedAt; back to Synced/Ready."""
    t0 = time.monotonic()
    r = revert(BAD)
    tp = time.monotonic() - t0
    refresh("heal")
    dt, o = R.wait("app", "heal", lambda o: OK(o) and rev_of(o) == r, t0)
    result("e: git revert + push", tp)
    result("e: revert pushed + refresh -> Synced/Healthy at the revert", dt)
    save("argocd", "app-heal-reverted.json", o, "after git revert: Synced, Healthy")
    oracle("heal", "reverted", ("get", "history"))
    t0 = time.monotonic()
    r = revert(FBAD)
    reconcile("git", "apps")
    dt, o = R.wait("git", "apps", rd("True", rev=r), t0)
    save("flux", "gitrepository-apps-reverted.json", o, "source at the revert commit")
    dt, o = R.wait("ks", "inventory", rd("True", rev=r), t0, timeout=200)
    result("e: revert pushed + source requestedAt -> Kustomization Ready at the revert", dt)
    save("flux", "kustomization-inventory-reverted.json", o, "Ready at the revert commit")
    flux_get("ks", "inventory", "reverted")
    events("flux", "flux-system", "inventory", "events-inventory-revert.json", "Events of Kustomization inventory: bad commit and revert")


def s_f():
    """(f) rollback to a history id through `operation`, auto-sync off and on."""
    for t in ("1.6.0", "1.7.0"):
        f = os.path.join(W, "apps/web/deployment.yaml")
        s = re.sub(r"example.com/web:\S+", f"example.com/web:{t}", open(f).read())
        open(f, "w").write(s)
        sha = push(f"web: update to {t}")
        t1 = time.monotonic()
        refresh("web")
        R.wait("app", "web", is_(rev=sha), t1)
        sync("web")
        R.wait("app", "web", lambda o: OK(o) and phase_of(o) == "Succeeded" and o["status"]["history"][-1]["revision"] == sha, t1)
    o = K.get(P["app"] + "web")
    save("argocd", "app-web-history.json", o, "Synced, Healthy; history of %d" % len(o["status"]["history"]))
    oracle("web", "history", ("get", "history"))
    h = o["status"]["history"][-2]
    t0 = time.monotonic()
    operate(
        "web",
        {
            "revision": h["revision"],
            "source": h["source"],
            "prune": False,
            "syncOptions": o["spec"]["syncPolicy"]["syncOptions"],
            "syncStrategy": {"apply": {}},
        },
    )
    dt, o = R.wait(
        "app",
        "web",
        lambda o: phase_of(o) == "Succeeded"
        and health_of(o) == "Healthy"
        and sync_of(o) == "OutOfSync"
        and o["status"]["history"][-1]["revision"] == h["revision"],
        t0,
    )
    result(f"f: rollback to id {h['id']} -> Succeeded, Healthy, OutOfSync", dt)
    save(
        "argocd",
        "app-web-rolledback.json",
        o,
        f"rolled back to history id {h['id']}: new history entry with the old revision, OutOfSync against main",
    )
    oracle("web", "rolledback")
    children("argocd", "web", "rolledback", [D("web", "web")], "after the rollback")
    events("argocd", "argocd", "web", "events-web-rollback.json", "Events of Application web: rollback")


def s_r():
    """(r) break-glass: auto-sync off and rollback in one merge patch; auto-sync on again before Git is reverted."""
    o = K.get(P["app"] + "heal")
    h = o["status"]["history"][0]
    t0 = time.monotonic()
    operate(
        "heal",
        {
            "revision": h["revision"],
            "source": h["source"],
            "prune": False,
            "syncOptions": o["spec"]["syncPolicy"]["syncOptions"],
            "syncStrategy": {"apply": {}},
        },
        spec={"syncPolicy": {"automated": {"enabled": False}}},
    )
    dt, o = R.wait(
        "app",
        "heal",
        lambda o: phase_of(o) == "Succeeded"
        and sync_of(o) == "OutOfSync"
        and health_of(o) == "Healthy"
        and o["status"]["history"][-1]["revision"] == h["revision"],
        t0,
    )
    result("r: auto-sync off + rollback in one patch -> Succeeded, Healthy, OutOfSync", dt)
    save(
        "argocd",
        "app-heal-frozen-rolledback.json",
        o,
        "bad commit on main; automated.enabled=false and a rollback, one merge patch: OutOfSync, Healthy",
    )
    children("argocd", "heal", "rolledback", [D("heal", "heal")], "after the rollback")
    oracle("heal", "frozen")
    t0 = time.monotonic()
    K.merge(P["app"] + "heal", {"spec": {"syncPolicy": {"automated": {"enabled": True}}}})
    dt, o = R.wait(
        "app",
        "heal",
        lambda o: sync_of(o) == "Synced" and o["status"]["history"][-1]["revision"] != h["revision"] and phase_of(o) == "Succeeded",
        t0,
    )
    result("r: auto-sync on before the revert -> the bad commit is applied again", dt)
    save(
        "argocd", "app-heal-unfrozen-too-early.json", o, "auto-sync switched on before Git was reverted: the bad revision is deployed again"
    )
    oracle("heal", "unfrozen", ("get",))


def s_g():
    """(g) suspend and resume; ApplicationSet; app of apps; hooks and waves."""
    t0 = time.monotonic()
    K.merge(P["ks"] + "inventory", {"spec": {"suspend": True}})
    kubectl("-n", "flux-inventory", "scale", "deploy/inventory", "--replicas=7")
    reconcile("ks", "inventory")
    time.sleep(4)
    result("g: suspended Kustomization leaves drift alone", str(K.get(D("flux-inventory", "inventory"))["spec"]["replicas"] == 7))
    o = K.get(P["ks"] + "inventory")
    save("flux", "kustomization-inventory-suspended.json", o, "spec.suspend true, requestedAt set and not handled, cluster drifted")
    flux_get("ks", "inventory", "suspended")
    t0 = time.monotonic()
    K.merge(P["ks"] + "inventory", {"spec": {"suspend": None}})
    dt, o = R.wait(
        "ks",
        "inventory",
        lambda o: rd("True")(o) and o["status"]["observedGeneration"] == o["metadata"]["generation"] and not o["spec"].get("suspend"),
        t0,
    )
    result("g: resume -> Ready", dt)
    save("flux", "kustomization-inventory-resumed.json", o, "resumed")
    flux_get("ks", "inventory", "resumed")
    result("g: drift gone after resume", str(K.get(D("flux-inventory", "inventory"))["spec"]["replicas"] == 2))
    t0 = time.monotonic()
    create(
        "appset",
        {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "ApplicationSet",
            "metadata": {"name": "regions", "namespace": "argocd"},
            "spec": {
                "goTemplate": True,
                "goTemplateOptions": ["missingkey=error"],
                "generators": [{"list": {"elements": [{"region": r} for r in ("eu", "us", "ap")]}}],
                "template": {
                    "metadata": {"name": "region-{{.region}}", "labels": {"region": "{{.region}}"}},
                    "spec": app("x", "regions/{{.region}}", ns="region-{{.region}}", automated={"selfHeal": True})["spec"],
                },
            },
        },
    )
    for r in ("eu", "us", "ap"):
        dt, o = R.wait("app", "region-" + r, OK, t0)
        save("argocd", f"app-region-{r}-synced-healthy.json", o, "child of ApplicationSet regions")
        oracle("region-" + r, "synced", ("get",))
    result("g: ApplicationSet created -> 3 Applications Synced/Healthy", dt)
    time.sleep(1)
    save("argocd", "appset-regions.json", K.get(P["appset"] + "regions"), "ApplicationSet with a list generator, goTemplate")
    t0 = time.monotonic()
    _, x = K.merge(P["app"] + "region-eu", {"spec": {"syncPolicy": {"automated": None}}})
    try:
        dt, o = R.wait(
            "app",
            "region-eu",
            lambda o: o["spec"]["syncPolicy"].get("automated")
            and int(o["metadata"]["resourceVersion"]) > int(x["metadata"]["resourceVersion"]),
            t0,
            timeout=30,
        )
        result("g: ApplicationSet undoes a change of its child", dt)
    except TimeoutError:
        result("g: ApplicationSet undoes a change of its child", "not within 30 s")
    t0 = time.monotonic()
    create("app", app("parent", "aoa", ns="argocd", automated={"prune": True}))
    dt, o = R.wait("app", "aoa-api", OK, t0)
    dt2, _ = R.wait("app", "aoa-db", OK, t0)
    dt, o = R.wait("app", "parent", lambda o: OK(o) and phase_of(o) == "Succeeded", t0)
    result("g: app of apps -> parent and children Synced/Healthy", max(dt, dt2))
    save("argocd", "app-parent-synced-healthy.json", o, "app of apps, children in waves 0 and 1")
    oracle("parent", "synced", ("get",))
    for n in ("aoa-db", "aoa-api"):
        save("argocd", f"app-{n}-synced-healthy.json", K.get(P["app"] + n), "child of app of apps")
        oracle(n, "synced", ("get",))
    t0 = time.monotonic()
    create("app", app("hooked", "hooked", automated={}, retry={"limit": 1, "backoff": {"duration": "3s"}}))
    dt, o = R.wait("app", "hooked", lambda o: phase_of(o) == "Succeeded" and OK(o), t0)
    result("g: PreSync, waves -1/1/2, PostSync -> Succeeded", dt)
    save("argocd", "app-hooked-succeeded.json", o, "PreSync Job, waves -1, 1, 2, PostSync Job: Succeeded")
    save(
        "argocd",
        "app-hooked-presync-running.json",
        R.find(
            "app",
            "hooked",
            lambda o: phase_of(o) == "Running"
            and any(r.get("hookPhase") == "Running" for r in (o["status"]["operationState"].get("syncResult") or {}).get("resources", [])),
            t0,
        ),
        "operation Running, waiting for the PreSync hook",
    )
    oracle("hooked", "succeeded", ("get",))
    order = [(r.get("syncPhase"), r["kind"], r["name"]) for r in o["status"]["operationState"]["syncResult"]["resources"]]
    result("g: order of the sync result", str(order))
    edit("hooked/00-migrate.yaml", "example.com/migrate:1", "example.com/migrate-fail:2", "hooked: new migration")
    edit("hooked/20-deployment.yaml", ":1.4.0", ":1.4.1", "hooked: update")
    t0 = time.monotonic()
    refresh("hooked")
    dt, o = R.wait("app", "hooked", lambda o: phase_of(o) == "Failed", t0, timeout=200)
    result("g: failing PreSync hook -> operation Failed", dt)
    save("argocd", "app-hooked-presync-failed.json", o, "PreSync Job failed: operation Failed, nothing applied")
    oracle("hooked", "failed", ("get",))
    events("argocd", "argocd", "hooked", "events-hooked.json", "Events of Application hooked")


def s_h():
    """(h) ignoreDifferences, compare-options."""
    t0 = time.monotonic()
    kubectl("-n", "tuned", "scale", "deploy/tuned", "--replicas=4")
    time.sleep(2)
    refresh("tuned")
    R.now("app", "tuned", lambda o: "argocd.argoproj.io/refresh" not in o["metadata"].get("annotations", {}))
    o = K.get(P["app"] + "tuned")
    result("h: ignored /spec/replicas changed by kubectl scale: sync status", sync_of(o))
    save("argocd", "app-tuned-ignored-drift.json", o, "replicas scaled by hand, ignored: stays Synced")
    children("argocd", "tuned", "scaled", [D("tuned", "tuned")], "scaled by hand; the app ignores /spec/replicas")
    oracle("tuned", "ignored", ("get", "diff"))
    # an object that Git no longer has, tracked; then the annotation that keeps it from counting
    git("rm", "-q", "apps/tuned/config.yaml")
    sha = push("tuned: drop the config map")
    t0 = time.monotonic()
    refresh("tuned")
    dt, o = R.wait("app", "tuned", is_("OutOfSync", rev=sha), t0)
    result("h: object removed from Git, no prune -> OutOfSync", dt)
    save("argocd", "app-tuned-extraneous.json", o, "object left in the cluster, prune off: OutOfSync, requiresPruning")
    oracle("tuned", "extraneous", ("get", "diff"))
    t0 = time.monotonic()
    kubectl("-n", "tuned", "annotate", "cm/tuned-config", "argocd.argoproj.io/compare-options=IgnoreExtraneous")
    dt, o = R.wait("app", "tuned", is_("Synced"), t0)
    result("h: compare-options IgnoreExtraneous on it -> Synced", dt)
    save("argocd", "app-tuned-ignore-extraneous.json", o, "the same with compare-options IgnoreExtraneous on the live object")
    oracle("tuned", "ignore-extraneous", ("get", "diff"))
    children("argocd", "tuned", "extraneous", [C("tuned", "tuned-config")], "annotated with compare-options IgnoreExtraneous")
    K.merge(P["app"] + "tuned", {"spec": {"ignoreDifferences": None}})
    t0 = time.monotonic()
    dt, o = R.wait(
        "app", "tuned", lambda o: any(r["kind"] == "Deployment" and r["status"] == "OutOfSync" for r in o["status"]["resources"]), t0
    )
    result("h: ignoreDifferences removed -> OutOfSync", dt)


ALL = [s_a, s_b, s_c, s_d, s_r, s_e, s_f, s_g, s_h]


def write_index(side):
    """What each file is, as a table."""
    folder = os.path.join(FIX, side)
    notes = os.path.join(folder, "index.json")
    if not os.path.exists(notes):
        return
    with open(notes) as file:
        lines = [f"| {name} | {note} |" for name, note in sorted(json.load(file).items())]
    os.remove(notes)
    with open(os.path.join(folder, "INDEX.md"), "w") as file:
        file.write("| file | state and how it was made |\n|---|---|\n" + "\n".join(lines) + "\n")


def main():
    for k in P:
        R.start(k)
    time.sleep(0.5)
    seed()
    failed = 0
    for f in ALL:
        say("==", f.__doc__.split("\n")[0])
        began = time.monotonic()
        try:
            f()
            say(f"   recorded in {time.monotonic() - began:.1f} s")
        except Exception as error:
            failed += 1
            say(f"   FAILED: {type(error).__name__} {error}")
            traceback.print_exc()
    for side in ("argocd", "flux"):
        write_index(side)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
