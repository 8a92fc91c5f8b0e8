"""A running holdfast-sandbox for a test: kubectl and git against it, and waiting without fixed pauses."""
import json
import os
import signal
import subprocess
import tempfile
import time


class Sandbox:
    """Starts the program, waits for its line, and stops it at the end."""

    def __init__(self, program, *arguments):
        self.folder = tempfile.TemporaryDirectory(prefix="holdfast-practice-")
        self.home = self.folder.name
        self.process = subprocess.Popen(
            [program, "--data", self.home + "/data", *arguments], stdout=subprocess.PIPE, text=True)
        self.about = json.loads(self.process.stdout.readline())
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": self.home, "KUBECONFIG": self.about["kubeconfig"],
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Dana", "GIT_AUTHOR_EMAIL": "dana@example.com",
            "GIT_COMMITTER_NAME": "Dana", "GIT_COMMITTER_EMAIL": "dana@example.com", "GIT_TERMINAL_PROMPT": "0",
        }

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=20)
        self.folder.cleanup()
        assert code == 0, f"the sandbox ended with {code}"

    def run(self, *command, code=0, text=None, folder=None):
        done = subprocess.run(command, env=self.environment, cwd=folder or self.home, input=text, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        assert code is None or done.returncode == code, f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}"
        return done.stdout

    def kubectl(self, line, code=0, text=None):
        return self.run("kubectl", *line.split(), code=code, text=text)

    def get(self, line):
        return json.loads(self.kubectl(f"get {line} -o json"))

    def until(self, what, condition, seconds=60):
        """Asks again and again until the condition gives something true."""
        end = time.monotonic() + seconds
        answer = None
        while time.monotonic() < end:
            try:
                answer = condition()
            except AssertionError:
                answer = None
            if answer:
                return answer
            select_pause()
        raise AssertionError(f"not within {seconds} s: {what}")


def select_pause():
    """A short wait between two questions to the server."""
    subprocess.run(["sleep", "0.1"], check=True)
