"""load.py URL [TOKEN COMMAND]: the sample company, entered over the public API as its people would do it.

TOKEN COMMAND prints a token for ROLES=… SUB=… [DEPARTMENT=…]; without it the suite's own issuer does.
What is there already stays as it is, so it may be run again.
"""
import csv
import json
import shlex
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from complaints import load_complaints
from credit import Credit

HERE = Path(__file__).resolve().parent
ISSUER = [sys.executable, "-B", str(HERE.parent / "scripts/issuer.py"), "token"]
LISTS = {"roles", "products"}
INTEGERS = {"registered_capital_fen", "beds"}


def read(name):
    """A file of the sample; empty fields are left out."""
    with open(HERE / name, encoding="utf-8", newline="") as file:
        if name.endswith(".json"):
            return json.load(file)
        return [{column: typed(column, value) for column, value in row.items() if value} for row in csv.DictReader(file)]


def typed(column, value):
    if column in LISTS:
        return value.split(";")
    if column in INTEGERS:
        return int(value)
    return json.loads(value) if column == "contacts" else value


class Refused(Exception):
    pass


class Loader:
    def __init__(self, url, token_command):
        self.url, self.token_command = url.rstrip("/"), token_command
        self.tokens = {}
        self.departments, self.employees, self.products, self.customers = {}, {}, {}, {}

    def token(self, roles, sub, department=None):
        key = (tuple(roles), sub, department)
        if key not in self.tokens:
            words = [f"ROLES={','.join(roles)}", f"SUB={sub}"] + ([f"DEPARTMENT={department}"] if department else [])
            made = subprocess.run(self.token_command + words, check=True, capture_output=True, text=True)
            self.tokens[key] = made.stdout.strip()
        return self.tokens[key]

    def ask(self, who, method, path, body=None, known=(), **headers):
        """who: (roles, sub, department). The answer's JSON; a status in known is answered as well."""
        if method == "PATCH":
            headers["Content-Type"] = "application/merge-patch+json"
        elif body is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(
            self.url + path, method=method, headers={**headers, "Authorization": f"Bearer {self.token(*who)}"},
            data=None if body is None else json.dumps(body, ensure_ascii=False).encode())
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code in known:
                return json.load(error)
            raise Refused(f"{method} {path}: {error.code} {error.read().decode(errors='replace')}") from error

    def existing(self, who, path, **filters):
        items = self.ask(who, "GET", f"{path}?{urllib.parse.urlencode(filters)}")["items"]
        return items[0] if items else None

    def as_employee(self, number):
        """Who an employee is to the services: roles, sub and department."""
        employee = self.employees[number]
        return employee["roles"], employee["subject"], employee["department_id"]

    def load(self):
        rows = read("departments.json")
        administrator = (["administrator"], "ma.wenbo")
        for row in rows:
            body = {member: row[member] for member in ("code", "name", "kind")}
            if "parent" in row:
                body["parent_id"] = self.departments[row["parent"]]["id"]
            self.departments[row["code"]] = self.existing(administrator, "/v1/departments", code=row["code"]) or \
                self.ask(administrator, "POST", "/v1/departments", body)
        self.load_employees(administrator)
        for row in rows:
            self.set_head(administrator, self.departments[row["code"]], self.employees[row["head"]])
        self.load_products()
        self.load_customers()
        self.load_documents()
        Credit(self).load()
        load_complaints(self)

    def load_employees(self, administrator):
        for row in read("employees.csv"):
            row["department_id"] = self.departments[row.pop("department")]["id"]
            if "supervisor" in row:
                row["supervisor_id"] = self.employees[row.pop("supervisor")]["id"]
            self.employees[row["number"]] = self.existing(administrator, "/v1/employees", number=row["number"]) or \
                self.ask(administrator, "POST", "/v1/employees", row)

    def set_head(self, administrator, department, head):
        if "head_id" not in department:
            self.ask(administrator, "PATCH", f"/v1/departments/{department['id']}", {"head_id": head["id"]},
                     **{"If-Match": f'"{department["version"]}"'})

    def load_products(self):
        division = self.as_employee("E011")
        for row in read("products.json"):
            self.products[row["code"]] = self.existing(division, "/v1/products", code=row["code"]) or \
                self.ask(division, "POST", "/v1/products", row)

    def load_customers(self):
        """Each as its responsible employee; who is known already is the first candidate of the refusal."""
        for row in read("customers.csv"):
            who = self.as_employee(row.pop("responsible"))
            row.pop("department")
            products = row.pop("products", [])
            row["product_ids"] = [self.products[code]["id"] for code in products]
            answer = self.ask(who, "POST", "/v1/customers", row, known=(409,))
            self.customers[row["external_id"]] = answer["candidates"][0]["id"] if "candidates" in answer else answer["id"]

    def load_documents(self):
        """Registered and verified by the department's office supervisor."""
        supervisors = {employee["department_id"]: number for number, employee in self.employees.items()
                       if "sales_office_supervisor" in employee["roles"]}
        for row in read("archive_documents.csv"):
            who = self.as_employee(supervisors[self.departments[row.pop("department")]["id"]])
            customer, verified = self.customers[row.pop("customer")], row.pop("verified") == "yes"
            if self.existing(who, "/v1/archive-documents", customer_id=customer, type=row["type"]):
                continue
            made = self.ask(who, "POST", f"/v1/customers/{customer}/archive-documents", row)
            if verified:
                self.ask(who, "POST", f"/v1/archive-documents/{made['id']}/verify")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    loader = Loader(sys.argv[1], shlex.split(sys.argv[2]) if len(sys.argv) == 3 else ISSUER)
    try:
        loader.load()
    except (Refused, OSError, TimeoutError) as error:
        sys.exit(f"the sample company could not be loaded: {error}")
    print(f"{len(loader.departments)} departments, {len(loader.employees)} employees, {len(loader.products)} products, "
          f"{len(loader.customers)} customers")


if __name__ == "__main__":
    main()
