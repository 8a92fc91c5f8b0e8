"""What the scenarios in the window share: a cluster with an app of each agent, the window on it, and what it says."""
import contextlib
import pathlib
import tempfile
import unittest

import yaml

import apps
import outages
import screen
from agents import app_name, deployment, until, world
from console import timed


class Place:
    """The cluster, the repository and, before a practice cluster, what can cut it off."""

    def open(self, name):
        self.stack = contextlib.ExitStack()
        self.cluster, self.repository = self.stack.enter_context(world(name))
        self.relay = outages.Relay(self.cluster.ready["server"]) if self.cluster.process else None
        self.stack.enter_context(apps.fed(self.cluster, self.repository))
        self.agents = apps.there(self.cluster)

    def close(self):
        self.stack.close()


place = Place()


class Scenario(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.name = app_name(self.id())
        self.enterContext(timed("window " + self.id().removeprefix("__main__.")))

    def app(self, agent, name=None):
        """An app of this name; its test is skipped where its agent cannot be had."""
        if agent not in place.agents:
            self.skipTest(f"there is no {agent.kind} here: its agent cannot be had")
        return agent(self, place.cluster, place.repository, name or self.name)

    def apps(self):
        """One of each agent that is there."""
        return [self.app(agent) for agent in place.agents]

    def reach(self, user=None):
        """A kubeconfig of the cluster as it can be cut off, acting as `user`."""
        config = yaml.safe_load(pathlib.Path(place.cluster.kubeconfig).read_text())
        if place.relay:
            config["clusters"][0]["cluster"]["server"] = f"https://127.0.0.1:{place.relay.port}"
        if user:
            config["users"][0]["user"]["as"] = user
        path = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()), "kubeconfig")
        path.touch(0o600)
        path.write_text(yaml.safe_dump(config))
        return str(path)

    def open(self, kubeconfig=None):
        self.window = self.enterContext(screen.window(kubeconfig or self.reach(), environment=place.repository.environment))
        self.addCleanup(lambda: print(f"  longest time away from the user: {self.window.longest} ms", flush=True))
        return self.window

    def deploy(self, *apps, files=None):
        """One commit for all of them."""
        files = files or {"web.yaml": deployment("web")}
        commit = place.repository.push({f"{app.name}/{path}": text for app in apps for path, text in files.items()})
        for app in apps:
            app.deploy(commit)

    def settled(self, *apps):
        for app in apps:
            self.row(app, "Synced", "Healthy")

    def row(self, app, *words, seconds=90):
        """The app's row once it says all of this."""
        def ask():
            row = self.window.row(app.name)
            return row if row and all(any(word in cell for cell in row["cells"]) for word in words) else None
        try:
            return until(f"the row of {app.name} says {words}", ask, seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}; it says {self.window.row(app.name)}; {self.chip()}") from None

    def choose(self, app, *words):
        """Clicks on the app's row once it says all of this; once more where the row moved away under the mouse."""
        def chosen():
            self.window.click(self.row(app, *words)["rect"])
            return self.soon(lambda: (self.window.row(app.name) or {}).get("current"))
        until(f"{app.name} is the current row", chosen)

    def press(self, name, text, then):
        """Clicks on the button once it can be, until what it does is seen: it may move, or wait for something, meanwhile."""
        def done():
            if found := [w for w in self.window.widgets(object=name) if w["enabled"] and text in w["text"]]:
                self.window.click(found[0]["rect"])
            return self.soon(then)
        until(f"{name} does its work", done, 120)

    def soon(self, ask, seconds=5):
        with contextlib.suppress(AssertionError):
            return until("it is seen", ask, seconds)

    def chip(self):
        """What the top bar says of the cluster."""
        return next((w["name"] for w in self.window.look()["widgets"] if w["object"] == "topbar.cluster"), "")

    def compared(self, app, field=None):
        """Opens the app's comparison: this field differs and no other; without a field nothing does."""
        def page():
            self.window.click(self.row(app)["rect"], 2)
            return self.soon(lambda: self.window.widgets(name="Objects of this app"))
        until("its page is open", page)
        self.window.keys("2")
        try:
            until("it is compared", lambda: self.window.widgets(object="diff.count", text="1 of 1" if field else "No line differs"))
            until(f"{field} is named", lambda: field is None or self.window.widgets(object="diff.path", name=field))
        except AssertionError as error:
            raise AssertionError(f"{error}; {self.window.words()}") from None
        self.window.keys("Escape")
        until("the fleet is back", lambda: self.window.row(app.name))
