#!/usr/bin/env python3
"""Holdfast's view of real Kustomizations, held against the flux command. source-controller is built with a stand-in for
one library (programs/artifact), so what rests on its artifacts rests on the stand-in."""
import subprocess
import time
import unittest

import world
from world import api, row, until

REPOSITORY = world.GIT + "fleet.git"


def source():
    return {"apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository", "metadata": {"name": "apps", "namespace": "flux-system"},
            "spec": {"url": REPOSITORY, "interval": "30s", "ref": {"branch": "main"}, "secretRef": {"name": "apps-auth"}}}


def kustomization(name, **more):
    return {"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization", "metadata": {"name": name, "namespace": "flux-system"},
            "spec": {"interval": "30s", "timeout": "30s", "prune": True, "wait": True, "targetNamespace": name, "path": f"./flux/{name}",
                     "sourceRef": {"kind": "GitRepository", "name": "apps"}} | more}


def reconcile(path):
    api.merge(path, {"metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": str(time.time_ns())}}})


class Flux(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = world.Work(REPOSITORY)
        cls.work.write("flux/README.md", "what Flux deploys\n")
        cls.work.push("begin with Flux")
        world.create(world.SOURCES, source())
        cls.addClassCleanup(api.req, "DELETE", f"{world.SOURCES}/apps")

    def deploy(self, name, **more):
        world.namespace(name)
        self.work.write(f"flux/{name}/deployment.yaml", world.deployment(name))
        commit = self.work.push(f"add {name} for Flux")
        reconcile(f"{world.SOURCES}/apps")
        until("the source is at the commit", lambda: commit in str(api.get(f"{world.SOURCES}/apps").get("status", {}).get("artifact")), 60)
        world.create(world.KUSTOMIZATIONS, kustomization(name, **more))
        self.addCleanup(api.req, "DELETE", f"{world.KUSTOMIZATIONS}/{name}")
        return commit

    def settled(self, name, verdict, health):
        def ask():
            app = row(name)
            return app if app and (app["agent"]["verdict"], app["health"]["status"]) == (verdict, health) else None
        return until(f"{name} is {verdict} and {health}", ask, 90)

    def flux(self, name):
        """The Ready column of the flux command."""
        done = subprocess.run([world.BIN + "/flux", "--kubeconfig", world.KUBECONFIG, "get", "kustomization", name], capture_output=True, text=True)
        return done.stdout.splitlines()[1].split("\t")[3].strip()

    def test_a_ready_kustomization_is_synced_at_its_commit(self):
        commit = self.deploy("batch")
        app = self.settled("batch", "Synced", "Healthy")
        self.assertEqual((app["revision"], self.flux("batch")), (f"main@sha1:{commit}", "True"))
        objects = {o["object"]: o["verdict"] for o in world.holdfast("resources", "kustomization/flux-system/batch")}
        self.assertEqual(objects["apps/Deployment/batch/batch"], "Synced")

    def test_suspended_leaves_drift_alone_and_says_so(self):
        self.deploy("frozen")
        self.settled("frozen", "Synced", "Healthy")
        api.merge(f"{world.KUSTOMIZATIONS}/frozen", {"spec": {"suspend": True}})
        app = until("frozen is suspended", lambda: (lambda a: a if a["automation"]["mode"] == "suspended" else None)(row("frozen")))
        self.assertEqual(app["agent"]["verdict"], "Synced")

    def test_a_bad_image_fails_its_health_check(self):
        self.deploy("ailing")
        self.settled("ailing", "Synced", "Healthy")
        self.work.write("flux/ailing/deployment.yaml", world.deployment("ailing", tag="bad"))
        bad = self.work.push("bump ailing")
        reconcile(f"{world.SOURCES}/apps")
        app = self.settled("ailing", "Synced", "Degraded")
        self.assertEqual((app["agent"]["reason"], self.flux("ailing")), ("HealthCheckFailed", "False"))
        run = world.holdfast("revert", "kustomization/flux-system/ailing", "--commit", bad, "--yes", "--wait", exits=(0,),
                             environment=self.work.environment)
        self.assertEqual(run["state"], "done")
        app = row("ailing")
        self.assertEqual((app["agent"]["verdict"], app["health"]["status"]), ("Synced", "Healthy"))
        self.assertEqual((app["revision"], self.flux("ailing")), (f"main@sha1:{run['commits'][0]['commit']}", "True"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
