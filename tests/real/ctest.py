#!/usr/bin/env python3
"""Writes the list of tests that run inside the testbed, as ctest reads it: ctest.py TREE STATE PROGRAMS."""
import pathlib
import shutil
import sys

tree, state, programs = map(pathlib.Path, sys.argv[1:4])


def absent(*names):
    """The first of these programs that is not there."""
    return next((name for name in names if not (programs / "bin" / name).exists()), None)


def command(*names):
    """The same for commands of the system, of which one is enough."""
    return None if any(shutil.which(name, path="/usr/bin:/bin:/usr/sbin:/sbin:/usr/local/bin") for name in names) else " or ".join(names)


argocd = absent("argocd") or command("redis-server", "valkey-server")
flux = absent("source-controller", "kustomize-controller")
NEEDS = {  # what a test needs, and what of that is missing
    "server": absent("kube-apiserver"), "argocd": argocd, "flux": flux, "an agent": argocd and flux and f"{argocd} and {flux}",
    "the flux command": flux or absent("flux"), "helm": absent("helm"), "ssh": argocd or command("sshd"),
}
# name, script and which of its tests, seconds at most, labels, what it needs
TESTS = [
    ("real/contract/api", "tests/contract/test_api.py", 600, "smoke", "server"),
    ("real/smoke/argocd", "tests/contract/test_argocd.py Drift Shapes", 600, "smoke;part", "argocd"),
    ("real/smoke/flux", "tests/contract/test_flux.py Apply Drift", 600, "smoke;part", "flux"),
    ("real/smoke/scenarios", "tests/contract/test_scenarios.py ApplicationGoingBack.test_a_bad_commit_goes_back "
     "KustomizationDrift.test_an_edit KustomizationDrift.test_a_webhook", 600, "smoke;part", "an agent"),
    ("real/contract/argocd", "tests/contract/test_argocd.py", 600, "", "argocd"),
    ("real/contract/flux", "tests/contract/test_flux.py", 600, "", "flux"),
    ("real/scenarios", "tests/contract/test_scenarios.py", 900, "", "an agent"),
    ("real/window", "tests/contract/test_window.py", 900, "", "an agent"),
    ("real/outages", "tests/contract/test_outages.py", 900, "", "an agent"),  # alone: it takes the API server away
    ("real/argocd", "tests/real/test_argocd.py", 600, "", "argocd"),
    ("real/ssh", "tests/real/test_ssh.py", 600, "", "ssh"),
    ("real/flux", "tests/real/test_flux.py", 600, "", "the flux command"),
    ("real/helm", "tests/real/test_helm.py", 600, "", "helm"),
]
login = (state / "pki/git.secret").read_text().strip()
environment = ";".join([
    f"CONTRACT_KUBECONFIG={state}/kubeconfig/admin.kubeconfig", f"HOLDFAST_BIN={tree}/build/bin", f"PKI={state}/pki",
    "CONTRACT_GIT=https://git.example.com/platform", f"CONTRACT_GIT_LOGIN=robot:{login}", f"CONTRACT_GIT_CA={state}/pki/ca.crt",
    f"REAL_STATE={state}", f"REAL_BIN={programs}/bin", "PYTHONDONTWRITEBYTECODE=1"])
lines = []
print("".join(f"holdfast: skipped for want of {missing}: {', '.join(name for name, *_, needs in TESTS if NEEDS[needs] == missing)}\n"
              for missing in dict.fromkeys(filter(None, NEEDS.values())) if missing in [NEEDS[test[-1]] for test in TESTS]), end="", file=sys.stderr)
for name, script, limit, labels, needs in TESTS:
    if missing := NEEDS[needs]:
        lines.append(f'add_test([=[{name}]=] "sh" "-c" "echo skipped {name}: {missing} cannot be had; exit 77")')
    else:
        script, *parts = script.split()
        lines.append(f'add_test([=[{name}]=] "python3" "{tree / script}"' + "".join(f' "{part}"' for part in parts) + ")")
    alone = "RUN_SERIAL TRUE " if name == "real/outages" else ""
    lines.append(f'set_tests_properties([=[{name}]=] PROPERTIES {alone}TIMEOUT {limit} SKIP_RETURN_CODE 77 LABELS "{labels}" '
                 f'ENVIRONMENT "{environment}")')
folder = state / "ctest"
folder.mkdir(exist_ok=True)
(folder / "CTestTestfile.cmake").write_text("\n".join(lines) + "\n")
