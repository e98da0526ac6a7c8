"""Opens a sealed client with another JOSE implementation, and seals one for the action to open."""
import json
import sys

from jwcrypto import jwe, jwk
from jwcrypto.common import base64url_encode

request = json.load(sys.stdin)
key = jwk.JWK(kty="oct", k=base64url_encode(bytes.fromhex(request["key"])))
opened = jwe.JWE(algs=["dir", "A256GCM"])
opened.deserialize(request["sealed"], key)
made = jwe.JWE(json.dumps(request["content"]).encode(), protected={"alg": "dir", "enc": "A256GCM"})
made.add_recipient(key)
json.dump({"opened": json.loads(opened.payload), "made": made.serialize(compact=True)}, sys.stdout)
