import json
import os
import uuid
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CLIENTS = "/beta/oauth-clients"
clients = {}


def now():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Handler(BaseHTTPRequestHandler):
    def reply(self, status, body=None):
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        self.reply(200, list(clients.values()))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/oauth/token":
            self.reply(200, {"access_token": uuid.uuid4().hex, "token_type": "bearer", "expires_in": 749})
            return
        client = {"id": uuid.uuid4().hex, **json.loads(body), "created": now()}
        clients[client["id"]] = client
        self.reply(200, {**client, "secret": uuid.uuid4().hex + uuid.uuid4().hex})

    def do_DELETE(self):
        found = clients.pop(self.path.removeprefix(CLIENTS + "/"), None)
        self.reply(204 if found else 404)


ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
