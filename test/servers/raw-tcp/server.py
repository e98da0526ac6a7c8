"""Serves one request on each connection and closes it. It announces HTTP/1.1, but not that it closes."""

import json
import os
import socketserver
import uuid
from datetime import datetime, timezone

clients = {}


def respond(method, path, body):
    if path == "/oauth/token":
        return "200 OK", {"access_token": uuid.uuid4().hex, "token_type": "bearer", "expires_in": 749}
    if method == "POST":
        created = datetime.now(timezone.utc).isoformat()
        client = {"id": uuid.uuid4().hex, **json.loads(body), "created": created}
        clients[client["id"]] = client
        return "200 OK", {**client, "secret": uuid.uuid4().hex + uuid.uuid4().hex}
    if method == "DELETE":
        clients.pop(path.split("/")[-1], None)
        return "200 OK", {}
    return "200 OK", list(clients.values())


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        request = self.rfile.readline().decode().split(" ")
        if len(request) < 2:
            return
        headers = {}
        while line := self.rfile.readline().decode().strip():
            name, value = line.split(":", 1)
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers.get("content-length", 0)))
        status, result = respond(request[0], request[1].split("?")[0], body)
        text = json.dumps(result).encode()
        self.wfile.write(f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n".encode())
        self.wfile.write(f"Content-Length: {len(text)}\r\n\r\n".encode() + text)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
