#!/usr/bin/env python3
"""Real kubectl and real git against the practice without a fleet: rollouts, Argo CD, Flux, the Git server.

  practice_test.py HOLDFAST_SANDBOX
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sandbox import Sandbox  # noqa: E402

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: NAMESPACE}
spec:
  replicas: 3
  progressDeadlineSeconds: 5
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "example.com/web:1"}]
"""
APPLICATION = """apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io]}
spec:
  project: default
  destination: {server: "https://kubernetes.default.svc", namespace: web}
  source: {repoURL: GIT/practice/apps.git, path: web, targetRevision: main}
  syncPolicy: {automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}
"""
FLUX = """apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: apps, namespace: flux-system}
spec: {interval: 1m, url: GIT/practice/apps.git, ref: {branch: main}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: shop, namespace: flux-system}
spec:
  interval: 1m
  path: ./shop
  prune: true
  wait: true
  sourceRef: {kind: GitRepository, name: apps}
"""
KUSTOMIZATION = """apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: shop
resources: [namespace.yaml, web.yaml]
images: [{name: example.com/web, newTag: "7"}]
"""


def ready(thing):
    return next((c for c in thing["status"].get("conditions", []) if c["type"] == "Ready"), {}).get("status")


def rollouts(s):
    s.kubectl("create namespace roll")
    s.kubectl("apply -f -", text=DEPLOYMENT.replace("NAMESPACE", "roll"))
    assert "successfully rolled out" in s.kubectl("-n roll rollout status deployment/web --timeout=60s")
    s.kubectl("-n roll wait deployment/web --for=condition=Available --timeout=30s")
    s.kubectl("-n roll set image deployment/web web=example.com/web:2")
    s.kubectl("-n roll rollout status deployment/web --timeout=60s")
    s.kubectl("-n roll set image deployment/web web=example.com/web:3-bad")
    failed = s.kubectl("-n roll rollout status deployment/web --timeout=60s", code=1)
    assert "exceeded its progress deadline" in failed, failed
    assert "ImagePullBackOff" in s.kubectl("-n roll get pods")
    history = s.kubectl("-n roll rollout history deployment/web")
    assert [line.split()[0] for line in history.splitlines()[2:] if line] == ["1", "2", "3"], history
    s.kubectl("-n roll rollout undo deployment/web")
    s.kubectl("-n roll rollout status deployment/web --timeout=60s")
    assert s.get("-n roll deployment web")["spec"]["template"]["spec"]["containers"][0]["image"].endswith(":2")
    s.kubectl("-n roll rollout undo deployment/web --to-revision=1")
    s.kubectl("-n roll rollout restart deployment/web")
    s.kubectl("-n roll rollout status deployment/web --timeout=60s")
    s.kubectl("-n roll rollout pause deployment/web")
    s.kubectl("-n roll set image deployment/web web=example.com/web:4")
    s.kubectl("-n roll rollout resume deployment/web")
    s.kubectl("-n roll rollout status deployment/web --timeout=60s")
    s.kubectl("-n roll create job once --image=example.com/once:1")
    s.kubectl("-n roll wait job/once --for=condition=complete --timeout=30s")
    s.kubectl("-n roll create job never --image=example.com/once:fail")
    described = s.kubectl("-n roll describe deployment web")
    assert "ScalingReplicaSet" in described, described
    s.kubectl("-n roll scale deployment/web --replicas=1")
    s.until("one pod is left", lambda: len(s.get("-n roll pods -l app=web")["items"]) == 1)
    s.kubectl("-n roll delete deployment web --wait=true")
    s.until("no pod is left", lambda: not s.get("-n roll pods -l app=web")["items"])


def write(s, path, content):
    os.makedirs(os.path.dirname(f"{s.home}/apps/{path}"), exist_ok=True)
    with open(f"{s.home}/apps/{path}", "w", encoding="utf-8") as file:
        file.write(content)


def push(s, message):
    s.run("git", "add", "-A", folder=s.home + "/apps")
    s.run("git", "commit", "-qm", message, folder=s.home + "/apps")
    s.run("git", "push", "-q", "origin", "HEAD:main", folder=s.home + "/apps")
    return s.run("git", "rev-parse", "HEAD", folder=s.home + "/apps").strip()


def repository(s):
    s.run("git", "init", "-q", "-b", "main", "apps")
    s.run("git", "remote", "add", "origin", s.about["git"] + "/practice/apps.git", folder=s.home + "/apps")
    write(s, "web/deployment.yaml", DEPLOYMENT.replace("NAMESPACE", "web"))
    write(s, "web/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {a: '1'}\n")
    write(s, "shop/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n")
    write(s, "shop/web.yaml", DEPLOYMENT.replace("NAMESPACE", "shop"))
    write(s, "shop/kustomization.yaml", KUSTOMIZATION)
    push(s, "Begin")
    s.run("git", "clone", "-q", s.about["git"] + "/practice/apps.git", "again")
    assert os.path.exists(s.home + "/again/web/config.yaml")


def app(s):
    return s.get("-n argocd application web")


def verdict(s, sync, health):
    status = app(s).get("status", {})
    return status.get("sync", {}).get("status") == sync and status.get("health", {}).get("status") == health


def refresh(s):
    s.kubectl("-n argocd annotate application web --overwrite argocd.argoproj.io/refresh=normal")


def argo(s):
    s.kubectl("create namespace argocd")
    s.kubectl("apply -f -", text=APPLICATION.replace("GIT", s.about["git"]))
    s.until("the app is synced", lambda: verdict(s, "Synced", "Healthy"))
    s.kubectl("-n web scale deployment/web --replicas=5")
    s.until("selfHeal", lambda: s.get("-n web deployment web")["spec"]["replicas"] == 3)
    write(s, "web/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {a: '2'}\n")
    tip = push(s, "Change the config")
    refresh(s)
    s.until("the push is followed", lambda: app(s)["status"]["sync"]["revision"] == tip and verdict(s, "Synced", "Healthy"))
    assert s.get("-n web configmap web")["data"]["a"] == "2"
    assert "argocd.argoproj.io/refresh" not in app(s)["metadata"].get("annotations", {})
    assert [h["id"] for h in app(s)["status"]["history"]] == [0, 1], app(s)["status"]["history"]
    broken_and_mended(s)
    rolled_back(s)
    s.kubectl("-n argocd delete application web --timeout=60s")
    assert "NotFound" in s.kubectl("-n web get deployment web", code=1)


def broken_and_mended(s):
    write(s, "web/config.yaml", "a: [\n")
    push(s, "Break it")
    refresh(s)
    s.until("ComparisonError", lambda: app(s)["status"].get("conditions", [{}])[0].get("type") == "ComparisonError")
    assert app(s)["status"]["sync"]["status"] == "Unknown"
    s.run("git", "revert", "--no-edit", "HEAD", folder=s.home + "/apps")
    s.run("git", "push", "-q", "origin", "HEAD:main", folder=s.home + "/apps")
    refresh(s)
    s.until("mended", lambda: verdict(s, "Synced", "Healthy") and not app(s)["status"].get("conditions"))


def rolled_back(s):
    first = app(s)["status"]["history"][0]
    patch = ('{"spec":{"syncPolicy":{"automated":{"enabled":false}}},"status":{"operationState":null},"operation":{"initiatedBy":{"username":"dana"},'
             '"sync":{"revision":"%s","prune":true,"syncStrategy":{"apply":{}}}}}' % first["revision"])
    s.run("kubectl", "-n", "argocd", "patch", "application", "web", "--type=merge", "-p", patch)
    s.until("rolled back", lambda: verdict(s, "OutOfSync", "Healthy")
            and app(s)["status"]["operationState"]["phase"] == "Succeeded")
    assert s.get("-n web configmap web")["data"]["a"] == "1"
    assert app(s)["status"]["history"][-1]["revision"] == first["revision"]


def flux(s):
    s.kubectl("create namespace flux-system")
    s.kubectl("apply -f -", text=FLUX.replace("GIT", s.about["git"]))
    s.kubectl("-n flux-system wait kustomization/shop --for=condition=Ready --timeout=60s")
    shop = s.get("-n flux-system kustomization shop")
    assert shop["status"]["lastAppliedRevision"].startswith("main@sha1:"), shop["status"]
    assert {e["id"] for e in shop["status"]["inventory"]["entries"]} == {"_shop__Namespace", "shop_web_apps_Deployment"}
    assert s.get("-n shop deployment web")["spec"]["template"]["spec"]["containers"][0]["image"] == "example.com/web:7"
    s.kubectl("-n shop scale deployment/web --replicas=5")
    s.kubectl("-n flux-system annotate kustomization shop reconcile.fluxcd.io/requestedAt=now")
    s.until("drift is corrected", lambda: s.get("-n shop deployment web")["spec"]["replicas"] == 3)
    s.kubectl("-n flux-system patch kustomization shop --type=merge -p {\"spec\":{\"suspend\":true}}")
    s.kubectl("-n shop scale deployment/web --replicas=4")
    s.kubectl("-n flux-system annotate kustomization shop --overwrite reconcile.fluxcd.io/requestedAt=later")
    s.until("answered", lambda: s.get("-n flux-system kustomization shop")["status"]["lastHandledReconcileAt"] == "later")
    assert s.get("-n shop deployment web")["spec"]["replicas"] == 4
    s.kubectl("-n flux-system patch kustomization shop --type=merge -p {\"spec\":{\"suspend\":null}}")
    s.until("resumed", lambda: s.get("-n shop deployment web")["spec"]["replicas"] == 3)
    s.until("ready again", lambda: ready(s.get("-n flux-system kustomization shop")) == "True")
    s.kubectl("-n flux-system delete kustomization shop --timeout=60s")
    s.until("pruned", lambda: "NotFound" in s.kubectl("-n shop get deployment web", code=None))


def main():
    with Sandbox(sys.argv[1], "--fleet", "none") as s:
        assert s.about["contexts"] == ["practice"], s.about
        rollouts(s)
        repository(s)
        argo(s)
        flux(s)


main()
