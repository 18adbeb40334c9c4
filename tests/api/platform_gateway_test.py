"""The gateway: every path of a document reaches its service; what it refuses itself is a problem too."""
import re
import socket

import requests


def ask(suite, path, **more):
    return requests.get(suite.gateway_url + path, timeout=10, allow_redirects=False, **more)


def test_documentation_needs_no_other_server(suite):
    assert ask(suite, "/").headers["Location"] == "/docs/"
    page = ask(suite, "/docs/")
    assert page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
    assert not re.search(r'(src|href)="(https?:)?//', page.text)
    for name in re.findall(r'(?:src|href)="([a-z]+\.(?:js|css))"', page.text):
        part = ask(suite, f"/docs/{name}")
        assert part.status_code == 200 and "https://" not in part.text
    assert ask(suite, "/openapi/index.json").json()["services"][0] == "customers"


def test_document_is_that_of_the_service(suite):
    served = ask(suite, "/openapi/customers.json").json()
    assert served == requests.get(suite.url + "/openapi.json", timeout=10).json()
    assert served == ask(suite, "/customers/openapi.json").json()


def test_every_path_reaches_its_service(suite):
    document = ask(suite, "/openapi/customers.json").json()
    for path in document["paths"]:
        if path.startswith("/v1/"):
            answer = ask(suite, re.sub(r"\{[^}]*\}", "x", path))
            assert answer.status_code in (401, 405), f"{path}: {answer.status_code} {answer.text}"


def test_common_paths_below_the_name_of_the_service(suite, api):
    client = api("employee", url=suite.gateway_url)
    direct = client.get("/v1/enums", expect=200)
    assert client.get("/customers/v1/enums", expect=200).json() == direct.json()


def test_query_and_path_arrive_as_sent(suite, api):
    answer = api("employee", url=suite.gateway_url).get("/v1/enums?a%20b=%E5%AE%A2", expect=400)
    assert answer.json()["errors"][0]["pointer"] == "?a b"


def test_own_refusals_are_problems(suite):
    for answer, status, code in (
            (ask(suite, "/nothing"), 404, "NOT_FOUND"),
            (ask(suite, "/v1/nothing.json"), 404, "NOT_FOUND"),
            (requests.post(suite.gateway_url + "/v1/customers", data=b"x" * (1024 * 1024 + 1), timeout=10), 413, "BODY_TOO_LARGE"),
            (ask(suite, "/v1/enums", headers={"X-Much": "x" * 17000}), 431, "HEADERS_TOO_LARGE")):
        assert answer.status_code == status
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        assert answer.json()["code"] == code and answer.json()["status"] == status


def test_doubled_length_is_refused(suite):
    with socket.create_connection(("127.0.0.1", suite.base), timeout=10) as connection:
        connection.sendall(b"POST /v1/customers HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx")
        assert connection.recv(4096).startswith(b"HTTP/1.1 400 ")


def test_a_file_may_be_larger_than_a_form(suite):
    answer = requests.post(suite.gateway_url + "/v1/customers/import", data=b"name\r\n" * 400_000, timeout=60,
                           headers={"Content-Type": "text/csv"})
    assert answer.status_code == 401, "the service itself answers"
