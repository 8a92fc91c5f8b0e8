"""The console as its user has it, for the scenarios: holdfastctl and kubectl on the cluster of `agents.world`."""
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

LIMIT = 120  # seconds after which a command hangs


@contextlib.contextmanager
def timed(name):
    """Prints how long a scenario took: a fact for the reader, never a condition."""
    began = time.monotonic()
    yield
    print(f"scenario {name}: {time.monotonic() - began:.1f} s", flush=True)


class Ctl:
    """holdfastctl with a data folder of its own, which finds the Git server's login as `git` does in a work tree."""

    def __init__(self, kubeconfig, environment):
        self.kubeconfig = kubeconfig
        self.data = tempfile.TemporaryDirectory()
        self.environment = {**os.environ, **environment}
        self.binary = os.path.join(os.environ["HOLDFAST_BIN"], "holdfastctl")

    def run(self, *words, kubeconfig=None):
        """Exit code, answer and what was said on stderr."""
        done = subprocess.run([self.binary, "--kubeconfig", kubeconfig or self.kubeconfig, "--data", self.data.name, "-o", "json", *words],
                              capture_output=True, text=True, timeout=LIMIT, env=self.environment)
        return done.returncode, json.loads(done.stdout) if done.stdout.strip() else None, done.stderr

    def apps(self):
        code, apps, said = self.run("apps")
        if code not in (0, 1):
            raise AssertionError(f"apps: exit {code}: {said}")
        return apps

    def app(self, kind, name):
        """The app's line; nothing where it is not listed."""
        return next((app for app in self.apps() if (app["kind"], app["name"]) == (kind, name)), None)

    def diff(self, app):
        """The changed fields of each object that differs: object -> path -> (live, desired)."""
        code, objects, said = self.run("diff", app)
        if code not in (0, 1):
            raise AssertionError(f"diff {app}: exit {code}: {said}")
        found = {o["object"]: {c["path"]: (c.get("live"), c.get("desired")) for c in o.get("changes", []) if not c.get("ignoredBy")} for o in objects}
        return {name: changes for name, changes in found.items() if changes}


class Kubectl:
    """The kubectl command: of the real programs where they are, else of the system."""

    def __init__(self, kubeconfig):
        own = pathlib.Path(os.environ.get("REAL_BIN", "/none"), "kubectl")
        self.binary = str(own) if own.exists() else shutil.which("kubectl")
        self.kubeconfig = kubeconfig
        self.home = tempfile.TemporaryDirectory()

    def __call__(self, *words, editor=None, stdin=None):
        environment = {**os.environ, "HOME": self.home.name, "KUBECONFIG": self.kubeconfig} | ({"KUBE_EDITOR": editor} if editor else {})
        done = subprocess.run([self.binary, *words], capture_output=True, text=True, timeout=LIMIT, env=environment, input=stdin)
        if done.returncode != 0:
            raise AssertionError(f"kubectl {words}: {done.stderr}")
        return done.stdout

    def edit(self, namespace, what, before, after):
        """What `kubectl edit` does with an editor that replaces one text."""
        self("-n", namespace, "edit", what, editor=f"sed -i s|{before}|{after}|")
