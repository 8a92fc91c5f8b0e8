"""The API server's HTTP traffic, as a console has it with lists, watches and refusals: one file each, request and answer as
they were, the chunks of a transfer joined. What each must be read as is told by Python's own JSON reader, in index.json."""

import http.client
import json
import os
import ssl
import sys
import threading
import time
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../contract"))
import agents
import outages

PKI = os.environ["PKI"]
MAPS, APPS = "/api/v1/namespaces/traffic/configmaps", "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications"
TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io"
METADATA = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"
AGENT = "gitops-client/1.0"


class Traffic:
    def __init__(self, folder):
        self.folder, self.index = folder, {}
        self.context = ssl.create_default_context(cafile=PKI + "/ca.crt")
        self.context.load_cert_chain(PKI + "/admin.crt", PKI + "/admin.key")
        os.makedirs(folder, exist_ok=True)

    def ask(self, method, path, body=None, accept="application/json", kind="application/json", **headers):
        connection = http.client.HTTPSConnection("127.0.0.1", 6443, context=self.context, timeout=60)
        headers = {"User-Agent": AGENT, "Accept": accept, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if body is not None:
            headers["Content-Type"] = kind
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer, data, headers

    def record(self, name, note, method, path, *words, **more):
        answer, data, sent = self.ask(method, path, *words, **more)
        request = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in sent.items())
        head = f"HTTP/1.1 {answer.status} {answer.reason}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in answer.getheaders())
        with open(os.path.join(self.folder, name + ".http"), "wb") as file:
            file.write(request.encode() + b"\r\n" + head.encode() + b"\r\n" + data)
        self.index[name] = {"note": note, "status": answer.status} | read(data, "watch=" in path)
        return answer, data

    def list(self, name, note, path, **more):
        return json.loads(self.record(name, note, "GET", path, **more)[1])

    def watch(self, name, note, path, meanwhile, **more):
        """Recorded to its end, while something happens."""
        thread = threading.Thread(target=self.record, args=(name, note, "GET", path), kwargs=more)
        thread.start()
        time.sleep(0.5)
        meanwhile()
        thread.join()

    def write(self):
        with open(os.path.join(self.folder, "index.json"), "w") as file:
            json.dump(self.index, file, indent=0, sort_keys=True)
            file.write("\n")


def named(thing):
    thing = thing.get("object") or thing
    metadata = thing.get("metadata", {})
    return f"{metadata.get('name', '')}@{metadata.get('resourceVersion', '')}"


def read(data, watched):
    """What a reader must find: events, or elements and envelope of a list, or code and reason of a refusal."""
    if watched and not data.startswith(b'{"kind":"Status"'):
        events = [json.loads(line) for line in data.splitlines() if line.strip()]
        return {"events": [event["type"] + " " + (str(event["object"]["code"]) if event["type"] == "ERROR" else named(event["object"]))
                           for event in events]}
    answer = json.loads(data)
    if answer["kind"] == "Status":
        return {"code": answer["code"], "reason": answer["reason"]}
    elements = "rows" if answer["kind"] == "Table" else "items"
    if elements not in answer:
        return {"elements": None}
    return {"kind": answer["kind"], "key": elements, "elements": [named(one) for one in answer[elements] or []],
            "version": answer["metadata"]["resourceVersion"], "continue": answer["metadata"].get("continue", "")}


def compact(revision):
    """etcd forgets what was before, as a busy cluster's does every five minutes."""
    body = json.dumps({"revision": str(revision), "physical": True}).encode()
    urllib.request.urlopen(urllib.request.Request("http://127.0.0.1:2379/v3/kv/compaction", body)).read()


def config_map(name, value="1", **labels):
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name, "namespace": "traffic", "labels": labels},
            "data": {"k": value, "text": "ä \U0001f600 \"quoted\"\n"}}


def record(folder):
    t = Traffic(folder)
    t.ask("POST", "/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "traffic"}})
    t.list("list-empty", "a list of nothing", "/api/v1/namespaces/traffic/pods")
    for number in range(8):
        t.ask("POST", MAPS, config_map(f"map-{number}", app="traffic"))
    old = json.loads(t.ask("GET", MAPS)[1])["metadata"]["resourceVersion"]
    t.list("list-cached", "resourceVersion=0: from the server's cache", MAPS + "?resourceVersion=0")
    page, token = 1, ""
    while page == 1 or token:
        token = t.list(f"list-page-{page}", "pages of four", f"{MAPS}?limit=4&continue={token}")["metadata"].get("continue", "")
        page += 1
    t.list("list-table", "Applications as a Table", APPS, accept=TABLE)
    t.list("list-metadata", "Applications without spec and status", APPS, accept=METADATA)

    def changes():
        t.ask("POST", MAPS, config_map("fresh", app="traffic"))
        for value in ("2", "3"):
            t.ask("PUT", MAPS + "/fresh", config_map("fresh", value, app="traffic"))
        t.ask("PATCH", MAPS + "/map-0", {"metadata": {"labels": {"app": "other"}}}, kind="application/merge-patch+json")
        t.ask("DELETE", MAPS + "/fresh")
    watch = f"{MAPS}?watch=1&allowWatchBookmarks=true&timeoutSeconds=5"
    t.watch("watch", "added, modified, deleted; a bookmark before its end", f"{watch}&resourceVersion={old}", changes)
    t.watch("watch-selected", "one leaves the selector: DELETED",
            f"{watch}&resourceVersion={old}&labelSelector=app%3Dtraffic", lambda: None)
    t.watch("watch-table", "events whose objects are Tables", f"{watch}&resourceVersion={old}", lambda: None, accept=TABLE)
    t.watch("watch-initial", "a list streamed: its end is a bookmark",
            f"{watch}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan", lambda: None)
    t.record("refused-403", "no right to list", "GET", MAPS, Impersonate_User="nobody")
    t.record("watch-refused-403", "no right to watch", "GET", watch, Impersonate_User="nobody")
    t.record("refused-404", "no such object", "GET", MAPS + "/none")
    stale = config_map("map-1", "2")
    stale["metadata"]["resourceVersion"] = "1"
    t.record("refused-409", "written meanwhile", "PUT", MAPS + "/map-1", stale)
    t.record("refused-422", "an object that is not valid", "POST", MAPS, config_map("Not A Name"))
    compact(int(json.loads(t.ask("GET", MAPS)[1])["metadata"]["resourceVersion"]))
    with outages.server_down(agents.Cluster(os.environ["REAL_STATE"] + "/kubeconfig/admin.kubeconfig"), None):
        pass  # its cache forgets too
    t.record("list-410", "a version that the storage has forgotten", "GET", f"{MAPS}?resourceVersion=1&resourceVersionMatch=Exact")
    t.record("watch-410", "the watch of such a version", "GET", f"{watch}&resourceVersion=1")
    t.ask("DELETE", "/api/v1/namespaces/traffic")
    t.write()


if __name__ == "__main__":
    record(sys.argv[1])
