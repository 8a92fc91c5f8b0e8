#!/usr/bin/env python3
"""The practice cluster's HelmReleases beside the real helm command. There is no real helm-controller to hold them against; that
helm itself reads their releases and goes on from them is what can be tried."""
import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import yaml

BIN = pathlib.Path(os.environ["REAL_BIN"])
CHART = {
    "Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
    "values.yaml": "tag: one\n",
    "templates/web.yaml": """apiVersion: apps/v1
kind: Deployment
metadata: {name: "{{ .Release.Name }}"}
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: web, image: "example.com/shop:{{ .Values.tag }}"}]}
""",
}


class Helm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        stack = contextlib.ExitStack()
        cls.addClassCleanup(stack.close)
        cls.folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sandbox = stack.enter_context(subprocess.Popen([pathlib.Path(os.environ["HOLDFAST_BIN"], "holdfast-sandbox"), "--data", cls.folder / "data"],
                                                       stdout=subprocess.PIPE, text=True))
        stack.callback(sandbox.terminate)
        cls.ready = json.loads(sandbox.stdout.readline())

    def run_on(self, context, tool, *words):
        options = {"helm": "--kube-context", "kubectl": "--context"}
        done = subprocess.run([BIN / tool, "--kubeconfig", self.ready["kubeconfig"], options[tool], context, *words], capture_output=True,
                              text=True, timeout=120, env={**os.environ, "HOME": str(self.folder)})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def releases(self):
        """(context, HelmRelease) of the sample fleet that have one deployed."""
        for context in self.ready["contexts"]:
            for release in json.loads(self.run_on(context, "kubectl", "get", "helmreleases", "-A", "-o", "json"))["items"]:
                if release.get("status", {}).get("history"):
                    yield context, release

    def test_helm_reads_what_a_helm_release_stored(self):
        found = list(self.releases())
        self.assertTrue(found)
        for context, release in found:
            last = release["status"]["history"][0]
            listed = json.loads(self.run_on(context, "helm", "-n", last["namespace"], "list", "-o", "json"))
            self.assertIn((last["name"], str(last["version"]), last["status"], f"{last['chartName']}-{last['chartVersion']}"),
                          [(one["name"], one["revision"], one["status"], one["chart"]) for one in listed])
            manifest = self.run_on(context, "helm", "-n", last["namespace"], "get", "manifest", last["name"])
            for thing in filter(None, yaml.safe_load_all(manifest)):
                self.run_on(context, "kubectl", "-n", last["namespace"], "get", thing["kind"], thing["metadata"]["name"])

    def test_helm_upgrades_three_ways(self):
        """What was added by hand beside the chart stays, what it declares is as it declares it again."""
        for path, text in CHART.items():
            file = self.folder / "chart" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        context, chart = self.ready["contexts"][0], str(self.folder / "chart")
        self.run_on(context, "helm", "-n", "by-hand", "install", "shop", chart, "--create-namespace")
        self.run_on(context, "kubectl", "-n", "by-hand", "scale", "deployment/shop", "--replicas=5")
        self.run_on(context, "kubectl", "-n", "by-hand", "set", "env", "deployment/shop", "DEBUG=1")
        self.run_on(context, "helm", "-n", "by-hand", "upgrade", "shop", chart, "--set", "tag=two")
        spec = json.loads(self.run_on(context, "kubectl", "-n", "by-hand", "get", "deployment", "shop", "-o", "json"))["spec"]
        [container] = spec["template"]["spec"]["containers"]
        self.assertEqual((spec["replicas"], container["image"], container["env"]), (2, "example.com/shop:two", [{"name": "DEBUG", "value": "1"}]))
        self.run_on(context, "helm", "-n", "by-hand", "rollback", "shop", "1")
        history = json.loads(self.run_on(context, "helm", "-n", "by-hand", "history", "shop", "-o", "json"))
        self.assertEqual([(one["revision"], one["status"]) for one in history], [(1, "superseded"), (2, "superseded"), (3, "deployed")])


if __name__ == "__main__":
    unittest.main(verbosity=2)
