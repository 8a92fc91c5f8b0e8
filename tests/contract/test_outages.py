#!/usr/bin/env python3
"""What befalls a control plane, seen through the window and by holdfastctl at the same time. Runs alone on its cluster: it
takes the API server away. The window answers throughout; what it knew stays on the screen, with its age."""
import concurrent.futures
import contextlib
import json
import unittest

import apps
import outages
from agents import deployment, until
from console import Ctl, timed
from windowed import Scenario, place

LOAD = 5000
BINDINGS = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings"


def setUpModule():
    place.open("contract-outages")


def tearDownModule():
    place.close()


class Outages(Scenario):
    """Afterwards the list is right again by itself."""

    def begin(self):
        self.made = self.apps()
        self.deploy(*self.made)
        path = self.reach()
        self.open(path)
        self.ctl = Ctl(path, place.repository.environment)
        self.settled(*self.made)

    def works(self):
        """Keys and mouse are heard."""
        self.window.keys("/")
        self.window.display.type("nothing-like-it")
        until("the filter hides all", lambda: self.window.says("No app matches"))
        self.window.keys("Escape")
        for app in self.made:
            until("the rows are back", lambda: self.window.row(app.name))

    def is_gone(self):
        """Both say so: the window beside what it knew, the command with a sentence that names the cluster."""
        until("the chip says so", lambda: "disconnected" in self.chip(), 180)
        for app in self.made:
            self.row(app, "Synced", "stale")
        with timed("holdfastctl apps, nobody there"):
            code, _, said = self.ctl.run("apps")
        self.assertEqual(code, 4, said)
        self.assertIn("context", said)

    def recovers(self):
        for app in self.made:
            app.scale(3)
            self.row(app, "OutOfSync" if app.kind == "application" else "Synced")
            self.assertEqual(self.ctl.app(app.kind, app.name)["agent"]["verdict"], app.drifted)
            self.assertEqual(self.ctl.diff(app.id), {f"apps/Deployment/{app.name}/web": {"/spec/replicas": (3, 1)}})
        until("the cluster is heard again", lambda: "disconnected" not in self.chip())

    def test_a_server_that_restarts(self):
        self.begin()
        with outages.server_down(place.cluster, place.relay):
            self.works()
            self.is_gone()
        self.recovers()

    def test_a_network_that_is_cut(self):
        self.begin()
        with outages.network_cut(place.relay):
            self.works()
            self.is_gone()
        self.recovers()

    def test_a_storage_that_pauses(self):
        """A real API server goes on answering from what it has in memory."""
        self.begin()
        with outages.storage_paused(place.cluster):
            self.works()
            self.window.keys("Shift", "R")  # ask again
            self.works()
            for app in self.made:
                self.row(app, "Synced")
            code, found, said = self.ctl.run("apps")
            self.assertIn(code, (0, 1, 4), said)
            self.assertTrue(found or "context" in said, said)
        self.recovers()


class Runs(Scenario):
    """A run that is under way while its cluster is taken away goes on once it is back."""

    def test_a_server_that_restarts_under_a_run(self):
        made = self.apps()
        self.deploy(*made)
        path = self.reach()
        self.open(path)
        self.settled(*made)
        bad = place.repository.push({f"{app.name}/web.yaml": deployment("web", tag="bad") for app in made}, "a bad image")
        for app in made:
            app.refresh()
        for app in made:
            self.row(app, "Synced", "Degraded")
        ctl = Ctl(path, place.repository.environment)
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            run = pool.submit(ctl.run, "revert", *[app.id for app in made], "--commit", bad, "--yes", "--wait")
            until("it is pushed", lambda: run.done() or place.repository.git("ls-remote", "origin", "main").split()[0] != bad)
            with outages.server_down(place.cluster, place.relay):
                until("the window says so", lambda: "disconnected" in self.chip())
            code, answer, said = run.result()
        self.assertEqual((code, answer["state"]), (0, "done"), said)
        place.repository.git("pull", "-q", "origin", "main")
        self.settled(*made)
        for app in made:
            self.assertEqual(app.image(), "example.com/web:1.0.0")


class Rights(Scenario):
    def binding(self):
        return {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": self.name},
                "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
                "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": self.name}]}

    def test_permission_taken_away_in_flight(self):
        made = self.apps()
        self.deploy(*made)
        place.cluster.create(BINDINGS, self.binding())
        self.addCleanup(place.cluster.delete, f"{BINDINGS}/{self.name}")
        path = self.reach(self.name)
        window, ctl = self.open(path), Ctl(path, place.repository.environment)
        self.settled(*made)
        self.assertEqual(len([app for app in ctl.apps() if app["name"] in {one.name for one in made}]), len(made))
        place.cluster.delete(f"{BINDINGS}/{self.name}")
        window.keys("R")
        until("the chip says so", lambda: "no access" in self.chip() or window.says("may not"))
        self.assertTrue(window.says("forbidden") or window.says("may not"), window.words())
        code, _, said = ctl.run("apps")
        self.assertEqual(code, 4, said)
        self.assertIn("forbidden", said)
        place.cluster.create(BINDINGS, self.binding())
        window.keys("R")
        self.settled(*made)
        ctl.apps()


class WithManyApplications(Scenario):
    """Applications in a namespace that no agent looks at, with the status of a synced one. The last of the file: a cluster
    is busy for a while after thousands of objects were taken away."""

    def test_five_thousand_applications(self):
        pattern = self.app(apps.Application)
        self.deploy(pattern)
        home = self.name + "-load"
        place.cluster.namespace(home)
        path = f"/apis/argoproj.io/v1alpha1/namespaces/{home}/applications"
        self.addCleanup(place.cluster.delete, f"/api/v1/namespaces/{home}")
        status = until("the pattern is synced", lambda: (lambda s: s if s.get("sync", {}).get("status") == "Synced" else None)(
            (place.cluster.get(pattern.path) or {}).get("status", {})))
        with timed(f"{LOAD} applications made"):
            self.on_each("POST", lambda number: (path, self.like(pattern, f"load-{number}", home, status)))
        self.addCleanup(self.on_each, "DELETE", lambda number: (f"{path}/load-{number}", None))
        with timed(f"holdfastctl apps, {LOAD} applications"):
            self.assertGreaterEqual(len(Ctl(place.cluster.kubeconfig, place.repository.environment).apps()), LOAD)
        window = self.open()
        with timed(f"{LOAD} applications shown"):
            until("all are listed", lambda: self.listed() >= LOAD, 180)
        for key in ("End", "Home", "PageDown", "PageDown", "End"):
            window.keys(key)
        window.keys("/")
        window.display.type("load-4321")
        until("the one is found", lambda: window.row("load-4321") and len(window.rows()) <= 2)
        row = window.row("load-4321")["cells"]
        self.assertTrue({"Synced", "Missing"} & set(row), row)  # as its agent says, or measured: nothing of it is there

    @staticmethod
    def like(pattern, name, home, status):
        body = pattern.body({}, path=pattern.name) | {"metadata": {"name": name, "namespace": home}, "status": status}
        body["spec"]["destination"]["namespace"] = name
        return body

    def listed(self):
        said = self.window.says(" apps · ") or ""
        digits = "".join(c for c in said.rsplit(" apps", 1)[0].rsplit(";", 1)[-1] if c.isdigit())
        return int(digits or 0)

    def on_each(self, method, what):
        """The request that `what` makes of a number, for all numbers."""
        def some(numbers):
            codes = set()
            with contextlib.closing(place.cluster.raw.connection()) as connection:
                for number in numbers:
                    path, body = what(number)
                    connection.request(method, path, body and json.dumps(body), place.cluster.raw.headers({"Content-Type": "application/json"}))
                    answer = connection.getresponse()
                    answer.read()
                    codes.add(answer.status)
            return codes
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            codes = set().union(*pool.map(some, (range(first, LOAD, 4) for first in range(4))))
        self.assertLessEqual(codes, {200, 201})


if __name__ == "__main__":
    unittest.main(verbosity=2)
