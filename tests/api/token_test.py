"""Every wrong token is answered 401 with a challenge, every right one is let in, and the service stays up."""
import json
import time

import pytest
from cryptography.hazmat.primitives import serialization

import issuer
from token_corpus import Corpus, ask


@pytest.fixture(scope="module")
def corpus(suite):
    key = serialization.load_pem_private_key((suite.var / "keys/issuer.key").read_bytes(), None)
    return Corpus(issuer.ISSUER, issuer.AUDIENCE, key, issuer.KID, suite.clock.now)


@pytest.fixture(scope="module")
def bearer(suite):
    return lambda token, **more: ask(suite, b"Bearer " + token, **more)


def test_wrong_tokens(corpus, bearer):
    cases = list(corpus.bad())
    assert len(cases) > 300
    let_in = []
    for name, token in cases:
        status, headers, body = bearer(token)
        if status != 401 or not headers.get("www-authenticate", "").startswith('Bearer realm="kehu", error="invalid_token"'):
            let_in.append((name, status))
            continue
        problem = json.loads(body)
        assert problem["code"] == "UNAUTHENTICATED" and headers["content-type"] == "application/problem+json", name
        assert token.decode("latin-1") not in body.decode() or len(token) < 20, name
    assert let_in == []
    assert bearer(corpus.signed())[0] == 200


def test_right_tokens(corpus, bearer):
    refused = [(name, status, body) for name, token in corpus.good() for status, _, body in [bearer(token)] if status != 200]
    assert refused == []


def test_a_token_is_good_more_than_once(corpus, bearer):
    token = corpus.signed()
    assert [bearer(token)[0] for _ in range(20)] == [200] * 20


def test_scheme(suite, corpus):
    good = corpus.signed()
    for right in (b"bearer " + good, b"BEARER " + good, b"Bearer   " + good):
        assert ask(suite, right)[0] == 200, right[:20]
    for wrong in (None, b"", b"Bearer", good, b"Basic " + good, b"Token " + good, b"Bearer:" + good, b"BearerX " + good):
        status, headers, _ = ask(suite, wrong)
        assert status == 401, wrong
        # Whoever sent none is told what is needed, and of no error (RFC 6750, section 3.1).
        assert headers["www-authenticate"] == 'Bearer realm="kehu"', wrong


def test_a_token_elsewhere_is_none(suite, corpus):
    assert ask(suite, None, path=b"/v1/enums?access_token=" + corpus.signed())[0] == 401


def test_public_operations_need_none(suite):
    assert ask(suite, None, path=b"/openapi.json")[0] == 200
    assert ask(suite, b"Bearer nonsense", path=b"/openapi.json")[0] == 200


def test_role(corpus, bearer):
    body = b'{"jti":"never-issued","expires_at":"2099-01-01T00:00:00Z"}'
    for roles in ([], ["auditor"], ["Administrator"], ["administrator "], ["any"], ["administrators"]):
        status, _, answer = bearer(corpus.signed(roles=roles), method=b"POST", path=b"/v1/token-revocations", body=body)
        assert (status, json.loads(answer)["code"]) == (403, "FORBIDDEN_ROLE"), roles


def test_refusals_come_before_the_body_is_looked_at(suite, corpus):
    for authorization, status in ((None, 401), (b"Bearer " + corpus.signed(roles=["auditor"]), 403)):
        assert ask(suite, authorization, method=b"POST", path=b"/v1/token-revocations", body=b"{")[0] == status


def test_revocation(corpus, bearer):
    claims = corpus.claims()
    taken_back, other = corpus.signed(**claims), corpus.signed()
    administrator = corpus.signed(roles=["administrator"])
    body = json.dumps({"jti": claims["jti"], "expires_at": "2099-01-01T00:00:00Z"}).encode()

    def revoke(path=b"/v1/token-revocations"):
        return bearer(administrator, method=b"POST", path=path, body=body)[0]

    assert bearer(taken_back)[0] == 200
    assert revoke(b"/v1/token-revocations?dry_run=true") in (200, 204)
    assert bearer(taken_back)[0] == 200
    assert revoke() == 204
    for _ in range(10):  # whichever thread serves it
        status, headers, _ = bearer(taken_back)
        assert status == 401 and "revoked" in headers["www-authenticate"]
    assert revoke() == 204
    assert bearer(other)[0] == 200


def test_revocation_by_another_process(corpus, bearer, db):
    """What another replica has written is known here within seconds, to every thread."""
    claims = corpus.claims()
    taken_back = corpus.signed(**claims)
    assert bearer(taken_back)[0] == 200
    db.cursor().execute("insert into token_revocation (jti, expires_at, created_at, created_by, trace_id)"
                        " values (%s, to_timestamp(%s), to_timestamp(%s), 'test', 'test')",
                        (claims["jti"], claims["exp"], corpus.now()))
    deadline = time.monotonic() + 5
    while bearer(taken_back)[0] == 200 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [bearer(taken_back)[0] for _ in range(10)] == [401] * 10


@pytest.mark.parametrize("roles", ["employee,auditor", "employee auditor"])
def test_a_token_of_several_roles_from_the_command_line(roles):
    assert issuer.from_arguments([f"ROLES={roles}", "SUB=somebody"])["roles"] == ["employee", "auditor"]
