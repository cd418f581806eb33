"""Flask with PyJWT: the library's own messages."""
import logging
import sys

import jwt
from flask import Flask, jsonify, request

issuer, audience, jwks_uri = sys.argv[1:4]
keys = jwt.PyJWKClient(jwks_uri)
app = Flask(__name__)
logging.getLogger("werkzeug").setLevel(logging.ERROR)


def reject(status, text):
    return jsonify({"msg": text}), status


@app.route("/<path:path>", methods=["GET", "POST"])
def handle(path):
    parts = request.headers.get("Authorization", "").split()
    if not parts:
        return reject(401, "Missing Authorization Header")
    if len(parts) != 2 or parts[0] != "Bearer":
        return reject(422, "Bad Authorization header. Expected 'Authorization: Bearer <JWT>'")
    try:
        key = keys.get_signing_key_from_jwt(parts[1]).key
        claims = jwt.decode(parts[1], key, algorithms=["RS256"], audience=audience, issuer=issuer)
    except jwt.PyJWTError as error:
        return reject(401, str(error))
    needed = "orders:write" if request.method == "POST" else "orders:read"
    if path == "transfer" and claims.get("acr") != "mfa":
        return reject(403, "mfa required")
    if path == "closed":
        return reject(403, "Try again tomorrow")
    if needed not in claims.get("scope", "").split():
        return reject(403, "Permission denied")
    return jsonify({"orders": []})


if __name__ == "__main__":
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(server.port, flush=True)
    server.serve_forever()
