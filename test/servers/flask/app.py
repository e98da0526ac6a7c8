import secrets
import uuid
from datetime import datetime, timezone

from flask import Flask, jsonify, request

app = Flask(__name__)
clients = {}


@app.post("/oauth/token")
def token():
    return {"access_token": secrets.token_hex(32), "token_type": "bearer", "expires_in": 749, "scope": "read write"}


@app.get("/beta/oauth-clients")
def list_clients():
    return jsonify(list(clients.values()))


@app.post("/beta/oauth-clients")
def create_client():
    now = datetime.now(timezone.utc).isoformat()
    client = {"id": str(uuid.uuid4()), **request.json, "created": now, "modified": now}
    clients[client["id"]] = client
    return {**client, "secret": secrets.token_hex(32)}


@app.delete("/beta/oauth-clients/<id>")
def delete_client(id):
    if clients.pop(id, None) is None:
        return {"error": "not found"}, 404
    return {"message": "Client deleted"}
