#!/usr/bin/env python3
"""What a Kustomization does, on any endpoint: the practice cluster's Flux and the real one answer alike. The real
source-controller has a stand-in for one library (tests/real/programs/artifact)."""
import contextlib
import os
import time
import unittest

from agents import KUSTOMIZATIONS, SOURCES, app_name, config_map, deployment, until, world
from client import MERGE


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


    def edited(self, manager):
        """What a field added by this manager became after the next turn."""
        self.push({"settings.yaml": config_map("settings", "1")})
        self.create()
        self.ready("True", "ReconciliationSucceeded")
        path = f"/api/v1/namespaces/{self.app}/configmaps/settings"
        cluster.checked(cluster.raw.patch(path, MERGE, {"data": {"key": "by hand", "more": "by hand"}}, fieldManager=manager), 200)
        self.reconciled()
        return cluster.get(path)["data"]

    def test_what_kubectl_added_is_undone(self):
        self.assertEqual(self.edited("kubectl-edit"), {"key": "1"})

    def test_what_another_added_stays(self):
        self.assertEqual(self.edited("operator"), {"key": "1", "more": "by hand"})

    def test_an_object_that_is_only_made_once(self):
        rule = {"kustomize.toolkit.fluxcd.io/ssa": "IfNotPresent"}
        self.push({"settings.yaml": config_map("settings", "1", **rule)})
        self.create()
        self.ready("True", "ReconciliationSucceeded")
        self.push({"settings.yaml": config_map("settings", "2", **rule)})
        self.reconciled()
        self.assertEqual(cluster.object("configmaps", self.app, "settings")["data"], {"key": "1"})

    def test_a_deleted_object_is_made_again(self):
        self.drifted()
        cluster.delete(f"/apis/apps/v1/namespaces/{self.app}/deployments/web")
        self.reconciled()
        self.assertEqual(self.replicas(), 1)


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


    def test_an_object_that_may_stay_is_kept(self):
        self.push({"web.yaml": deployment("web"), "settings.yaml": config_map("settings", "1", **{"kustomize.toolkit.fluxcd.io/prune": "disabled"})})
        self.create()
        self.ready("True", "ReconciliationSucceeded")
        commit = self.push({"settings.yaml": None})
        until("the commit is applied", lambda: commit in self.get()["status"].get("lastAppliedRevision", ""))
        self.assertIsNotNone(cluster.object("configmaps", self.app, "settings"))

    def deleted(self, **spec):
        self.push({"settings.yaml": config_map("settings", "1")})
        self.create(**spec)
        self.ready("True", "ReconciliationSucceeded")
        if spec.get("deletionPolicy") is None:
            cluster.merge(self.path(), {"spec": {"suspend": True}})
        cluster.delete(self.path())
        until("it is gone", lambda: self.get() is None)
        self.assertIsNotNone(cluster.object("configmaps", self.app, "settings"))

    def test_a_suspended_kustomization_leaves_its_objects_when_it_is_deleted(self):
        self.deleted()

    def test_an_orphaning_kustomization_leaves_its_objects_when_it_is_deleted(self):
        self.deleted(deletionPolicy="Orphan")


class Trouble(Flux):
    def test_a_bad_image_fails_its_health_check(self):
        self.push({"web.yaml": deployment("web", tag="bad")})
        self.create(wait=True, timeout="3s")
        app = self.ready("False", "HealthCheckFailed")
        self.assertEqual(condition(app, "Healthy"), ("False", "HealthCheckFailed"))
        message, = (c["message"] for c in app["status"]["conditions"] if c["type"] == "Ready")
        self.assertRegex(message, f"(timeout waiting for|stalled resources): .*Deployment/{self.app}/web status: '(InProgress|Failed)'")
        self.push({"web.yaml": deployment("web")})
        self.assertEqual(condition(self.ready("True", "ReconciliationSucceeded"), "Healthy"), ("True", "Succeeded"))

    def test_a_rollout_that_gave_up_fails_before_the_time_is_up(self):
        self.push({"web.yaml": deployment("web", tag="bad")})
        self.create(wait=True, timeout="50s")
        app = self.ready("False", "HealthCheckFailed")
        message, = (c["message"] for c in app["status"]["conditions"] if c["type"] == "Ready")
        self.assertIn(f"Deployment/{self.app}/web status: 'Failed'", message)

    def test_while_health_is_awaited_it_is_neither_ready_nor_failed(self):
        commit = self.push({"web.yaml": deployment("web", tag="slow")})
        self.create(wait=True)
        app = self.ready("Unknown", "Progressing", commit)
        self.assertEqual(condition(app, "Reconciling"), ("True", "Progressing"))
        until("health is looked at", lambda: condition(self.get(), "Healthy") == ("Unknown", "Progressing"))
        self.ready("True", "ReconciliationSucceeded")
        self.assertIsNone(condition(self.get(), "Reconciling"))

    def immutable(self, **spec):
        self.push({"web.yaml": deployment("web")})
        self.create(**spec)
        self.ready("True", "ReconciliationSucceeded")
        self.push({"web.yaml": deployment("web").replace("{app: web}", "{app: other}")})

    def test_a_field_that_cannot_change(self):
        self.immutable()
        self.ready("False", "ReconciliationFailed")

    def test_a_field_that_cannot_change_is_forced_where_allowed(self):
        self.immutable(force=True)
        until("it is made anew", lambda: (cluster.object("deployments", self.app, "web") or {}).get("spec", {}).get("selector") == {"matchLabels": {"app": "other"}})
        self.ready("True", "ReconciliationSucceeded")

    def test_what_failed_is_tried_again_by_itself(self):
        self.push({"settings.yaml": config_map("settings", "1").replace("ConfigMap", "Deployment").replace("v1", "apps/v1", 1)})
        self.create()
        self.ready("False", "ReconciliationFailed")
        self.push({"settings.yaml": config_map("settings", "1")})
        self.ready("True", "ReconciliationSucceeded")

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

    def other(self, **spec):
        """A source of its own."""
        body = cluster.get(f"{SOURCES}/contract")["spec"] | spec
        cluster.create(SOURCES, {"apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository",
                                 "metadata": {"name": self.app, "namespace": "flux-system"}, "spec": body})
        self.addCleanup(cluster.delete, f"{SOURCES}/{self.app}")
        return f"{SOURCES}/{self.app}"

    def failed(self, path):
        return condition(until("it failed", lambda: (lambda s: s if (condition(s) or ("Unknown",))[0] == "False" else None)(cluster.get(path))))

    def test_a_suspended_source_fetches_nothing_until_it_is_resumed(self):
        path = self.other()
        until("it is ready", lambda: condition(cluster.get(path)) == ("True", "Succeeded"))
        cluster.merge(path, {"spec": {"suspend": True}})
        commit = self.push({"settings.yaml": config_map("settings", "1")})
        self.assertNotIn(commit, cluster.get(path)["status"]["artifact"]["revision"])
        cluster.merge(path, {"spec": {"suspend": False}})
        until("it has the commit", lambda: commit in cluster.get(path)["status"]["artifact"]["revision"])

    def test_a_request_is_answered(self):
        now = self.request(f"{SOURCES}/contract")
        until("the request is handled", lambda: cluster.get(f"{SOURCES}/contract")["status"].get("lastHandledReconcileAt") == now)

    def test_a_commit_a_tag_and_a_branch(self):
        commit = self.push({"settings.yaml": config_map("settings", "1")})
        repository.git("tag", self.app)
        repository.git("push", "-q", "origin", self.app)
        path = self.other(ref={"tag": self.app})
        until("the tag is fetched", lambda: (cluster.get(path).get("status", {}).get("artifact") or {}).get("revision") == f"{self.app}@sha1:{commit}")
        cluster.merge(path, {"spec": {"ref": {"tag": None, "branch": "main", "commit": commit}}})
        until("the commit is fetched", lambda: cluster.get(path)["status"]["artifact"]["revision"] == f"main@sha1:{commit}")

    def test_credentials_that_are_not_there(self):
        self.assertEqual(self.failed(self.other(secretRef={"name": "none"})), ("False", "AuthenticationFailed"))

    def test_a_repository_that_cannot_be_reached(self):
        self.assertEqual(self.failed(self.other(url="http://127.0.0.1:9/none.git")), ("False", "GitOperationFailed"))

    def test_a_branch_that_is_not_there(self):
        self.assertEqual(self.failed(self.other(ref={"branch": "none"})), ("False", "GitOperationFailed"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
