"""A small client for the API server on the standard library. PKI: the folder with ca.crt, NAME.crt and NAME.key."""
import http.client
import json
import os
import ssl
import time

PKI = os.environ["PKI"]


class Client:
    def __init__(self, user="admin", timeout=60, agent="testbed/0.1"):
        self.context = ssl.create_default_context(cafile=PKI + "/ca.crt")
        self.context.load_cert_chain(f"{PKI}/{user}.crt", f"{PKI}/{user}.key")
        self.timeout, self.connection, self.agent = timeout, None, agent

    def connect(self, timeout):
        return http.client.HTTPSConnection("127.0.0.1", 6443, context=self.context, timeout=timeout)

    def req(self, method, path, body=None, ct="application/json"):
        """Status and answer; once more on a connection that the server has closed meanwhile."""
        headers = {"User-Agent": self.agent, "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = ct
            body = body if isinstance(body, (str, bytes)) else json.dumps(body)
        for last in (False, True):
            try:
                self.connection = self.connection or self.connect(self.timeout)
                self.connection.request(method, path, body=body, headers=headers)
                answer = self.connection.getresponse()
                data = answer.read()
                break
            except (http.client.HTTPException, OSError):
                if self.connection:
                    self.connection.close()
                self.connection = None
                if last:
                    raise
        try:
            return answer.status, json.loads(data)
        except ValueError:
            return answer.status, data.decode(errors="replace")

    def get(self, path):
        status, answer = self.req("GET", path)
        return answer if status == 200 else None

    def merge(self, path, body):
        return self.req("PATCH", path, body, "application/merge-patch+json")

    def watch(self, path):
        connection = self.connect(3600)
        connection.request("GET", path, headers={"User-Agent": self.agent, "Accept": "application/json"})
        for line in connection.getresponse():
            if line.strip():
                yield json.loads(line)


def now():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
