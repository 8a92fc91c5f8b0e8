#!/usr/bin/env python3
"""The scenarios through the window, with real mouse and keys, on any endpoint. A window that does not answer within
`screen.HANG` seconds fails its scenario, whatever happens to the cluster meanwhile."""
import concurrent.futures
import contextlib
import json
import pathlib
import tempfile
import unittest

import yaml

import outages
import screen
from agents import APPLICATIONS, KUSTOMIZATIONS, SOURCES, app_name, deployment, source, until, world
from console import timed

LOAD = 5000
BINDINGS = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings"


def setUpModule():
    global cluster, repository, stack, relay
    stack = contextlib.ExitStack()
    cluster, repository = stack.enter_context(world("contract-window"))
    relay = outages.Relay(cluster.ready["server"]) if cluster.process else None
    repository.push({"README.md": "what the window shows\n"}, "begin")


def tearDownModule():
    stack.close()


def application(name, home="argocd", path=None, **more):
    return {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": name, "namespace": home},
            "spec": {"project": "default", "syncPolicy": {"automated": {}, "syncOptions": ["CreateNamespace=true"]},
                     "source": {"repoURL": repository.url, "path": path or name, "targetRevision": "main"},
                     "destination": {"server": "https://kubernetes.default.svc", "namespace": name}}} | more


class Scenario(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.name = app_name(self.id())
        self.enterContext(timed("window " + self.id().removeprefix("__main__.")))

    def open(self, user=None):
        """The window, on the cluster as it can be cut off, acting as `user`."""
        config = yaml.safe_load(pathlib.Path(cluster.kubeconfig).read_text())
        if relay:
            config["clusters"][0]["cluster"]["server"] = f"https://127.0.0.1:{relay.port}"
        if user:
            config["users"][0]["user"]["as"] = user
        path = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()), "kubeconfig")
        path.touch(0o600)
        path.write_text(yaml.safe_dump(config))
        self.window = self.enterContext(screen.window(str(path), environment=repository.environment))
        self.addCleanup(lambda: print(f"  longest time away from the user: {self.window.longest} ms", flush=True))
        return self.window

    def deploy(self, *names):
        names = names or (self.name,)
        repository.push({f"{name}/web.yaml": deployment("web") for name in names})
        for name in names:
            cluster.create(APPLICATIONS, application(name))
            self.addCleanup(cluster.delete, f"{APPLICATIONS}/{name}")
            self.addCleanup(cluster.delete, f"/api/v1/namespaces/{name}")

    def row(self, *words, seconds=90, name=None):
        """The app's row once it says all of this."""
        name = name or self.name

        def ask():
            row = self.window.row(name)
            return row if row and all(any(word in cell for cell in row["cells"]) for word in words) else None
        try:
            return until(f"the row of {name} says {words}", ask, seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}; it says {self.window.row(name)}; {self.chip()}") from None

    def choose(self, *words, name=None):
        """Clicks on the app's row once it says all of this; once more where the row moved away under the mouse."""
        def chosen():
            self.window.click(self.row(*words, name=name)["rect"])
            return self.soon(lambda: (self.window.row(name or self.name) or {}).get("current"))
        until(f"{name or self.name} is the current row", chosen)

    def press(self, name, text, then):
        """Clicks on the button once it can be, until what it does is seen: it may move, or wait for something, meanwhile."""
        def done():
            if found := [w for w in self.window.widgets(object=name) if w["enabled"] and text in w["text"]]:
                self.window.click(found[0]["rect"])
            return self.soon(then)
        until(f"{name} does its work", done, 120)

    def soon(self, ask, seconds=5):
        with contextlib.suppress(AssertionError):
            return until("it is seen", ask, seconds)

    def chip(self):
        """What the top bar says of the cluster."""
        return next((w["name"] for w in self.window.look()["widgets"] if w["object"] == "topbar.cluster"), "")

    def scale(self, replicas):
        cluster.scale(self.name, "web", replicas)


class Opening(Scenario):
    def test_cold_start_to_fleet(self):
        self.deploy()
        self.open()
        self.row("Synced", "Healthy")

    def test_an_app_is_found_by_keys_and_opened_by_the_mouse(self):
        self.deploy()
        window = self.open()
        self.row("Synced", "Healthy")
        window.keys("/")
        window.display.type(self.name)
        row = until("one row is left", lambda: (lambda rows: rows[0] if len(rows) == 1 else None)([r for r in window.rows() if r["cells"][1]]))
        window.click(row["rect"], 2)
        until("its page is open", lambda: window.says("Deployment web"))
        window.keys("Escape")
        until("the fleet is back", lambda: window.row(self.name))


class Changing(Scenario):
    def test_drift_and_its_end_appear_by_themselves(self):
        self.deploy()
        self.open()
        self.row("Synced", "Healthy")
        self.scale(3)
        self.row("OutOfSync", "Deployment web")
        self.scale(1)
        self.row("Synced", "Healthy")

    def test_a_bad_image_appears(self):
        self.deploy()
        self.open()
        self.row("Synced", "Healthy")
        repository.push({f"{self.name}/web.yaml": deployment("web", tag="bad")})
        cluster.merge(f"{APPLICATIONS}/{self.name}", {"metadata": {"annotations": {"argocd.argoproj.io/refresh": "normal"}}})
        self.row("Synced", "Degraded")


class GoingBack(Scenario):
    """A bad commit is deployed, its apps degrade, and they go back through Git until the clusters equal the new commit."""

    def broken(self, *names):
        """The commit that gave these apps an image that cannot be had."""
        bad = repository.push({f"{name}/web.yaml": deployment("web", tag="bad") for name in names}, "a bad image")
        for path in self.agents(*names):
            cluster.merge(path, {"metadata": {"annotations": {
                "argocd.argoproj.io/refresh": "normal", "reconcile.fluxcd.io/requestedAt": bad}}})
        return bad

    def agents(self, *names):
        return [f"{APPLICATIONS}/{name}" for name in names]

    def goes_back(self, bad, *names):
        window = self.window
        until("the bad commit is the suspect", self.suspected, 120)
        self.press("rollback.confirm", "main", lambda: window.says("going back through Git") or window.says("went back through Git"))
        until("the clusters equal the commit", lambda: window.says("went back through Git"), 180)
        repository.git("pull", "-q", "origin", "main")
        self.assertIn(f"This reverts commit {bad}", repository.git("log", "-1", "--format=%B"))
        window.keys("Escape")
        window.keys("Escape")
        for name in names:
            self.row("Synced", "Healthy", name=name)
            self.assertEqual(self.image(name), "example.com/web:1.0.0")

    def suspected(self):
        """Opens the page; leaves it again where nothing is suspected, as of an app whose agent just tries once more."""
        self.window.keys("r")
        if not self.soon(lambda: self.window.says("suspect:"), 25):
            self.window.keys("Escape")
            return None
        return True

    def image(self, name):
        return cluster.object("deployments", name, "web")["spec"]["template"]["spec"]["containers"][0]["image"]

    def test_a_bad_image_goes_back_by_key_and_button(self):
        self.deploy()
        self.open()
        self.row("Synced", "Healthy")
        bad = self.broken(self.name)
        self.choose("Synced", "Degraded")
        self.goes_back(bad, self.name)

    def test_three_marked_apps_go_back_in_one_commit(self):
        names = [f"{self.name}-{number}" for number in (1, 2, 3)]
        self.deploy(*names)
        window = self.open()
        for name in names:
            self.row("Synced", "Healthy", name=name)
        bad = self.broken(*names)
        for name in names:
            self.row("Synced", "Degraded", name=name)
        for number, name in enumerate(names, 1):
            self.choose(name=name)
            window.keys(" ")
            until("it is marked", lambda: window.says(f"{number} marked"))
        self.goes_back(bad, *names)


class GoingBackWithFlux(GoingBack):
    """The same for Kustomizations."""

    def setUp(self):
        if cluster.get(SOURCES) is None:
            self.skipTest("Flux is not there")
        super().setUp()

    def agents(self, *names):
        return [f"{SOURCES}/{self.name}"]

    def deploy(self, *names):
        names = names or (self.name,)
        repository.push({f"{name}/web.yaml": deployment("web") for name in names})
        cluster.create(SOURCES, source(self.name, repository.url))
        self.addCleanup(cluster.delete, f"{SOURCES}/{self.name}")
        for name in names:
            cluster.namespace(name)
            cluster.create(KUSTOMIZATIONS, {
                "apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization", "metadata": {"name": name, "namespace": "flux-system"},
                "spec": {"interval": "10m", "retryInterval": "2s", "timeout": "20s", "prune": True, "wait": True, "targetNamespace": name,
                         "path": f"./{name}", "sourceRef": {"kind": "GitRepository", "name": self.name}}})
            self.addCleanup(cluster.delete, f"{KUSTOMIZATIONS}/{name}")
            self.addCleanup(cluster.delete, f"/api/v1/namespaces/{name}")


class Outages(Scenario):
    """While the cluster is away, what was known stays, with its age; afterwards the list is right again by itself."""

    def begin(self):
        self.deploy()
        self.open()
        self.row("Synced", "Healthy")

    def works(self):
        """Keys and mouse are heard."""
        self.window.keys("/")
        self.window.display.type("nothing-like-it")
        until("the filter hides all", lambda: self.window.says("No app matches"))
        self.window.keys("Escape")
        until("the rows are back", lambda: self.window.row(self.name))

    def recovers(self):
        self.scale(3)
        self.row("OutOfSync")
        until("the cluster is heard again", lambda: "disconnected" not in self.chip())

    def test_a_server_that_restarts(self):
        self.begin()
        with outages.server_down(cluster, relay):
            until("the chip says so", lambda: "disconnected" in self.chip())
            self.works()
            self.row("Synced", "stale")
        self.recovers()

    def test_a_network_that_is_cut(self):
        self.begin()
        with outages.network_cut(relay):
            self.works()
            until("the chip says so", lambda: "disconnected" in self.chip(), 180)
            self.row("Synced", "stale")
        self.recovers()

    def test_a_storage_that_pauses(self):
        self.begin()
        with outages.storage_paused(cluster):
            self.works()
            self.window.keys("Shift", "R")  # ask again
            self.works()
            self.row("Synced")
        self.recovers()


class Rights(Scenario):
    def test_permission_taken_away_in_flight(self):
        self.deploy()
        rules = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": self.name},
                 "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
                 "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": self.name}]}
        cluster.create(BINDINGS, rules)
        self.addCleanup(cluster.delete, f"{BINDINGS}/{self.name}")
        window = self.open(self.name)
        self.row("Synced", "Healthy")
        cluster.delete(f"{BINDINGS}/{self.name}")
        window.keys("R")
        until("the chip says so", lambda: "no access" in self.chip() or window.says("may not"))
        self.assertTrue(window.says("forbidden") or window.says("may not"), window.words())
        cluster.create(BINDINGS, rules)
        window.keys("R")
        self.row("Synced", "Healthy")


class WithManyApplications(Scenario):
    """Applications in a namespace that no agent looks at, with the status of a synced one. The last of the file: a cluster
    is busy for a while after thousands of objects were taken away."""

    def test_five_thousand_applications(self):
        self.deploy()
        home = self.name + "-load"
        cluster.namespace(home)
        path = f"/apis/argoproj.io/v1alpha1/namespaces/{home}/applications"
        self.addCleanup(cluster.delete, f"/api/v1/namespaces/{home}")
        status = until("the pattern is synced", lambda: (lambda s: s if s.get("sync", {}).get("status") == "Synced" else None)(
            (cluster.get(f"{APPLICATIONS}/{self.name}") or {}).get("status", {})))
        with timed(f"{LOAD} applications made"):
            self.on_each("POST", lambda number: (path, application(f"load-{number}", home, path=self.name, status=status)))
        self.addCleanup(self.on_each, "DELETE", lambda number: (f"{path}/load-{number}", None))
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

    def listed(self):
        said = self.window.says(" apps · ") or ""
        digits = "".join(c for c in said.rsplit(" apps", 1)[0].rsplit(";", 1)[-1] if c.isdigit())
        return int(digits or 0)

    def on_each(self, method, what):
        """The request that `what` makes of a number, for all numbers."""
        def some(numbers):
            codes = set()
            with contextlib.closing(cluster.raw.connection()) as connection:
                for number in numbers:
                    path, body = what(number)
                    connection.request(method, path, body and json.dumps(body), cluster.raw.headers({"Content-Type": "application/json"}))
                    answer = connection.getresponse()
                    answer.read()
                    codes.add(answer.status)
            return codes
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            codes = set().union(*pool.map(some, (range(first, LOAD, 4) for first in range(4))))
        self.assertLessEqual(codes, {200, 201})


if __name__ == "__main__":
    unittest.main(verbosity=2)
