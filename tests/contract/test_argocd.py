#!/usr/bin/env python3
"""What an Application does, on any endpoint: the practice cluster's Argo CD and the real one answer alike."""
import contextlib
import os
import unittest

from agents import APPLICATION_SETS, APPLICATIONS, app_name, config_map, deployment, job, until, world

HOOK = "argocd.argoproj.io/hook"
WAVE = "argocd.argoproj.io/sync-wave"
FINALIZER = "resources-finalizer.argocd.argoproj.io"


def setUpModule():
    global cluster, repository, stack
    stack = contextlib.ExitStack()
    cluster, repository = stack.enter_context(world("contract-argocd"))


def tearDownModule():
    stack.close()


class Argo(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.app = app_name(self.id())
        self.folder = self.app + "/"

    def push(self, files, subject="change"):
        return repository.push({self.folder + path: text for path, text in files.items()}, subject)

    def create(self, automated=None, finalizers=(), **spec):
        policy = {"syncOptions": ["CreateNamespace=true"]}
        if automated is not None:
            policy["automated"] = automated
        source = {} if "sources" in spec else {"source": {"repoURL": repository.url, "path": self.app, "targetRevision": "main"}}
        cluster.create(APPLICATIONS, {
            "apiVersion": "argoproj.io/v1alpha1", "kind": "Application",
            "metadata": {"name": self.app, "namespace": "argocd", "finalizers": list(finalizers)},
            "spec": {"project": "default", "syncPolicy": policy,
                     "destination": {"server": "https://kubernetes.default.svc", "namespace": self.app}} | source | spec})
        self.addCleanup(cluster.delete, self.path())

    def path(self):
        return f"{APPLICATIONS}/{self.app}"

    def get(self):
        return cluster.get(self.path())

    def status(self):
        return (self.get() or {}).get("status", {})

    def settled(self, sync, health=None, commit=None):
        def ask():
            status = self.status()
            found = status.get("sync", {}).get("status"), status.get("health", {}).get("status")
            at = status.get("sync", {}).get("revision")
            return status if found == (sync, health or found[1]) and commit in (None, at) else None
        try:
            return until(f"{self.app} is {sync} {health} at {commit}", ask)
        except AssertionError as error:
            raise AssertionError(f"{error}; it is {self.status()}") from None

    def refresh(self, kind="normal"):
        cluster.merge(self.path(), {"metadata": {"annotations": {"argocd.argoproj.io/refresh": kind}}})

    def operate(self, **sync):
        sync = {"syncOptions": ["CreateNamespace=true"]} | sync
        cluster.merge(self.path(), {"operation": {"initiatedBy": {"username": "ann"}, "sync": sync}, "status": {"operationState": None}})

    def finished(self, phase="Succeeded"):
        def ask():
            app = self.get()
            state = app.get("status", {}).get("operationState", {})
            return state if state.get("phase") == phase and "operation" not in app else None
        try:
            return until(f"the operation of {self.app} is {phase}", ask)
        except AssertionError as error:
            raise AssertionError(f"{error}; it is {self.status().get('operationState')}") from None

    def deployed(self, automated=None, **spec):
        commit = self.push({"web.yaml": deployment("web")}, "first")
        self.create(automated, **spec)
        if automated is None:
            self.settled("OutOfSync", "Missing")
            self.operate(revision=commit)
        self.settled("Synced", "Healthy")
        return commit

    def image(self):
        web = cluster.object("deployments", self.app, "web")
        return web["spec"]["template"]["spec"]["containers"][0]["image"] if web else None


class Sync(Argo):
    def test_a_new_application_waits_for_its_sync(self):
        commit = self.push({"web.yaml": deployment("web"), "settings.yaml": config_map("settings", "1")})
        self.create()
        status = self.settled("OutOfSync", "Missing", commit)
        self.assertEqual([(r["kind"], r["name"], r["status"]) for r in status["resources"]],
                         [("ConfigMap", "settings", "OutOfSync"), ("Deployment", "web", "OutOfSync")])
        self.assertEqual(status["sourceType"], "Directory")
        self.assertIsNone(cluster.object("deployments", self.app, "web"))

    def test_a_sync_deploys_and_writes_history(self):
        commit = self.deployed()
        state = self.finished()
        self.assertEqual(state["operation"]["initiatedBy"], {"username": "ann"})
        self.assertEqual(state["message"], "successfully synced (all tasks run)")
        self.assertEqual(state["syncResult"]["revision"], commit)
        self.assertEqual([(r["kind"], r["name"], r["status"]) for r in state["syncResult"]["resources"]],
                         [("Namespace", self.app, "Synced"), ("Deployment", "web", "Synced")])
        self.assertEqual([r["kind"] for r in self.status()["resources"]], ["Deployment"])
        history = self.status()["history"]
        self.assertEqual([(h["id"], h["revision"], h["initiatedBy"]) for h in history], [(0, commit, {"username": "ann"})])
        live = cluster.object("deployments", self.app, "web")
        self.assertEqual(live["metadata"]["annotations"]["argocd.argoproj.io/tracking-id"], f"{self.app}:apps/Deployment:{self.app}/web")
        self.assertIn("argocd-controller", {m["manager"] for m in live["metadata"]["managedFields"]})

    def test_a_refresh_is_answered_and_its_annotation_taken_away(self):
        self.deployed()
        commit = self.push({"web.yaml": deployment("web", tag="1.1.0")}, "second")
        self.refresh()
        status = self.settled("OutOfSync", "Healthy", commit)
        until("its annotation is gone", lambda: "argocd.argoproj.io/refresh" not in self.get()["metadata"].get("annotations", {}))
        self.assertEqual(status["history"][-1]["id"], 0)

    def test_a_new_commit_deploys_itself_where_automated(self):
        self.deployed(automated={})
        commit = self.push({"web.yaml": deployment("web", tag="1.1.0")}, "second")
        self.refresh()
        status = self.settled("Synced", "Healthy", commit)
        self.assertEqual(self.image(), "example.com/web:1.1.0")
        self.assertTrue(status["history"][-1]["initiatedBy"]["automated"])
        self.assertEqual(status["history"][-1]["revision"], commit)

    def test_an_application_of_another_namespace_is_left_alone(self):
        cluster.namespace(self.app)
        self.push({"web.yaml": deployment("web")})
        elsewhere = f"/apis/argoproj.io/v1alpha1/namespaces/{self.app}/applications"
        self.create({})
        spec = self.get()["spec"]
        cluster.create(elsewhere, {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": self.app}, "spec": spec})
        self.addCleanup(cluster.delete, f"{elsewhere}/{self.app}")
        self.settled("Synced", "Healthy")
        self.assertNotIn("status", cluster.get(f"{elsewhere}/{self.app}"))

    def test_automated_but_not_enabled_does_nothing(self):
        self.push({"web.yaml": deployment("web")})
        self.create({"enabled": False})
        self.settled("OutOfSync", "Missing")

    def test_a_rollback_is_out_of_sync_and_repeats_the_old_revision(self):
        first = self.deployed()
        self.finished()
        second = self.push({"web.yaml": deployment("web", tag="1.1.0")}, "second")
        self.refresh()
        self.settled("OutOfSync", "Healthy", second)
        self.operate(revision=second)
        self.settled("Synced", "Healthy", second)
        self.finished()
        entry = self.status()["history"][0]
        self.operate(revision=entry["revision"], source=entry["source"], syncStrategy={"apply": {}})
        status = self.settled("OutOfSync", "Healthy")
        until("the third deployment is in the history", lambda: len(self.status().get("history", [])) == 3)
        status = self.status()
        self.assertEqual([(h["id"], h["revision"]) for h in status["history"]], [(0, first), (1, second), (2, first)])
        self.assertEqual((self.image(), status["sync"]["revision"]), ("example.com/web:1.0.0", second))

    def test_automation_is_switched_off_and_rolled_back_in_one_patch(self):
        first = self.deployed({"selfHeal": True})
        second = self.push({"web.yaml": deployment("web", tag="2.0.0")})
        self.refresh()
        self.settled("Synced", "Healthy", second)
        until("it rests", lambda: "operation" not in self.get())
        cluster.merge(self.path(), {"spec": {"syncPolicy": {"automated": {"enabled": False}}}, "status": {"operationState": None},
                                    "operation": {"initiatedBy": {"username": "ann"}, "sync": {"revision": first, "syncOptions": ["CreateNamespace=true"]}}})
        self.settled("OutOfSync", "Healthy")
        until("the image is the old one", lambda: self.image() == "example.com/web:1.0.0")
        self.assertEqual(self.status()["history"][-1]["revision"], first)

    def test_a_dry_run_changes_nothing(self):
        commit = self.push({"web.yaml": deployment("web")})
        self.create()
        self.settled("OutOfSync", "Missing")
        cluster.namespace(self.app)
        self.operate(revision=commit, dryRun=True)
        self.finished()
        self.assertIsNone(cluster.object("deployments", self.app, "web"))
        self.assertEqual(self.status().get("history", []), [])


class Drift(Argo):
    def test_a_scaled_workload_is_out_of_sync_and_stays(self):
        self.deployed(automated={})
        cluster.scale(self.app, "web", 3)
        status = self.settled("OutOfSync")
        self.assertEqual([(r["name"], r["status"]) for r in status["resources"]], [("web", "OutOfSync")])
        self.assertEqual(cluster.object("deployments", self.app, "web")["spec"]["replicas"], 3)

    def test_self_heal_puts_it_back(self):
        self.deployed(automated={"selfHeal": True})
        cluster.scale(self.app, "web", 3)
        until("the drift is healed", lambda: cluster.object("deployments", self.app, "web")["spec"]["replicas"] == 1)
        self.settled("Synced", "Healthy")

    def test_an_ignored_field_is_no_drift(self):
        rule = {"group": "apps", "kind": "Deployment", "jsonPointers": ["/spec/replicas"]}
        self.deployed(ignoreDifferences=[rule])
        cluster.scale(self.app, "web", 2)
        until("both run", lambda: cluster.object("deployments", self.app, "web").get("status", {}).get("readyReplicas") == 2)
        self.refresh()
        until("it was looked at", lambda: "argocd.argoproj.io/refresh" not in self.get()["metadata"].get("annotations", {}))
        self.settled("Synced", "Healthy")

    def test_a_deleted_object_is_missing(self):
        self.deployed()
        cluster.delete(f"/apis/apps/v1/namespaces/{self.app}/deployments/web")
        self.settled("OutOfSync", "Missing")


class Prune(Argo):
    def removed(self, automated=None):
        self.push({"web.yaml": deployment("web"), "settings.yaml": config_map("settings", "1")}, "first")
        self.create(automated)
        if automated is None:
            self.settled("OutOfSync", "Missing")
            self.operate()
        self.settled("Synced", "Healthy")
        commit = self.push({"settings.yaml": None}, "remove")
        self.refresh()
        return commit

    def test_what_git_no_longer_has_waits_for_pruning(self):
        commit = self.removed()
        status = self.settled("OutOfSync", "Healthy", commit)
        self.assertEqual([(r["name"], r.get("requiresPruning")) for r in status["resources"]], [("settings", True), ("web", None)])
        self.operate()
        state = self.finished()
        self.assertEqual({r["name"]: r["status"] for r in state["syncResult"]["resources"]}, {"settings": "PruneSkipped", "web": "Synced"})
        self.assertIsNotNone(cluster.object("configmaps", self.app, "settings"))
        self.operate(prune=True)
        self.settled("Synced", "Healthy", commit)
        self.assertIsNone(cluster.object("configmaps", self.app, "settings"))

    def test_automated_pruning(self):
        commit = self.removed({"prune": True})
        self.settled("Synced", "Healthy", commit)
        until("it is gone", lambda: cluster.object("configmaps", self.app, "settings") is None)

    def test_an_object_that_may_stay_is_no_difference(self):
        """Of the app; the object itself stays marked."""
        self.settled("OutOfSync", "Healthy", self.removed())
        cluster.merge(f"/api/v1/namespaces/{self.app}/configmaps/settings",
                      {"metadata": {"annotations": {"argocd.argoproj.io/compare-options": "IgnoreExtraneous"}}})
        status = self.settled("Synced")
        self.assertIn(("settings", "OutOfSync", True), [(r["name"], r["status"], r.get("requiresPruning", False)) for r in status["resources"]])

    def test_an_application_with_its_finalizer_takes_its_objects_along(self):
        self.push({"web.yaml": deployment("web")})
        self.create({}, finalizers=[FINALIZER])
        self.settled("Synced", "Healthy")
        cluster.delete(self.path())
        until("the Application is gone", lambda: self.get() is None)
        self.assertIsNone(cluster.object("deployments", self.app, "web"))

    def test_an_application_without_it_leaves_them(self):
        self.deployed(automated={})
        cluster.delete(self.path())
        until("the Application is gone", lambda: self.get() is None)
        self.assertIsNotNone(cluster.object("deployments", self.app, "web"))


class Order(Argo):
    def test_a_hook_runs_before_the_rest(self):
        self.push({"web.yaml": deployment("web"), "migrate.yaml": job("migrate", "migrate:1", **{HOOK: "PreSync"})})
        self.create()
        self.settled("OutOfSync", "Missing")
        self.operate()
        state = self.finished()
        results = {r["name"]: r for r in state["syncResult"]["resources"]}
        self.assertEqual((results["migrate"]["hookType"], results["migrate"]["hookPhase"], results["migrate"]["syncPhase"]),
                         ("PreSync", "Succeeded", "PreSync"))
        status = self.settled("Synced", "Healthy")
        hook, = (r for r in status["resources"] if r["name"] == "migrate") if any(r["name"] == "migrate" for r in status["resources"]) else (None,)
        self.assertTrue(hook is None or hook.get("hook") and "status" not in hook)
        done = cluster.object("jobs", self.app, "migrate")["metadata"]["creationTimestamp"]
        self.assertLessEqual(done, cluster.object("deployments", self.app, "web")["metadata"]["creationTimestamp"])

    def test_a_failed_hook_ends_the_sync(self):
        self.push({"web.yaml": deployment("web"), "migrate.yaml": job("migrate", "fail:1", **{HOOK: "PreSync"})})
        self.create()
        self.settled("OutOfSync", "Missing")
        self.operate()
        state = self.finished("Failed")
        results = {r["name"]: r for r in state["syncResult"]["resources"]}
        self.assertEqual(results["migrate"]["hookPhase"], "Failed")
        self.assertIsNone(cluster.object("deployments", self.app, "web"))
        self.assertEqual(self.status().get("history", []), [])

    def test_hooks_and_waves_run_one_after_the_other(self):
        self.push({"a.yaml": job("before", "migrate:1", **{HOOK: "PreSync"}), "b.yaml": config_map("first", "1", **{WAVE: "-1"}),
                   "c.yaml": deployment("web"), "d.yaml": job("after", "check:1", **{HOOK: "PostSync"}),
                   "e.yaml": job("failed", "tell:1", **{HOOK: "SyncFail"}), "f.yaml": config_map("skipped", "1", **{HOOK: "Skip"})})
        self.create()
        self.settled("OutOfSync", "Missing")
        self.operate()
        results = self.finished()["syncResult"]["resources"]
        self.assertEqual([(r["name"], r["syncPhase"], r.get("hookType", ""), r["hookPhase"]) for r in results if r["kind"] != "Namespace"],
                         [("before", "PreSync", "PreSync", "Succeeded"), ("first", "Sync", "", "Succeeded"), ("web", "Sync", "", "Succeeded"),
                          ("after", "PostSync", "PostSync", "Succeeded")])
        self.assertIsNone(cluster.object("jobs", self.app, "failed"))
        self.assertIsNone(cluster.object("configmaps", self.app, "skipped"))
        self.settled("Synced", "Healthy")

    def test_a_hook_that_goes_once_it_succeeded(self):
        rule = {HOOK: "PreSync", HOOK + "-delete-policy": "HookSucceeded"}
        self.push({"migrate.yaml": job("migrate", "migrate:1", **rule), "settings.yaml": config_map("settings", "1")})
        self.create({})
        self.settled("Synced", "Healthy")
        self.finished()
        until("the hook is gone", lambda: cluster.object("jobs", self.app, "migrate") is None)

    def test_a_failed_sync_runs_its_own_hook(self):
        self.push({"web.yaml": deployment("web").replace("replicas: 1", "replicas: -1"), "tell.yaml": job("tell", "tell:1", **{HOOK: "SyncFail"}),
                   "after.yaml": job("after", "check:1", **{HOOK: "PostSync"})})
        self.create()
        self.settled("OutOfSync", "Missing")
        self.operate()
        results = {r["name"]: r for r in self.finished("Failed")["syncResult"]["resources"]}
        self.assertEqual((results["web"]["status"], results["tell"]["hookPhase"], results["tell"]["syncPhase"]), ("SyncFailed", "Succeeded", "SyncFail"))
        self.assertIsNone(cluster.object("jobs", self.app, "after"))

    def test_a_wave_waits_for_the_one_before(self):
        self.push({"web.yaml": deployment("web", tag="bad", **{WAVE: "0"}), "settings.yaml": config_map("settings", "1", **{WAVE: "1"})})
        self.create()
        self.settled("OutOfSync", "Missing")
        self.operate()
        until("the first wave is applied", lambda: cluster.object("deployments", self.app, "web"))
        until("the sync waits", lambda: "waiting for healthy state" in self.status().get("operationState", {}).get("message", ""))
        self.assertIsNone(cluster.object("configmaps", self.app, "settings"))

    def test_a_running_operation_can_be_terminated(self):
        self.push({"web.yaml": deployment("web", tag="bad", **{WAVE: "0"}), "settings.yaml": config_map("settings", "1", **{WAVE: "1"})})
        self.create()
        self.settled("OutOfSync", "Missing")
        self.operate()
        until("the sync runs", lambda: self.status().get("operationState", {}).get("phase") == "Running" and "operation" in self.get())
        cluster.merge(self.path(), {"status": {"operationState": {"phase": "Terminating"}}})
        self.finished("Failed")


class Trouble(Argo):
    def test_a_bad_image_degrades(self):
        self.push({"web.yaml": deployment("web", tag="bad")})
        self.create({})
        self.settled("Synced", "Degraded")

    def condition(self, kind):
        return until(kind, lambda: next((c for c in self.status().get("conditions", []) if c["type"] == kind), None))

    def test_a_missing_path_is_a_comparison_error(self):
        self.push({"web.yaml": deployment("web")})
        self.create(source={"repoURL": repository.url, "path": "none", "targetRevision": "main"})
        self.assertIn("none: app path does not exist", self.condition("ComparisonError")["message"])
        self.settled("Unknown")

    def test_a_missing_revision_is_a_comparison_error(self):
        self.push({"web.yaml": deployment("web")})
        self.create(source={"repoURL": repository.url, "path": self.app, "targetRevision": "none"})
        self.assertIn("none", self.condition("ComparisonError")["message"])
        self.settled("Unknown")

    def test_broken_yaml_is_a_comparison_error(self):
        self.push({"web.yaml": deployment("web").replace("spec:", "spec: [", 1)})
        self.create()
        self.condition("ComparisonError")
        self.settled("Unknown")

    def test_a_missing_project_is_an_invalid_spec(self):
        self.push({"web.yaml": deployment("web")})
        self.create(project="none")
        self.condition("InvalidSpecError")
        self.settled("Unknown", "Unknown")

    def test_an_object_that_the_server_refuses_fails_the_sync(self):
        self.push({"web.yaml": deployment("web").replace("replicas: 1", "replicas: -1")})
        self.create()
        self.settled("OutOfSync", "Missing")
        self.operate()
        state = self.finished("Failed")
        self.assertIn("one or more objects failed to apply", state["message"])
        self.assertIn(("web", "SyncFailed"), [(r["name"], r["status"]) for r in state["syncResult"]["resources"]])


    def test_a_failed_sync_is_tried_again_as_often_as_it_may(self):
        self.push({"web.yaml": deployment("web").replace("replicas: 1", "replicas: -1")})
        self.create()
        self.settled("OutOfSync", "Missing")
        cluster.merge(self.path(), {"operation": {"initiatedBy": {"username": "ann"}, "retry": {"limit": 1, "backoff": {"duration": "2s", "factor": 1}},
                                                  "sync": {"syncOptions": ["CreateNamespace=true"]}}})
        waiting = until("it waits for its retry", lambda: (lambda o: o if o.get("phase") == "Running" and o.get("finishedAt") else None)(
            self.status().get("operationState", {})))
        self.assertIn("Retrying attempt #1 at", waiting["message"])
        state = self.finished("Failed")
        self.assertEqual(state["retryCount"], 1)
        self.assertIn("retried 1 times", state["message"])

    def test_a_sync_of_what_cannot_be_rendered_ends_in_an_error(self):
        self.push({"web.yaml": deployment("web").replace("spec:", "spec: [", 1)})
        self.create()
        self.condition("ComparisonError")
        self.operate()
        self.assertIn("ComparisonError", self.finished("Error")["message"])

    def test_automation_switched_on_before_git_is_mended_deploys_the_bad_commit_again(self):
        first = self.deployed({})
        bad = self.push({"web.yaml": deployment("web", tag="bad")})
        self.refresh()
        self.settled("Synced", "Degraded", bad)
        until("it rests", lambda: "operation" not in self.get())
        cluster.merge(self.path(), {"spec": {"syncPolicy": {"automated": {"enabled": False}}}, "status": {"operationState": None},
                                    "operation": {"initiatedBy": {"username": "ann"}, "sync": {"revision": first}}})
        self.settled("OutOfSync", "Healthy")
        self.finished()
        cluster.merge(self.path(), {"spec": {"syncPolicy": {"automated": {"enabled": None}}}})
        self.settled("Synced", commit=bad)
        self.assertEqual(self.image(), "example.com/web:bad")

    def test_a_sync_of_chosen_objects_leaves_the_others_and_the_history(self):
        self.push({"web.yaml": deployment("web"), "settings.yaml": config_map("settings", "1")})
        self.create()
        self.settled("OutOfSync", "Missing")
        cluster.namespace(self.app)
        self.operate(resources=[{"kind": "ConfigMap", "name": "settings"}])
        self.assertEqual([r["name"] for r in self.finished()["syncResult"]["resources"] if r["kind"] != "Namespace"], ["settings"])
        self.assertIsNotNone(cluster.object("configmaps", self.app, "settings"))
        self.assertIsNone(cluster.object("deployments", self.app, "web"))
        self.assertEqual(self.status().get("history", []), [])


class Shapes(Argo):
    """Where an Application's objects come from."""

    def test_an_app_of_apps(self):
        """The children are the parent's objects; their health is not the parent's."""
        names = [f"{self.app}-{which}" for which in ("one", "two")]
        for name in names:
            self.push({f"{name}/web.yaml": deployment("web", tag="bad")})
        self.push({f"apps/{name}.yaml": f"""apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: {name}
  namespace: argocd
spec:
  project: default
  source: {{repoURL: "{repository.url}", path: {self.app}/{name}, targetRevision: main}}
  destination: {{server: "https://kubernetes.default.svc", namespace: {name}}}
  syncPolicy: {{automated: {{}}, syncOptions: [CreateNamespace=true]}}
""" for name in names})
        self.create({}, source={"repoURL": repository.url, "path": self.app + "/apps", "targetRevision": "main"},
                    destination={"server": "https://kubernetes.default.svc", "namespace": "argocd"})
        for name in names:
            self.addCleanup(cluster.delete, f"{APPLICATIONS}/{name}")
        status = self.settled("Synced", "Healthy")
        self.assertEqual([(r["kind"], r["name"], r["status"]) for r in status["resources"]], [("Application", name, "Synced") for name in names])
        parent, self.app = self.app, names[0]
        self.settled("Synced", "Degraded")
        tracking = self.get()["metadata"]["annotations"]["argocd.argoproj.io/tracking-id"]
        self.assertEqual(tracking, f"{parent}:argoproj.io/Application:argocd/{self.app}")

    def test_several_sources(self):
        one, two = (self.push({f"{place}/settings.yaml": config_map(place, "1")}) for place in ("one", "two"))
        self.create({}, sources=[{"repoURL": repository.url, "path": f"{self.app}/{place}", "targetRevision": "main"} for place in ("one", "two")])
        status = self.settled("Synced", "Healthy")
        self.assertNotIn("revision", status["sync"])
        self.assertEqual((len(status["sync"]["revisions"]), status["sync"]["revisions"][1]), (2, two))
        self.assertEqual(status["sourceTypes"], ["Directory", "Directory"])
        self.assertEqual([(r["name"], r["status"]) for r in status["resources"]], [("one", "Synced"), ("two", "Synced")])
        self.finished()
        self.assertEqual([(h.get("revision", ""), len(h["revisions"]), len(h["sources"])) for h in self.status()["history"]], [("", 2, 2)])

    def test_a_kustomization_and_a_chart(self):
        for tool in ("helm", "kustomize"):
            if (bin := os.environ.get("REAL_BIN")) and not os.path.exists(f"{bin}/{tool}"):
                self.skipTest(f"{tool} cannot be had")
        self.push({"k/kustomization.yaml": "resources: [settings.yaml]\nnamePrefix: prod-\n", "k/settings.yaml": config_map("settings", "1"),
                   "h/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 1.0.0\n", "h/values.yaml": "value: one\n",
                   "h/templates/settings.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: '{{ .Release.Name }}'}\ndata: {key: '{{ .Values.value }}'}\n",
                   "h/rendered/release.yaml": config_map("release", "two")})  # for a practice cluster without helm
        self.create({}, source={"repoURL": repository.url, "path": self.app + "/k", "targetRevision": "main"})
        self.assertEqual(self.settled("Synced", "Healthy")["sourceType"], "Kustomize")
        self.assertIsNotNone(cluster.object("configmaps", self.app, "prod-settings"))
        until("it rests", lambda: "operation" not in self.get())
        cluster.merge(self.path(), {"spec": {"source": {"path": self.app + "/h", "helm": {"releaseName": "release", "parameters": [{"name": "value", "value": "two"}]}}}})
        until("the chart is deployed", lambda: (cluster.object("configmaps", self.app, "release") or {}).get("data") == {"key": "two"})
        self.assertEqual(self.settled("OutOfSync", "Healthy")["sourceType"], "Helm")


class Sets(Argo):
    def test_a_set_makes_its_applications_and_undoes_changes_to_them(self):
        self.push({"web.yaml": deployment("web")})
        cluster.create(APPLICATION_SETS, {
            "apiVersion": "argoproj.io/v1alpha1", "kind": "ApplicationSet", "metadata": {"name": self.app, "namespace": "argocd"},
            "spec": {"goTemplate": True, "generators": [{"list": {"elements": [{"name": self.app + "-x"}]}}],
                     "template": {"metadata": {"name": "{{.name}}"},
                                  "spec": {"project": "default", "source": {"repoURL": repository.url, "path": self.app, "targetRevision": "main"},
                                           "destination": {"server": "https://kubernetes.default.svc", "namespace": self.app},
                                           "syncPolicy": {"automated": {}, "syncOptions": ["CreateNamespace=true"]}}}}})
        self.addCleanup(cluster.delete, f"{APPLICATION_SETS}/{self.app}")
        set_name, self.app = self.app, self.app + "-x"
        app = until("the child is there", self.get)
        self.assertEqual([(o["kind"], o["name"]) for o in app["metadata"]["ownerReferences"]], [("ApplicationSet", set_name)])
        cluster.merge(self.path(), {"spec": {"syncPolicy": {"automated": None}}})
        until("the set undoes it", lambda: "automated" in self.get()["spec"]["syncPolicy"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
