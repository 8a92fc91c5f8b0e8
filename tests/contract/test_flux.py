#!/usr/bin/env python3
"""What a Kustomization does, on any endpoint: the practice cluster's Flux and the real one answer alike. The real
source-controller has a stand-in for one library (tests/real/programs/artifact)."""
import contextlib
import os
import time
import unittest

from agents import KUSTOMIZATIONS, SOURCES, app_name, config_map, deployment, until, world


def setUpModule():
    global cluster, repository, stack
    stack = contextlib.ExitStack()
    cluster, repository = stack.enter_context(world("contract-flux"))
    repository.push({"README.md": "what Flux deploys\n"}, "begin")
    spec = {"url": repository.url, "interval": "10m", "ref": {"branch": "main"}}
    if "CONTRACT_GIT" in os.environ:
        spec["secretRef"] = {"name": "apps-auth"}
    cluster.create(SOURCES, {"apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository",
                             "metadata": {"name": "contract", "namespace": "flux-system"}, "spec": spec})
    stack.callback(cluster.delete, f"{SOURCES}/contract")


def tearDownModule():
    stack.close()


def condition(thing, kind="Ready"):
    found = next((c for c in (thing or {}).get("status", {}).get("conditions", []) if c["type"] == kind), None)
    return (found["status"], found["reason"]) if found else None


class Flux(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.app = app_name(self.id())
        cluster.namespace(self.app)

    def push(self, files, subject="change"):
        """Pushes and waits until the source has it."""
        commit = repository.push({f"{self.app}/{path}": text for path, text in files.items()}, subject)
        self.request(f"{SOURCES}/contract")
        until("the source has the commit", lambda: commit in str(cluster.get(f"{SOURCES}/contract").get("status", {}).get("artifact")))
        return commit

    def request(self, path):
        now = str(time.time_ns())
        cluster.merge(path, {"metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": now}}})
        return now

    def create(self, **spec):
        cluster.create(KUSTOMIZATIONS, {
            "apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization",
            "metadata": {"name": self.app, "namespace": "flux-system"},
            "spec": {"interval": "10m", "retryInterval": "2s", "timeout": "20s", "prune": True, "targetNamespace": self.app,
                     "path": f"./{self.app}", "sourceRef": {"kind": "GitRepository", "name": "contract"}} | spec})
        self.addCleanup(cluster.delete, self.path())

    def path(self):
        return f"{KUSTOMIZATIONS}/{self.app}"

    def get(self):
        return cluster.get(self.path())

    def ready(self, status, reason, commit=None):
        def ask():
            app = self.get()
            return app if condition(app) == (status, reason) and (commit is None or commit in app["status"].get("lastAttemptedRevision", "")) else None
        try:
            return until(f"{self.app} is {status} {reason}", ask)
        except AssertionError as error:
            raise AssertionError(f"{error}; it is {(self.get() or {}).get('status')}") from None

    def reconciled(self):
        now = self.request(self.path())
        until("the request is handled", lambda: self.get().get("status", {}).get("lastHandledReconcileAt") == now)

    def replicas(self):
        return cluster.object("deployments", self.app, "web")["spec"]["replicas"]


class Apply(Flux):
    def test_a_kustomization_applies_its_path(self):
        commit = self.push({"web.yaml": deployment("web"), "settings.yaml": config_map("settings", "1")})
        self.create(wait=True)
        app = self.ready("True", "ReconciliationSucceeded")
        status = app["status"]
        self.assertEqual(status["lastAppliedRevision"], f"main@sha1:{commit}")
        self.assertEqual(status["observedGeneration"], app["metadata"]["generation"])
        self.assertEqual(sorted(e["id"] for e in status["inventory"]["entries"]),
                         sorted([f"{self.app}_settings__ConfigMap", f"{self.app}_web_apps_Deployment"]))
        live = cluster.object("deployments", self.app, "web")
        self.assertEqual((live["metadata"]["labels"]["kustomize.toolkit.fluxcd.io/name"], live["metadata"]["labels"]["kustomize.toolkit.fluxcd.io/namespace"]),
                         (self.app, "flux-system"))
        self.assertIn("kustomize-controller", {m["manager"] for m in live["metadata"]["managedFields"]})
        self.assertEqual(condition(app, "Healthy"), ("True", "Succeeded"))
        history = status["history"][0]
        self.assertEqual((history["lastReconciledStatus"], history["totalReconciliations"] >= 1), ("ReconciliationSucceeded", True))
        self.assertEqual(history["metadata"]["revision"], f"main@sha1:{commit}")

    def test_a_new_commit_is_applied_once_the_source_has_it(self):
        self.push({"web.yaml": deployment("web")})
        self.create()
        self.ready("True", "ReconciliationSucceeded")
        commit = self.push({"web.yaml": deployment("web", replicas=2)})
        until("the commit is applied", lambda: commit in self.get()["status"].get("lastAppliedRevision", ""))
        self.assertEqual(self.replicas(), 2)

    def test_a_request_is_answered(self):
        self.push({"settings.yaml": config_map("settings", "1")})
        self.create()
        self.ready("True", "ReconciliationSucceeded")
        self.reconciled()

    def test_variables_are_substituted(self):
        self.push({"settings.yaml": config_map("settings", "${place:=nowhere} ${name}")})
        self.create(postBuild={"substitute": {"name": "x"}})
        self.ready("True", "ReconciliationSucceeded")
        self.assertEqual(cluster.object("configmaps", self.app, "settings")["data"], {"key": "nowhere x"})


class Drift(Flux):
    def drifted(self):
        self.push({"web.yaml": deployment("web")})
        self.create()
        self.ready("True", "ReconciliationSucceeded")
        cluster.scale(self.app, "web", 3)

    def test_drift_is_corrected_by_the_next_reconciliation(self):
        self.drifted()
        self.assertEqual(self.replicas(), 3)
        self.reconciled()
        self.assertEqual(self.replicas(), 1)

    def test_a_suspended_kustomization_does_nothing_until_it_is_resumed(self):
        self.drifted()
        cluster.merge(self.path(), {"spec": {"suspend": True}})
        self.request(self.path())
        time.sleep(2)
        self.assertEqual(self.replicas(), 3)
        cluster.merge(self.path(), {"spec": {"suspend": False}})
        until("the drift is corrected", lambda: self.replicas() == 1)

    def test_a_request_to_a_suspended_kustomization_is_answered_and_not_done(self):
        self.drifted()
        cluster.merge(self.path(), {"spec": {"suspend": True}})
        self.reconciled()
        self.assertEqual(self.replicas(), 3)

    def test_an_object_can_be_left_alone(self):
        self.push({"web.yaml": deployment("web")})
        self.create()
        self.ready("True", "ReconciliationSucceeded")
        cluster.merge(f"/apis/apps/v1/namespaces/{self.app}/deployments/web",
                      {"metadata": {"annotations": {"kustomize.toolkit.fluxcd.io/reconcile": "disabled"}}, "spec": {"replicas": 3}})
        self.reconciled()
        self.assertEqual(self.replicas(), 3)


class Prune(Flux):
    def removed(self, **spec):
        self.push({"web.yaml": deployment("web"), "settings.yaml": config_map("settings", "1")})
        self.create(**spec)
        self.ready("True", "ReconciliationSucceeded")
        commit = self.push({"settings.yaml": None})
        until("the commit is applied", lambda: commit in self.get()["status"].get("lastAppliedRevision", ""))

    def test_what_git_no_longer_has_is_removed(self):
        self.removed()
        until("it is gone", lambda: cluster.object("configmaps", self.app, "settings") is None)
        self.assertEqual([e["id"] for e in self.get()["status"]["inventory"]["entries"]], [f"{self.app}_web_apps_Deployment"])

    def test_without_prune_it_stays(self):
        self.removed(prune=False)
        self.assertIsNotNone(cluster.object("configmaps", self.app, "settings"))

    def test_a_deleted_kustomization_takes_its_objects_along(self):
        self.push({"web.yaml": deployment("web")})
        self.create()
        self.ready("True", "ReconciliationSucceeded")
        cluster.delete(self.path())
        until("it is gone", lambda: self.get() is None and cluster.object("deployments", self.app, "web") is None)


class Trouble(Flux):
    def test_a_bad_image_fails_its_health_check(self):
        self.push({"web.yaml": deployment("web", tag="bad")})
        self.create(wait=True, timeout="3s")
        app = self.ready("False", "HealthCheckFailed")
        self.assertEqual(condition(app, "Healthy"), ("False", "HealthCheckFailed"))

    def test_a_missing_path(self):
        self.push({"settings.yaml": config_map("settings", "1")})
        self.create(path="./none")
        self.ready("False", "ArtifactFailed")

    def test_broken_yaml(self):
        self.push({"web.yaml": deployment("web").replace("spec:", "spec: [", 1)})
        self.create()
        self.ready("False", "BuildFailed")
        repository.push({f"{self.app}/web.yaml": None})

    def test_an_object_that_the_server_refuses(self):
        self.push({"web.yaml": deployment("web").replace("replicas: 1", "replicas: -1")})
        self.create()
        self.ready("False", "ReconciliationFailed")

    def test_a_missing_source(self):
        self.create(sourceRef={"kind": "GitRepository", "name": "none"})
        self.ready("False", "ArtifactFailed")

    def test_it_waits_for_what_it_depends_on(self):
        self.push({"settings.yaml": config_map("settings", "1")})
        self.create(dependsOn=[{"name": "none"}])
        self.ready("False", "DependencyNotReady")
        self.assertIsNone(cluster.object("configmaps", self.app, "settings"))


class Order(Flux):
    def test_it_goes_on_when_what_it_depends_on_is_ready(self):
        self.push({"settings.yaml": config_map("settings", "1")})
        first = self.app + "-first"
        self.create(dependsOn=[{"name": first}])
        self.ready("False", "DependencyNotReady")
        spec = self.get()["spec"] | {"dependsOn": [], "path": "./" + self.app}
        cluster.create(KUSTOMIZATIONS, {"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization",
                                        "metadata": {"name": first, "namespace": "flux-system"}, "spec": spec})
        self.addCleanup(cluster.delete, f"{KUSTOMIZATIONS}/{first}")
        self.ready("True", "ReconciliationSucceeded")

    def test_named_health_checks_are_waited_for(self):
        self.push({"web.yaml": deployment("web", tag="bad")})
        self.create(timeout="3s", healthChecks=[{"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "namespace": self.app}])
        self.ready("False", "HealthCheckFailed")


class Source(Flux):
    def test_a_source_says_what_it_holds(self):
        commit = self.push({"settings.yaml": config_map("settings", "1")})
        source = cluster.get(f"{SOURCES}/contract")
        self.assertEqual(condition(source), ("True", "Succeeded"))
        self.assertEqual(source["status"]["artifact"]["revision"], f"main@sha1:{commit}")
        self.assertTrue(source["status"]["artifact"]["digest"].startswith("sha256:"))

    def test_a_branch_that_is_not_there(self):
        body = cluster.get(f"{SOURCES}/contract")["spec"] | {"ref": {"branch": "none"}}
        cluster.create(SOURCES, {"apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository",
                                 "metadata": {"name": self.app, "namespace": "flux-system"}, "spec": body})
        self.addCleanup(cluster.delete, f"{SOURCES}/{self.app}")
        source = until("it failed", lambda: (lambda s: s if (condition(s) or ("Unknown",))[0] == "False" else None)(cluster.get(f"{SOURCES}/{self.app}")))
        self.assertEqual(condition(source), ("False", "GitOperationFailed"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
