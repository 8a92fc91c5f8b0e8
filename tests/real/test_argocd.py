#!/usr/bin/env python3
"""Holdfast's view of real Applications, held against the argocd command at the same moment."""
import json
import unittest

import world
from world import api, row, until

REPOSITORY = world.GIT + "apps.git"


def application(name, automated=None):
    policy = {"automated": automated} if automated is not None else {}
    return {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": name, "namespace": "argocd"},
            "spec": {"project": "default", "source": {"repoURL": REPOSITORY, "path": f"apps/{name}", "targetRevision": "main"},
                     "destination": {"server": "https://kubernetes.default.svc", "namespace": name},
                     "syncPolicy": policy | {"syncOptions": ["CreateNamespace=true"]}}}


def refresh(name):
    api.merge(f"{world.APPS}/{name}", {"metadata": {"annotations": {"argocd.argoproj.io/refresh": "normal"}}})


def sync(name):
    api.merge(f"{world.APPS}/{name}", {"operation": {"initiatedBy": {"username": "test"}, "sync": {"syncOptions": ["CreateNamespace=true"]}}})


class ArgoCd(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = world.Work(REPOSITORY)

    def deploy(self, name, automated=None, tag="1.4.0"):
        self.work.write(f"apps/{name}/deployment.yaml", world.deployment(name, tag=tag))
        commit = self.work.push(f"add {name}")
        world.create(world.APPS, application(name, automated))
        self.addCleanup(api.req, "DELETE", f"/api/v1/namespaces/{name}")
        self.addCleanup(api.req, "DELETE", f"{world.APPS}/{name}")
        return commit

    def settled(self, name, verdict, health):
        def ask():
            app = row(name)
            return app if app and (app["agent"]["verdict"], app["health"]["status"]) == (verdict, health) else None
        return until(f"{name} is {verdict} and {health}", ask, 90)

    def oracle(self, name):
        code, text = world.argocd("app", "get", name, "-o", "json")
        self.assertEqual(code, 0)
        return json.loads(text)["status"]

    def test_a_new_application_is_out_of_sync_and_missing_until_it_is_synced(self):
        commit = self.deploy("shop")
        app = self.settled("shop", "OutOfSync", "Missing")
        self.assertEqual(app["automation"]["mode"], "manual")
        sync("shop")
        app = self.settled("shop", "Synced", "Healthy")
        status = self.oracle("shop")
        self.assertEqual((app["agent"]["verdict"], app["health"]["status"]), (status["sync"]["status"], status["health"]["status"]))
        self.assertEqual(app["revision"], commit)
        self.assertEqual(app["source"], {"repository": REPOSITORY, "path": "apps/shop", "target": "main"} | app["source"])
        objects = {o["object"]: o["verdict"] for o in world.holdfast("resources", "shop")}
        self.assertEqual(objects["apps/Deployment/shop/shop"], "Synced")

    def test_a_scaled_deployment_is_drift_and_is_healed_where_asked(self):
        self.deploy("drifting", automated={"selfHeal": False})
        self.settled("drifting", "Synced", "Healthy")
        api.merge("/apis/apps/v1/namespaces/drifting/deployments/drifting/scale", {"spec": {"replicas": 4}})
        app = self.settled("drifting", "OutOfSync", "Healthy")
        self.assertIsNotNone(app["differsSince"])
        self.assertEqual(self.oracle("drifting")["sync"]["status"], "OutOfSync")
        sync("drifting")
        self.settled("drifting", "Synced", "Healthy")

    def revert(self, *words):
        return world.holdfast("revert", *words, "--yes", "--wait", exits=(0,), environment=self.work.environment)

    def test_a_bad_image_degrades_and_a_revert_heals(self):
        self.deploy("fragile", automated={"prune": True})
        self.settled("fragile", "Synced", "Healthy")
        self.work.write("apps/fragile/deployment.yaml", world.deployment("fragile", tag="bad"))
        bad = self.work.push("bump fragile")
        refresh("fragile")
        self.settled("fragile", "Synced", "Degraded")
        run = self.revert("fragile", "--commit", bad)
        self.assertEqual(run["state"], "done")
        app = row("fragile")
        self.assertEqual((app["agent"]["verdict"], app["health"]["status"], app["revision"]), ("Synced", "Healthy", run["commits"][0]["commit"]))
        self.assertEqual(self.oracle("fragile")["health"]["status"], "Healthy")

    def test_three_applications_go_back_in_one_commit(self):
        names = [f"trio-{number}" for number in (1, 2, 3)]
        for name in names:
            self.deploy(name, automated={} if name != "trio-3" else None)
        self.settled("trio-3", "OutOfSync", "Missing")
        sync("trio-3")
        for name in names:
            self.settled(name, "Synced", "Healthy")
            self.work.write(f"apps/{name}/deployment.yaml", world.deployment(name, tag="bad"))
        bad = self.work.push("release the three")
        for name in names:
            refresh(name)
        sync("trio-3")
        for name in names:
            self.settled(name, "Synced", "Degraded")
        run = self.revert(*names, "--commit", bad)
        self.assertEqual(len(run["commits"]), 1)
        for name in names:
            app = row(name)
            self.assertEqual((app["agent"]["verdict"], app["health"]["status"], app["revision"]), ("Synced", "Healthy", run["commits"][0]["commit"]))
        self.assertEqual(row("trio-3")["automation"]["mode"], "manual")

    def test_holdfast_measures_the_drift_that_argo_cd_sees(self):
        self.deploy("measured", automated={})
        self.settled("measured", "Synced", "Healthy")
        def diff(code):
            objects = world.holdfast("diff", "measured", exits=(code,), environment=self.work.environment)
            return {c["path"]: (c["live"], c["desired"]) for o in objects for c in o["changes"]}
        self.assertEqual(diff(0), {})
        api.merge("/apis/apps/v1/namespaces/measured/deployments/measured/scale", {"spec": {"replicas": 4}})
        self.settled("measured", "OutOfSync", "Healthy")
        self.assertEqual(diff(1), {"/spec/replicas": (4, 2)})

    def test_broken_yaml_is_unknown_with_the_agents_reason(self):
        self.deploy("broken")
        self.settled("broken", "OutOfSync", "Missing")
        self.work.write("apps/broken/deployment.yaml", world.deployment("broken").replace("spec:", "spec: [", 1))
        self.work.push("break it")
        refresh("broken")
        app = until("broken is Unknown", lambda: (lambda a: a if a["agent"]["verdict"] == "Unknown" else None)(row("broken")), 60)
        self.assertEqual(app["agent"]["reason"], "ComparisonError")
        self.work.write("apps/broken/deployment.yaml", world.deployment("broken"))
        self.work.push("mend it")


if __name__ == "__main__":
    unittest.main(verbosity=2)
