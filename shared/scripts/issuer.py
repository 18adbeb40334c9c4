"""The issuer of access tokens for trying and testing: the company's own takes its place.

issuer.py keys                      makes the key pair, if there is none
issuer.py token ROLES=a,b SUB=… …   prints a token; also NAME DEPARTMENT CLIENT SCOPE EXPIRES (seconds)
"""
import base64
import json
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ISSUER, AUDIENCE, KID = "https://kehu.example/issuer", "kehu", "kehu-1"


def folder():
    return ROOT / os.environ.get("KEHU_VAR", "var") / "keys"


def make_keys(into):
    """issuer.key signs; the services read issuer.jwks."""
    key, jwks = into / "issuer.key", into / "issuer.jwks"
    if jwks.exists():
        return
    subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-out", key], check=True, stderr=subprocess.DEVNULL)
    key.chmod(0o600)
    public = subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-outform", "DER"],
                            check=True, capture_output=True).stdout
    x, y = (base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (public[-64:-32], public[-32:]))
    jwks.write_text(json.dumps({"keys": [{"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig",
                                          "kid": KID, "x": x, "y": y}]}))


def claims(sub, roles=(), name=None, department=None, client=None, scope=None, expires=12 * 3600, now=None):
    """What a token says; now in seconds, where the services live at another time."""
    now = int(time.time() if now is None else now)
    said = {"iss": ISSUER, "aud": AUDIENCE, "sub": sub, "iat": now, "nbf": now, "exp": now + expires,
            "jti": str(uuid.uuid4()), "roles": list(roles), "name": name, "department_id": department,
            "client_id": client, "scope": scope}
    return {claim: value for claim, value in said.items() if value is not None}


def sign(said, key, kid=KID):
    import jwt
    return jwt.encode(said, key, algorithm="ES256", headers={"kid": kid})


def token(keys=None, **wanted):
    return sign(claims(**wanted), ((keys or folder()) / "issuer.key").read_bytes())


def from_arguments(arguments):
    given = dict(argument.split("=", 1) for argument in arguments)
    wanted = {name.lower(): value for name, value in given.items() if value}
    if not {"roles", "sub"} <= wanted.keys():
        sys.exit("usage: make token ROLES=sales_staff,… SUB=… [DEPARTMENT=uuid NAME=… CLIENT=… SCOPE=… EXPIRES=seconds]")
    wanted["roles"] = wanted["roles"].replace(",", " ").split()
    if "expires" in wanted:
        wanted["expires"] = int(wanted["expires"])
    return wanted


def main():
    if sys.argv[1:] == ["keys"]:
        make_keys(folder())
    elif sys.argv[1:2] == ["token"]:
        wanted = from_arguments(sys.argv[2:])
        if not (folder() / "issuer.key").exists():
            sys.exit("There are no keys yet: make start")
        print(token(**wanted))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
