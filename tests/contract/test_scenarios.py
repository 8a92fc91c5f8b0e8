#!/usr/bin/env python3
"""What goes wrong in a fleet, end to end: made as people make it (kubectl, Git), read as people read it (holdfastctl).
On any endpoint, as the other contract tests."""
import contextlib
import time
import unittest

from agents import APPLICATIONS, KUSTOMIZATIONS, SOURCES, app_name, config_map, deployment, job, source, until, world
from console import Ctl, Kubectl, timed
from webhook import mesh

AUTOSCALER = """apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {{name: web, namespace: {namespace}}}
spec:
  scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: web}}
  minReplicas: 3
  maxReplicas: 5
  metrics: [{{type: Resource, resource: {{name: cpu, target: {{type: Utilization, averageUtilization: 80}}}}}}]
"""
SECRET = """apiVersion: v1
kind: Secret
metadata:
  name: login
stringData:
  password: "{0}"
"""
WEB = "apps/Deployment/{0}/web"


def setUpModule():
    global cluster, repository, stack, ctl, kubectl
    stack = contextlib.ExitStack()
    cluster, repository = stack.enter_context(world("contract-scenarios"))
    ctl, kubectl = Ctl(cluster.kubeconfig, repository.environment), Kubectl(cluster.kubeconfig)
    repository.push({"README.md": "what the scenarios deploy\n"}, "begin")
    if cluster.get(SOURCES) is None:
        return  # without Flux its half is skipped
    cluster.create(SOURCES, source("scenarios", repository.url))
    stack.callback(cluster.delete, f"{SOURCES}/scenarios")


def tearDownModule():
    stack.close()


class Scenario(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.name = app_name(self.id()) + "-" + self.kind[0]
        self.enterContext(timed(self.id().removeprefix("__main__.")))

    def push(self, files, subject="change"):
        return repository.push({f"{self.name}/{path}": text for path, text in files.items()}, subject)

    def row(self, verdict, health=None, ask=lambda app: True):
        """The app's line once it says so."""
        last = []

        def found():
            app = ctl.app(self.kind, self.name)
            last[:] = [app]
            return app if app and (app["agent"]["verdict"], health or app["health"]["status"]) == (verdict, app["health"]["status"]) and ask(app) else None
        try:
            return until(f"{self.name} is {verdict} {health}", found, 90)
        except AssertionError as error:
            raise AssertionError(f"{error}; the row is {last}") from None

    def id_of_app(self):
        return f"{self.kind}/{self.home}/{self.name}"

    def diff(self):
        return ctl.diff(self.id_of_app())

    def conditions(self):
        return ctl.run("app", self.id_of_app())[1]["conditions"]


class Application(Scenario):
    kind, home = "application", "argocd"

    def create(self, automated=None, **source):
        policy = {"syncOptions": ["CreateNamespace=true"]} | ({} if automated is None else {"automated": automated})
        cluster.create(APPLICATIONS, {
            "apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": self.name, "namespace": "argocd"},
            "spec": {"project": "default", "syncPolicy": policy,
                     "source": {"repoURL": repository.url, "path": self.name, "targetRevision": "main"} | source,
                     "destination": {"server": "https://kubernetes.default.svc", "namespace": self.name}}})
        self.addCleanup(cluster.delete, f"{APPLICATIONS}/{self.name}")
        self.addCleanup(cluster.delete, f"/api/v1/namespaces/{self.name}")

    def deployed(self, files, verdict="Synced"):
        cluster.namespace(self.name)
        self.push(files)
        self.create({})
        self.row(verdict, "Healthy")

    def refresh(self):
        cluster.merge(f"{APPLICATIONS}/{self.name}", {"metadata": {"annotations": {"argocd.argoproj.io/refresh": "normal"}}})

    drifted = "OutOfSync"


class Kustomization(Scenario):
    kind, home = "kustomization", "flux-system"

    def setUp(self):
        if cluster.get(SOURCES) is None:
            self.skipTest("Flux is not there")
        super().setUp()

    drifted = "Synced"  # Flux says nothing of drift until its next turn, which puts it right: only the measurement tells

    def create(self, **spec):
        cluster.namespace(self.name)
        cluster.create(KUSTOMIZATIONS, {
            "apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization", "metadata": {"name": self.name, "namespace": self.home},
            "spec": {"interval": "10m", "retryInterval": "2s", "timeout": "20s", "prune": True, "wait": True, "targetNamespace": self.name,
                     "path": f"./{self.name}", "sourceRef": {"kind": "GitRepository", "name": "scenarios"}} | spec})
        self.addCleanup(cluster.delete, f"{KUSTOMIZATIONS}/{self.name}")
        self.addCleanup(cluster.delete, f"/api/v1/namespaces/{self.name}")

    def refresh(self):
        cluster.merge(f"{SOURCES}/scenarios", {"metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": str(time.time_ns())}}})

    def deployed(self, files, verdict="Synced"):
        commit = self.push(files)
        self.refresh()
        until("the source has the commit", lambda: commit in str(cluster.get(f"{SOURCES}/scenarios").get("status", {}).get("artifact")))
        self.create()
        self.row(verdict, "Healthy")


class Drift:
    """For an Application and a Kustomization alike; what the agent says differs, what is measured does not."""

    def said(self, *objects):
        """The agent's verdict, and what holdfastctl measures at the same moment."""
        self.row(self.drifted)
        found = self.diff()
        self.assertEqual(sorted(found), sorted(objects))
        return found

    def test_an_edit(self):
        self.deployed({"web.yaml": deployment("web")})
        self.assertEqual(self.diff(), {})
        kubectl.edit(self.name, "deployment/web", "web:1.0.0", "web:1.0.1")
        web = WEB.format(self.name)
        changes = until("the edit is measured", lambda: self.diff().get(web))
        self.assertEqual(self.said(web)[web], changes)
        [(path, values)] = changes.items()
        self.assertIn("image", path)
        self.assertEqual(values, ("example.com/web:1.0.1", "example.com/web:1.0.0"))

    def test_a_scale(self):
        self.deployed({"web.yaml": deployment("web")})
        kubectl("-n", self.name, "scale", "deployment/web", "--replicas=4")
        self.assertEqual(self.said(WEB.format(self.name)), {WEB.format(self.name): {"/spec/replicas": (4, 1)}})

    def test_an_autoscaler(self):
        self.deployed({"web.yaml": deployment("web")})
        kubectl("apply", "-f", "-", stdin=AUTOSCALER.format(namespace=self.name))
        until("it is scaled", lambda: cluster.object("deployments", self.name, "web")["spec"]["replicas"] == 3)
        self.assertEqual(self.said(WEB.format(self.name)), {WEB.format(self.name): {"/spec/replicas": (3, 1)}})

    def test_a_webhook(self):
        """What it adds beside the declared fields is no drift; where it overrides one, that field is."""
        cluster.namespace(self.name)
        kubectl("label", "namespace", self.name, "mesh.example.com/injection=enabled")
        with mesh(cluster):
            self.deployed({"web.yaml": deployment("web")}, self.drifted)
            live = cluster.object("deployments", self.name, "web")
            self.assertEqual(len(live["spec"]["template"]["spec"]["containers"]), 2)
            self.assertEqual(self.said(WEB.format(self.name)), {WEB.format(self.name): {"/spec/template/spec/terminationGracePeriodSeconds": (60, 0)}})

    def test_a_rotated_secret_is_named_and_its_values_are_not(self):
        self.deployed({"login.yaml": SECRET.format("first-one")})
        kubectl("-n", self.name, "patch", "secret", "login", "-p", '{"stringData": {"password": "rotated-by-hand"}}')
        secret = f"Secret/{self.name}/login"
        self.row(self.drifted)
        code, answer, said = ctl.run("diff", self.id_of_app())
        self.assertEqual(code, 1)
        self.assertEqual([o["object"] for o in answer if o["changes"]], [secret])
        for value in ("first-one", "rotated-by-hand", "Zmlyc3Qtb25l", "cm90YXRlZC1ieS1oYW5k"):
            self.assertNotIn(value, str(answer) + said)


class ApplicationDrift(Drift, Application):
    def test_a_hook_left_over_is_no_drift(self):
        self.deployed({"web.yaml": deployment("web"), "migrate.yaml": job("migrate", "migrate:1", **{"argocd.argoproj.io_hook": "PreSync"})})
        self.assertIsNotNone(until("the hook is left", lambda: cluster.object("jobs", self.name, "migrate")))
        self.assertEqual(self.row("Synced", "Healthy")["whatDiffers"], None)
        self.assertEqual(self.diff(), {})


class KustomizationDrift(Drift, Kustomization):
    pass


class Trouble:
    def test_a_bad_image(self):
        self.deployed({"web.yaml": deployment("web")})
        self.push({"web.yaml": deployment("web", tag="bad")})
        self.refresh()
        app = self.row("Synced", "Degraded")
        self.assertTrue(app["health"]["message"])

    def test_broken_yaml(self):
        self.deployed({"web.yaml": deployment("web")})
        self.push({"web.yaml": deployment("web").replace("spec:", "spec: [", 1)})
        self.refresh()
        app = self.row(self.broken[0])
        self.assertEqual(app["agent"]["reason"], self.broken[1])
        self.assertIn("web.yaml", app["agent"]["message"])
        code, _, said = ctl.run("render", self.id_of_app())
        self.assertEqual(code, 6, said)
        self.assertIn("web.yaml", said)
        self.push({"web.yaml": deployment("web")})
        self.refresh()
        self.row("Synced", "Healthy")


class GoingBack:
    """A bad commit is deployed, its apps degrade, and they go back through Git until the clusters equal the new commit."""

    def goes_back(self, names):
        for name in names:
            self.name = name
            self.deployed({"web.yaml": deployment("web")})
        bad = repository.push({f"{name}/web.yaml": deployment("web", tag="bad") for name in names}, "a bad image")
        apps = []
        for name in names:
            self.name = name
            self.refresh()
            apps.append(self.id_of_app())
        for name in names:
            self.name = name
            self.row("Synced", "Degraded")
        code, run, said = ctl.run("revert", *apps, "--commit", bad, "--yes", "--wait")
        self.assertEqual((code, run["state"]), (0, "done"), said)
        [made] = run["commits"]
        repository.git("pull", "-q", "origin", "main")
        self.assertIn(f"This reverts commit {bad}", repository.git("log", "-1", "--format=%B", made["commit"]))
        for name in names:
            self.name = name
            self.row("Synced", "Healthy", lambda app: made["commit"] in app["revision"])
            live = cluster.object("deployments", name, "web")
            self.assertEqual(live["spec"]["template"]["spec"]["containers"][0]["image"], "example.com/web:1.0.0")
            self.assertEqual(self.diff(), {})

    def test_a_bad_commit_goes_back(self):
        self.goes_back([self.name])

    def test_three_apps_go_back_in_one_commit(self):
        self.goes_back([f"{self.name}{number}" for number in (1, 2, 3)])


class ApplicationGoingBack(GoingBack, Application):
    pass


class KustomizationGoingBack(GoingBack, Kustomization):
    pass


class ApplicationTrouble(Trouble, Application):
    broken = ("Unknown", "ComparisonError")

    def test_git_that_cannot_be_reached(self):
        self.create(repoURL="http://127.0.0.1:9/none.git")
        app = self.row("Unknown")
        self.assertEqual(app["agent"]["reason"], "ComparisonError")
        code, _, said = ctl.run("render", self.id_of_app())
        self.assertEqual(code, 4, said)
        self.assertIn("127.0.0.1:9", said)


class KustomizationTrouble(Trouble, Kustomization):
    broken = ("OutOfSync", "BuildFailed")

    def test_git_that_cannot_be_reached(self):
        cluster.create(SOURCES, source(self.name, "http://127.0.0.1:9/none.git"))
        self.addCleanup(cluster.delete, f"{SOURCES}/{self.name}")
        self.create(sourceRef={"kind": "GitRepository", "name": self.name})
        self.row("Unknown", ask=lambda app: app["agent"]["reason"])
        code, _, said = ctl.run("render", self.id_of_app())
        self.assertEqual(code, 4, said)
        self.assertIn("127.0.0.1:9", said)


if __name__ == "__main__":
    unittest.main(verbosity=2)
