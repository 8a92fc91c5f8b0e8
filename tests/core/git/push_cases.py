#!/usr/bin/env python3
"""`holdfastctl git push` against a real server: `git http-backend` behind TLS, with hooks, a login and faults. Each case
says what the answer is, what the server's branch holds afterwards, and what must not have been sent. Needs HOLDFAST_BIN.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "gitserver"))
from gitserver import GitServer  # noqa: E402

CTL = pathlib.Path(os.environ["HOLDFAST_BIN"], "holdfastctl")


class PushCases(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
                            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                               for what, value in (("NAME", "Ann"), ("EMAIL", "ann@example.com"))}}
        server = GitServer(self.folder / "server")
        self.server = server.__enter__()
        self.addCleanup(server.__exit__)
        server.create("apps")
        self.work, self.bare = self.folder / "work", self.folder / "mirror.git"
        self.git("init", "-q", "-b", "main", self.work, at=self.folder)
        self.old = self.commit("first")
        self.git("push", "-q", self.server.bare("apps"), "main")
        self.new = self.commit("second")
        self.git("clone", "-q", "--bare", self.work, self.bare, at=self.folder)
        self.configure("credential.helper", "!printf 'username=ann\\npassword=right\\n'; :")
        self.configure("http.sslCAInfo", str(self.server.certificate))

    def git(self, *words, at=None):
        return subprocess.run(["git", *words], cwd=at or self.work, env=self.environment, check=True,
                              capture_output=True, text=True).stdout.strip()

    def configure(self, key, value):
        self.git("config", key, value, at=self.bare)

    def commit(self, text):
        (self.work / "file").write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", text)
        return self.git("rev-parse", "HEAD")

    def remote_tip(self):
        return subprocess.run(["git", "-C", self.server.bare("apps"), "rev-parse", "main"], capture_output=True, text=True,
                              env=self.environment).stdout.strip()

    def push(self, expect=None, branch="main", url=None):
        done = subprocess.run([CTL, "git", "push", "--repository", self.bare, "--remote", url or self.server.url("apps"),
                               "--branch", branch, "--expect", expect or self.old], env=self.environment,
                              capture_output=True, text=True, timeout=100)
        return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr

    def expect(self, answer, exit, **fields):
        code, found, errors = answer
        self.assertEqual(code, exit, (found, errors))
        self.assertEqual({name: found[name] for name in fields}, fields, found)
        return found

    def pushes(self):
        return [r for r in self.server.requests if r.startswith("POST") and r.endswith("git-receive-pack")]

    def test_pushes_what_was_reviewed(self):
        self.expect(self.push(), 0, pushed=True, commit=self.new, tip=self.new, reason=None)
        self.assertEqual(self.remote_tip(), self.new)

    def test_what_is_there_already_is_pushed_and_nothing_is_sent(self):
        self.git("push", "-q", self.server.bare("apps"), "main")
        self.expect(self.push(), 0, pushed=True, tip=self.new, reason=None)
        self.assertEqual(self.pushes(), [])

    def test_a_moved_tip_is_not_overwritten(self):
        self.git("checkout", "-q", "-b", "other", self.old)
        moved = self.commit("somebody else")
        self.git("push", "-q", self.server.bare("apps"), "other:main")
        self.expect(self.push(), 5, pushed=False, tip=moved, reason="moved")
        self.assertEqual((self.remote_tip(), self.pushes()), (moved, []))

    def test_a_tip_that_moves_between_advertisement_and_update(self):
        self.git("checkout", "-q", "-b", "other", self.old)
        moved = self.commit("somebody else")
        self.server.before_push = lambda: self.git("push", "-q", self.server.bare("apps"), "other:main")
        self.expect(self.push(), 5, pushed=False, tip=moved, reason="moved")
        self.assertEqual(self.remote_tip(), moved)

    def test_a_branch_that_does_not_descend_diverged(self):
        self.git("checkout", "-q", "--orphan", "lone")
        lone = self.commit("no parent")
        self.git("push", "-q", "-f", self.bare, "lone:main")
        self.expect(self.push(), 5, pushed=False, commit=lone, tip=self.old, reason="diverged")

    def test_no_branch_here_or_there(self):
        self.assertEqual(self.push(branch="absent")[0], 5)
        self.git("push", "-q", self.bare, "main:fresh")
        code, answer, _ = self.push(branch="fresh")
        self.assertEqual((code, answer["pushed"], answer["tip"]), (5, False, None))
        self.assertEqual(self.pushes(), [])

    def test_a_hook_refuses_in_its_own_words(self):
        for kind in ("pre-receive", "update"):
            self.server.hook("apps", kind, "echo 'GH006: Protected branch <b>main</b>' >&2; echo 'ask  ops' >&2; exit 1\n")
            found = self.expect(self.push(), 3, pushed=False, tip=self.old, reason="refused")
            self.assertIn("GH006: Protected branch <b>main</b>\nask  ops", found["message"])
            (self.server.bare("apps") / "hooks" / kind).unlink()
        self.assertEqual(self.remote_tip(), self.old)

    def test_a_server_that_cannot_unpack_refused(self):
        objects = self.server.bare("apps") / "objects"
        self.server.hook("apps", "pre-receive", "echo 'no space left on device' >&2; exit 1\n")
        self.assertIn("no space left", self.expect(self.push(), 3, pushed=False, reason="refused")["message"])
        self.assertTrue(objects.exists())

    def test_wrong_password_is_tried_twice_at_most(self):
        self.configure("credential.helper", "!printf 'username=ann\\npassword=wrong\\n'; :")
        self.expect(self.push(), 4, reason="denied")
        self.assertLessEqual(self.server.logins, 2)

    def test_no_credentials_and_no_right_to_write_are_denied(self):
        self.server.fault = "deny-push"
        self.expect(self.push(), 4, pushed=False, tip=self.old, reason="denied")
        self.server.fault = None
        self.git("config", "--unset", "credential.helper", at=self.bare)
        self.expect(self.push(), 4, reason="denied")

    def test_unreachable(self):
        self.expect(self.push(url="https://localhost:1/apps.git"), 4, reason="unreachable")
        for fault in ("redirect", "html"):
            self.server.fault = fault
            self.expect(self.push(), 4, reason="unreachable")
        self.server.fault = None
        self.git("config", "--unset", "http.sslCAInfo", at=self.bare)
        self.expect(self.push(), 4, reason="unreachable")
        self.assertEqual(self.server.logins, 0)

    def test_a_lost_answer_is_asked_for(self):
        self.server.fault = "cut-after-pack"
        self.expect(self.push(), 0, pushed=True, tip=self.new, reason=None)

    def test_a_lost_answer_that_cannot_be_asked_for_is_unknown(self):
        self.server.fault = "gone-after-push"
        self.expect(self.push(), 4, pushed=None, tip=None, reason="unknown")

    def test_hostile_remotes_run_nothing(self):
        marker = self.folder / "ran"
        for url in (f"--upload-pack=touch {marker}", f"ext::sh -c 'touch {marker}'"):
            self.assertNotEqual(self.push(url=url)[0], 0)
        self.assertFalse(marker.exists())


unittest.main(verbosity=1)
