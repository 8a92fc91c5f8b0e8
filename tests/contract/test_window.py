#!/usr/bin/env python3
"""The scenarios through the window, with real mouse and keys, on any endpoint. A window that does not answer within
`screen.HANG` seconds fails its scenario, whatever happens to the cluster meanwhile."""
import unittest

import apps
from agents import NOBODY, autoscaler, deployment, job, secret, until
from console import Kubectl
from webhook import mesh
from windowed import Scenario, place

DEPLOYMENTS = "/apis/apps/v1/namespaces/{}/deployments"
RBAC = "/apis/rbac.authorization.k8s.io/v1"


def setUpModule():
    global kubectl
    place.open("contract-window")
    kubectl = Kubectl(place.cluster.kubeconfig)


def tearDownModule():
    place.close()


class Opening(Scenario):
    def test_cold_start_to_fleet(self):
        made = self.apps()
        self.deploy(*made)
        self.open()
        self.settled(*made)

    def test_an_app_is_found_by_keys_and_opened_by_the_mouse(self):
        made = self.apps()
        self.deploy(*made)
        window = self.open()
        self.settled(*made)
        for app in made:
            window.keys("/")
            window.display.type(app.name)
            row = until("one row is left", lambda: (lambda rows: rows[0] if len(rows) == 1 else None)([r for r in window.rows() if r["cells"][1]]))
            window.click(row["rect"], 2)
            until("its page is open", lambda: window.says("Deployment web"))
            window.keys("Escape")
            until("the fleet is back", lambda: window.row(app.name))
            window.keys("/")
            window.keys("Escape")


class Changing(Scenario):
    """What happens while the window is open appears by itself."""

    def test_drift_and_its_end(self):
        app = self.app(apps.Application)
        self.deploy(app)
        self.open()
        self.settled(app)
        app.scale(3)
        self.row(app, "OutOfSync", "Deployment web")
        app.scale(1)
        self.settled(app)

    def test_a_bad_image(self):
        made = self.apps()
        self.deploy(*made)
        self.open()
        self.settled(*made)
        place.repository.push({f"{app.name}/web.yaml": deployment("web", tag="bad") for app in made})
        for app in made:
            app.refresh()
        for app in made:
            self.row(app, "Synced", "Degraded")

    def test_broken_yaml_and_its_mending(self):
        made = self.apps()
        self.deploy(*made)
        self.open()
        self.settled(*made)
        place.repository.push({f"{app.name}/web.yaml": deployment("web").replace("spec:", "spec: [", 1) for app in made})
        for app in made:
            app.refresh()
        for app in made:
            self.row(app, app.broken[0], app.broken[1], "web.yaml")
        place.repository.push({f"{app.name}/web.yaml": deployment("web") for app in made})
        for app in made:
            app.refresh()
        self.settled(*made)

    def test_git_that_cannot_be_reached(self):
        made = self.apps()
        self.open()
        for app in made:
            app.create_from(NOBODY)
        for app in made:
            self.row(app, "Unknown", {"application": "ComparisonError", "kustomization": "ArtifactFailed"}[app.kind])


class Drift(Scenario):
    """Of an Application and a Kustomization alike. Argo CD says so; of what Flux does not say, the measurement tells."""

    said = {"application": ("OutOfSync",), "kustomization": ("Drifted", "Flux says Synced, but 1 field differs")}

    def shown(self, spoil, path, files=None):
        made = self.apps()
        self.deploy(*made, files=files)
        self.until_deployed(made)
        for app in made:
            spoil(app)
        self.drifts(made, path)

    def until_deployed(self, made):
        for app in made:
            until(f"{app.name} rests", lambda: self.rests(app))

    def rests(self, app):
        status = app.cluster.get(app.path).get("status", {})
        if app.kind == "application":
            return (status.get("sync", {}).get("status"), status.get("health", {}).get("status")) == ("Synced", "Healthy")
        return any((c["type"], c["status"]) == ("Ready", "True") for c in status.get("conditions", []))

    def drifts(self, made, path):
        self.open()
        for app in made:
            self.row(app, *self.said[app.kind])
        for app in made:
            self.compared(app, path)

    def test_an_edit(self):
        self.shown(lambda app: kubectl.edit(app.name, "deployment/web", "web:1.0.0", "web:1.0.1"), "image")

    def test_a_scale(self):
        self.shown(lambda app: kubectl("-n", app.name, "scale", "deployment/web", "--replicas=4"), "replicas")

    def test_an_autoscaler(self):
        def spoil(app):
            kubectl("apply", "-f", "-", stdin=autoscaler(app.name))
            until("it is scaled", lambda: app.web()["spec"]["replicas"] == 3)
        self.shown(spoil, "replicas")

    def test_a_webhook(self):
        made = self.apps()
        for app in made:
            place.cluster.namespace(app.name)
            kubectl("label", "namespace", app.name, "mesh.example.com/injection=enabled")
        with mesh(place.cluster):
            self.deploy(*made)
            for app in made:
                until(f"{app.name} is deployed", app.web)
            self.drifts(made, "terminationGracePeriodSeconds")

    def test_a_rotated_secret_is_named_and_its_values_are_not(self):
        def spoil(app):
            kubectl("-n", app.name, "patch", "secret", "login", "-p", '{"stringData": {"password": "rotated-by-hand"}}')
        self.shown(spoil, "password", {"login.yaml": secret("first-one")})

    def compared(self, app, *words):
        super().compared(app, *words)
        for value in ("first-one", "rotated-by-hand", "Zmlyc3Qtb25l", "cm90YXRlZC1ieS1oYW5k"):
            self.assertIsNone(self.window.says(value))

    def test_a_hook_left_over_is_no_drift(self):
        made = self.apps()
        self.deploy(*made, files={"web.yaml": deployment("web"),
                                  "migrate.yaml": job("migrate", "migrate:1", **{"argocd.argoproj.io_hook": "PreSync"})})
        for app in made:
            until("the Job has ended", lambda: (place.cluster.object("jobs", app.name, "migrate") or {}).get("status", {}).get("succeeded"))
        self.open()
        self.settled(*made)
        for app in made:
            super().compared(app)


class OpenPage(Scenario):
    """The page of an app shows what becomes of its objects, also where no agent says a word of it."""

    def mark(self, app, value):
        """Writes what Git does not speak of, so that the agent finds nothing and its Application stays as it is."""
        place.cluster.merge(f"{DEPLOYMENTS.format(app.name)}/web", {"metadata": {"labels": {"seen-by-page": value}}})

    def begin(self, user=None):
        app = self.app(apps.Application)
        self.deploy(app)
        window = self.open(self.reach(user))
        self.choose(app, "Synced", "Healthy")
        window.keys("Return")
        until("its page is open", lambda: window.says("Deployment web"))
        until("its manifest is read", lambda: window.says("kind: Deployment"))
        return app

    def test_a_change_by_kubectl_is_on_the_open_page(self):
        app = self.begin()
        for value in ("one", "two"):
            self.mark(app, value)
            until(f"the page shows {value}", lambda: self.window.says(f"seen-by-page: {value}"), 30)
        place.cluster.delete(f"{DEPLOYMENTS.format(app.name)}/web")
        until("the page says that it is gone", lambda: self.window.says("is not in the cluster") or self.window.says("Missing"), 30)

    def test_what_may_not_be_watched_is_read_again(self):
        rights = [("clusterroles", {"kind": "ClusterRole", "rules": [
            {"apiGroups": ["*"], "resources": ["*"], "verbs": ["get", "list"]},
            {"apiGroups": ["argoproj.io"], "resources": ["*"], "verbs": ["get", "list", "watch"]}]}),
            ("clusterrolebindings", {"kind": "ClusterRoleBinding",
             "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": self.name},
             "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": self.name}]})]
        for collection, body in rights:
            place.cluster.create(f"{RBAC}/{collection}", {"apiVersion": "rbac.authorization.k8s.io/v1", "metadata": {"name": self.name}} | body)
            self.addCleanup(place.cluster.delete, f"{RBAC}/{collection}/{self.name}")
        app = self.begin(self.name)
        self.mark(app, "polled")
        until("the page shows it", lambda: self.window.says("seen-by-page: polled"), 60)
        self.assertIsNone(self.window.says("cannot be read"))


class GoingBack(Scenario):
    """A bad commit is deployed, its apps degrade, and they go back through Git until the clusters equal the new commit."""

    agent = apps.Application

    def broken(self, *made):
        """The commit that gave these apps an image that cannot be had."""
        bad = place.repository.push({f"{app.name}/web.yaml": deployment("web", tag="bad") for app in made}, "a bad image")
        for app in made:
            app.refresh()
        return bad

    def goes_back(self, bad, *made):
        window = self.window
        until("the bad commit is the suspect", self.suspected, 120)
        self.press("rollback.confirm", "main", lambda: window.says("going back through Git") or window.says("went back through Git"))
        until("the clusters equal the commit", lambda: window.says("went back through Git"), 180)
        place.repository.git("pull", "-q", "origin", "main")
        self.assertIn(f"This reverts commit {bad}", place.repository.git("log", "-1", "--format=%B"))
        window.keys("Escape")
        window.keys("Escape")
        for app in made:
            self.row(app, "Synced", "Healthy")
            self.assertEqual(app.image(), "example.com/web:1.0.0")

    def suspected(self):
        """Opens the page; leaves it again where nothing is suspected, as of an app whose agent just tries once more."""
        self.window.keys("r")
        if not self.soon(lambda: self.window.says("suspect:"), 25):
            self.window.keys("Escape")
            return None
        return True

    def test_a_bad_image_goes_back_by_key_and_button(self):
        app = self.app(self.agent)
        self.deploy(app)
        self.open()
        self.settled(app)
        bad = self.broken(app)
        self.choose(app, "Synced", "Degraded")
        self.goes_back(bad, app)

    def test_three_marked_apps_go_back_in_one_commit(self):
        made = [self.app(self.agent, f"{self.name}-{number}") for number in (1, 2, 3)]
        self.deploy(*made)
        window = self.open()
        self.settled(*made)
        bad = self.broken(*made)
        for app in made:
            self.row(app, "Synced", "Degraded")
        for number, app in enumerate(made, 1):
            self.choose(app)
            window.keys(" ")
            until("it is marked", lambda: window.says(f"{number} marked"))
        self.goes_back(bad, *made)


class GoingBackWithFlux(GoingBack):
    agent = apps.Kustomization


if __name__ == "__main__":
    unittest.main(verbosity=2)
