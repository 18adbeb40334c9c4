"""Trading starts with a trading card in two copies, filled in by the customer (R3.35)."""
import re
import uuid
from concurrent.futures import ThreadPoolExecutor

from admissions import Admissions
from credit import credit, order  # noqa: F401
from credit_cards import ITEMS, cards  # noqa: F401
from credit_policies import policies  # noqa: F401
from factories import code_of, events, new, person, pointers


def check(credit, customer, mode="CASH_ON_DELIVERY"):
    body = {"customer_id": customer, "order_ref": order(), "amount_fen": 100_000, "payment_mode": mode, "reserve": False}
    return credit.salesperson().post("/v1/credit-checks", body, key=True, expect=200).json()


def test_R3_35_from_the_form_to_the_start(credit, cards):
    form = cards.form()
    assert re.fullmatch(rf"TC-{credit.today().year}-\d{{6}}", form["form_no"])
    assert (form["state"], form["template_version"]) == ("ISSUED", 1) and "customer_id" not in form
    customer = cards.admitted()
    filled = cards.fill(form, customer)
    assert (filled["state"], filled["customer_id"], filled["items"]) == ("FILLED", customer, ITEMS)
    assert filled["filled_by"]["position"] == "采购经理" and filled["filled_on"] == str(credit.today())
    placed = cards.place(filled)
    assert [copy["holder"] for copy in placed["copies"]] == ["COMPANY", "CUSTOMER"]
    active = cards.act(placed, "activate")
    assert active["state"] == "ACTIVE" and active["activated_by"] == credit.salesperson().sub
    assert active["decision"]["rule"] == "R3.35"
    assert credit.profile(customer)["trading_status"] == "ACTIVE"
    listed = credit.salesperson().get("/v1/trading-cards", params={"customer_id": customer}, expect=200).json()["items"]
    assert [one["form_no"] for one in listed] == [form["form_no"]]

    def told():
        return [one for one in events(credit.service(), types="credit.trading_started")[0] if one["subject"] == customer]
    credit.suite.await_(told)
    assert told()[0]["data"] == {"customer_id": customer, "trading_status": "ACTIVE"}


def test_R3_35_example_1_two_copies(credit, cards):
    card = cards.fill(cards.form(), cards.admitted())
    assert cards.act(card, "activate", expect=422)["code"] == "COPIES_INVALID"
    for holders in (["COMPANY"], ["COMPANY", "CUSTOMER", "CUSTOMER"], ["COMPANY", "COMPANY"], ["CUSTOMER", "CUSTOMER"],
                    ["CUSTOMER", "COMPANY"]):
        answer = cards.place(card, *holders, expect=422)
        assert (answer["code"], answer["rule"]) == ("COPIES_INVALID", "R3.35")
    assert cards.act(card, "place-copies", {"copies": []}, expect=422)["code"] == "COPIES_INVALID"
    copies = cards.copies("COMPANY", "CUSTOMER")
    copies[0]["received_on"] = str(credit.today(1))
    assert cards.act(card, "place-copies", {"copies": copies}, expect=422)["code"] == "TIME_IN_FUTURE"
    assert cards.act(cards.form(), "place-copies", {"copies": copies}, expect=409)["code"] == "INVALID_STATE"


def test_R3_35_example_2_no_shipment_before(credit, cards):
    customer = cards.admitted()
    answer = check(credit, customer)
    assert (answer["decision"], answer["reasons"]) == ("DECLINED", ["TRADING_NOT_STARTED"])
    cards.act(cards.complete(customer), "activate")
    assert check(credit, customer)["decision"] == "APPROVED"


def test_R3_35_example_3_one_form_number_for_two_customers(credit, cards):
    form, customers = cards.form(), [cards.admitted(), cards.admitted()]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda customer: credit.salesperson().post(
            "/v1/trading-cards/fill", cards.filling(form, customer)), customers))
    assert sorted(code_of(answer) for answer in answers if answer.status_code != 200) == [(422, "FORM_NUMBER_INVALID")]
    assert [answer.status_code for answer in answers].count(200) == 1


def test_R3_35_form_numbers_are_unique_and_used_once(credit, cards):
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _: cards.form()["form_no"], range(12)))
    assert len(set(numbers)) == 12
    customer = cards.admitted()
    assert cards.fill({"form_no": "TC-1999-000001"}, customer, expect=422)["code"] == "FORM_NUMBER_INVALID"
    form = cards.form()
    cards.fill(form, customer)
    answer = cards.fill(form, customer, expect=422)
    assert (answer["code"], answer["rule"]) == ("FORM_NUMBER_INVALID", "R3.35")


def test_R3_35_filled_in_by_the_customer(credit, cards):
    customer, form = cards.admitted(), cards.form()
    ours = credit.people["salesperson", 1]
    credit.suite.await_(lambda: credit.db_value("select name from known_employee where id = %s", ours["id"]))
    name = credit.db_value("select name from known_employee where id = %s", ours["id"])
    by = {"name": name, "position": "采购"}
    assert cards.fill(form, customer, expect=422, filled_by=by)["code"] == "NOT_FILLED_BY_CUSTOMER"
    named = {"name": new("王芳"), "position": "采购", "employee_id": ours["id"]}
    assert cards.fill(form, customer, expect=422, filled_by=named)["code"] == "NOT_FILLED_BY_CUSTOMER"
    assert cards.fill(form, customer, expect=422, filled_by={**by, "employee_id": ours["id"], "namesake": True})["code"] == "NOT_FILLED_BY_CUSTOMER"
    assert cards.fill(form, customer, expect=422, filled_on=str(credit.today(1)))["code"] == "TIME_IN_FUTURE"
    filled = cards.fill(form, customer, filled_by={**by, "namesake": True})
    assert filled["filled_by"] == {**by, "namesake": True}


def test_R3_35_all_items(credit, cards):
    form, customer = cards.form(), cards.admitted()
    for item in ITEMS:
        answer = cards.fill(form, customer, expect=400, items={name: ITEMS[name] for name in ITEMS if name != item})
        assert [fault["pointer"] for fault in answer["errors"]] == [f"/items/{item}"]
    answer = credit.salesperson().post("/v1/trading-cards/fill", {})
    assert pointers(answer) == ["/customer_id", "/filled_by", "/filled_on", "/form_no", "/items"]


def test_R3_35_the_template_in_effect(credit, cards, policies):
    form, customer = cards.form(), cards.admitted()
    with policies.parameters({"credit.trading_card.template_version": 2}):
        assert cards.fill(form, customer, expect=422)["code"] == "TEMPLATE_OUTDATED"
        cards.fill(cards.form(), customer)
    cards.fill(form, customer)


def test_R3_35_one_active_card(credit, cards):
    customer, first = cards.started()
    second = cards.complete(customer)
    answer = cards.act(second, "activate", expect=409)
    assert (answer["code"], answer["rule"]) == ("CARD_ACTIVE", "R3.35")
    assert cards.act(second, "activate", {"replaces_id": str(uuid.uuid4())}, expect=409)["code"] == "CARD_ACTIVE"
    assert cards.act(first, "close", {"reason": "x"}, expect=409)["code"] == "INVALID_STATE"
    cards.act(second, "activate", {"replaces_id": first["id"]})
    closed = credit.finance().get(f"/v1/trading-cards/{first['id']}", expect=200).json()
    assert (closed["state"], closed["close_reason"]) == ("CLOSED", f"Replaced by {second['form_no']}")
    assert credit.profile(customer)["trading_status"] == "ACTIVE"
    assert cards.act(second, "activate", expect=409)["code"] == "INVALID_STATE"


def test_R3_35_activated_in_parallel(credit, cards):
    customer = cards.admitted()
    both = [cards.complete(customer) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda card: credit.salesperson().post(f"/v1/trading-cards/{card['id']}/activate"), both))
    assert sorted(code_of(answer) for answer in answers) == [(200, None), (409, "CARD_ACTIVE")]


def test_R3_35_a_blacklisted_customer_and_a_stopped_one(credit, cards):
    customer = cards.admitted()
    card = cards.complete(customer)
    credit.set(customer, blacklisted=True)
    answer = cards.act(card, "activate", expect=422)
    assert (answer["code"], answer["rule"]) == ("SUPPLY_STOPPED", "R3.35")
    credit.set(customer, blacklisted=False, trading_status="SUSPENDED")
    assert cards.act(card, "activate", expect=422)["code"] == "SUPPLY_STOPPED"


def test_R7_16_an_enterprise_is_admitted_before(credit, cards, company, clock):
    customer = credit.customer()
    card = cards.complete(customer)
    answer = cards.act(card, "activate", expect=422)
    assert (answer["code"], answer["rule"]) == ("NOT_ADMITTED", "R7.16")
    admissions = Admissions(company, clock)
    admissions.paper({"id": customer}, credit.department)
    admissions.admit({"id": customer}, credit.department)
    credit.suite.await_(lambda: credit.db_value("select count(*) from known_admission where customer_id = %s", customer))
    cards.act(card, "activate")


def test_R3_35_a_retail_customer_needs_no_admission(credit, cards):
    employee = credit.company.employee(credit.company.unit)
    made = credit.suite.client(roles="employee", sub=employee["subject"], department=credit.company.unit["id"])
    customer = made.post("/v1/customers", person(), expect=201).json()["id"]
    credit.await_profile(customer)
    assert cards.act(cards.complete(customer, by=credit.manager()), "activate", by=credit.manager())["state"] == "ACTIVE"


def test_R3_39_example_3_a_new_start_after_a_termination(credit, cards):
    customer, first = cards.started()
    cards.report(customer, filed_on=credit.today(-60))
    credit.set(customer, trading_status="TERMINATED", terminated_at=f"{credit.today(-30)}T00:00:00+08:00")
    card = cards.complete(customer)
    answer = cards.act(card, "activate", expect=422)
    assert (answer["code"], answer["rule"]) == ("REPORT_MISSING", "R3.39")
    cards.report(customer, filed_on=credit.today(-10))
    incident = str(uuid.uuid4())
    cards.execute("insert into bill_incident (id, customer_id, instrument, number, bank, amount_fen, due_on, kind, discovered_on,"
                  " report_due_on, state, created_at, created_by, changed_at, changed_by, trace_id) values (%s, %s, 'CHEQUE', %s,"
                  " 'ICBC', 1, current_date, 'DISHONOURED', current_date, current_date, 'INSTRUCTED', now(), 'f', now(), 'f', repeat('0', 32))",
                  incident, customer, new("N"))
    assert cards.act(card, "activate", expect=422)["code"] == "OPEN_BILL_INCIDENT"
    cards.execute("update bill_incident set state = 'CLOSED', version = version + 1 where id = %s", incident)
    cards.act(card, "activate")
    assert credit.profile(customer)["trading_status"] == "ACTIVE"
    assert credit.finance().get(f"/v1/trading-cards/{first['id']}", expect=200).json()["state"] == "CLOSED"


def test_R3_35_who_acts(credit, cards):
    customer, form = cards.admitted(), cards.form()
    other = credit.salesperson(1)
    assert cards.fill(form, customer, by=other, expect=403)["rule"] == "R3.35"
    assert cards.act(form, "close", {"reason": "x"}, by=other, expect=403)["code"] == "FORBIDDEN_ROLE"
    assert other.get(f"/v1/trading-cards/{form['id']}").status_code == 403
    card = cards.fill(form, customer)
    assert other.get(f"/v1/trading-cards/{card['id']}").status_code == 403
    for act, body in (("place-copies", {"copies": cards.copies("COMPANY", "CUSTOMER")}), ("activate", None), ("close", {"reason": "x"})):
        assert cards.act(card, act, body, by=other, expect=403)["code"] == "FORBIDDEN_ROLE"
    assert code_of(credit.director().post("/v1/trading-cards", key=True)) == (403, "FORBIDDEN_ROLE")
    unknown = {"id": str(uuid.uuid4())}
    assert cards.act(unknown, "activate", expect=404)["code"] == "NOT_FOUND"
    assert cards.fill(cards.form(), str(uuid.uuid4()), expect=404)["code"] == "CUSTOMER_UNKNOWN"
    done = cards.act(card, "close", {"reason": "填写有误"})
    assert (done["state"], done["close_reason"]) == ("CLOSED", "填写有误")
    assert cards.act(cards.form(), "close", {"reason": "作废"})["state"] == "CLOSED"
    assert cards.act(cards.form(), "activate", expect=409)["code"] == "INVALID_STATE"
