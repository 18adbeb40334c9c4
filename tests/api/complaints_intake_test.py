"""Complaints as they come in: channels, forms, the ledger (R10.1 to R10.3, R12.1, R12.4, R12.5, R12.11, R12.12)."""
import datetime
from concurrent.futures import ThreadPoolExecutor

from complaints import Unit
from complaints_outcome import Outcome
from factories import code_of, told


def test_R10_2_example_1_the_front_desk_receives_the_officer_accepts(law_firm):
    made = law_firm.receive()
    assert made["state"] == "RECEIVED" and made["profile"] == "LAW_FIRM"
    path = f"/v1/complaints/{made['id']}/register"
    assert code_of(law_firm.client("front_desk").post(path)) == (403, "FORBIDDEN_ROLE")
    registered = law_firm.client("complaint_officer").post(path, expect=200).json()
    assert registered["state"] == "REGISTERED" and registered["accepted_by"] == law_firm.client("complaint_officer").sub
    assert registered["received_by"] == law_firm.client("front_desk").sub
    assert code_of(law_firm.client("complaint_officer").post(path)) == (409, "ALREADY_REGISTERED")


def test_R10_2_example_2_a_letter_is_received_and_accepted_by_the_admin_desk(law_firm):
    desk = law_firm.client("admin_desk")
    made = law_firm.receive(client=desk, channel="WRITTEN")
    desk.post(f"/v1/complaints/{made['id']}/register", expect=200)


def test_R10_2_channels_and_referrals(law_firm):
    officer, desk = law_firm.client("complaint_officer"), law_firm.client("front_desk")
    assert code_of(desk.post("/v1/complaints", law_firm.form(channel="CHAT_TOOL"))) == (422, "CHANNEL_NOT_ALLOWED")
    referral = law_firm.form(channel="BAR_ASSOCIATION_REFERRAL", referral_body="律师协会", referral_number="2025-17", referral_on="2025-09-01")
    assert code_of(desk.post("/v1/complaints", referral)) == (403, "FORBIDDEN_ROLE")
    del referral["referral_number"]
    assert code_of(officer.post("/v1/complaints", referral)) == (422, "REFERRAL_DATA_MISSING")


def test_R12_5_logistics_has_telephone_and_chat(logistics):
    client = logistics.receiver()
    answer = client.post("/v1/complaints", logistics.form(channel="WRITTEN"))
    assert code_of(answer) == (422, "CHANNEL_NOT_ALLOWED") and answer.json()["rule"] == "R12.5"
    assert code_of(client.post("/v1/complaints", logistics.form(channel="CHAT_TOOL"))) == (422, "CHAT_ACCOUNT_MISSING")


def test_R10_3_example_1_fifty_at_once_get_numbers_without_a_gap(complaints):
    unit = Unit(complaints, "LOGISTICS")
    received = [unit.receive()["id"] for _ in range(50)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda one: unit.acceptor().post(f"/v1/complaints/{one}/register", expect=200).json(), received))
    year = answers[0]["received_at"][:4]
    numbers = sorted(answer["ledger_number"] for answer in answers)
    assert [number.split("-")[-1] for number in numbers] == [f"{n:06d}" for n in range(1, 51)]
    assert all(number.startswith(f"{unit.made['code']}-") for number in numbers) and year


def test_R10_3_example_3_the_number_of_what_was_rolled_back_is_the_next_ones(complaints):
    unit = Unit(complaints, "LOGISTICS")
    first, second = (f"/v1/complaints/{unit.receive()['id']}/register" for _ in range(2))
    undone = unit.acceptor().post(first, params={"dry_run": "true"}, expect=200).json()["ledger_number"]
    assert undone.endswith("-000001")
    assert unit.acceptor().post(second, expect=200).json()["ledger_number"] == undone
    assert unit.acceptor().post(first, expect=200).json()["ledger_number"].endswith("-000002")


def test_R12_11_what_the_form_needs(logistics):
    made = logistics.receive(object=None, course="短", complainant_phone="12345")
    path = f"/v1/complaints/{made['id']}"
    answer = logistics.acceptor().post(path + "/register")
    assert code_of(answer) == (422, "FORM_INCOMPLETE") and answer.json()["fields"] == ["object", "course"]
    assert answer.json()["rule"] == "R12.11"
    client = logistics.receiver()
    changed = client.patch(path, {"object": "司机", "course": "司" * 20}, match=f'"{made["version"]}"', expect=200)
    assert code_of(logistics.acceptor().post(path + "/register")) == (422, "PHONE_INVALID")
    client.patch(path, {"complainant_phone": "0771-55 51 234"}, match=changed, expect=200)
    logistics.acceptor().post(path + "/register", expect=200)


def test_R12_4_service_and_business_are_two_complaints(logistics):
    answer = logistics.receiver().post("/v1/complaints", logistics.form(type="SERVICE", subtypes=["S1", "B2B"]))
    assert code_of(answer) == (422, "MIXED_TYPES") and answer.json()["rule"] == "R12.4"
    first = logistics.receive(type="SERVICE", subtypes=["S1"])
    second = logistics.receive(type="BUSINESS", subtypes=["B2B"], linked_complaint_id=first["id"])
    assert second["linked_complaint_id"] == first["id"]


def test_R12_12_the_form_is_completed_after_the_reception(complaints, logistics):
    made = logistics.receive(received_at=complaints.at(-1300), reception_ended_at=complaints.at(-901))
    assert logistics.acceptor().post(f"/v1/complaints/{made['id']}/register", expect=200).json()["late_registration"] is True
    made = logistics.receive(received_at=complaints.at(-1300), reception_ended_at=complaints.at(-800))
    assert logistics.acceptor().post(f"/v1/complaints/{made['id']}/register", expect=200).json()["late_registration"] is False
    form = logistics.form(received_at=complaints.at(-100), reception_ended_at=complaints.at(-200))
    assert code_of(logistics.receiver().post("/v1/complaints", form)) == (422, "TIMES_INCONSISTENT")
    assert code_of(logistics.receiver().post("/v1/complaints", logistics.form(received_at=complaints.at(60)))) == (422, "TIME_IN_FUTURE")


def test_R10_15_who_is_not_in_it_finds_nothing(law_firm, logistics):
    complaint = law_firm.register()
    path = f"/v1/complaints/{complaint}"
    assert law_firm.client("partner").get(path).status_code == 404
    assert logistics.organiser().get(path).status_code == 404
    law_firm.organiser().get(path, expect=200)
    assert law_firm.client("front_desk").get(path, expect=200).json().keys() == {"id", "ledger_number", "state"}


def test_R10_5_a_respondent_is_recused(law_firm):
    officer, other = law_firm.client("complaint_officer"), law_firm.client("complaint_officer", 1)
    complaint = law_firm.register()
    path = f"/v1/complaints/{complaint}"
    other.post(path + "/respondents", {"employee_id": law_firm.person("complaint_officer"), "reason": "调查中发现"}, expect=201)
    assert officer.get(path).status_code == 404
    assert code_of(officer.post(path + "/respondents", {"name": "某人"})) == (403, "RECUSED")
    assert "officer_id" not in law_firm.get(complaint, other)


def test_R10_3_registration_is_told_and_three_days_run(complaints, service_unit):
    customer = complaints.customer()
    complaint = service_unit.register(customer_id=customer, addressed_to="general_manager")
    service = complaints.suite.client(roles="service", url=complaints.url)
    event, = told(service, "complaint.registered", complaint)
    assert event["data"]["customer_id"] == customer and event["data"]["profile"] == "SERVICE"
    assert event["data"]["addressed_to"] == "general_manager" and event["data"]["respondent_person_ids"] == []
    complaints.clock.forward(days=4)
    event, = told(service, "complaint.overdue", complaint)
    assert event["data"]["round"] == 0 and event["data"]["customer_id"] == customer


def test_R12_1_example_1_who_is_responsible_for_the_warehouse_decides_nothing_about_it(complaints, logistics):
    warehouse = complaints.company.department("MANAGEMENT", parent=logistics.department)
    manager = logistics.add("department_manager", 7, department=warehouse)
    complaints.company.administrator.patch(f"/v1/departments/{warehouse['id']}", {"head_id": manager["id"]}, match="*", expect=200)
    complaints.suite.await_(lambda: complaints.db_value("select count(*) from known_department where head_id = %s", manager["id"]))
    complaint = logistics.investigated(respondents=[{"department_id": warehouse["id"]}])
    answer = logistics.client("department_manager", 7).post(f"/v1/complaints/{complaint}/signed-decisions", {
        "outcome": "REJECTED", "reasons": "仓库无责任。", "no_measures": True})
    assert answer.status_code == 403, answer.text
    made = logistics.receive(client=logistics.client("employee"))  # recorded, to be forwarded
    answer = logistics.client("employee").post(f"/v1/complaints/{made['id']}/register")
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R12.1"


def test_R12_5_example_2_the_time_runs_from_the_first_message(complaints, logistics):
    first = complaints.at(-12 * 60 + 7)
    made = logistics.receive(channel="CHAT_TOOL", chat_tool="微信", chat_account="wx-1", received_at=first)
    instant = datetime.datetime.fromisoformat(first)
    assert datetime.datetime.fromisoformat(made["received_at"]) == instant
    due, = logistics.organiser().get(f"/v1/complaints/{made['id']}/deadlines?kind=FIRST_PROPOSAL", expect=200).json()["items"]
    assert datetime.datetime.fromisoformat(due["due_at"]) == instant + datetime.timedelta(minutes=30)


def test_R12_11_what_is_registered_stays_complete(complaints, logistics):
    made = logistics.receive(complainant_name=" ", course=" " * 25)
    answer = logistics.acceptor().post(f"/v1/complaints/{made['id']}/register")
    assert code_of(answer) == (422, "FORM_INCOMPLETE") and answer.json()["fields"] == ["complainant_name", "course"]
    complaint = logistics.register()
    path, manager = f"/v1/complaints/{complaint}", logistics.organiser()
    for change in ({"complainant_name": " "}, {"object": " "}, {"course": "短"}):
        assert code_of(manager.patch(path, change, match="*")) == (422, "FORM_INCOMPLETE"), change
    assert code_of(manager.patch(path, {"complainant_phone": "12345"}, match="*")) == (422, "PHONE_INVALID")
    complaints.clock.forward(10)
    answer = manager.patch(path, {"reception_ended_at": complaints.at()}, match="*")
    assert code_of(answer) == (422, "TIMES_INCONSISTENT") and answer.json()["rule"] == "R12.12"
    nameless = logistics.register(anonymous=True, complainant_name=None, complainant_phone=None)
    path = f"/v1/complaints/{nameless}"
    assert code_of(manager.patch(path, {"anonymous": False}, match="*")) == (422, "FORM_INCOMPLETE")
    manager.patch(path, {"anonymous": False, "complainant_name": "李强", "complainant_phone": "0771-5551234"}, match="*", expect=200)


def test_R12_4_the_other_half_must_exist(logistics):
    answer = logistics.receiver().post("/v1/complaints", logistics.form(linked_complaint_id="01935b2e-7f00-7000-8000-00000000dead"))
    assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == "/linked_complaint_id"


def test_R12_8_who_gave_a_name_is_not_made_anonymous(logistics):
    complaint = logistics.register()
    answer = logistics.organiser().patch(f"/v1/complaints/{complaint}", {"anonymous": True}, match="*")
    assert code_of(answer) == (409, "IMMUTABLE") and answer.json()["rule"] == "R12.8"


def test_R12_12_the_form_is_one_paper(logistics):
    """F4, with what became of it; who received it reads its number only (R10.15)."""
    outcome = Outcome(logistics)
    complaint = outcome.replied(respondents=[{"name": "某承运人"}])
    outcome.ask(complaint)
    path, reader = f"/v1/complaints/{complaint}/registration", logistics.organiser()
    form = reader.get(path, expect=200).json()
    shown = logistics.get(complaint)
    assert form["number"] == shown["ledger_number"] and form["course"] == shown["course"] and form["profile"] == "LOGISTICS"
    assert [one["name"] for one in form["respondents"]] == ["某承运人"] and form["materials"] == [] and form["forwarded_to"] == []
    assert form["validity"] == "VALID" and form["outcome"] == "UPHELD" and form["reply_form"] == "LETTER"
    assert [one["outcome"] for one in form["satisfaction"]] == ["ASKED"] and form["replied_at"] == shown["replied_at"]
    assert logistics.receiver().get(f"/v1/complaints/{logistics.investigating()}/registration").status_code == 404
    assert logistics.client("employee", 2).get(path).status_code == 404


def test_R10_3_example_2_the_number_is_of_the_year_of_the_receipt(complaints):
    unit = Unit(complaints, "LOGISTICS")
    for received, number in (("2025-12-31T23:59:59+08:00", "2025-000001"), ("2026-01-01T00:00:00+08:00", "2026-000001"),
                             ("2025-12-31T15:59:59Z", "2025-000002")):
        complaint = unit.register(received_at=received)
        assert unit.get(complaint)["ledger_number"] == f"{unit.made['code']}-{number}"


def test_R10_3_example_4_the_third_day_after_the_receipt(complaints, service_unit):
    """2025-10-08 23:59:59 is day 0: due on the 11th, overdue from the 12th on; said once, and then settled."""
    outcome = Outcome(service_unit)
    complaint = service_unit.register(customer_id=complaints.customer(), received_at="2025-10-08T23:59:59+08:00")
    assert service_unit.get(complaint)["due_on"] == "2025-10-11"
    service = complaints.suite.client(roles="service", url=complaints.url)
    event, = told(service, "complaint.overdue", complaint)
    assert event["data"]["due_on"] == "2025-10-11" and event["data"]["received_at"].startswith("2025-10-08T15:59:59")
    service_unit.organiser().post(f"/v1/complaints/{complaint}/assign-handler", {"employee_id": service_unit.person("department_manager")}, expect=200)
    service_unit.investigate(complaint)
    service_unit.decide(complaint)
    outcome.implement(complaint)
    outcome.reply(complaint)
    event, = told(service, "complaint.settled", complaint)
    assert event["data"]["round"] == 0 and len(told(service, "complaint.overdue", complaint)) == 1


def test_R10_1_the_kind_is_fixed_with_the_decision(law_firm):
    outcome = Outcome(law_firm)
    complaint = law_firm.decided(kind="FEEDBACK")
    path, officer = f"/v1/complaints/{complaint}", law_firm.organiser()
    answer = officer.patch(path, {"kind": "COMPLAINT"}, match="*")
    assert code_of(answer) == (409, "KIND_FROZEN") and answer.json()["rule"] == "R10.1"
    outcome.implement(complaint)
    outcome.reply(complaint)
    outcome.reopen(complaint)
    assert law_firm.get(complaint)["state"] == "INVESTIGATING"
    assert code_of(officer.patch(path, {"kind": "COMPLAINT"}, match="*")) == (409, "KIND_FROZEN")
    officer.patch(path, {"object": "承办律师"}, match="*", expect=200)
