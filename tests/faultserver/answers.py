"""What a script says: which answer a request gets, and the steps of an answer."""
import base64
import gzip
import json
import urllib.parse
import zlib

NOT_FOUND = {"status": 404, "body": "404 page not found\n"}


class Script:
    """The script of one run. Answers of a route are used in turn; the last one repeats."""

    def __init__(self, text):
        self.text = text
        self.used = {}

    def connection(self, number):
        """What happens on accept to the connection of this number (from 0): serve, silent, reset or close."""
        actions = self.text.get("connections", ["serve"])
        return actions[min(number, len(actions) - 1)]

    def answer(self, method, target):
        parts = urllib.parse.urlsplit(target)
        query = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
        for number, route in enumerate(self.text.get("routes", [])):
            if self._matches(route, method, parts.path, query):
                answers = route.get("answers") or [route]
                turn = self.used.get(number, 0)
                self.used[number] = turn + 1
                return answers[min(turn, len(answers) - 1)]
        return NOT_FOUND

    @staticmethod
    def _matches(route, method, path, query):
        if route.get("method", method) != method:
            return False
        wanted = route.get("path", "*")
        if not (path.startswith(wanted[:-1]) if wanted.endswith("*") else path == wanted):
            return False
        return all(query.get(key) == value for key, value in route.get("query", {}).items())


def body_of(answer):
    """The body's bytes where the answer has a fixed one."""
    if "json" in answer:
        return json.dumps(answer["json"], separators=(",", ":")).encode()
    if "bytes" in answer:
        return base64.b64decode(answer["bytes"])
    if "bomb" in answer:  # zeros, compressed piece by piece so that they never lie in memory
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        piece, whole = bytes(1 << 20), answer["bomb"]
        packed = b"".join(packer.compress(piece[:min(len(piece), whole - done)]) for done in range(0, whole, len(piece)))
        return packed + packer.flush()
    body = answer.get("body", "").encode() * answer.get("times", 1)
    return gzip.compress(body) if answer.get("gzip") else body


def headers_of(answer):
    """Header pairs; a JSON object or a list of pairs. A content type is guessed where none is given."""
    given = answer.get("headers", {})
    pairs = [(str(name), str(value)) for name, value in (given.items() if isinstance(given, dict) else given)]
    names = {name.lower() for name, _ in pairs}
    if "content-type" not in names:
        is_json = "json" in answer or any("json" in step for step in answer.get("steps", []))
        pairs.append(("Content-Type", "application/json" if is_json else "text/plain; charset=utf-8"))
    if (answer.get("gzip") or "bomb" in answer) and "content-encoding" not in names:
        pairs.append(("Content-Encoding", "gzip"))
    return pairs


def split(data, sizes):
    """Cuts bytes into pieces of the given sizes; the last size repeats."""
    if not sizes:
        return [data] if data else []
    pieces, at, turn = [], 0, 0
    while at < len(data):
        size = max(1, sizes[min(turn, len(sizes) - 1)])
        pieces.append(data[at:at + size])
        at, turn = at + size, turn + 1
    return pieces


def steps_of(answer):
    """The body as steps: ("send", bytes), ("wait", ms), ("gate", name), ("end", how)."""
    sizes = answer.get("chunks", [])
    delay = answer.get("delay_ms", 0)
    steps = []

    def send(data):
        for piece in split(data, sizes):
            steps.append(("send", piece))
            if delay:
                steps.append(("wait", delay))

    send(body_of(answer))
    for step in answer.get("steps", []):
        if "json" in step:
            send(json.dumps(step["json"], separators=(",", ":"), ensure_ascii=False).encode() + b"\n")
        elif "send" in step:
            send(step["send"].encode() * step.get("times", 1))
        elif "bytes" in step:
            send(base64.b64decode(step["bytes"]))
        elif "wait_ms" in step:
            steps.append(("wait", step["wait_ms"]))
        elif "gate" in step:
            steps.append(("gate", step["gate"]))
        else:
            steps.append(("end", step["end"]))
    if "end" in answer:
        steps.append(("end", answer["end"]))
    return steps
