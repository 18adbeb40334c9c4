"""Policies of the profiles, methods of departments, published channels, oversight (R10.1, R12.1, R12.2, R7.8, R11.18)."""
import datetime

import requests

from complaints import Unit
from complaints_outcome import Outcome
from factories import code_of, new, told


def resolution(unit, type, client=None):
    return (client or unit.client("director")).post("/v1/meeting-resolutions", {
        "unit_id": unit.id, "type": type, "held_on": str(unit.complaints.today(-1)),
        "participants": [unit.person("partner"), unit.person("director")], "plan": "同意修订投诉处理制度"}, expect=201).json()["id"]


def draft(client, profile, parameters):
    return client.post("/v1/complaint-policies", {"profile": profile, "parameters": parameters, "reason": "修订"}, expect=201).json()


def test_R10_1_example_1_a_law_firm_needs_the_partners(complaints, law_firm):
    admin = complaints.suite.client(roles="policy_admin", url=complaints.url)
    made = draft(admin, "LAW_FIRM", {"complaint.arrangement_notice": 1})
    path, today = f"/v1/complaint-policies/{made['id']}/activate", str(complaints.today())
    assert code_of(admin.post(path, {"effective_from": today})) == (422, "RESOLUTION_MISSING")
    firm = resolution(law_firm, "FIRM_MEETING")
    assert code_of(admin.post(path, {"effective_from": today, "resolution_id": firm})) == (422, "WRONG_MEETING_TYPE")
    partners = resolution(law_firm, "PARTNERS_MEETING")
    active = admin.post(path, {"effective_from": today, "resolution_id": partners}, expect=200).json()
    assert active["state"] == "ACTIVE" and active["resolution_id"] == partners
    assert code_of(admin.post(path, {"effective_from": today, "resolution_id": partners})) == (409, "INVALID_STATE")


def test_R12_1_the_head_of_customer_service_writes_it(complaints, logistics):
    head, admin = logistics.client("customer_service_manager"), complaints.suite.client(roles="policy_admin", url=complaints.url)
    body = {"profile": "LOGISTICS", "parameters": {"complaint.result_reply": 1}, "reason": "修订"}
    assert code_of(admin.post("/v1/complaint-policies", body)) == (403, "FORBIDDEN_ROLE")
    made = draft(head, "LOGISTICS", body["parameters"])
    path = f"/v1/complaint-policies/{made['id']}/activate"
    answer = head.post(path, {"effective_from": str(complaints.today(-8))})
    assert code_of(answer) == (422, "EFFECTIVE_IN_PAST") and answer.json()["rule"] == "R12.1"
    head.post(path, {"effective_from": str(complaints.today())}, expect=200)


def test_R10_1_what_a_policy_may_say(complaints, logistics):
    head = logistics.client("customer_service_manager")
    for values, pointer in (({"complaint.nonsense": 1}, "/parameters"), ({"warranty.period": "P6M"}, "/parameters"),
                            ({"complaint.result_reply": "soon"}, "/parameters/complaint.result_reply"),
                            ({"complaint.channels.LOGISTICS": ["FAX"]}, "/parameters/complaint.channels.LOGISTICS"),
                            ({"complaint.attitude_subtypes": ["S9"]}, "/parameters/complaint.attitude_subtypes")):
        answer = head.post("/v1/complaint-policies", {"profile": "LOGISTICS", "parameters": values, "reason": "修订"}, expect=400)
        assert answer.json()["errors"][0]["pointer"] == pointer
    assert code_of(head.put("/v1/parameters/complaint.result_reply", {"value": 2, "effective_from": "2099-01-01"})) == (403, "FORBIDDEN_ROLE")


def test_R10_1_example_2_a_policy_does_not_reach_back(complaints):
    """complaint.course_min is judged by the version in force when the complaint was received."""
    unit = Unit(complaints, "LOGISTICS")
    head = unit.client("customer_service_manager")
    old = unit.receive()
    made = draft(head, "LOGISTICS", {"complaint.course_min": 900})
    tomorrow = str(complaints.today(1))
    head.post(f"/v1/complaint-policies/{made['id']}/activate", {"effective_from": tomorrow}, expect=200)
    complaints.clock.forward(days=1)
    young = unit.receive()
    answer = unit.acceptor().post(f"/v1/complaints/{young['id']}/register")
    assert code_of(answer) == (422, "FORM_INCOMPLETE")
    unit.acceptor().post(f"/v1/complaints/{old['id']}/register", expect=200)
    back = draft(head, "LOGISTICS", {"complaint.course_min": 20})
    head.post(f"/v1/complaint-policies/{back['id']}/activate", {"effective_from": tomorrow}, expect=200)
    unit.acceptor().post(f"/v1/complaints/{young['id']}/register", expect=200)


def test_R10_1_example_2_nor_after_a_reopening(complaints):
    unit = Unit(complaints, "LOGISTICS")
    outcome, head = Outcome(unit), unit.client("customer_service_manager")
    old = outcome.replied()
    made, tomorrow = draft(head, "LOGISTICS", {"complaint.course_min": 900}), str(complaints.today(1))
    head.post(f"/v1/complaint-policies/{made['id']}/activate", {"effective_from": tomorrow}, expect=200)
    complaints.clock.forward(days=1)
    try:
        outcome.reopen(old)
        young = unit.receive()
        assert code_of(unit.acceptor().post(f"/v1/complaints/{young['id']}/register")) == (422, "FORM_INCOMPLETE")
        changed = head.patch(f"/v1/complaints/{old}", {"course": "司" * 20}, match="*", expect=200).json()
        assert changed["round"] == 1
        assert code_of(head.patch(f"/v1/complaints/{old}", {"course": "司" * 19}, match="*")) == (422, "FORM_INCOMPLETE")
    finally:
        back = draft(head, "LOGISTICS", {"complaint.course_min": 20})
        head.post(f"/v1/complaint-policies/{back['id']}/activate", {"effective_from": tomorrow}, expect=200)


def test_R10_1_example_3_feedback_and_the_kind(law_firm):
    made = law_firm.receive(kind="FEEDBACK", course="律师很有帮助，但是办理得比较慢，希望能够更快一些，谢谢你们。")
    path = f"/v1/complaints/{made['id']}"
    law_firm.acceptor().post(path + "/register", expect=200)
    changed = law_firm.organiser().patch(path, {"kind": "COMPLAINT"}, match="*", expect=200).json()
    assert changed["kind"] == "COMPLAINT" and changed["state"] == "REGISTERED"


def test_R7_8_a_departments_method(complaints, service_unit):
    company = complaints.company
    department = company.department("SALES")
    person = company.employee(department)
    manager_row = company.employee(department, roles=["sales_department_manager"])
    complaints.await_employee(manager_row)
    manager = complaints.suite.client(roles="sales_department_manager", sub=manager_row["subject"],
                                      department=department["id"], url=complaints.url)
    body = {"scope": "全部产品", "types": [{"type": "DELIVERY", "scope": "送货迟延", "handling_hours": 48}]}
    assert code_of(manager.post("/v1/complaint-methods", body)) == (422, "METHOD_INCOMPLETE")
    body["types"][0]["handling_hours"] = 0
    assert code_of(manager.post("/v1/complaint-methods", body)) == (400, "VALIDATION_FAILED")
    body["types"][0].update(handling_hours=48, responsible_employee_id=person["id"])
    first = manager.post("/v1/complaint-methods", body, expect=201).json()
    decision, = manager.get(f"/v1/complaint-methods/{first['id']}/decisions", expect=200).json()["items"]
    assert decision["rule"] == "R7.8"
    assert first["number"] == 1 and first["department_id"] == department["id"]
    complaint = service_unit.register(department_id=department["id"], method_type="DELIVERY")
    shown = service_unit.get(complaint)
    assert (shown["method_id"], shown["responsible_employee_id"]) == (first["id"], person["id"])
    clocks = service_unit.organiser().get(f"/v1/complaints/{complaint}/deadlines", expect=200).json()["items"]
    assert [clock["kind"] for clock in clocks if clock["rule"] == "R7.8"] == ["METHOD_HANDLING"]


def test_R7_8_the_marketing_division_assists(complaints, service_unit):
    company = complaints.company
    department = company.department("SALES")
    row = company.employee(company.division, roles=["marketing_division"])
    complaints.await_employee(row)
    division = complaints.suite.client(roles="marketing_division", sub=row["subject"], department=company.division["id"], url=complaints.url)
    about, other = service_unit.register(department_id=department["id"]), service_unit.register()
    assert division.post(f"/v1/complaints/{other}/assist").status_code == 404
    assert division.get(f"/v1/complaints/{about}").status_code == 404
    division.post(f"/v1/complaints/{about}/assist", expect=200)
    division.get(f"/v1/complaints/{about}", expect=200)
    division.post(f"/v1/complaints/{about}/notes", {"text": "请公正处理，争取双赢。"}, expect=201)
    notes = service_unit.organiser().get(f"/v1/complaints/{about}/notes", expect=200).json()["items"]
    assert [note["text"] for note in notes] == ["请公正处理，争取双赢。"]
    answer = division.post(f"/v1/complaints/{about}/signed-decisions", {"outcome": "UPHELD", "reasons": "属实", "no_measures": True})
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")


def test_R11_18_a_hotline_and_a_mailbox_are_always_published(complaints, service_unit):
    head = service_unit.client("customer_service_manager")
    for kind in ("HOTLINE", "MAILBOX", "OTHER"):
        head.post("/v1/service-channels", {"kind": kind, "name": new("渠道"), "address": "400-800-1234"}, expect=201)
    shown = requests.get(complaints.url + "/v1/service-channels", timeout=10).json()["items"]
    assert {channel["kind"] for channel in shown} >= {"HOTLINE", "MAILBOX"}
    for kind in ("HOTLINE", "MAILBOX"):
        same = [channel for channel in shown if channel["kind"] == kind]
        for channel in same[:-1]:
            head.delete(f"/v1/service-channels/{channel['id']}", match="*", expect=204)
        assert code_of(head.delete(f"/v1/service-channels/{same[-1]['id']}", match="*")) == (409, "LAST_CHANNEL")
    removed = next(channel for channel in shown if channel["kind"] == "OTHER")
    head.delete(f"/v1/service-channels/{removed['id']}", match="*", expect=204)
    form = service_unit.form(public_channel_id=removed["id"])
    assert code_of(service_unit.receiver().post("/v1/complaints", form)) == (422, "CHANNEL_NOT_PUBLISHED")
    item = {"medium": "CALL", "kind": "OTHER", "text": "问营业时间"}
    answer = service_unit.receiver().post("/v1/inbound-items", {**item, "public_channel_id": removed["id"]})
    assert code_of(answer) == (422, "CHANNEL_NOT_PUBLISHED") and answer.json()["rule"] == "R11.18"
    hotline = next(channel["id"] for channel in requests.get(complaints.url + "/v1/service-channels", timeout=10).json()["items"]
                   if channel["kind"] == "HOTLINE")
    assert service_unit.receiver().post("/v1/inbound-items", {**item, "public_channel_id": hotline}, expect=201).json()["public_channel_id"] == hotline
    made = service_unit.receive(complainant_kind="CONSUMER")
    assert made["complainant_kind"] == "CONSUMER"


def test_R12_2_the_head_office_watches_and_guides(complaints):
    head = Unit(complaints, "LOGISTICS")
    member = Unit(complaints, "LOGISTICS", parent=head)
    complaint = member.register()
    watcher, boss = head.client("customer_service"), member.client("customer_service_manager")
    ledger = head.client("customer_service_manager").get(f"/v1/complaint-units/{member.id}/ledger", expect=200).json()["items"]
    assert [line["id"] for line in ledger] == [complaint]
    assert watcher.get(f"/v1/complaints/{complaint}").status_code == 404
    path = f"/v1/complaints/{complaint}/oversight-reading"
    assert code_of(watcher.post(path, {"reason": " "})) == (422, "REASON_MISSING")
    assert watcher.post(path, {"reason": "月度抽查"}, expect=200).json()["id"] == complaint
    assert code_of(watcher.post(f"/v1/complaints/{complaint}/respondents", {"name": "某人"})) == (403, "FORBIDDEN_ROLE")
    body = {"unit_id": member.id, "period_from": "2025-08-01", "period_to": "2025-08-31", "findings": "登记不及时", "guidance": "接待结束即登记"}
    assert code_of(boss.post("/v1/oversight-records", body)) == (403, "FORBIDDEN_ROLE")
    record = watcher.post("/v1/oversight-records", body, expect=201).json()
    answered = boss.post(f"/v1/oversight-records/{record['id']}/respond", {"response": "已整改"}, expect=200).json()
    assert answered["late"] is False and answered["overdue"] is False
    assert code_of(boss.post(f"/v1/oversight-records/{record['id']}/respond", {"response": "又"})) == (409, "IMMUTABLE")
    assert boss.get(f"/v1/oversight-records/{record['id']}", expect=200).json()["response"] == "已整改"
    outside = complaints.unit("LOGISTICS").client("customer_service")
    assert code_of(outside.get(f"/v1/oversight-records/{record['id']}")) == (404, "NOT_FOUND")
    assert code_of(outside.post("/v1/oversight-records", body)) == (403, "FORBIDDEN_ROLE")


def test_R12_1_the_policy_names_who_writes_it(complaints, logistics):
    head, admin = logistics.client("customer_service_manager"), complaints.suite.client(roles="policy_admin", url=complaints.url)
    day = {"effective_from": str(complaints.today())}

    def hand(client, role):
        made = draft(client, "LOGISTICS", {"complaint.policy_editor.LOGISTICS": role})
        client.post(f"/v1/complaint-policies/{made['id']}/activate", day, expect=200)

    earlier = draft(head, "LOGISTICS", {"complaint.policy_editor.LOGISTICS": "customer_service_manager"})
    hand(head, "policy_admin")
    answer = head.post(f"/v1/complaint-policies/{earlier['id']}/activate", day)
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R12.1"
    admin.post(f"/v1/complaint-policies/{earlier['id']}/activate", day, expect=200)  # drafted first, in force last
    draft(head, "LOGISTICS", {"complaint.result_reply": 1})
    body = {"profile": "LOGISTICS", "parameters": {"complaint.policy_editor.LOGISTICS": "employee"}, "reason": "修订"}
    assert code_of(head.post("/v1/complaint-policies", body)) == (400, "VALIDATION_FAILED")


def test_R12_4_the_company_may_have_fewer_subtypes(complaints, logistics):
    head, day = logistics.client("customer_service_manager"), {"effective_from": str(complaints.today())}
    every = next(one for one in head.get("/v1/parameters", expect=200).json()["items"] if one["name"] == "complaint.subtypes")["value"]

    def have(subtypes):
        made = draft(head, "LOGISTICS", {"complaint.subtypes": subtypes})
        head.post(f"/v1/complaint-policies/{made['id']}/activate", day, expect=200)

    have([one for one in every if one != "B4"])
    try:
        form = logistics.form(type="BUSINESS", subtypes=["B4"])
        answer = logistics.receiver().post("/v1/complaints", form, expect=400)
        assert answer.json()["errors"][0]["pointer"] == "/subtypes"
        made = logistics.receive()
        assert logistics.receiver().patch(f"/v1/complaints/{made['id']}", {"type": "BUSINESS", "subtypes": ["B4"]}, match="*").status_code == 400
    finally:
        have(every)
    logistics.receive(type="BUSINESS", subtypes=["B4"])


def sales_manager(complaints, kind="SALES"):
    """A department, one of its people, and its manager."""
    department = complaints.company.department(kind)
    person = complaints.company.employee(department)
    row = complaints.company.employee(department, roles=["sales_department_manager"])
    complaints.await_employee(row)
    complaints.suite.await_(lambda: complaints.db_value("select count(*) from known_department where id = %s", department["id"]))
    client = complaints.suite.client(roles="sales_department_manager", sub=row["subject"], department=department["id"], url=complaints.url)
    return department, person, client


def test_R7_8_example_3_a_later_method_does_not_reach_back(complaints, service_unit):
    department, person, manager = sales_manager(complaints)
    body = {"scope": "全部产品", "types": [{"type": "DELIVERY", "scope": "送货迟延", "handling_hours": 48, "responsible_employee_id": person["id"]}]}
    first = manager.post("/v1/complaint-methods", body, expect=201).json()
    complaints.clock.forward(10)
    made = service_unit.receive(department_id=department["id"], method_type="DELIVERY")
    complaints.clock.forward(10)
    body["types"][0]["handling_hours"] = 1
    second = manager.post("/v1/complaint-methods", body, expect=201).json()
    assert second["effective_from"] == first["effective_from"]
    shown = service_unit.acceptor().post(f"/v1/complaints/{made['id']}/register", expect=200).json()
    assert shown["method_id"] == first["id"]
    clock, = service_unit.organiser().get(f"/v1/complaints/{made['id']}/deadlines?kind=METHOD_HANDLING", expect=200).json()["items"]
    length = datetime.datetime.fromisoformat(clock["due_at"]) - datetime.datetime.fromisoformat(made["received_at"])
    assert length == datetime.timedelta(hours=48)
    assert service_unit.get(service_unit.register(department_id=department["id"], method_type="DELIVERY"))["method_id"] == second["id"]


def test_R7_8_the_reply_ends_the_time_of_the_method(complaints, service_unit):
    department, person, manager = sales_manager(complaints)
    manager.post("/v1/complaint-methods", {"scope": "全部产品", "types": [
        {"type": "DELIVERY", "scope": "送货迟延", "handling_hours": 48, "responsible_employee_id": person["id"]}]}, expect=201)
    outcome, about = Outcome(service_unit), {"department_id": department["id"], "method_type": "DELIVERY"}
    complaint = outcome.replied(**about)
    assert outcome.clocks(complaint, "METHOD_HANDLING") == ["MET"]
    late = outcome.implementing(**about)
    complaints.clock.forward(days=2, seconds=1)
    outcome.reply(late)
    assert outcome.clocks(late, "METHOD_HANDLING") == ["MISSED"]


def test_R7_8_a_method_is_of_a_sales_department(complaints):
    _, person, manager = sales_manager(complaints, "MANAGEMENT")
    answer = manager.post("/v1/complaint-methods", {"scope": "全部", "types": [
        {"type": "DELIVERY", "scope": "送货", "handling_hours": 48, "responsible_employee_id": person["id"]}]})
    assert code_of(answer) == (422, "DEPARTMENT_NOT_IN_SCOPE") and answer.json()["rule"] == "R7.8"


def test_R12_2_who_reads_the_ledger_of_a_member_company(complaints):
    head = Unit(complaints, "LOGISTICS")
    member = Unit(complaints, "LOGISTICS", parent=head)
    complaint, path = member.register(complainant_name="欧阳强"), f"/v1/complaint-units/{member.id}/ledger"
    line, = head.client("customer_service").get(path, expect=200).json()["items"]
    assert line["id"] == complaint and line["complainant"] == "欧"
    line, = member.organiser().get(path, expect=200).json()["items"]
    assert line["complainant"] == "欧阳强"
    head.add("department_manager", 0)
    complaints.await_employee(head.last)
    assert code_of(head.client("department_manager").get(path)) == (404, "NOT_FOUND")
    assert code_of(member.client("customer_service").get(path)) == (404, "NOT_FOUND")


def test_R7_8_a_corrected_type_takes_its_own_responsible_and_time(complaints, service_unit):
    department, person, manager = sales_manager(complaints)
    other = complaints.company.employee(department)
    complaints.await_employee(other)
    manager.post("/v1/complaint-methods", {"scope": "全部产品", "types": [
        {"type": "DELIVERY", "scope": "送货", "handling_hours": 48, "responsible_employee_id": person["id"]},
        {"type": "PRICE", "scope": "价格", "handling_hours": 24, "responsible_employee_id": other["id"]}]}, expect=201)
    complaint = service_unit.register(department_id=department["id"])
    path, client = f"/v1/complaints/{complaint}", service_unit.organiser()
    assert "responsible_employee_id" not in service_unit.get(complaint)
    assert client.patch(path, {"method_type": "DELIVERY"}, match="*", expect=200).json()["responsible_employee_id"] == person["id"]
    assert client.patch(path, {"method_type": "PRICE"}, match="*", expect=200).json()["responsible_employee_id"] == other["id"]
    assert Outcome(service_unit).clocks(complaint, "METHOD_HANDLING") == ["CANCELLED", "RUNNING"]
    assert "responsible_employee_id" not in client.patch(path, {"method_type": "OTHER"}, match="*", expect=200).json()
    assert Outcome(service_unit).clocks(complaint, "METHOD_HANDLING") == ["CANCELLED", "CANCELLED"]


def test_R12_1_customer_service_of_others_does_not_write_the_policy(complaints, logistics, service_unit):
    member = Unit(complaints, "LOGISTICS", parent=logistics)
    body = {"profile": "LOGISTICS", "parameters": {"complaint.result_reply": 1}, "reason": "修订"}
    for unit in (member, service_unit):
        answer = unit.client("customer_service_manager").post("/v1/complaint-policies", body)
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R12.1"


def test_R7_8_who_is_responsible_is_known_and_may_handle_it(complaints, service_unit):
    department, person, manager = sales_manager(complaints)
    one = {"type": "DELIVERY", "scope": "送货", "handling_hours": 48, "responsible_employee_id": person["id"]}
    for types, pointer in (([one, one], "/types/1/type"),
                           ([{**one, "responsible_employee_id": department["id"]}], "/types/0/responsible_employee_id"),
                           ([{**one, "responsible_department_id": person["id"]}], "/types/0/responsible_department_id")):
        answer = manager.post("/v1/complaint-methods", {"scope": "全部", "types": types}, expect=400)
        assert answer.json()["errors"][0]["pointer"] == pointer
    manager.post("/v1/complaint-methods", {"scope": "全部", "types": [one]}, expect=201)
    complaint = service_unit.register(department_id=department["id"], method_type="DELIVERY")
    other = service_unit.register(department_id=department["id"])
    assign, body = "/v1/complaints/{}/assign-handler", {"employee_id": person["id"]}
    assert service_unit.organiser().post(assign.format(other), body).status_code >= 400
    shown = service_unit.organiser().post(assign.format(complaint), body, expect=200).json()
    assert shown["handler_id"] == person["id"]


def test_R10_3_due_on_and_the_timer_reckon_with_the_days_of_the_policy(complaints, logistics):
    manager, service = logistics.client("customer_service_manager"), complaints.suite.client(roles="service", url=complaints.url)

    def days(count):
        made = draft(manager, "LOGISTICS", {"complaint.overdue_days": count})
        manager.post(f"/v1/complaint-policies/{made['id']}/activate", {"effective_from": str(complaints.today())}, expect=200)

    days(5)
    complaint = logistics.register(customer_id=complaints.customer())
    days(3)
    due_on = logistics.get(complaint)["due_on"]
    assert due_on == str(complaints.today(5))
    complaints.clock.forward(days=4)
    assert told(service, "complaint.overdue", complaint, patience=1) == []
    complaints.clock.forward(days=2)
    event, = told(service, "complaint.overdue", complaint)
    assert event["data"]["due_on"] == due_on
