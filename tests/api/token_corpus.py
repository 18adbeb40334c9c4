"""Tokens, right and wrong, made of any header and payload bytes; and how to send them."""
import base64
import hashlib
import hmac
import json
import socket
import time
import uuid

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def encode(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def as_bytes(part):
    return part if isinstance(part, bytes) else json.dumps(part).encode()


def sign_es(key, digest=hashes.SHA256()):
    def sign(text):
        size = (key.key_size + 7) // 8
        r, s = decode_dss_signature(key.sign(text, ec.ECDSA(digest)))
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")
    return sign


def sign_rs(key, digest=hashes.SHA256()):
    return lambda text: key.sign(text, padding.PKCS1v15(), digest)


def sign_hs(secret, digest=hashlib.sha256):
    return lambda text: hmac.new(secret, text, digest).digest()


def unsigned(_):
    return b""


def token(header, payload, sign):
    text = encode(as_bytes(header)) + b"." + encode(as_bytes(payload))
    return text + b"." + encode(sign(text))


def pem_of(key):
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def jwk_of(key):
    numbers = key.public_key().public_numbers()
    if isinstance(numbers, ec.EllipticCurvePublicNumbers):
        return {"kty": "EC", "crv": "P-256", "x": encode(numbers.x.to_bytes(32, "big")).decode(),
                "y": encode(numbers.y.to_bytes(32, "big")).decode()}
    size = (numbers.n.bit_length() + 7) // 8
    return {"kty": "RSA", "n": encode(numbers.n.to_bytes(size, "big")).decode(), "e": "AQAB"}


class Corpus:
    """Of one trusted ES256 key. Each case is its name and the token's bytes."""

    def __init__(self, issuer, audience, key, kid, now=time.time):
        self.issuer, self.audience, self.key, self.kid, self.now = issuer, audience, key, kid, now
        self.header = {"alg": "ES256", "typ": "JWT", "kid": kid}
        self.other = ec.generate_private_key(ec.SECP256R1())
        self.rsa = rsa.generate_private_key(65537, 2048)

    def claims(self, **changes):
        """A change to ... leaves the claim out."""
        now = int(self.now())
        said = {"iss": self.issuer, "aud": self.audience, "sub": "u-token-test", "jti": str(uuid.uuid4()),
                "iat": now - 10, "nbf": now - 10, "exp": now + 600, "roles": ["auditor"], "name": "王芳"}
        said.update(changes)
        return {name: value for name, value in said.items() if value is not ...}

    def signed(self, header=None, **changes):
        return token(self.header if header is None else header, self.claims(**changes), sign_es(self.key))

    def good(self):
        at = dict(self.header, typ="at+jwt")
        yield "plain", self.signed()
        yield "without typ", self.signed({"alg": "ES256", "kid": self.kid})
        yield "without kid, of a single key", self.signed({"alg": "ES256"})
        yield "at+jwt", self.signed(at)
        yield "application/at+jwt", self.signed(dict(at, typ="application/at+jwt"))
        yield "unknown header members", self.signed(dict(self.header, x={"y": [1]}))
        yield "a jku, which is not followed", self.signed(dict(self.header, jku="http://127.0.0.1:9/"))
        yield "an x5u, which is not followed", self.signed(dict(at, x5u="http://127.0.0.1:9/"))
        yield "a list of one audience", self.signed(aud=[self.audience])
        yield "a list of audiences", self.signed(aud=["other", self.audience])
        yield "no roles", self.signed(roles=...)
        yield "empty roles", self.signed(roles=[])
        yield "no name", self.signed(name=...)
        yield "null name", self.signed(name=None)
        yield "expired 20 s ago", self.signed(exp=int(self.now()) - 20)
        yield "valid in 20 s", self.signed(nbf=int(self.now()) + 20)
        yield "made in 20 s", self.signed(iat=int(self.now()) + 20)
        yield "fractions of seconds", self.signed(iat=self.now() - 1.5, exp=self.now() + 60.5)
        yield "unknown claims", self.signed(extra={"deep": [[[1]]]})

    def bad(self):
        yield from self._claims()
        yield from self._payloads()
        yield from self._headers()
        yield from self._signatures()
        yield from self._shapes()

    def _claims(self):
        now = int(self.now())
        wrong_text = [None, 1, True, [], {}, ""]
        wrong_time = [None, str(now), True, [], {}, -1, 1e300, 10**14, [now]]
        wrong = {
            "iss": wrong_text + [self.issuer + "/", self.issuer.upper(), self.issuer + ".evil", [self.issuer], " " + self.issuer],
            "aud": wrong_text + ["other", self.audience.upper(), self.audience + " ", self.audience + ",other", ["other"],
                                 [self.audience, 1], [[self.audience]], {self.audience: True}, [None], ["other", ""]],
            "sub": wrong_text + [["u1"], "a\nb", "a\u0001", "x" * 300, "system"],
            "jti": wrong_text + [["j1"], "x" * 300],
            "exp": wrong_time + [0, 1, now - 31, now - 3600, 253402300800],
            "nbf": wrong_time + [now + 60, now + 3600],
            "iat": wrong_time + [now + 60, now + 3600],
            "roles": ["administrator", 1, True, {}, [1], [None], [""], [["auditor"]], {"auditor": True},
                      ["auditor", False], ["a\nb"], ["system"], ["r"] * 65],
            "department_id": [1, True, [], {}, "", ["d1"]],
            "client_id": [1, [], ""],
            "scope": [1, ["a"], ""],
            "name": [1, [], ""],
        }
        for name in ("iss", "aud", "sub", "jti", "exp", "nbf", "iat"):
            yield f"without {name}", self.signed(**{name: ...})
        for name, values in wrong.items():
            for value in values:
                yield f"{name} {value!r:.40}", self.signed(**{name: value})

    def _payloads(self):
        good = json.dumps(self.claims()).encode()
        rest = good[1:]
        deep = b"[" * 3000
        texts = [b"", b" ", b"null", b"1", b"true", b'"text"', b"[]", b"{}", b"{", b"}", b"nonsense", b"[" + good + b"]",
                 good + good, good + b" x", good[:-1], b"\xef\xbb\xbf" + good, good + b"\0", b"{," + rest, deep,
                 good.decode().encode("utf-16")]
        members = [b'"sub":"other"', b'"exp":9999999999', b'"roles":[]', b'"\\u0073ub":"other"', b'"extra":{"a":1,"a":2}',
                   b'"extra":"\\u0000"', b'"extra":"\xff\xfe"', b'"extra":"\xc0\xaf"', b'"extra":"\xed\xa0\x80"',
                   b'"extra":"\\ud800"', b'"extra":"\0"', b'"extra":1e999', b'"extra":123456789012345678901234567890',
                   b'"extra":NaN', b'"extra":01', b"'extra':1", b'"extra":[[[[[[[[1]]]]]]]]', b'"extra":' + deep]
        for text in texts + [b"{" + member + b"," + rest for member in members]:
            yield f"payload {text!r:.40}", token(self.header, text, sign_es(self.key))

    def _headers(self):
        good = json.dumps(self.header).encode()
        headers = [b"", b"null", b"[]", b"{}", b'"ES256"', good + b"{}", good + b" x", good[:-1], b"[" * 3000,
                   b'{"alg":"none",' + good[1:], good[:-1] + b',"alg":"none"}', good[:-1] + b',"kid":"x"}',
                   b'{"\\u0061lg":"none",' + good[1:], good[:-1] + b',"x":"\xff"}', good[:-1] + b',"x":"\0"}']
        changes = [{"alg": value} for value in (None, 1, "", ["ES256"], "es256", "ES256 ", "ES256\0", "ES384", "ES512",
                                                "RS256", "HS256", "PS256", "EdDSA", "ES256K")]
        changes += [{"kid": value} for value in (1, True, ["x"], {}, "", self.kid.upper(), self.kid + " ", self.kid + "\0",
                                                 "other", "x' or '1'='1", "../../../../dev/null", "/etc/passwd",
                                                 "| sleep 9", "http://127.0.0.1/key", "a\nb", "x" * 300)]
        changes += [{"typ": value} for value in ("JWE", 1, "logout+jwt", "dpop+jwt", "")]
        changes += [{"crit": ["exp"]}, {"crit": []}, {"crit": None}, {"crit": ["b64"], "b64": False}, {"b64": False}]
        for header in headers + [dict(self.header, **change) for change in changes] + [{"typ": "JWT", "kid": self.kid}]:
            yield f"header {header!r:.60}", self.signed(header)

        brought = [{"jwk": jwk_of(self.other)}, {"jwk": dict(jwk_of(self.other), kid="evil"), "kid": "evil"},
                   {"jku": "http://127.0.0.1:9/jwks"}, {"x5u": "http://127.0.0.1:9/cert"}, {"x5c": ["MIIB"]}, {"x5t": "AAAA"}]
        for member in brought:
            for typ in ("JWT", "at+jwt"):
                header = dict(self.header, typ=typ, **member) if "kid" not in member else dict(self.header, typ=typ) | member
                yield f"key brought along {typ} {sorted(member)}", token(header, self.claims(), sign_es(self.other))

    def _signatures(self):
        payload = self.claims()
        public, public_rsa = pem_of(self.key), pem_of(self.rsa)
        for none in ("none", "None", "NONE", "nOnE", ""):
            yield f"alg {none!r}, not signed", token(dict(self.header, alg=none), payload, unsigned)
            yield f"alg {none!r}, signed", token(dict(self.header, alg=none), payload, sign_es(self.key))
        yield "not signed", token(self.header, payload, unsigned)
        yield "another key", token(self.header, payload, sign_es(self.other))
        yield "another key, no kid", token({"alg": "ES256"}, payload, sign_es(self.other))
        yield "RSA under ES256", token(self.header, payload, sign_rs(self.rsa))
        yield "SHA-512 under ES256", token(self.header, payload, sign_es(self.key, hashes.SHA512()))
        yield "P-384 under ES256", token(self.header, payload, sign_es(ec.generate_private_key(ec.SECP384R1())))
        yield "zeros", token(self.header, payload, lambda _: bytes(64))
        yield "DER instead of two numbers", token(self.header, payload, lambda text: self.key.sign(text, ec.ECDSA(hashes.SHA256())))
        for typ in ("JWT", "at+jwt"):
            yield f"RS256 {typ}", token(dict(self.header, alg="RS256", typ=typ), payload, sign_rs(self.rsa))
            yield f"RS512 {typ}", token(dict(self.header, alg="RS512", typ=typ), payload, sign_rs(self.rsa, hashes.SHA512()))
            yield f"RS512 under RS256 {typ}", token(dict(self.header, alg="RS256", typ=typ), payload, sign_rs(self.rsa, hashes.SHA512()))
            for secret in (public, public.strip(), public_rsa, b"", b"secret", self.kid.encode()):
                yield (f"HS256 {typ} with {secret!r:.40}",
                       token(dict(self.header, alg="HS256", typ=typ), payload, sign_hs(secret)))
            yield f"HMAC under ES256 {typ}", token(dict(self.header, typ=typ), payload, sign_hs(public))
        yield "HS512", token(dict(self.header, alg="HS512"), payload, sign_hs(public, hashlib.sha512))

    def _shapes(self):
        good = self.signed()
        header, payload, signature = good.split(b".")
        for cut in sorted({1, 2, len(header), len(header) + 1, len(good) - 44, *range(5, len(good), 37)} |
                          set(range(len(good) - 5, len(good)))):
            yield f"cut to {cut}", good[:cut]
        for at in range(len(header) + 1, len(good), 23):
            if good[at] not in b".":
                yield f"byte {at} changed", good[:at] + (b"B" if good[at] in b"A" else b"A") + good[at + 1:]
        for last in ALPHABET:
            if last != good[-1]:
                yield f"last character {last:c}", good[:-1] + bytes([last])
        for char in b"=+/!%~ \t\"'\\,;:@\x7f\x80\xff":
            yield f"{char:#x} at the end", good + bytes([char]) + b"A"
            yield f"{char:#x} in the middle", header + bytes([char]) + good[len(header):]
        for name, text in {
                "padding": good + b"=", "two of padding": good + b"==", "trailing garbage": good + b"!!!!",
                "trailing dot": good + b".", "leading dot": b"." + good, "four parts": good + b".AAAA",
                "five parts": good + b".AAAA.AAAA", "twice": good + good, "twice, with a comma": good + b"," + good,
                "twice, with a blank": good + b" " + good, "no payload": header + b".." + signature,
                "no header": b"." + payload + b"." + signature, "no signature": header + b"." + payload + b".",
                "two parts": header + b"." + payload, "short signature": header + b"." + payload + b".AAAA",
                "dots": b"..", "a dot": b".", "three dots": b"...", "letters": b"a.b.c", "null": b"null", "undefined": b"undefined",
                "JSON": b'{"alg":"none"}', "quoted": b'"' + good + b'"', "huge": b"A" * 12000,
                "huge, of three parts": b"A" * 4000 + b"." + b"A" * 4000 + b"." + b"A" * 4000,
                "large, else good": self.signed(dict(self.header, x="0" * 7000)),
                "many claims": self.signed(extra=["0" * 10] * 600)}.items():
            yield name, text


def ask(suite, authorization=None, method=b"GET", path=b"/v1/enums", body=b""):
    """Raw, since no client library sends what is wrong: status, headers (names in lower case), body."""
    with socket.create_connection(("127.0.0.1", suite.base + 1), timeout=20) as connection:
        head = method + b" " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        if authorization is not None:
            head += b"Authorization: " + authorization + b"\r\n"
        if body:
            head += b"Content-Type: application/json\r\nContent-Length: %d\r\n" % len(body)
        connection.sendall(head + b"\r\n" + body)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
    return int(lines[0].split()[1]), headers, body
