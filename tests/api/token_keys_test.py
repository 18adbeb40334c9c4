"""Several keys and algorithms at once, an issuer that changes its keys, and settings that cannot be right."""
import http.server
import json
import os
import subprocess
import threading

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

import issuer
from suite import BUILD, SANITIZED, Suite
from token_corpus import Corpus, ask, jwk_of, pem_of, sign_es, sign_hs, sign_rs, token

SECRET = b"a secret of more than thirty-two bytes"


class Issuer:
    """Serves its key set; None: it is broken."""

    def __init__(self):
        self.keys, self.asked = None, 0
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked += 1
                body = json.dumps({"keys": outer.keys or []}).encode()
                self.send_response(500 if outer.keys is None else 200)
                self.send_header("Content-Type", "application/jwk-set+json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/jwks"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Trusted:
    """Two keys from the issuer's set, one from a file, and a shared secret."""

    def __init__(self, folder):
        self.issuer = Issuer()
        self.first, self.next, self.filed = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
        self.rsa = rsa.generate_private_key(65537, 2048)
        self.issuer.keys = [dict(jwk_of(self.first), kid="first"), dict(jwk_of(self.rsa), kid="rsa", use="sig", alg="RS256"),
                            {"kty": "OKP", "crv": "Ed25519", "x": "AAAA", "kid": "okp"}]
        folder.chmod(0o755)
        for parent in folder.parents[:2]:
            parent.chmod(0o755)
        (folder / "filed.pem").write_bytes(pem_of(self.filed))
        (folder / "shared.secret").write_bytes(SECRET + b"\n")
        self.setting = f"{self.issuer.url},{folder}/filed.pem,named={folder}/filed.pem,{folder}/shared.secret"


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    return Trusted(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def other_suite(suite, trusted):
    """Beside the one of the other tests; its services do not ask each other, since their own token is of a key not trusted here."""
    other = Suite("test-keys", suite.base + 10, peers="", token_algorithms="ES256,RS256,HS256", token_keys=trusted.setting,
                  token_nbf_optional="true")
    try:
        yield other.start()
    finally:
        other.stop()


@pytest.fixture(scope="module")
def status(other_suite):
    corpus = Corpus(issuer.ISSUER, issuer.AUDIENCE, None, None, other_suite.clock.now)
    return lambda header, sign, **changes: ask(other_suite, b"Bearer " + token(header, corpus.claims(**changes), sign))[0]


def test_several_keys(trusted, status):
    for typ in ("JWT", "at+jwt"):
        right = [({"alg": "ES256", "kid": "first"}, sign_es(trusted.first)), ({"alg": "ES256", "kid": "filed"}, sign_es(trusted.filed)),
                 ({"alg": "ES256", "kid": "named"}, sign_es(trusted.filed)), ({"alg": "RS256", "kid": "rsa"}, sign_rs(trusted.rsa)),
                 ({"alg": "RS256"}, sign_rs(trusted.rsa)), ({"alg": "HS256", "kid": "shared"}, sign_hs(SECRET)),
                 ({"alg": "HS256"}, sign_hs(SECRET))]
        for header, sign in right:
            assert status(dict(header, typ=typ), sign) == 200, (header, typ)


def test_keys_are_not_mixed_up(trusted, status):
    pem, plain = pem_of(trusted.rsa), trusted.rsa.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    for typ in ("JWT", "at+jwt"):
        wrong = [({"alg": "ES256"}, sign_es(trusted.first)),  # which of the three?
                 ({"alg": "ES256", "kid": "filed"}, sign_es(trusted.first)), ({"alg": "ES256", "kid": "rsa"}, sign_es(trusted.first)),
                 ({"alg": "ES256", "kid": "shared"}, sign_es(trusted.first)), ({"alg": "RS256", "kid": "first"}, sign_rs(trusted.rsa)),
                 ({"alg": "RS256", "kid": "shared"}, sign_rs(trusted.rsa)), ({"alg": "HS256", "kid": "shared"}, sign_hs(b"")),
                 ({"alg": "HS256", "kid": "shared"}, sign_hs(SECRET + b"\n"))]
        wrong += [({"alg": "HS256", "kid": kid}, sign_hs(secret))
                  for kid in ("first", "rsa", "filed", "shared") for secret in (pem, pem.strip(), plain, pem_of(trusted.filed))]
        wrong += [({"alg": "HS256"}, sign_hs(pem)), ({"alg": "HS512", "kid": "shared"}, sign_hs(SECRET))]
        for header, sign in wrong:
            assert status(dict(header, typ=typ), sign) == 401, (header, typ)


def test_nbf_may_be_left_out_where_configured(trusted, status):
    header = {"alg": "ES256", "kid": "first"}
    assert status(header, sign_es(trusted.first), nbf=...) == 200
    assert status(header, sign_es(trusted.first), nbf=None) == 401


def test_rotation(trusted, other_suite, status):
    first, following = {"alg": "ES256", "kid": "first"}, {"alg": "ES256", "kid": "next"}
    assert status(first, sign_es(trusted.first)) == 200
    trusted.issuer.keys = [dict(jwk_of(trusted.next), kid="next")]
    # Taken at once, by having the set read anew; and what was withdrawn is refused.
    assert status(following, sign_es(trusted.next)) == 200
    assert status(first, sign_es(trusted.first)) == 401
    # Nobody makes the service ask the issuer again and again.
    asked = trusted.issuer.asked
    for number in range(20):
        assert status({"alg": "ES256", "kid": f"unknown {number}"}, sign_es(trusted.first)) == 401
    assert trusted.issuer.asked <= asked + 1
    trusted.issuer.keys = None
    assert status(following, sign_es(trusted.next)) == 200


@pytest.mark.parametrize("settings, said", [
    ({"token_keys": "/nowhere/a.pem"}, "No such file"),
    ({"token_keys": "{folder}/short.secret", "token_algorithms": "HS256"}, "less than 32 bytes"),
    ({"token_keys": "{folder}/private.pem"}, "private key"),
    ({"token_keys": "{folder}/public.pem", "token_algorithms": "ES256 RS256"}, "no key is for the configured algorithm RS256"),
    ({"token_keys": "{folder}/public.pem", "token_algorithms": "RS256"}, "not configured"),
    ({"token_keys": "{folder}/public.pem", "token_algorithms": "none"}, "token_algorithms must list"),
    ({"token_keys": "{folder}/public.pem", "token_algorithms": "ES256 none"}, "token_algorithms must list"),
    ({"token_keys": "{folder}/set.json"}, "has no key for the configured algorithms"),
])
def test_what_cannot_be_right_stops_the_start(suite, tmp_path, settings, said):
    key = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "short.secret").write_bytes(b"x" * 31)
    (tmp_path / "public.pem").write_bytes(pem_of(key))
    (tmp_path / "private.pem").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    (tmp_path / "set.json").write_text('{"keys":[{"kty":"oct","k":"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"}]}')
    settings = {"database": "host=/nowhere", "token_issuer": "https://issuer.test", "token_audience": "kehu",
                "port": suite.base + 60, "operations_port": suite.base + 61, **settings}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KEHU_")}
    environment |= {f"KEHU_{name.upper()}": str(value).format(folder=tmp_path) for name, value in settings.items()}
    program = BUILD / ("sanitize/bin/customers" if SANITIZED else "bin/customers")
    ended = subprocess.run([program], env=environment, capture_output=True, text=True, timeout=20)
    assert ended.returncode == 1 and said in ended.stderr
