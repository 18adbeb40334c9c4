"""configure.py [--container] GEN FOLDER [ADDRESS:]PORT SERVICE=HOST:PORT…: makes what nginx needs in FOLDER.

Which path is whose is read from the bundled documents of the services, GEN/<service>/openapi.json.
In a container nginx is no daemon, and its log goes to standard error."""
import json
import re
import shutil
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent

UPSTREAM = """\
	upstream {name} {{
		server {address};
		keepalive 64;
	}}
"""

# The kinds of problems.yaml that the gateway itself answers with, by nginx's status.
PROBLEMS = {"400": "MALFORMED_REQUEST", "404": "NOT_FOUND", "408": "REQUEST_TIMEOUT", "413": "BODY_TOO_LARGE",
            "429": "RATE_LIMITED", "431": "HEADERS_TOO_LARGE", "default": "UNAVAILABLE"}

# A poll for events waits as long as it asked to.
LOCATIONS = """\
		location ~ ^/v1/(?:{resources})(?:/|$) {{ proxy_pass http://{name}; }}
		location /{name}/ {{ proxy_pass http://{name}/; }}
		location = /{name}/v1/events {{ proxy_read_timeout 75s; proxy_pass http://{name}/v1/events; }}
"""
# A file is larger than a form.
IMPORT = "		location = {path} {{ client_max_body_size 20m; proxy_pass http://{name}; }}\n"
EVENTS = "		location = /v1/events {{ proxy_read_timeout 75s; proxy_pass http://{name}; }}\n"


def resources(document):
    """The first segments below /v1 of a document's paths."""
    return {found.group(1) for found in (re.match(r"/v1/([a-z0-9-]+)", path) for path in document["paths"]) if found}


def imports(document):
    """The paths that take a file."""
    return [path for path, operations in document["paths"].items()
            if "text/csv" in operations.get("post", {}).get("requestBody", {}).get("content", {})]


def shares(documents):
    """service -> the paths below /v1 that are its. What every service has (rules, enums, events …) is
    answered by customers, the first of them; that of another service stands below its name: /credit/v1/events."""
    taken, found = set(), {}
    for name, document in documents.items():
        found[name] = sorted(resources(document) - taken)
        taken |= resources(document)
    return found


def problem(kinds, code):
    kind = kinds[code]
    return json.dumps({"type": "/problems/" + code.lower().replace("_", "-"), "title": kind["en"], "status": kind["status"], "code": code})


def main():
    container = sys.argv[1] == "--container"
    generated, folder, listen, *words = sys.argv[2 if container else 1:]
    generated, folder = Path(generated), Path(folder)
    addresses = dict(sorted((word.split("=", 1) for word in words), key=lambda one: one[0] != "customers"))
    documents = {name: json.loads((generated / name / "openapi.json").read_text()) for name in addresses}
    html = folder / "html"
    shutil.rmtree(html, ignore_errors=True)
    shutil.copytree(HERE / "docs", html / "docs")
    (html / "openapi").mkdir()
    (folder / "temp").mkdir(exist_ok=True)
    for name in documents:
        shutil.copyfile(generated / name / "openapi.json", html / "openapi" / f"{name}.json")
    (html / "openapi/index.json").write_text(json.dumps({"services": list(documents)}))
    kinds = yaml.safe_load((HERE.parents[1] / "api-spec/problems.yaml").read_text(encoding="utf-8"))
    locations = EVENTS.format(name=next(iter(documents)))
    for name, share in shares(documents).items():
        locations += LOCATIONS.format(name=name, resources="|".join(share))
        locations += "".join(IMPORT.format(name=name, path=path) for path in imports(documents[name]))
    filled = {
        "daemon": "off" if container else "on",
        "run": "." if container else "../run",
        "error_log": "/dev/stderr" if container else "../log/gateway.log",
        "listen": listen,
        "problems": "".join(f"\t\t{status} '{problem(kinds, code)}';\n" for status, code in PROBLEMS.items()),
        "upstreams": "".join(UPSTREAM.format(name=name, address=address) for name, address in addresses.items()),
        "locations": locations,
    }
    text = (HERE / "nginx.conf").read_text()
    for name, value in filled.items():
        text = text.replace(f"@{name}@", value)
    (folder / "nginx.conf").write_text(text)


if __name__ == "__main__":
    main()
