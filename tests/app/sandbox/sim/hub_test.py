#!/usr/bin/env python3
"""Apps that deploy to another cluster: measured through the context for it, and left to the agent's word where there is
none. hub_test.py HOLDFAST-SANDBOX HOLDFASTCTL"""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

import yaml

SANDBOX, CTL = sys.argv[1:3]
REMOTE = "practice-eu:kustomization/flux-system/remote"


class Hub(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.process = subprocess.Popen([SANDBOX, "--data", cls.folder.name + "/sandbox"], stdout=subprocess.PIPE, text=True)
        cls.addClassCleanup(cls.process.wait)
        cls.addClassCleanup(cls.process.terminate)
        cls.kubeconfig = json.loads(cls.process.stdout.readline())["kubeconfig"]
        cls.config = yaml.safe_load(pathlib.Path(cls.kubeconfig).read_text())
        cls.us = next(c["cluster"]["server"] for c in cls.config["clusters"] if c["name"] == "practice-us")
        cls.refer(cls.us)
        cls.apply({"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization",
                   "metadata": {"name": "remote", "namespace": "flux-system"},
                   "spec": {"interval": "10m", "prune": True, "path": "./teams/platform/ingress", "suspend": True,
                            "sourceRef": {"kind": "GitRepository", "name": "fleet"},
                            "kubeConfig": {"secretRef": {"name": "remote-kubeconfig"}}}})

    @classmethod
    def refer(cls, server):
        """The Secret with a kubeconfig that Flux would use: the names are those of the user's, the server is given."""
        clusters = [dict(c, cluster=dict(c["cluster"], server=server)) for c in cls.config["clusters"]]
        text = yaml.safe_dump(dict(cls.config, clusters=clusters) | {"current-context": "practice-us"})
        cls.apply({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "remote-kubeconfig", "namespace": "flux-system"},
                   "data": {"value": base64.b64encode(text.encode()).decode()}})

    @classmethod
    def apply(cls, thing):
        subprocess.run(["kubectl", "--kubeconfig", cls.kubeconfig, "--context", "practice-eu", "apply", "-f", "-"],
                       input=json.dumps(thing), text=True, check=True, capture_output=True)

    def ctl(self, *words, contexts=("practice-eu", "practice-us")):
        chosen = [word for context in contexts for word in ("--context", context)]
        return subprocess.run([CTL, "--kubeconfig", self.kubeconfig, *chosen, "--data", self.folder.name + "/data", "-o", "json", *words],
                              capture_output=True, text=True, timeout=60)

    def verdicts(self, app):
        done = self.ctl("diff", app)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return {one["object"]: one["verdict"] for one in json.loads(done.stdout)}

    def settled(self, app, verdicts):
        end = time.monotonic() + 60
        while time.monotonic() < end and set(self.verdicts(app).values()) != verdicts:
            time.sleep(0.5)
        self.assertEqual(set(self.verdicts(app).values()), verdicts)

    def unreached(self, app, server, **how):
        done = self.ctl("diff", app, **how)
        self.assertEqual((done.returncode, done.stdout), (4, ""), done.stderr)
        self.assertIn(f"this app deploys to the cluster {server}, which no context in use reaches", done.stderr)

    def test_an_application_is_measured_where_it_deploys_to(self):
        self.settled("catalog-search-us", {"Synced"})

    def test_so_is_a_kustomization_with_a_kubeconfig(self):
        self.settled(REMOTE, {"Missing"})  # it is suspended, so nothing of it is there; the hub has all of it

    def test_without_a_context_it_is_said(self):
        for app in ("catalog-search-us", REMOTE):
            with self.subTest(app):
                self.unreached(app, self.us, contexts=["practice-eu"])
        done = self.ctl("resources", "catalog-search-us", contexts=["practice-eu"])
        self.assertEqual({one["verdict"] for one in json.loads(done.stdout)}, {"Synced"})  # the agent's word
        self.assertIn("no context in use reaches", done.stderr)

    def test_a_context_is_not_taken_for_its_name(self):
        self.refer("https://127.0.0.1:1")
        self.addCleanup(self.refer, self.us)
        self.unreached(REMOTE, "https://127.0.0.1:1")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
