#!/usr/bin/env python3
"""What git says and does where things are not as they should be: strange repositories, strange commits, signatures, and
pushes over ssh to a real sshd with host keys that are unknown, changed or revoked. Needs HOLDFAST_BIN.
"""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import unittest

CTL = pathlib.Path(os.environ["HOLDFAST_BIN"], "holdfastctl")


class Repositories(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.environment = {"PATH": os.environ["PATH"] + ":/usr/sbin", "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
                            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                               for what, value in (("NAME", "Ann"), ("EMAIL", "ann@example.com"))}}
        self.work = self.folder / "work"
        self.git("init", "-q", "-b", "main", self.work, at=self.folder)

    def git(self, *words, at=None, **more):
        return subprocess.run(["git", *words], cwd=at or self.work, env=self.environment, check=True, capture_output=True,
                              text=True, **more).stdout.strip()

    def commit(self, subject, **files):
        for name, content in files.items():
            path = self.work / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "HEAD")

    def bare(self, *words, of=None):
        target = self.folder / f"bare{len(list(self.folder.iterdir()))}.git"
        self.git("clone", "-q", "--bare", *words, of or self.work, target, at=self.folder)
        return target

    def ctl(self, *words):
        done = subprocess.run([CTL, "git", *map(str, words)], env=self.environment, capture_output=True, text=True, timeout=100)
        return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr

    def revert(self, bare, *words):
        return self.ctl("revert", "--repository", bare, "--branch", "main", *words)

    def oracle(self, *words):
        """The tree that git itself comes to."""
        self.git("revert", "--no-edit", *words)
        return self.git("rev-parse", "HEAD^{tree}")


class Strange(Repositories):
    def test_a_shallow_repository_is_refused(self):
        self.commit("one", file="1")
        bad = self.commit("two", file="2")
        code, answer, said = self.revert(self.bare("--depth=1", of=f"file://{self.work}"), bad)
        self.assertEqual((code, answer), (6, None), said)
        self.assertIn("shallow", said)

    def test_a_partial_clone_is_refused(self):
        bad = self.commit("one", file="1")
        self.git("config", "uploadpack.allowFilter", "true")
        code, _, said = self.revert(self.bare("--filter=blob:none", of=f"file://{self.work}"), bad)
        self.assertEqual(code, 6, said)
        self.assertIn("partial clone", said)

    def test_sha256_is_refused(self):
        other = self.folder / "sha256"
        self.git("init", "-q", "-b", "main", "--object-format=sha256", other, at=self.folder)
        self.git("commit", "-q", "--allow-empty", "-m", "one", at=other)
        code, _, said = self.revert(self.bare(of=other), "HEAD")
        self.assertEqual(code, 6, said)
        self.assertIn("SHA-256", said)

    def test_a_broken_object_is_named_in_gits_words(self):
        self.commit("one", file="1")
        bad = self.commit("two", file="2")
        bare = self.bare("--no-local", of=f"file://{self.work}")
        subprocess.run("for p in objects/pack/*.pack; do cat $p | git unpack-objects -q --strict < /dev/null; done; "
                       "mv objects/pack ../pack; mkdir objects/pack; for p in ../pack/*.pack; do git unpack-objects -q < $p; done",
                       shell=True, cwd=bare, env=self.environment, check=False, capture_output=True)
        tree = self.git("rev-parse", f"{bad}^{{tree}}")
        broken = bare / "objects" / tree[:2] / tree[2:]
        broken.chmod(0o600)
        broken.write_bytes(b"broken")
        before = self.git("rev-parse", "main", at=bare)
        code, answer, said = self.revert(bare, bad)
        self.assertEqual((code, answer), (3 if code == 3 else 6, None), said)
        self.assertIn(tree, said)
        self.assertEqual(self.git("rev-parse", "main", at=bare), before)

    def test_a_folder_that_is_no_repository(self):
        code, _, said = self.revert(self.folder, "HEAD")
        self.assertNotEqual(code, 0)
        self.assertIn("no Git repository", said)


class Commits(Repositories):
    def test_a_merge_needs_a_parent_and_says_which_there_are(self):
        self.commit("one", file="1\n2\n3\n")
        self.git("checkout", "-q", "-b", "side")
        self.commit("on the side", other="x")
        self.git("checkout", "-q", "main")
        self.commit("on main", third="y")
        self.git("merge", "-q", "--no-ff", "-m", "merge it", "side")
        merge = self.git("rev-parse", "HEAD")
        bare = self.bare()
        code, _, said = self.revert(bare, merge)
        self.assertEqual(code, 3)
        self.assertRegex(said, "1 is [0-9a-f]+ on main, 2 is [0-9a-f]+ on the side")
        code, _, said = self.revert(bare, "--mainline", "3", merge)
        self.assertEqual(code, 3, said)
        self.assertIn("no parent 3", said)
        code, answer, said = self.revert(bare, "--mainline", "2", merge)
        self.assertEqual((code, answer["tree"]), (0, self.oracle("-m", "2", merge)), said)

    def test_the_root_commit_leaves_an_empty_tree(self):
        root = self.commit("root", file="1")
        code, answer, said = self.revert(self.bare(), root)
        self.assertEqual((code, answer["tree"]), (0, "4b825dc642cb6eb9a060e54bf8d69288fbee4904"), said)

    def test_pointers_submodules_links_and_modes_stay_what_they_are(self):
        pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "4" * 64 + "\nsize 12345\n"
        self.commit("one", big__bin=pointer, run="#!/bin/sh\n")
        (self.work / "link").symlink_to("run")
        (self.work / "run").chmod(0o755)
        self.git("add", "-A")
        self.git("update-index", "--add", "--cacheinfo", "160000," + "1" * 40 + ",module")
        self.git("commit", "-q", "-m", "two")
        (self.work / "link").unlink()
        (self.work / "link").symlink_to("big/bin")
        (self.work / "run").chmod(0o644)
        self.git("add", "link", "run")
        self.git("update-index", "--cacheinfo", "160000," + "2" * 40 + ",module")
        (self.work / "big" / "bin").write_text(pointer.replace("12345", "54321"))
        self.git("add", "big")
        self.git("commit", "-q", "-m", "three")
        bad, bare = self.git("rev-parse", "HEAD"), self.bare()
        code, answer, said = self.revert(bare, bad)
        self.assertEqual(code, 0, said)
        self.assertEqual(answer["tree"], self.git("rev-parse", "HEAD^^{tree}"))
        entries = self.git("ls-tree", "-r", answer["tree"], at=bare)
        for mode, name in (("100755", "run"), ("120000", "link"), ("160000", "module")):
            self.assertRegex(entries, f"(?m)^{mode} .*\t{name}$")

    def test_a_thousand_files(self):
        self.commit("one", **{f"apps__f{number}": f"{number}\n" for number in range(1000)})
        bad = self.commit("two", **{f"apps__f{number}": f"{number} changed\n" for number in range(1000)})
        self.commit("three", more="m")
        code, answer, said = self.revert(self.bare(), bad)
        self.assertEqual((code, answer["tree"]), (0, self.oracle(bad)), said)

    def test_times_before_the_parents_do_not_change_the_order(self):
        self.commit("one", file="1\n")
        older = dict(self.environment, GIT_AUTHOR_DATE="2001-01-01T00:00:00Z", GIT_COMMITTER_DATE="2001-01-01T00:00:00Z")
        self.environment, now = older, self.environment
        second = self.commit("two", file="2\n")
        self.environment = now
        third = self.commit("three", file="3\n")
        code, answer, said = self.revert(self.bare(), second, third)
        self.assertEqual(code, 0, said)
        self.git("revert", "--no-edit", third, second)
        self.assertEqual(answer["tree"], self.git("rev-parse", "HEAD^{tree}"))


class Signatures(Repositories):
    def setUp(self):
        super().setUp()
        self.commit("one", file="1")
        self.bad = self.commit("two", file="2")
        self.mirror = self.bare()
        key = self.folder / "signer"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ann", "-f", key], check=True)
        for name, value in (("gpg.format", "ssh"), ("commit.gpgSign", "true"), ("user.signingKey", f"{key}.pub")):
            self.git("config", "--global", name, value)
        self.key = key

    def test_signs_where_git_signs(self):
        code, answer, said = self.revert(self.mirror, self.bad)
        self.assertEqual(code, 0, said)
        allowed = self.folder / "allowed"
        allowed.write_text("ann@example.com " + pathlib.Path(f"{self.key}.pub").read_text())
        self.git("-c", f"gpg.ssh.allowedSignersFile={allowed}", "verify-commit", answer["commit"], at=self.mirror)

    def test_no_signature_no_commit(self):
        before = self.git("rev-parse", "main", at=self.mirror)
        self.key.unlink()
        pathlib.Path(f"{self.key}.pub").unlink()
        code, answer, said = self.revert(self.mirror, self.bad)
        self.assertEqual((code, answer), (3, None), said)
        self.assertIn("could not make the commit", said)
        self.assertEqual(self.git("rev-parse", "main", at=self.mirror), before)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@unittest.skipUnless(shutil.which("sshd", path=os.environ["PATH"] + ":/usr/sbin"), "there is no sshd")
class OverSsh(Repositories):
    """sshd runs as a user of its own namespace, so that it needs nothing of the machine's."""

    def setUp(self):
        super().setUp()
        self.old = self.commit("one", file="1")
        self.remote = self.bare()
        self.new = self.commit("two", file="2")
        self.mirror = self.bare()
        self.home = self.folder / "sshd"
        self.home.mkdir(mode=0o700)
        for name in ("host", "other", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "rsa" if name == "host" else "ed25519", "-N", "", "-C", "", "-f", self.home / name], check=True)
        shutil.copy(self.home / "user.pub", self.home / "authorized")
        self.port = free_port()
        (self.home / "config").write_text("\n".join((
            f"Port {self.port}", "ListenAddress 127.0.0.1", f"HostKey {self.home}/host", f"AuthorizedKeysFile {self.home}/authorized",
            "StrictModes no", "PasswordAuthentication no", "KbdInteractiveAuthentication no", "UsePAM no", "PidFile none", "PerSourcePenalties no")) + "\n")
        (self.home / "passwd").write_text(f"git:x:1000:1000::{self.folder}:/bin/sh\n")
        server = subprocess.Popen(
            ["unshare", "-r", "-m", "--kill-child", "sh", "-c", 'mount --bind "$0/passwd" /etc/passwd && '
             'exec unshare -U --map-user=1000 --map-group=1000 "$1" -D -e -f "$0/config"',
             str(self.home), shutil.which("sshd", path=self.environment["PATH"])], stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            time.sleep(0.05)
        self.known = self.folder / "known_hosts"
        self.environment["GIT_SSH_COMMAND"] = (f"ssh -F none -i {self.home}/user -o IdentitiesOnly=yes -o BatchMode=yes "
                                               f"-o GlobalKnownHostsFile=none -o UserKnownHostsFile={self.known}")

    def know(self, key, mark=""):
        words = pathlib.Path(self.home, f"{key}.pub").read_text().split()
        self.known.write_text(f"{mark}[127.0.0.1]:{self.port} {words[0]} {words[1]}\n")

    def push(self):
        url = f"ssh://git@127.0.0.1:{self.port}{self.remote}"
        return self.ctl("push", "--repository", self.mirror, "--remote", url, "--branch", "main", "--expect", self.old)

    def tip(self):
        return self.git("rev-parse", "main", at=self.remote)

    def test_a_known_host_takes_the_push(self):
        self.know("host")
        code, answer, said = self.push()
        self.assertEqual((code, answer["pushed"], self.tip()), (0, True, self.new), (answer, said))

    def test_an_unknown_host_is_no_host(self):
        self.known.write_text("")
        code, answer, _ = self.push()
        self.assertEqual((code, answer["reason"], self.tip()), (4, "unreachable", self.old))
        self.assertIn("Host key verification failed", answer["message"])

    def host(self, *words):
        return self.ctl("host", "--remote", f"ssh://git@127.0.0.1:{self.port}{self.remote}", *words)

    def fingerprint(self):
        return subprocess.run(["ssh-keygen", "-lf", self.home / "host.pub"], check=True, capture_output=True, text=True).stdout.split()[1]

    def test_an_unknown_host_is_asked_about_and_trusted_by_its_fingerprint(self):
        self.known.write_text("other.example ssh-ed25519 AAAA")
        code, keys, said = self.host()
        self.assertEqual(code, 0, said)
        self.assertEqual([(key["host"], key["type"], key["fingerprint"], key["trusted"]) for key in keys],
                         [(f"[127.0.0.1]:{self.port}", "ssh-rsa", self.fingerprint(), False)])
        self.assertEqual(self.known.read_text(), "other.example ssh-ed25519 AAAA")
        code, _, said = self.host("--trust", "SHA256:somethingelse")
        self.assertEqual(code, 3, said)
        self.assertEqual(self.push()[1]["reason"], "unreachable")
        code, keys, said = self.host("--trust", self.fingerprint())
        self.assertEqual((code, keys[0]["trusted"]), (0, True), said)
        self.assertTrue(self.known.read_text().startswith("other.example ssh-ed25519 AAAA\n[127.0.0.1]"))
        answer = self.push()
        self.assertEqual(answer[1]["pushed"], True, (answer, self.known.read_text()))
        before = self.known.read_text()
        self.assertEqual(self.host("--trust", self.fingerprint())[0], 0)
        self.assertEqual(self.known.read_text(), before)

    def test_a_host_with_another_key_or_a_revoked_one_is_not_asked_about(self):
        subprocess.run(["ssh-keygen", "-q", "-t", "rsa", "-N", "", "-C", "", "-f", self.home / "wrong"], check=True)
        for key, mark, words in (("wrong", "", "another key"), ("host", "@revoked ", "revoked")):
            self.know(key, mark)
            before = self.known.read_text()
            code, _, said = self.host("--trust", self.fingerprint())
            self.assertEqual(code, 3, said)
            self.assertIn(words, said)
            self.assertEqual(self.known.read_text(), before)

    def test_no_host_to_ask(self):
        for url, exit in (("https://git.example/apps.git", 2), ("-oProxyCommand=touch x:/a", 2), (f"ssh://127.0.0.1:{free_port()}/a", 4)):
            code, _, said = self.ctl("host", "--remote", url)
            self.assertNotEqual(code, 0, said)
            self.assertEqual(code == 4, exit == 4, said)

    def test_a_changed_key_is_a_hard_stop(self):
        other = pathlib.Path(self.home, "other.pub").read_text().split()
        rsa = pathlib.Path(self.home, "host.pub").read_text().split()
        wrong = subprocess.run(["ssh-keygen", "-q", "-t", "rsa", "-N", "", "-C", "", "-f", self.home / "wrong"], check=True)
        self.assertEqual(wrong.returncode, 0)
        self.assertNotEqual(other[1], rsa[1])
        self.know("wrong")
        code, answer, _ = self.push()
        self.assertEqual((code, answer["reason"], self.tip()), (4, "unreachable", self.old))
        self.assertIn("IDENTIFICATION HAS CHANGED", answer["message"])

    def test_a_revoked_key_is_a_hard_stop(self):
        self.know("host", "@revoked ")
        code, answer, _ = self.push()
        self.assertEqual((code, answer["reason"], self.tip()), (4, "unreachable", self.old))
        self.assertIn("REVOKED", answer["message"].upper())

    def test_a_key_that_nobody_knows_is_denied(self):
        self.know("host")
        (self.home / "authorized").write_text("")
        code, answer, _ = self.push()
        self.assertEqual((code, answer["reason"], self.tip()), (4, "denied", self.old))
        self.assertIn("Permission denied", answer["message"])


unittest.main(verbosity=1)
