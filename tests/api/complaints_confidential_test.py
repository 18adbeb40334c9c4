"""Who may not see a complaint finds nothing below it, by whichever operation, and who is recused is refused every act (R10.5, R10.15)."""
import re

import pytest
from complaints import Unit
from complaints_outcome import Outcome
from factories import code_of

NOTHING, RECUSED = (404, "NOT_FOUND"), (403, "RECUSED")


def letter(**more):
    return {"kind": "LETTER", "title": "投诉信", "is_original": True, "storage_place": "3 号柜", "received_from": "李强", **more}


class Case:
    """A complaint of a law firm that was replied to, with one of everything below it, and those who stand outside of it."""

    def __init__(self, complaints):
        self.unit = unit = Unit(complaints, "LAW_FIRM")
        outcome, officer, handler = Outcome(unit), unit.organiser(), unit.handler()
        self.id = unit.investigating(respondents=[{"employee_id": unit.person("complaint_officer", 1)}])
        path = f"/v1/complaints/{self.id}"
        self.material = officer.post(path + "/materials", letter(is_original=False, content="5Y6f5Lu2"), expect=201).json()["id"]
        item, *_ = officer.post(path + "/forward", {"recipient_id": unit.person("supervising_partner")}, expect=200).json()["items"]
        asked = handler.post(path + "/assistance-requests", {
            "kind": "RESEARCH", "employee_id": unit.person("director"), "question": "请提供案卷"}, expect=201).json()
        officer.post(path + "/suspect-malignant", {"criteria": [{"code": "M2", "evidence": "与投诉人争执"}]}, expect=200)
        criterion, = officer.get(path + "/criteria", expect=200).json()["items"]
        unit.hear(self.id), unit.find(self.id), unit.brief(self.id)
        unit.check(self.material)
        handler.post(path + "/complete-investigation", {"none_found": False, "management_gaps": [{
            "process": "收费", "description": "收费说明不清", "department_id": unit.id, "proposal": "修订说明",
            "owner_id": unit.person("director"), "due_on": complaints.today(20).isoformat()}]}, expect=200)
        improvement, = handler.get("/v1/improvements", expect=200).json()["items"]
        unit.decide(self.id, [unit.measure()])
        outcome.implement(self.id)
        outcome.reply(self.id)
        self.below = {
            "complaints": self.id, "complaint-criteria": criterion["id"], "improvements": improvement["id"], "materials": self.material, "forwardings": item["id"], "assistance-requests": asked["id"],
            "measures": outcome.measures(self.id)[0]["id"], "dissatisfactions": outcome.dissatisfied(self.id)["id"],
            "satisfaction-inquiries": outcome.ask(self.id)["id"],
            "grants": officer.post(path + "/grants", {"employee_id": unit.person("employee"), "reason": "备查"}, expect=201).json()["id"],
            "complaint-proposals": officer.post(path + "/proposals", {
                "kind": "PLAN", "text": "联系承办律师核实", "steps": [{"text": "核实", "responsible_employee_id": unit.person("director")}]},
                expect=201).json()["id"],
            "complaint-escalations": officer.post(path + "/escalations", {"reason": "无法在部门内解决"}, expect=201).json()["id"]}
        other = Unit(complaints, "LAW_FIRM")
        self.outside = {
            "a partner": unit.client("partner", 1), "who received it": unit.client("front_desk"), "who has a measure": unit.client("employee", 1),
            "another firm's officer": other.client("complaint_officer"), "the archive, before it is closed": unit.client("admin_staff"),
            "no employee": complaints.suite.client(roles=["partner", "complaint_officer"], url=complaints.url)}
        self.respondent = unit.client("complaint_officer", 1)

    def operations(self):
        """[(method, path, body)] of all there is below a complaint."""
        document = self.unit.organiser().get("/openapi.json", expect=200).json()
        for path, methods in document["paths"].items():
            found = re.fullmatch(r"/v1/([a-z-]+)/\{id\}(/.*)?", path)
            if not found or found[1] not in self.below:
                continue
            for method, operation in methods.items():
                if method in ("get", "post", "patch", "delete", "put"):
                    body, = operation.get("requestBody", {"content": {"": {}}})["content"].values()
                    yield method, found[1], found[2] or "", body.get("example")


@pytest.fixture(scope="module")
def case(complaints):
    return Case(complaints)


# What an operation answers otherwise, by who asks: roles come first, a measure is read by who carries it out, and who is
# complained about is a party.
MEASURE, RECEIVER, RESPONDENT = "who has a measure", "who received it", "the respondent"
ROLE, ALL = (403, "FORBIDDEN_ROLE"), None
OTHERWISE = {
    ("get", "complaints", "", RECEIVER): (200, None),  # number and state
    ("get", "measures", "", MEASURE): (200, None),
    ("post", "complaints", "/assist", ALL): ROLE,
    ("post", "complaints", "/oversight-reading", ALL): ROLE,
    ("post", "forwardings", "/acknowledge", ALL): (403, "NOT_RECIPIENT"),
    ("post", "assistance-requests", "/answer", RESPONDENT): NOTHING,  # he was not asked
    ("post", "improvements", "/done", RESPONDENT): NOTHING,
    ("post", "complaints", "/dissatisfactions", RESPONDENT): (403, "NOT_A_PARTY"),  # he spoke for the complainant
    ("post", "complaints", "/dissatisfactions", MEASURE): (403, "NOT_A_PARTY"),
    ("post", "complaints", "/statements", MEASURE): ROLE,
    ("post", "satisfaction-inquiries", "/answer", MEASURE): ROLE,
    **{("post", "measures", act, MEASURE): ROLE for act in ("/done", "/drop", "/approve-drop", "/remind", "/assign")},
}


def expected(method, what, rest, who):
    for key in ((method, what, rest, who), (method, what, rest, ALL)):
        if key in OTHERWISE:
            return OTHERWISE[key]
    return RECUSED if who == RESPONDENT and method != "get" else NOTHING


def ask(client, method, path, body):
    if method == "get":
        return client.get(path)
    if method == "post":
        return client.post(path, body)
    return getattr(client, method)(path, *([body] if method == "patch" else []), match="*")


def test_R10_15_whoever_stands_outside_finds_nothing_below_a_complaint(case):
    """Every operation there is, in the order of the contract; the respondent is refused each act (R10.5)."""
    wrong, seen = [], 0
    for method, what, rest, body in case.operations():
        for who, client in {**case.outside, RESPONDENT: case.respondent}.items():
            answer = ask(client, method, f"/v1/{what}/{case.below[what]}{rest}", body)
            got = code_of(answer) if answer.status_code >= 400 else (answer.status_code, None)
            seen += 1
            if got != expected(method, what, rest, who):
                wrong.append((method, what + rest, who, got))
    assert not wrong and seen > 600, wrong


def test_R10_15_lists_omit_the_complaint(case):
    number = case.unit.get(case.id)["ledger_number"]
    for who, client in {**case.outside, RESPONDENT: case.respondent}.items():
        for path in ("/v1/complaints", f"/v1/complaints?q={number}", "/v1/improvements", "/v1/complaint-escalations", "/v1/assistance-requests"):
            answer = client.get(path)
            assert answer.status_code == 200 and case.id not in answer.text, (who, path)
        answer = client.get(f"/v1/complaint-units/{case.unit.id}/ledger")
        assert case.id not in answer.text and answer.status_code == (200 if who == RESPONDENT else 404), who
    assert case.id in case.unit.organiser().get(f"/v1/complaint-units/{case.unit.id}/ledger", expect=200).text


def test_R10_15_one_that_there_is_not_looks_alike(case):
    """R10.15 example 1: the same body, but for where and when it was asked."""
    def body(complaint):
        answer = case.outside["a partner"].get(f"/v1/complaints/{complaint}").json()
        return {name: value for name, value in answer.items() if name not in ("instance", "trace_id")}

    assert body(case.id) == body("01935b2e-7f00-7000-8000-00000000dead")


def test_R10_15_who_only_reads_adds_nothing(complaints):
    unit = Unit(complaints, "LAW_FIRM")
    complaint = unit.investigating()
    path, reader = f"/v1/complaints/{complaint}", unit.client("employee")
    unit.organiser().post(path + "/grants", {"employee_id": unit.person("employee"), "reason": "备查"}, expect=201)
    material = unit.organiser().post(path + "/materials", letter(), expect=201).json()["id"]
    assert code_of(reader.post(path + "/respondents", {"employee_id": unit.person("supervising_partner")})) == ROLE
    assert code_of(reader.post(path + "/materials", letter())) == ROLE
    assert code_of(reader.post(f"/v1/materials/{material}/move", {"to_place": "别处", "reason": "整理"})) == ROLE
    reader.post(path + "/notes", {"text": "已阅。"}, expect=201)
    assert unit.get(complaint)["handler_id"] == unit.person("supervising_partner")


def test_R10_15_who_accepted_a_letter_reads_it_until_it_is_acknowledged(complaints):
    """R10.4: the desk forwards form and materials to the officer, and keeps the originals."""
    unit = Unit(complaints, "LAW_FIRM")
    desk, officer = unit.client("admin_desk"), unit.organiser()
    complaint = unit.receive(client=desk, channel="WRITTEN")["id"]
    path = f"/v1/complaints/{complaint}"
    material = desk.post(path + "/materials", letter(), expect=201).json()["id"]
    desk.post(path + "/register", expect=200)
    assert desk.get(path, expect=200).json()["complainant_name"] == "李强"
    assert code_of(desk.post(path + "/forward", {"recipient_id": unit.person("employee")})) == (422, "CONFIDENTIAL_CONTENT")
    items = desk.post(path + "/forward", {"recipient_id": unit.person("complaint_officer")}, expect=200).json()["items"]
    assert {one.get("material_id") for one in items} == {None, material}
    desk.post(f"/v1/materials/{material}/move", {"to_place": "行政总台 1 号柜", "reason": "归位"}, expect=200)
    for one in items:
        officer.post(f"/v1/forwardings/{one['id']}/acknowledge", expect=200)
    assert unit.get(complaint)["officer_id"] == unit.person("complaint_officer")
    assert desk.get(path, expect=200).json().keys() == {"id", "ledger_number", "state"}
    for below in ("/materials", "/notes", "/forwardings", "/registration"):
        assert desk.get(path + below).status_code == 404, below
    assert code_of(desk.post(path + "/notes", {"text": "补记"})) == NOTHING
