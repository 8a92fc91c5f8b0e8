#!/usr/bin/env python3
"""`holdfastctl diff` and `render` on the sample fleet: every cause of drift shows as the field that drifted, and what its
agent calls Synced is Synced. diff_test.py HOLDFAST-SANDBOX HOLDFASTCTL"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

SANDBOX, CTL = sys.argv[1:3]
# app -> the fields that count; what is ignored is not among them
DRIFT = {
    "payments-api": {"/spec/replicas"},
    "payments-gateway": {"/spec/template/spec/terminationGracePeriodSeconds"},
    "payments-ledger": {"/data/posting-window", "/spec/template/spec/containers/[name=ledger]/image"},
    "platform-secrets": {"/data/password"},
    "platform-ingress": {"/spec/replicas"},
}
SYNCED = ["catalog-images", "catalog-search-eu", "catalog-search-us", "catalog-web", "payments-reports", "payments-batch", "payments-fraud"]


class Diff(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.process = subprocess.Popen([SANDBOX, "--data", cls.folder.name + "/sandbox"], stdout=subprocess.PIPE, text=True)
        cls.addClassCleanup(cls.process.wait)
        cls.addClassCleanup(cls.process.terminate)
        cls.ready = json.loads(cls.process.stdout.readline())
        cls.settle()

    @classmethod
    def settle(cls):
        """Until the autoscaler has scaled and the webhook has written, which the agents' verdicts show."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            apps = {a["name"]: a["agent"]["verdict"] for a in json.loads(cls.ctl("apps").stdout)}
            if all(apps.get(name) == "OutOfSync" for name in DRIFT) and apps.get("catalog-search-us") == "Synced":
                return
            time.sleep(0.5)
        raise AssertionError(f"the sample fleet did not settle: {apps}")

    @classmethod
    def ctl(cls, *words, all_contexts=True):
        return subprocess.run([CTL, "--kubeconfig", cls.ready["kubeconfig"], *(["--all-contexts"] if all_contexts else []),
                               "--data", cls.folder.name + "/data", "-o", "json", *words], capture_output=True, text=True, timeout=60)

    def diff(self, *words):
        done = self.ctl("diff", *words)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done, json.loads(done.stdout)

    def test_each_drift_is_the_field_that_drifted(self):
        for app, paths in DRIFT.items():
            with self.subTest(app):
                done, objects = self.diff(app)
                self.assertEqual(done.returncode, 1)
                self.assertEqual({c["path"] for o in objects for c in o["changes"] if not c["ignoredBy"]}, paths)

    def test_what_is_synced_is_synced(self):
        for app in SYNCED:
            with self.subTest(app):
                done, objects = self.diff(app)
                self.assertEqual(done.returncode, 0, objects)
                self.assertTrue(objects)
                self.assertEqual({o["verdict"] for o in objects}, {"Synced"})

    def test_what_a_rule_hides_names_the_rule(self):
        _, objects = self.diff("payments-reports")
        hidden = [c for o in objects for c in o["changes"]]
        self.assertEqual([(c["path"], c["ignoredBy"]) for c in hidden], [("/spec/replicas", "ignoreDifferences[0]")])

    def test_the_list_carries_what_was_measured(self):
        done = self.ctl("apps", "--measure")
        apps = {a["name"]: a["measured"] for a in json.loads(done.stdout) if a["kind"] != "helmrelease"}
        for app, paths in DRIFT.items():
            self.assertEqual((apps[app]["verdict"], apps[app]["fields"]), ("OutOfSync", len(paths)), app)
        for app in SYNCED:
            self.assertEqual(apps[app]["verdict"], "Synced", app)
        self.assertIsNone(apps["platform-vendor"])
        self.assertIn("charts.git", done.stderr)

    def test_a_secret_stays_one(self):
        done, objects = self.diff("platform-secrets")
        change, = [c for o in objects for c in o["changes"]]
        self.assertEqual((change["live"], change["desired"]), ("*** (before)", "*** (after)"))

    def test_one_object_and_an_unknown_one(self):
        _, objects = self.diff("payments-ledger", "--object", "ConfigMap/payments/payments-ledger")
        self.assertEqual([o["object"] for o in objects], ["ConfigMap/payments/payments-ledger"])
        self.assertEqual(self.ctl("diff", "payments-ledger", "--object", "ConfigMap/payments/none").returncode, 2)

    def test_the_text_is_a_patch_that_git_takes(self):
        words = [CTL, "--kubeconfig", self.ready["kubeconfig"], "--all-contexts", "--data", self.folder.name + "/data", "diff", "payments-ledger"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("\n-  posting-window: 60m\n+  posting-window: 15m\n", done.stdout)
        stat = subprocess.run(["git", "apply", "--numstat", "-"], input=done.stdout, capture_output=True, text=True, check=True,
                              cwd=self.folder.name)
        self.assertEqual(stat.stdout.split("\n")[0].split("\t")[:2], ["1", "1"])

    def test_the_text_names_the_rule_that_hides(self):
        words = [CTL, "--kubeconfig", self.ready["kubeconfig"], "--all-contexts", "--data", self.folder.name + "/data", "diff", "payments-reports"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("# /spec/replicas is ignored by ignoreDifferences[0]\n", done.stdout)
        self.assertNotIn("@@", done.stdout)

    def test_a_destination_out_of_reach_is_no_missing_object(self):
        done = self.ctl("diff", "practice-eu:application/argocd/catalog-search-us", all_contexts=False)
        self.assertEqual((done.returncode, done.stdout), (4, ""))
        self.assertIn("no context in use reaches", done.stderr)

    def test_a_repository_out_of_reach(self):
        done = self.ctl("diff", "platform-vendor")
        self.assertEqual((done.returncode, done.stdout), (4, ""))

    def test_renders_what_the_agent_applies(self):
        done = self.ctl("render", "catalog-search-eu")
        self.assertEqual(done.returncode, 0, done.stderr)
        objects = json.loads(done.stdout)
        self.assertEqual({(o["kind"], o["metadata"]["namespace"]) for o in objects}, {("Service", "catalog-search"), ("Deployment", "catalog-search")})
        self.assertTrue(all(o["metadata"]["annotations"]["argocd.argoproj.io/tracking-id"].startswith("catalog-search-eu:") for o in objects))
        flux = json.loads(self.ctl("render", "payments-batch").stdout)
        self.assertTrue(all(o["metadata"]["labels"]["kustomize.toolkit.fluxcd.io/name"] == "payments-batch" for o in flux))

    def test_a_revision_that_is_not_there(self):
        done = self.ctl("render", "catalog-search-eu", "--revision", "none")
        self.assertEqual(done.stdout, "")
        self.assertIn('no revision "none"', done.stderr)


unittest.main(argv=sys.argv[:1], verbosity=2)
