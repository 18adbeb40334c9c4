"""The port for operations, the log, and the life of the process."""
import json
import re
import subprocess
import time

import requests

from suite import BUILD, ROOT, SANITIZED

PROGRAM = BUILD / ("sanitize/bin" if SANITIZED else "bin") / "customers"


def test_alive_and_ready(suite):
    assert requests.get(suite.operations_url() + "/livez", timeout=5).status_code == 200
    ready = requests.get(suite.operations_url() + "/readyz", timeout=5)
    assert ready.status_code == 200
    assert ready.json()["ready"] is True and ready.json()["database"] is True
    assert requests.get(suite.operations_url() + "/", timeout=5).status_code == 404


def test_operations_are_not_on_the_port_for_requests(suite):
    for path in ("/metrics", "/livez", "/readyz"):
        assert requests.get(suite.url + path, timeout=5).status_code in (401, 404)
        assert requests.get(suite.gateway_url + path, timeout=5).status_code == 404


def test_requests_are_counted(suite, api):
    def count():
        text = requests.get(suite.operations_url() + "/metrics", timeout=5).text
        found = re.search(r'http_server_request_duration_seconds_count\{operation="enum_list",status="200"\} (\d+)', text)
        return int(found.group(1)) if found else 0

    before = count()
    for _ in range(3):
        api("employee").get("/v1/enums", expect=200)
    assert count() == before + 3
    text = requests.get(suite.operations_url() + "/metrics", timeout=5).text
    assert "process_resident_memory_bytes" in text
    for line in text.splitlines():
        assert line.startswith("# ") or re.fullmatch(r'[a-z_]+(\{[^}]*\})? [0-9.e+-]+', line), line


def test_one_line_a_request_without_what_is_personal(suite, api):
    client = api("employee", sub="log-reader")
    client.get("/v1/enums?unknown=13800138000")
    client.get("/v1/customers/13800138000/nothing")
    time.sleep(0.3)
    lines = [json.loads(line) for line in suite.log().splitlines() if line.startswith("{")]
    mine = [line for line in lines if line.get("caller") == "log-reader"]
    assert mine and mine[0]["operation"] == "enum_list" and mine[0]["status"] == 400
    assert mine[0]["path"] == "/v1/enums" and re.fullmatch("[0-9a-f]{32}", mine[0]["trace_id"])
    assert mine[0]["duration_us"] >= 0 and mine[0]["code"] == "VALIDATION_FAILED"
    assert "13800138000" not in suite.log()
    assert client.session.headers["Authorization"].split(".")[1] not in suite.log()


def test_settings_are_told_and_checked():
    told = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True).stdout
    table = told[told.index("| setting"):].strip()
    assert table in (ROOT / "README.md").read_text(encoding="utf-8"), "README.md has another table than --help"
    wrong = subprocess.run([PROGRAM, "--check-config"], capture_output=True, text=True, env={"KEHU_PROT": "1"}, check=False)
    assert wrong.returncode == 2 and "KEHU_prot" in wrong.stderr and "database must be set" in wrong.stderr
