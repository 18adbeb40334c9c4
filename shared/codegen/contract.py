"""The contract of one service: the files of api-spec/ put together, references followed."""
from dataclasses import dataclass, field
from pathlib import Path

from spec import ROOT, Map, check_keys, load, load_all, refuse

METHODS = ("get", "post", "put", "patch", "delete")
ROOT_KEYS = {"openapi", "info", "tags", "servers", "paths", "components", "x-events", "x-resources"}
FRAGMENT_KEYS = {"paths", "components", "tags"}
COMMON_KEYS = FRAGMENT_KEYS | {"x-templates", "x-role-names"}


@dataclass
class Operation:
    id: str
    method: str          # "get"
    path: str
    node: Map            # as written
    common: bool = False  # of api-spec/common/: its struct is generated once, for all services
    template: str = ""   # history, decisions, batch, import: one struct and handler for many operations
    resource: str = ""   # of history and decisions
    item: str = ""       # of batch and import: the operation each item is
    parameters: list = field(default_factory=list)  # resolved, the path's own included
    fields: list = field(default_factory=list)

    @property
    def what(self):
        return f"{self.id} ({self.method.upper()} {self.path})"

    @property
    def struct(self):
        return f"{self.template or self.id}_in"


class Contract:
    """service: "platform" stands for what is common to all."""

    def __init__(self, service, root=ROOT):
        self.service, self.root = service, root
        self.document, self.paths, self.components = Map(), {}, {}
        self.roles, self.templates, self.tags = {}, {}, []
        self.operations = []
        for content in load_all("api-spec/common", root):
            self.merge(content, COMMON_KEYS, common=True)
        if service != "platform":
            self.document = load(root / f"api-spec/{service}.yaml", root)
            self.merge(self.document, ROOT_KEYS)
            for content in load_all(f"api-spec/{service}", root):
                self.merge(content, FRAGMENT_KEYS)
        self.events = self.document.get("x-events") or {}
        for event in self.events.values():
            event["roles"] = roles_of(event.get("roles"))
        self.resources = self.document.get("x-resources") or {}
        for name, resource in self.resources.items():
            self.add_resource(name, resource)
        self.by_id = {operation.id: operation for operation in self.operations}
        self.schema_names = {id(schema): name for name, schema in self.schemas.items()}

    @property
    def schemas(self):
        return self.components.get("schemas", {})

    @property
    def enumerations(self):
        return {name: schema for name, schema in self.schemas.items() if "enum" in schema}

    def merge(self, content, keys, common=False):
        check_keys(content, keys, "the file")
        self.roles.update(content.get("x-role-names") or {})
        self.templates.update(content.get("x-templates") or {})
        self.tags += content.get("tags") or []
        for tag in content.get("tags") or []:
            check_keys(tag, ("name", "description"), f"tag {tag.get('name')}")
        for section, entries in (content.get("components") or {}).items():
            into = self.components.setdefault(section, {})
            for name, entry in (entries or {}).items():
                if name in into:
                    refuse(entry, f"{section}: {name} stands in two files")
                into[name] = entry
        for path, item in (content.get("paths") or {}).items():
            check_keys(item, METHODS + ("parameters",), path)
            for method in METHODS:
                if method in item:
                    self.add(path, method, item[method], item.get("parameters") or [], common)

    def add(self, path, method, node, shared, common=False, **more):
        """One operation; shared: the parameters written at its path."""
        if (path, method) in self.paths:
            refuse(node, f"{method.upper()} {path} stands here and at {self.paths[path, method].at}")
        identity = node.get("operationId")
        if "x-roles" in node:
            node["x-roles"] = roles_of(node["x-roles"])
        if not identity:
            refuse(node, f"{method.upper()} {path}: operationId is missing")
        for other in self.operations:
            if other.id == identity:
                refuse(node, f"the operationId {identity} stands here and at {other.node.at}")
        operation = Operation(identity, method, path, node, common, **more)
        for key, template in (("x-batch-of", "batch"), ("x-import-of", "import")):
            if key in node:
                operation.template, operation.item = template, node[key]
                for part in ("requestBody", "parameters"):
                    if part in node:
                        refuse(node, f"{operation.what}: the {part} of {key} is added by the generator")
                node["requestBody"] = self.templates[template]["requestBody"]
                node.setdefault("responses", self.templates[template]["responses"])
        operation.parameters = [self.resolve(entry) for entry in [*shared, *(node.get("parameters") or [])]]
        self.paths[path, method] = node
        self.operations.append(operation)

    def add_resource(self, name, resource):
        """Its history and its decisions."""
        check_keys(resource, ("path", "get", "roles"), f"x-resources: {name}")
        for key in ("path", "get", "roles"):
            if key not in resource:
                refuse(resource, f"x-resources: {name}: {key} is missing")
        for template in ("history", "decisions"):
            node = Map(self.templates[template])
            node.at = resource.at
            node["operationId"] = f"{name}_{template}"
            node["summary"] = node["summary"].replace("{resource}", name.replace("_", " "))
            node["x-roles"] = resource["roles"]
            node["tags"] = self.tags_of(resource["path"])
            self.add(f"{resource['path']}/{template}", "get", node, [], template=template, resource=name)

    def tags_of(self, path):
        """A resource's history stands where the resource does in the document."""
        for operation in self.operations:
            if operation.path == path and "tags" in operation.node:
                return operation.node["tags"]
        return []

    def resolve(self, node):
        """Follows $ref (whatever file it names: all are one document)."""
        for _ in range(20):
            if "$ref" not in node:
                return node
            section, name = self.reference(node)
            node = self.components[section][name]
        refuse(node, "the reference leads back to itself")

    def reference(self, node):
        """(section, name) of a $ref."""
        parts = node["$ref"].partition("#")[2].split("/")
        if parts[:2] != ["", "components"] or len(parts) != 4:
            refuse(node, f"$ref {node['$ref']}: not of the form #/components/schemas/Customer")
        if parts[3] not in self.components.get(parts[2], {}):
            refuse(node, f"$ref {node['$ref']}: there is no such component")
        return parts[2], parts[3]


def roles_of(written):
    """[any] is any."""
    return written[0] if written in (["any"], ["public"]) else written


def migrations(service, root=ROOT):
    """The names a service's schema must have applied: common/0001_….sql, then its own."""
    found = []
    for folder in ("common", service):
        found += [f"{folder}/{path.name}" for path in sorted((Path(root) / "migrations" / folder).glob("*.sql"))]
    return found
