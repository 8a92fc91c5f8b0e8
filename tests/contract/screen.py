"""A screen of its own (Xvfb) with real mouse and keys, and the console's window on it.

Input goes in through the X server's XTEST extension, spoken here over its socket; what the window shows comes from
tests/real/window, the console with a witness inside."""
import contextlib
import json
import os
import pathlib
import select
import socket
import struct
import subprocess
import tempfile

HANG = 20  # seconds without an answer after which the window is frozen
KEYSYMS = {"Return": 0xFF0D, "Escape": 0xFF1B, "Tab": 0xFF09, "Down": 0xFF54, "Up": 0xFF52, "PageDown": 0xFF56, "End": 0xFF57,
           "Home": 0xFF50, "Shift": 0xFFE1, "Control": 0xFFE3, "Alt": 0xFFE9, "BackSpace": 0xFF08}


class Display:
    """The part of the X protocol that moves the mouse and presses keys."""

    PRESS, RELEASE, BUTTON_DOWN, BUTTON_UP, MOTION = 2, 3, 4, 5, 6

    def __init__(self, number):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(HANG)
        try:  # the name that belongs to this network namespace; a file of that name may be another's
            self.socket.connect(f"\0/tmp/.X11-unix/X{number}")
        except ConnectionRefusedError:
            self.socket.connect(f"/tmp/.X11-unix/X{number}")
        self.socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        head = self.read(8)
        setup = self.read(struct.unpack("<H", head[6:8])[0] * 4)
        if head[0] != 1:
            raise AssertionError(f"the X server refuses: {setup!r}")
        vendor, formats = struct.unpack("<H", setup[16:18])[0], setup[21]
        self.low, self.high = setup[26], setup[27]
        at = 32 + (vendor + 3) // 4 * 4 + formats * 8
        self.root = struct.unpack("<I", setup[at:at + 4])[0]
        self.xtest = self.ask(struct.pack("<BxHHxx", 98, 4, 5) + b"XTEST\0\0\0")[9]
        self.codes = self.keyboard()

    def close(self):
        self.socket.close()

    def read(self, size):
        data = b""
        while len(data) < size:
            more = self.socket.recv(size - len(data))
            if not more:
                raise AssertionError("the X server went away")
            data += more
        return data

    def ask(self, request):
        """The reply; events and errors before it are passed over."""
        self.socket.sendall(request)
        while True:
            head = self.read(32)
            if head[0] == 0:
                raise AssertionError(f"the X server answers with error {head[1]}")
            if head[0] == 1:
                return head + self.read(struct.unpack("<I", head[4:8])[0] * 4)

    def keyboard(self):
        """keysym -> (keycode, shifted)"""
        count = self.high - self.low + 1
        reply = self.ask(struct.pack("<BxHBBxx", 101, 2, self.low, count))
        width, found = reply[1], {}
        symbols = struct.unpack(f"<{count * width}I", reply[32:32 + count * width * 4])
        for code in range(count):
            for shifted in (0, 1):
                if shifted < width:
                    found.setdefault(symbols[code * width + shifted], (self.low + code, bool(shifted)))
        return found

    def fake(self, *events):
        """Each is a kind and a detail, for a motion also where to. All in one go: a busy machine makes no pause between two
        clicks, nor between a key's press and its release."""
        self.socket.sendall(b"".join(
            struct.pack("<BBHBBxxIIxxxxxxxxhhxxxxxxxx", self.xtest, 2, 9, kind, detail, 0, self.root, *(at or (0, 0)))
            for kind, detail, *at in events))
        self.ask(struct.pack("<BxH", 43, 1))  # GetInputFocus: the server has taken them

    def focus(self, window):
        """What a window manager does."""
        self.socket.sendall(struct.pack("<BBHII", 42, 1, 3, window, 0))
        self.ask(struct.pack("<BxH", 43, 1))

    def click(self, x, y, times=1):
        self.fake((self.MOTION, 0, x, y), *[(self.BUTTON_DOWN, 1), (self.BUTTON_UP, 1)] * times)

    def press(self, *keys):
        """One key with the modifiers before it, like press("Control", "k")."""
        codes = []
        for key in keys:
            code, shifted = self.codes[KEYSYMS.get(key) or ord(key)]
            codes += ([self.codes[KEYSYMS["Shift"]][0]] if shifted else []) + [code]
        self.fake(*((self.PRESS, code) for code in codes), *((self.RELEASE, code) for code in reversed(codes)))

    def type(self, text):
        for letter in text:
            self.press(letter)


class Window:
    """The console on a screen of its own."""

    def __init__(self, process, display):
        self.process, self.display, self.longest = process, display, 0

    def look(self):
        """What stands on the screen; a window that does not answer is frozen."""
        self.process.stdin.write(b"look\n")
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], HANG)[0]:
            raise AssertionError(f"the window has not answered for {HANG} s: it is frozen")
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"the window ended with {self.process.wait(HANG)}")
        seen = json.loads(line)
        self.longest = max(self.longest, seen["longestMilliseconds"])
        return seen

    def widgets(self, **wanted):
        return [w for w in self.look()["widgets"] if all(part in w[key] for key, part in wanted.items())]

    def rows(self, name="Apps"):
        """The visible rows of the list with this accessible name."""
        return [row for widget in self.widgets(name=name) for row in widget.get("rows", [])]

    def row(self, text):
        return next((row for row in self.rows() if any(text in cell for cell in row["cells"])), None)

    def count(self, name="Apps"):
        return max((w["count"] for w in self.widgets(name=name) if "count" in w), default=0)

    def words(self):
        """Every text on the screen."""
        seen = self.look()["widgets"]
        return [t for w in seen for t in (w["text"], w["name"]) if t] + [c for w in seen for r in w.get("rows", []) for c in r["cells"]]

    def says(self, text):
        return next((word for word in self.words() if text in word), None)

    def click(self, rect, times=1):
        self.display.click(rect[0] + min(rect[2] // 2, 60), rect[1] + rect[3] // 2, times)

    def keys(self, *keys):
        self.display.focus(self.look()["window"])
        self.display.press(*keys)


@contextlib.contextmanager
def window(kubeconfig, *words, environment=None):
    """The console, opened on `kubeconfig`; ended with the screen."""
    binary = pathlib.Path(os.environ["HOLDFAST_BIN"]).parent / "tests" / "holdfast-watched"
    with contextlib.ExitStack() as stack:
        data = stack.enter_context(tempfile.TemporaryDirectory())
        screen = stack.enter_context(subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-r"],
                                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL))
        stack.callback(screen.terminate)
        number = screen.stdout.readline().decode().strip()
        own = {**os.environ, **(environment or {}), "DISPLAY": ":" + number, "QT_QPA_PLATFORM": "xcb", "HOME": data, "LC_ALL": "C.UTF-8"}
        process = stack.enter_context(subprocess.Popen([binary, "--kubeconfig", kubeconfig, "--data", data, *words], env=own,
                                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        stack.callback(process.kill)
        display = stack.enter_context(contextlib.closing(Display(number)))
        yield Window(process, display)
