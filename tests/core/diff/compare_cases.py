#!/usr/bin/env python3
"""Runs compare_cases.yaml through `holdfastctl compare`. Needs HOLDFAST_BIN."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import yaml

HERE = pathlib.Path(__file__).parent
CTL = pathlib.Path(os.environ["HOLDFAST_BIN"], "holdfastctl")
CASES = yaml.safe_load((HERE / "compare_cases.yaml").read_text())


class Compare(unittest.TestCase):
    maxDiff = None

    def run_compare(self, case, dialect):
        with tempfile.TemporaryDirectory() as folder:
            words = [CTL, "compare", "--dialect", dialect, "--objects"]
            for side in ("desired", "live", "predicted", "rules"):
                if side in case:
                    file = pathlib.Path(folder, side + ".json")
                    file.write_text(json.dumps(case[side]))
                    words += ["--" + side, file]
            return subprocess.run(words, capture_output=True, text=True, timeout=60)

    def test_cases(self):
        for case in CASES["cases"]:
            for dialect in case["dialects"]:
                with self.subTest(case["name"], dialect=dialect):
                    done = self.run_compare(case, dialect)
                    answer = json.loads(done.stdout)
                    verdict, *paths = case["want"]
                    self.assertEqual([answer["verdict"]] + [c["path"] for c in answer["changes"] if not c["ignoredBy"]], case["want"])
                    self.assertEqual({c["path"]: c["ignoredBy"] for c in answer["changes"] if c["ignoredBy"]}, case.get("ignored", {}))
                    self.assertEqual(done.returncode, 0 if verdict in ("Synced", "Excluded") else 1)
                    if "warns" in case:
                        self.assertIn(case["warns"] or "", done.stderr)
                        self.assertEqual(bool(case["warns"]), bool(done.stderr), done.stderr)
                    for text in case.get("hidden", []):
                        self.assertNotIn(text, done.stdout.replace('"stringData"', "").replace('"name"', ""))

    def test_rules_that_cannot_be_read(self):
        for case in CASES["unreadable"]:
            with self.subTest(case["name"]):
                done = self.run_compare({"live": CASES["objects"]["map"], "rules": case["rules"]}, "argocd")
                self.assertEqual((done.returncode, done.stdout), (6, ""))
                self.assertIn(case["says"], done.stderr)


if __name__ == "__main__":
    unittest.main()
