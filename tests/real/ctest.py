#!/usr/bin/env python3
"""Writes the list of tests that run inside the testbed, as ctest reads it: ctest.py TREE STATE PROGRAMS."""
import pathlib
import sys

tree, state, programs = map(pathlib.Path, sys.argv[1:4])
# name, script and which of its tests, seconds at most, labels, what it needs
TESTS = [
    ("real/contract/api", "tests/contract/test_api.py", 600, "smoke", "kube-apiserver"),
    ("real/smoke/argocd", "tests/contract/test_argocd.py Drift Shapes", 600, "smoke;part", "argocd"),
    ("real/smoke/flux", "tests/contract/test_flux.py Apply Drift", 600, "smoke;part", "kustomize-controller"),
    ("real/smoke/scenarios", "tests/contract/test_scenarios.py ApplicationGoingBack.test_a_bad_commit_goes_back "
     "KustomizationDrift.test_an_edit KustomizationDrift.test_a_webhook", 600, "smoke;part", "argocd"),
    ("real/contract/argocd", "tests/contract/test_argocd.py", 600, "", "argocd"),
    ("real/contract/flux", "tests/contract/test_flux.py", 600, "", "kustomize-controller"),
    ("real/scenarios", "tests/contract/test_scenarios.py", 900, "", "argocd"),
    ("real/window", "tests/contract/test_window.py", 900, "", "argocd"),  # alone: it takes the API server away
    ("real/argocd", "tests/real/test_argocd.py", 600, "", "argocd"),
    ("real/ssh", "tests/real/test_ssh.py", 600, "", "argocd"),
    ("real/flux", "tests/real/test_flux.py", 600, "", "kustomize-controller"),
]
login = (state / "pki/git.secret").read_text().strip()
lines = []
for name, script, limit, labels, needs in TESTS:
    if (programs / "bin" / needs).exists():
        script, *parts = script.split()
        lines.append(f'add_test([=[{name}]=] "python3" "{tree / script}"' + "".join(f' "{part}"' for part in parts) + ")")
    else:
        lines.append(f'add_test([=[{name}]=] "sh" "-c" "echo skipped {name}: {needs} cannot be had; exit 77")')
    environment = ";".join([f"CONTRACT_KUBECONFIG={state}/kubeconfig/admin.kubeconfig", f"HOLDFAST_BIN={tree}/build/bin",
                            f"PKI={state}/pki", "CONTRACT_GIT=https://git.example.com/platform",
                            f"CONTRACT_GIT_LOGIN=robot:{login}", f"CONTRACT_GIT_CA={state}/pki/ca.crt", f"REAL_STATE={state}", f"REAL_BIN={programs}/bin", "PYTHONDONTWRITEBYTECODE=1"])
    alone = "RUN_SERIAL TRUE " if name == "real/window" else ""
    lines.append(f'set_tests_properties([=[{name}]=] PROPERTIES {alone}TIMEOUT {limit} SKIP_RETURN_CODE 77 LABELS "{labels}" '
                 f'ENVIRONMENT "{environment}")')
folder = state / "ctest"
folder.mkdir(exist_ok=True)
(folder / "CTestTestfile.cmake").write_text("\n".join(lines) + "\n")
