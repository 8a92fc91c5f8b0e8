#!/usr/bin/env python3
"""An Application that comes over ssh://: the question of the host key, the rendering, and a revert that goes back the same way."""
import os
import pathlib
import subprocess
import tempfile
import unittest

import world
from test_argocd import application, refresh
from world import api, row, until

SSH = pathlib.Path(world.STATE, "ssh")
REPOSITORY = f"ssh://git@git.example.com:2222{world.STATE}/git/platform/ssh.git"
SECRETS = "/api/v1/namespaces/argocd/secrets"
NAME = "over-ssh"


class Ssh(unittest.TestCase):
    def setUp(self):
        self.known = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()), "known_hosts")
        os.environ["GIT_SSH_COMMAND"] = (f"ssh -F none -i {SSH}/user -o IdentitiesOnly=yes -o BatchMode=yes -o GlobalKnownHostsFile=none "
                                         f"-o UserKnownHostsFile={self.known}")
        self.addCleanup(os.environ.pop, "GIT_SSH_COMMAND")

    def trust(self):
        host = (SSH / "host.pub").read_text().split()[:2]
        self.known.write_text(f"[git.example.com]:2222 {' '.join(host)}\n")

    def ctl(self, *words):
        with tempfile.TemporaryDirectory() as data:
            author = {name: value for name, value in world.git_environment(data).items() if name.startswith(("GIT_AUTHOR_", "GIT_COMMITTER_"))}
            done = subprocess.run([world.CTL, "--kubeconfig", world.KUBECONFIG, "--data", data, "-o", "json", *words],
                                  capture_output=True, text=True, timeout=120, env={**os.environ, **author})
        return done.returncode, done.stdout, done.stderr

    def deploy(self):
        body = application(NAME, {"prune": True})
        body["spec"]["source"]["repoURL"] = REPOSITORY
        world.create(SECRETS, {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": NAME, "labels": {"argocd.argoproj.io/secret-type": "repository"}},
                               "stringData": {"type": "git", "url": REPOSITORY, "sshPrivateKey": (SSH / "user").read_text(), "insecure": "true"}})
        self.addCleanup(api.req, "DELETE", f"{SECRETS}/{NAME}")
        world.create(world.APPS, body)
        self.addCleanup(api.req, "DELETE", f"/api/v1/namespaces/{NAME}")
        self.addCleanup(api.req, "DELETE", f"{world.APPS}/{NAME}")

    def settled(self, verdict, health):
        def ask():
            app = row(NAME)
            return app if app and (app["agent"]["verdict"], app["health"]["status"]) == (verdict, health) else None
        return until(f"{NAME} is {verdict} and {health}", ask, 90)

    def test_an_unknown_host_is_named_and_a_known_one_serves_render_and_revert(self):
        self.trust()
        work = world.Work(REPOSITORY)
        work.write(f"apps/{NAME}/deployment.yaml", world.deployment(NAME))
        work.push("begin over ssh")
        self.deploy()
        self.settled("Synced", "Healthy")
        self.known.write_text("")
        code, _, said = self.ctl("render", NAME)
        self.assertEqual(code, 4, said)
        self.assertIn("git.example.com", said)
        self.assertIn("host key", said.lower())
        self.trust()
        code, answer, said = self.ctl("render", NAME)
        self.assertEqual(code, 0, said)
        self.assertIn("Deployment", answer)
        work.write(f"apps/{NAME}/deployment.yaml", world.deployment(NAME, tag="bad"))
        bad = work.push("bump it")
        refresh(NAME)
        self.settled("Synced", "Degraded")
        code, answer, said = self.ctl("revert", NAME, "--commit", bad, "--yes", "--wait")
        self.assertEqual(code, 0, said)
        self.settled("Synced", "Healthy")


if __name__ == "__main__":
    unittest.main(verbosity=2)
