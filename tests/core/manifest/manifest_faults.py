#!/usr/bin/env python3
"""The faults M of tests/faultserver/FAULTS.md that one file shows, through `holdfastctl yaml`. Needs HOLDFAST_BIN."""
import json
import os
import pathlib
import resource
import subprocess
import unittest

CTL = pathlib.Path(os.environ["HOLDFAST_BIN"], "holdfastctl")
MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n"
MEMORY = 256 << 20


class ManifestFaults(unittest.TestCase):
    def read(self, text, limit=None):
        def confine():
            if limit:
                resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))

        data = text if isinstance(text, bytes) else text.encode()
        return subprocess.run([CTL, "yaml", "-"], input=data, capture_output=True, timeout=30, preexec_fn=confine)

    def refused(self, text, says, limit=None):
        done = self.read(text, limit)
        self.assertEqual((done.returncode, done.stdout), (6, b""), done.stderr)
        self.assertIn(says, done.stderr.decode())

    def warned(self, text, says):
        done = self.read(text)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(says, done.stderr.decode())
        return json.loads(done.stdout)

    def test_m1_truncated(self):
        self.refused(MAP + 'data: {a: "x\n', "standard input:6: found unexpected end of stream")

    def test_m2_duplicate_key(self):
        found = self.warned(MAP + "data:\n  k: one\n  k: two\n", 'the key "k" stands twice, in line 6 and in line 7; the last counts')
        self.assertEqual(found[0]["data"], {"k": "two"})

    def test_m3_norway(self):
        found = self.warned(MAP + "  labels: {country: no}\n", "`no` is read as the boolean false; quote it if it is text")
        self.assertIs(found[0]["metadata"]["labels"]["country"], False)

    def test_m4_alias_bomb(self):
        bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
        for below, name in zip("abcdefgh", "bcdefghi"):
            bomb += f"{name}: &{name} [{', '.join(['*' + below] * 9)}]\n"
        self.refused(bomb, "excessive aliasing", MEMORY)

    def test_m5_cyclic_alias(self):
        self.refused("a: &a [*a]\n", "anchor 'a' value contains itself")

    def test_m6_deep_nesting(self):
        self.refused("[" * 5000 + "]" * 5000, "nested deeper than the limit of 1000 levels")

    def test_m7_line_ends_and_encodings(self):
        whole = json.loads(self.read(MAP).stdout)
        for text in (MAP.replace("\n", "\r\n"), MAP.replace("\n", "\r"), MAP.encode("utf-16")):
            self.assertEqual(json.loads(self.read(text).stdout), whole)
        self.assertEqual(json.loads(self.read(MAP + "---\n\ufeff" + MAP).stdout), whole * 2)
        self.refused("apiVersion: v1\n\tkind: X\n", "standard input:2: found a tab character")

    def test_m8_invalid_bytes(self):
        self.refused(b"a: \xff\xfe\xfd\n", "this is no valid UTF-8")
        self.refused('a: "\x01"\n', "control characters are not allowed")

    def test_m9_directive(self):
        self.refused("%YAML 1.2\n---\n" + MAP, "kubectl cuts a stream at ---, so that a %YAML line stands alone")

    def test_m10_separator_in_a_block(self):
        found = json.loads(self.read(MAP + "data:\n  k: |\n    a\n    ---\n    b\n").stdout)
        self.assertEqual([one["data"] for one in found], [{"k": "a\n---\nb\n"}])

    def test_m13_hash_that_is_a_number(self):
        self.warned(MAP + "  labels: {sha: 1234567e8}\n", "`1234567e8` is read as the number 123456700000000; quote it if it is text")

    def test_m14_merge_keys(self):
        found = self.warned("a: &a {x: 1}\nb: &b {x: 2}\nc: {<<: [*a, *b]}\nd: {x: 9, <<: *a}\ne: {<<: *a, x: 9}\n",
                            'the key "x" is overridden by the `<<` after it')
        self.assertEqual([found[0][key]["x"] for key in "cde"], [1, 1, 9])

    def test_m17_too_large(self):
        self.refused(MAP + 'data: {k: "' + "x" * (10 << 20) + '"}\n', "bytes are more than the limit of 10485760 for a manifest")


if __name__ == "__main__":
    unittest.main()
