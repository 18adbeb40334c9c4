"""Reads the YAML of api-spec/; every mapping knows its file and line, for clear refusals."""
import re
import sys
from contextlib import contextmanager
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


class Fault(Exception):
    """Something the build refuses, told as file:line: what is wrong."""


class Map(dict):
    """A mapping of a YAML file that remembers where it stands."""
    at = "?"


class Loader(yaml.SafeLoader):
    """YAML 1.2 where it matters: only true and false are booleans, a date is text, no key twice."""

    def construct_map(self, node):
        made = Map()
        made.at = f"{self.name}:{node.start_mark.line + 1}"
        yield made
        self.flatten_mapping(node)
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            key = str(key) if isinstance(key, int) and not isinstance(key, bool) else key
            where = f"{self.name}:{key_node.start_mark.line + 1}"
            if not isinstance(key, str):
                raise Fault(f"{where}: the key {key!r} is not text")
            if key in made:
                raise Fault(f"{where}: {key} stands here twice")
            made[key] = self.construct_object(value_node, deep=True)


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers
            if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
Loader.add_constructor("tag:yaml.org,2002:map", Loader.construct_map)


def load(path, root=ROOT):
    """The mapping of one file; an empty file is an empty mapping."""
    name = str(path.relative_to(root))
    loader = Loader(path.read_text(encoding="utf-8"))
    loader.name = name
    try:
        content = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        raise Fault(f"{name}:{error.problem_mark.line + 1}: {error.problem}") from error
    if content is None:
        content = Map()
        content.at = f"{name}:1"
    if not isinstance(content, Map):
        raise Fault(f"{name}: not a mapping")
    return content


def load_all(folder, root=ROOT):
    """Every file of a folder, by name."""
    return [load(path, root) for path in sorted((root / folder).glob("*.yaml"))]


def refuse(node, message):
    raise Fault(f"{getattr(node, 'at', '?')}: {message}")


class Faults:
    """Gathers faults, so that all are told at once: with faults.gather(): …"""

    def __init__(self):
        self.told = []

    @contextmanager
    def gather(self):
        try:
            yield
        except Fault as fault:
            self.told.append(str(fault))

    def tell(self):
        if self.told:
            raise Fault("\n".join(self.told))


def check_keys(node, allowed, what):
    """Refuses a key that nobody would read."""
    for key in node:
        if key not in allowed:
            refuse(node, f"{what}: unknown key {key}")


def snake(name):
    """CustomerClass -> customer_class"""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def run(main):
    """Ends a generator: a Fault is the user's to read, without a stack trace."""
    try:
        main()
    except Fault as fault:
        sys.exit(f"{fault}")
