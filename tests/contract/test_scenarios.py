#!/usr/bin/env python3
"""What goes wrong in a fleet, end to end: made as people make it (kubectl, Git), read as people read it (holdfastctl).
On any endpoint, as the other contract tests."""
import contextlib
import unittest

import apps
from agents import NOBODY, app_name, autoscaler, deployment, job, secret, until, world
from console import Ctl, Kubectl, timed
from webhook import mesh

WEB = "apps/Deployment/{0}/web"


def setUpModule():
    global cluster, repository, stack, ctl, kubectl
    stack = contextlib.ExitStack()
    cluster, repository = stack.enter_context(world("contract-scenarios"))
    ctl, kubectl = Ctl(cluster.kubeconfig, repository.environment), Kubectl(cluster.kubeconfig)
    stack.enter_context(apps.fed(cluster, repository))


def tearDownModule():
    stack.close()


class Scenario(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        if self.agent not in apps.there(cluster):
            self.skipTest(f"there is no {self.agent.kind} here: its agent cannot be had")
        self.name = app_name(self.id())
        self.app = self.agent(self, cluster, repository, self.name)
        self.enterContext(timed(self.id().removeprefix("__main__.")))

    def row(self, verdict, health=None, ask=lambda app: True, app=None):
        """The app's line once it says so."""
        app, last = app or self.app, []

        def found():
            line = ctl.app(app.kind, app.name)
            last[:] = [line]
            return line if line and (line["agent"]["verdict"], health or line["health"]["status"]) == (verdict, line["health"]["status"]) and ask(line) else None
        try:
            return until(f"{app.name} is {verdict} {health}", found, 90)
        except AssertionError as error:
            raise AssertionError(f"{error}; the row is {last}") from None

    def deployed(self, files, verdict="Synced", app=None):
        app = app or self.app
        app.deploy(app.push(files))
        self.row(verdict, "Healthy", app=app)

    def diff(self):
        return ctl.diff(self.app.id)


class Application(Scenario):
    agent = apps.Application


class Kustomization(Scenario):
    agent = apps.Kustomization


class Opening:
    def test_cold_start_to_fleet(self):
        """A first start, without anything that is remembered."""
        self.deployed({"web.yaml": deployment("web")})
        first = Ctl(cluster.kubeconfig, repository.environment)
        self.addCleanup(first.data.cleanup)
        with timed(f"holdfastctl apps, first start, {self.app.kind}"):
            self.assertIn((self.app.kind, self.app.name), {(app["kind"], app["name"]) for app in first.apps()})


class Drift:
    """For an Application and a Kustomization alike; what the agent says differs, what is measured does not."""

    def said(self, *objects):
        """The agent's verdict, and what holdfastctl measures at the same moment."""
        self.row(self.app.drifted)
        found = self.diff()
        self.assertEqual(sorted(found), sorted(objects))
        return found

    def test_an_edit(self):
        self.deployed({"web.yaml": deployment("web")})
        self.assertEqual(self.diff(), {})
        kubectl.edit(self.app.name, "deployment/web", "web:1.0.0", "web:1.0.1")
        web = WEB.format(self.app.name)
        changes = until("the edit is measured", lambda: self.diff().get(web))
        self.assertEqual(self.said(web)[web], changes)
        [(path, values)] = changes.items()
        self.assertIn("image", path)
        self.assertEqual(values, ("example.com/web:1.0.1", "example.com/web:1.0.0"))

    def test_a_scale(self):
        self.deployed({"web.yaml": deployment("web")})
        kubectl("-n", self.app.name, "scale", "deployment/web", "--replicas=4")
        self.assertEqual(self.said(WEB.format(self.app.name)), {WEB.format(self.app.name): {"/spec/replicas": (4, 1)}})

    def test_an_autoscaler(self):
        self.deployed({"web.yaml": deployment("web")})
        kubectl("apply", "-f", "-", stdin=autoscaler(self.app.name))
        until("it is scaled", lambda: self.app.web()["spec"]["replicas"] == 3)
        self.assertEqual(self.said(WEB.format(self.app.name)), {WEB.format(self.app.name): {"/spec/replicas": (3, 1)}})

    def test_a_webhook(self):
        """What it adds beside the declared fields is no drift; where it overrides one, that field is."""
        cluster.namespace(self.app.name)
        kubectl("label", "namespace", self.app.name, "mesh.example.com/injection=enabled")
        with mesh(cluster):
            self.deployed({"web.yaml": deployment("web")}, self.app.drifted)
            live = self.app.web()
            self.assertEqual(len(live["spec"]["template"]["spec"]["containers"]), 2)
            self.assertEqual(self.said(WEB.format(self.app.name)), {WEB.format(self.app.name): {"/spec/template/spec/terminationGracePeriodSeconds": (60, 0)}})

    def test_a_rotated_secret_is_named_and_its_values_are_not(self):
        self.deployed({"login.yaml": secret("first-one")})
        kubectl("-n", self.app.name, "patch", "secret", "login", "-p", '{"stringData": {"password": "rotated-by-hand"}}')
        self.row(self.app.drifted)
        code, answer, said = ctl.run("diff", self.app.id)
        self.assertEqual(code, 1)
        self.assertEqual([o["object"] for o in answer if o["changes"]], [f"Secret/{self.app.name}/login"])
        for value in ("first-one", "rotated-by-hand", "Zmlyc3Qtb25l", "cm90YXRlZC1ieS1oYW5k"):
            self.assertNotIn(value, str(answer) + said)

    def test_a_hook_left_over_is_no_drift(self):
        """To Argo CD the Job is a hook, to Flux an object like any other that has come to its end."""
        self.deployed({"web.yaml": deployment("web"), "migrate.yaml": job("migrate", "migrate:1", **{"argocd.argoproj.io_hook": "PreSync"})})
        until("the Job has ended", lambda: (cluster.object("jobs", self.app.name, "migrate") or {}).get("status", {}).get("succeeded"))
        self.assertEqual(self.row("Synced", "Healthy")["whatDiffers"], None)
        self.assertEqual(self.diff(), {})


class ApplicationDrift(Drift, Application):
    def test_a_hook_that_git_no_longer_has_is_no_drift(self):
        self.deployed({"web.yaml": deployment("web"), "migrate.yaml": job("migrate", "migrate:1", **{"argocd.argoproj.io_hook": "PreSync"})})
        commit = self.app.push({"migrate.yaml": None})
        self.app.refresh()
        self.assertEqual(self.row("Synced", "Healthy", lambda app: app["revision"] == commit)["whatDiffers"], None)
        self.assertIsNotNone(cluster.object("jobs", self.app.name, "migrate"))
        self.assertEqual(self.diff(), {})


class KustomizationDrift(Drift, Kustomization):
    pass


class ApplicationOpening(Opening, Application):
    pass


class KustomizationOpening(Opening, Kustomization):
    pass


class Trouble:
    def test_a_bad_image(self):
        self.deployed({"web.yaml": deployment("web")})
        self.app.push({"web.yaml": deployment("web", tag="bad")})
        self.app.refresh()
        app = self.row("Synced", "Degraded")
        self.assertTrue(app["health"]["message"])

    def test_broken_yaml(self):
        self.deployed({"web.yaml": deployment("web")})
        self.app.push({"web.yaml": deployment("web").replace("spec:", "spec: [", 1)})
        self.app.refresh()
        app = self.row(self.app.broken[0])
        self.assertEqual(app["agent"]["reason"], self.app.broken[1])
        self.assertIn("web.yaml", app["agent"]["message"])
        code, _, said = ctl.run("render", self.app.id)
        self.assertEqual(code, 6, said)
        self.assertIn("web.yaml", said)
        self.app.push({"web.yaml": deployment("web")})
        self.app.refresh()
        self.row("Synced", "Healthy")

    def test_git_that_cannot_be_reached(self):
        self.app.create_from(NOBODY)
        self.row("Unknown", ask=lambda app: app["agent"]["reason"] == self.unreachable)
        code, _, said = ctl.run("render", self.app.id)
        self.assertEqual(code, 4, said)
        self.assertIn("127.0.0.1:9", said)


class ApplicationTrouble(Trouble, Application):
    unreachable = "ComparisonError"


class KustomizationTrouble(Trouble, Kustomization):
    unreachable = "ArtifactFailed"


class GoingBack:
    """A bad commit is deployed, its apps degrade, and they go back through Git until the clusters equal the new commit."""

    def goes_back(self, made):
        for app in made:
            self.deployed({"web.yaml": deployment("web")}, app=app)
        bad = repository.push({f"{app.name}/web.yaml": deployment("web", tag="bad") for app in made}, "a bad image")
        for app in made:
            app.refresh()
        for app in made:
            self.row("Synced", "Degraded", app=app)
        code, run, said = ctl.run("revert", *[app.id for app in made], "--commit", bad, "--yes", "--wait")
        self.assertEqual((code, run["state"]), (0, "done"), said)
        [commit] = run["commits"]
        repository.git("pull", "-q", "origin", "main")
        self.assertIn(f"This reverts commit {bad}", repository.git("log", "-1", "--format=%B", commit["commit"]))
        for app in made:
            self.row("Synced", "Healthy", lambda line: commit["commit"] in line["revision"], app)
            self.assertEqual(app.image(), "example.com/web:1.0.0")
            self.assertEqual(ctl.diff(app.id), {})

    def test_a_bad_commit_goes_back(self):
        self.goes_back([self.app])

    def test_three_apps_go_back_in_one_commit(self):
        self.goes_back([self.agent(self, cluster, repository, f"{self.name}{number}") for number in (1, 2, 3)])


class ApplicationGoingBack(GoingBack, Application):
    def test_apps_of_both_agents_go_back_in_one_commit(self):
        agents = apps.there(cluster)
        if len(agents) < 2:
            self.skipTest("only one agent is there")
        self.goes_back([agent(self, cluster, repository, self.name) for agent in agents])


class KustomizationGoingBack(GoingBack, Kustomization):
    pass


if __name__ == "__main__":
    unittest.main(verbosity=2)
