#!/usr/bin/env python3
"""The sample fleet: what its apps say, and that each cause of drift is really recorded.

  fleet_test.py HOLDFAST_SANDBOX
"""
import base64
import datetime
import gzip
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox  # noqa: E402

APPLICATIONS = {
    "catalog-images": ("Synced", "Progressing"),
    "catalog-search-eu": ("Synced", "Healthy"),
    "catalog-search-us": ("Synced", "Healthy"),
    "catalog-web": ("Synced", "Degraded"),
    "payments-api": ("OutOfSync", "Healthy"),
    "payments-gateway": ("OutOfSync", "Healthy"),
    "payments-ledger": ("OutOfSync", "Healthy"),
    "payments-reports": ("Synced", "Healthy"),
    "platform-routes": ("OutOfSync", "Healthy"),
    "platform-secrets": ("OutOfSync", "Healthy"),
}
READY = {
    ("practice-eu", "kustomization", "platform-config"): "True",
    ("practice-eu", "kustomization", "platform-ingress"): "True",
    ("practice-eu", "kustomization", "payments-batch"): "True",
    ("practice-eu", "helmrelease", "catalog-recommender"): "True",
    ("practice-us", "kustomization", "platform-config"): "True",
    ("practice-us", "kustomization", "payments-fraud"): "True",
    ("practice-us", "kustomization", "platform-vendor"): "False",
    ("practice-us", "helmrelease", "platform-metrics"): "True",
    ("practice-us", "gitrepository", "vendor-charts"): "False",
}


def managers(thing):
    return {(m["manager"], m.get("subresource", "")) for m in thing["metadata"].get("managedFields", [])}


def owned(thing):
    return str([m["fieldsV1"] for m in thing["metadata"]["managedFields"]])


def live(s, line):
    return s.get(line + " --show-managed-fields")


def verdicts(s):
    found = {}
    for app in s.get("-n argocd applications")["items"]:
        found[app["metadata"]["name"]] = (app["status"]["sync"]["status"], app["status"]["health"]["status"])
    return found


def condition(thing, kind="Ready"):
    return next((c for c in thing.get("status", {}).get("conditions", []) if c["type"] == kind), {})


def statuses(s):
    s.until("the applications are settled", lambda: verdicts(s) == APPLICATIONS, 20)
    for (context, kind, name), ready in READY.items():
        s.until(f"{kind} {name} is {ready}",
                lambda: condition(s.get(f"--context {context} -n flux-system {kind} {name}")).get("status") == ready, 30)
    assert s.get("-n flux-system kustomization platform-ingress")["spec"]["suspend"] is True
    vendor = condition(s.get("--context practice-us -n flux-system gitrepository vendor-charts"))
    assert "authentication required" in vendor["message"], vendor
    assert condition(s.get("-n flux-system helmrelease catalog-recommender"), "Drifted")["status"] == "True"


def causes(s):
    """Every cause of drift stands in managedFields (or, for the webhook, stands there for nobody)."""
    assert ("kubectl-edit", "") in managers(live(s, "-n payments configmap payments-ledger"))
    assert ("kubectl-set", "") in managers(live(s, "-n payments deployment payments-ledger"))
    assert ("kube-controller-manager", "scale") in managers(live(s, "-n payments deployment payments-api"))
    assert ("external-secrets", "") in managers(live(s, "-n platform secret orders-database"))
    gateway = live(s, "-n payments-edge deployment payments-gateway")
    names = [c["name"] for c in gateway["spec"]["template"]["spec"]["containers"]]
    assert "mesh-proxy" in names and "mesh-proxy" not in owned(gateway), names
    route = live(s, "-n platform route storefront")
    assert route["apiVersion"] == "edge.example.com/v1" and "timeoutSeconds" not in route["spec"], route
    assert {m["apiVersion"] for m in route["metadata"]["managedFields"]} == {"edge.example.com/v1", "edge.example.com/v1beta1"}
    hook = live(s, "-n catalog-recommender job recommender-migrate")
    assert hook["metadata"]["annotations"]["helm.sh/hook"] == "post-install,post-upgrade"
    assert ("helm-controller", "") in managers(hook)


def helm_storage(s):
    """Helm's own tools could read the release."""
    secret = s.get("-n catalog-recommender secret sh.helm.release.v1.recommender.v1")
    packed = base64.b64decode(base64.b64decode(secret["data"]["release"]))
    release = json.loads(gzip.decompress(packed))
    assert (release["name"], release["version"], release["info"]["status"]) == ("recommender", 1, "deployed"), release
    assert "kind: Deployment" in release["manifest"] and release["hooks"][0]["kind"] == "Job", release


def ages(s):
    """Times lie in the past, as far apart as the plan says."""
    now = datetime.datetime.now(datetime.timezone.utc)
    def minutes(stamp):
        return (now - datetime.datetime.fromisoformat(stamp.replace("Z", "+00:00"))).total_seconds() / 60
    edit = next(m for m in live(s, "-n payments configmap payments-ledger")["metadata"]["managedFields"] if m["manager"] == "kubectl-edit")
    assert 46 < minutes(edit["time"]) < 50, edit
    web = s.get("-n argocd application catalog-web")
    assert 24 < minutes(web["status"]["health"]["lastTransitionTime"]) < 30, web["status"]["health"]
    assert minutes(web["metadata"]["creationTimestamp"]) > 24 * 60
    assert len(web["status"]["history"]) >= 3
    for event in s.get("events -A")["items"]:
        assert minutes(event.get("lastTimestamp") or event["metadata"]["creationTimestamp"]) < 75, event


def history(s):
    s.run("git", "clone", "-q", s.about["git"] + "/platform/fleet.git", "fleet")
    log = s.run("git", "log", "--format=%an|%s", folder=s.home + "/fleet").splitlines()
    assert len({line.split("|")[0] for line in log}) >= 4 and any("bump catalog-web" in line for line in log), log
    denied = s.run("git", "clone", "-q", s.about["git"] + "/vendor/charts.git", "vendor", code=128)
    assert "could not read Username" in denied or "Authentication failed" in denied, denied


def undoing_a_child(s):
    s.kubectl("-n argocd patch application catalog-search-eu --type=merge -p {\"spec\":{\"syncPolicy\":{\"automated\":null}}}")
    s.until("the set restores its child",
            lambda: s.get("-n argocd application catalog-search-eu")["spec"]["syncPolicy"].get("automated"), 20)


def reverting(s):
    fleet = s.home + "/fleet"
    bad = s.run("git", "log", "--format=%H", "--grep=bump catalog-web to 4.2.0", folder=fleet).split()[0]
    s.run("git", "revert", "--no-edit", bad, folder=fleet)
    s.run("git", "push", "-q", "origin", "HEAD:main", folder=fleet)
    s.until("catalog-web is healthy again", lambda: verdicts(s)["catalog-web"] == ("Synced", "Healthy"), 90)


def main():
    with Sandbox(sys.argv[1]) as s:
        assert s.about["contexts"] == ["practice-eu", "practice-us"], s.about
        statuses(s)
        causes(s)
        helm_storage(s)
        ages(s)
        history(s)
        undoing_a_child(s)
        reverting(s)


main()
