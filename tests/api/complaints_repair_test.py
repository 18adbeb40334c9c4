"""Repairs from the call to the completed order (R11.3, R11.5, R11.9 to R11.12)."""
import datetime

from complaints_orders import CHECKED, DONE, SYMPTOMS
from factories import code_of, new


def test_R11_5_what_must_be_noted(orders):
    answer = orders.clerk.post("/v1/repair-orders", orders.intake(address=None, clarified=None, problem="坏了"))
    assert code_of(answer) == (422, "FORM_INCOMPLETE") and answer.json()["rule"] == "R11.5"
    assert answer.json()["fields"] == ["address", "problem", "clarified"]
    assert code_of(orders.clerk.post("/v1/repair-orders", orders.intake(model="NONE"))) == (422, "UNKNOWN_MODEL")
    assert code_of(orders.clerk.post("/v1/repair-orders", orders.intake(
        purchased_on=orders.complaints.today(1).isoformat()))) == (422, "PURCHASE_IN_FUTURE")
    assert code_of(orders.clerk.post("/v1/repair-orders", orders.intake(reported_at=orders.complaints.at(3600)))) == (422, "TIME_IN_FUTURE")
    assert code_of(orders.manager.post("/v1/repair-orders", orders.intake())) == (403, "FORBIDDEN_ROLE")
    answer = orders.clerk.post("/v1/repair-orders", orders.intake(), expect=201)
    made = answer.json()
    assert made["state"] == "DRAFT" and made["in_warranty"] and answer.headers["Location"].endswith(f"/v1/service-orders/{made['id']}")


def test_R11_5_a_letter_counts_from_its_day(orders):
    received = orders.complaints.at(-9 * 86400)
    made = orders.get(orders.repair(reported_at=received, channel="LETTER"))
    assert made["reported_on"] == orders.complaints.today(-9).isoformat()


def test_R11_3_labour_is_never_charged_and_parts_by_the_list(orders):
    order = orders.repair(**orders.out_of_warranty())
    technician = orders.on_site(order)
    path = f"/v1/service-orders/{order}/parts"
    assert code_of(technician.post(path, {"kind": "LABOUR", "amount_fen": 5000})) == (422, "LABOUR_NOT_CHARGEABLE")
    assert code_of(technician.post(path, {"kind": "PART", "part_code": "SCREEN", "quantity": 1})) == (422, "PRICE_NOT_ON_LIST")
    technician.post(path, {"kind": "PART", "part_code": "ANTENNA", "quantity": 2}, expect=200)
    shown = technician.post(path, {"kind": "PART", "part_code": "CABLE", "quantity": 1}, expect=200).json()
    assert shown["charge_fen"] == 8399 and [part["amount_fen"] for part in shown["parts"]] == [7100, 1299]
    assert code_of(technician.post(f"/v1/service-orders/{order}/discount", {"discount_fen": 1, "reason": "老客户"})) == (403, "FORBIDDEN_ROLE")
    assert code_of(orders.manager.post(f"/v1/service-orders/{order}/discount", {"discount_fen": 8400, "reason": "老客户"})) == (400, "VALIDATION_FAILED")
    assert orders.act(orders.manager, order, "discount", {"discount_fen": 399, "reason": "老客户"})["charge_fen"] == 8000
    assert orders.act(technician, order, "finish", DONE)["state"] == "FEE_DUE"
    assert code_of(orders.clerk.post(f"/v1/service-orders/{order}/complete")) == (409, "INVALID_STATE")


def test_R11_3_within_the_warranty_parts_are_free(orders):
    order = orders.repair()
    technician = orders.on_site(order)
    path = f"/v1/service-orders/{order}/parts"
    assert code_of(technician.post(path, {"kind": "PART", "part_code": "ANTENNA", "quantity": 1, "amount_fen": 3550})) == (422, "IN_WARRANTY_FREE")
    assert technician.post(path, {"kind": "PART", "part_code": "ANTENNA", "quantity": 1}, expect=200).json()["charge_fen"] == 0


def test_R11_3_an_unknown_purchase_is_outside_until_it_is_proved(orders):
    assert code_of(orders.clerk.post("/v1/repair-orders", orders.intake(purchased_on=None))) == (422, "FORM_INCOMPLETE")
    order = orders.repair(purchased_on=None, purchase_unknown_reason="发票遗失")
    technician = orders.on_site(order)
    part = {"kind": "PART", "part_code": "ANTENNA", "quantity": 1}
    assert technician.post(f"/v1/service-orders/{order}/parts", part, expect=200).json()["charge_fen"] == 3550
    proof = {"purchased_on": orders.complaints.today(-10).isoformat(), "proof": "发票 0012345"}
    shown = orders.act(orders.clerk, order, "prove-purchase", proof)
    assert shown["in_warranty"] and shown["charge_fen"] == 0
    assert code_of(orders.clerk.post(f"/v1/service-orders/{order}/prove-purchase", proof)) == (409, "INVALID_STATE")


def test_R11_3_the_proof_comes_when_the_fee_is_due(orders):
    order = orders.repair(purchased_on=None, purchase_unknown_reason="客户找不到发票")
    technician = orders.on_site(order)
    technician.post(f"/v1/service-orders/{order}/parts", {"kind": "PART", "part_code": "ANTENNA", "quantity": 1}, expect=200)
    assert orders.act(technician, order, "finish", {**DONE, "no_parts_used": False})["state"] == "FEE_DUE"
    assert orders.act(orders.clerk, order, "refuse-fee", {"reason": "客户称仍在保修期"})["amount_fen"] == 3550
    orders.act(orders.manager, order, "discount", {"discount_fen": 50, "reason": "抹零"})
    fee = orders.clerk.get(f"/v1/service-orders/{order}/fee", expect=200).json()
    assert (fee["state"], fee["amount_fen"]) == ("REFUSED", 3500)
    proof = {"purchased_on": orders.complaints.today(-10).isoformat(), "proof": "发票 0012345"}
    shown = orders.act(orders.clerk, order, "prove-purchase", proof)
    fee = orders.clerk.get(f"/v1/service-orders/{order}/fee", expect=200).json()
    assert (fee["state"], fee["refusal_reason"]) == ("WAIVED", "客户称仍在保修期")
    assert (shown["state"], shown["charge_fen"], shown["in_warranty"]) == ("WORK_DONE", 0, True)
    assert orders.record(shown["terminal_no"])["purchased_on"] == proof["purchased_on"]
    orders.closed(order)


def test_R11_3_a_reset_costs_nothing_also_outside(orders):
    order = orders.repair(**orders.out_of_warranty())
    orders.finished(order)
    assert orders.act(orders.clerk, order, "complete")["charge_fen"] == 0


def test_R11_3_prices_must_be_set(orders):
    order = orders.repair(reported_at="2023-06-01T08:00:00+08:00", purchased_on="2021-01-01")
    technician = orders.on_site(order)
    assert code_of(technician.post(f"/v1/service-orders/{order}/parts", {"kind": "PART", "part_code": "ANTENNA", "quantity": 1})) == (422, "POLICY_VALUE_MISSING")


def test_R11_12_the_papers_of_a_repair(orders):
    order = orders.repair(plate=None, terminal_no=None)
    technician, path = orders.on_site(order), f"/v1/service-orders/{order}/finish"
    assert code_of(technician.post(path, {**DONE, "test_passed": False})) == (422, "TEST_MISSING")
    assert code_of(technician.post(path, {key: value for key, value in DONE.items() if key != "damage"})) == (422, "DAMAGE_STATEMENT_MISSING")
    assert code_of(technician.post(path, {**DONE, "damage": "DAMAGE_REPORT", "damage_object": "仪表台"})) == (422, "DAMAGE_STATEMENT_MISSING")
    answer = technician.post(path, {"test_passed": True, "damage": "NO_DAMAGE"})
    assert code_of(answer) == (422, "DOCUMENTS_INCOMPLETE") and answer.json()["missing"] == ["plate", "terminal_no", "parts", "signature"]
    orders.act(technician, order, "supplement", {"plate": new("桂A"), "terminal_no": new("OLD-")})
    damage = {"damage": "DAMAGE_REPORT", "damage_object": "仪表台", "damage_extent": "划痕 2 厘米", "damage_customer_informed": True}
    assert orders.act(technician, order, "finish", {**DONE, **damage, "signature": "REFUSED", "signature_note": "不满意"})["state"] == "WORK_DONE"
    assert code_of(technician.post(f"/v1/service-orders/{order}/complete")) == (403, "FORBIDDEN_ROLE")
    shown = orders.act(orders.clerk, order, "complete")
    assert shown["state"] == "COMPLETED" and shown["responsible_id"] == shown["lead_id"]
    told = orders.complaints.db_value("select count(*) from complaint where customer_id is null and object = '仪表台'")
    assert told == 0
    shown = orders.act(orders.clerk, order, "close", {"customer_informed_at": orders.complaints.at(0)})
    assert shown["state"] == "CLOSED"


def test_R11_12_who_did_the_work_does_not_complete_it(orders):
    made = orders.employee("field_technician", "customer_service")
    both = orders.client_of(made, "field_technician", "customer_service")
    orders.manager.post("/v1/order-skills", {"technician_id": made["id"], "kind": "REPAIR", "model": orders.model}, expect=201)
    order = orders.repair()
    orders.finished(order, (made["id"], both))
    assert code_of(both.post(f"/v1/service-orders/{order}/complete")) == (403, "FORBIDDEN_ROLE")
    orders.act(orders.clerk, order, "complete")


def test_R11_12_the_same_fault_soon_again(orders):
    terminal, technician = new("OLD-"), orders.technician()
    first = orders.repair(terminal_no=terminal)
    orders.finished(first, technician)
    orders.act(orders.clerk, first, "complete")
    other = orders.repair(terminal_no=terminal, symptoms="屏幕没有显示", reported_at=orders.complaints.at(0))
    orders.finished(other)
    assert not orders.get(other)["repeat_repair"]
    again = orders.repair(terminal_no=terminal, symptoms=f" {SYMPTOMS} ", reported_at=orders.complaints.at(0))
    orders.finished(again)
    shown = orders.get(again)
    assert shown["repeat_repair"] and shown["repeat_of_id"] == first and shown["repeat_counts_for_id"] == technician[0]
    counted = orders.manager.get(f"/v1/order-times?technician_id={technician[0]}", expect=200).json()["items"]
    assert [row["repeat_repairs"] for row in counted] == [1]


def test_R11_12_repair_completed_is_told(orders):
    order = orders.repair()
    orders.finished(order)
    orders.act(orders.clerk, order, "complete")
    assert orders.complaints.db_value("select count(*) from outbox where type = 'repair.completed' and subject_id = %s", order) == 1


def test_R11_9_waiting_and_repair_times(orders):
    technician = orders.technician()
    for minutes in (40, 45, 46):
        order = orders.repair(reported_at=orders.complaints.at(-60 * minutes))
        client = orders.on_site(order, technician)
        shown = orders.act(client, order, "await-parts", {"reason": "天线缺货"})
        assert shown["state"] == "AWAITING_PARTS"
        before = orders.get(order)["arrived_at"]
        assert code_of(client.post(f"/v1/service-orders/{order}/finish", DONE)) == (409, "INVALID_STATE")
        assert code_of(client.post(f"/v1/service-orders/{order}/resume", {"at": "2025-01-01T00:00:00Z"})) == (422, "TIMES_INCONSISTENT")
        assert code_of(client.post(f"/v1/service-orders/{order}/resume", {"at": orders.complaints.at(3600)})) == (422, "TIME_IN_FUTURE")
        assert orders.act(client, order, "resume")["arrived_at"] == before
        shown = orders.act(client, order, "finish", DONE)
        assert shown["waiting_minutes"] in (minutes, minutes + 1) and shown["repair_minutes"] == 0
        work = orders.clerk.get(f"/v1/service-orders/{order}/deadlines", params={"kind": "WORK"}, expect=200).json()["items"][0]
        assert "due_at" not in work and [part["state"] for part in work["segments"]] == ["RUNNING", "PAUSED", "RUNNING"]
        assert [part["from_at"] for part in work["segments"]][1:] == [part["until_at"] for part in work["segments"]][:-1]
        assert (work["state"], work["segments"][-1]["until_at"]) == ("MET", shown["done_at"])
        assert shown["waits"][0]["until_at"] == work["segments"][1]["until_at"]  # an instant has one form wherever it stands
        listed = orders.clerk.get("/v1/service-orders", params={"lead_id": shown["lead_id"]}, headers={"Accept": "text/csv"}, expect=200)
        history = orders.clerk.get(f"/v1/service-orders/{order}/history", expect=200).json()["items"]
        assert "+00:00" not in listed.text and shown["waits"][0]["until_at"] in listed.text
        assert {"to": shown["done_at"]} in [each["changes"].get("done_at") for each in history]
        with orders.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
            cursor.execute("update service_order set waiting_minutes = %s, version = version + 1 where id = %s", (minutes, order))
    times = orders.manager.get(f"/v1/order-times?technician_id={technician[0]}", expect=200).json()["items"]
    assert [(row["orders"], row["waiting_average"], row["waiting_max"]) for row in times] == [(3, "43.7", 46)]


def test_R11_9_clocks_run_from_the_approval(orders):
    order = orders.repair(site_class="NOWHERE")
    orders.act(orders.clerk, order, "submit")
    answer = orders.manager.post(f"/v1/service-orders/{order}/approve")
    assert code_of(answer) == (422, "POLICY_VALUE_MISSING") and answer.json()["rule"] == "R11.9"
    orders.act(orders.clerk, order, "supplement", {"site_class": "CITY"})
    orders.act(orders.manager, order, "approve")
    clocks = orders.clerk.get(f"/v1/service-orders/{order}/deadlines", expect=200).json()["items"]
    assert [(clock["kind"], clock["state"]) for clock in clocks] == [("DEPARTURE", "RUNNING"), ("ARRIVAL", "RUNNING")]


def test_R11_9_what_counts_is_when_one_arrived_not_when_it_is_told(orders):
    """Out in the field without a network: told after the time was over, and yet in time."""
    order = orders.approved(orders.repair())
    employee, client = orders.technician()
    orders.act(orders.manager, order, "assign", orders.sent(employee))
    orders.act(client, order, "prepare", CHECKED)
    arrival, = orders.clerk.get(f"/v1/service-orders/{order}/deadlines", params={"kind": "ARRIVAL"}, expect=200).json()["items"]
    at = orders.complaints.at()
    orders.suite.clock.forward(hours=9)
    orders.act(client, order, "depart", {"departed_at": at})
    shown = orders.act(client, order, "arrive", {"arrived_at": at})
    over = datetime.datetime.fromisoformat(orders.complaints.at()) - datetime.datetime.fromisoformat(arrival["due_at"].replace("Z", "+00:00"))
    assert over > datetime.timedelta(0) and not shown["arrive_late"] and not shown["depart_late"]


def test_R11_8_nobody_departs_unprepared(orders):
    order, technician = orders.approved(orders.repair()), orders.technician()
    path = f"/v1/service-orders/{order}"
    orders.act(orders.manager, order, "assign", orders.sent(technician[0]))
    assert code_of(technician[1].post(path + "/depart")) == (409, "INVALID_STATE")
    answer = technician[1].post(path + "/prepare", {**CHECKED, "spare_parts": False})
    assert code_of(answer) == (422, "CHECKLIST_INCOMPLETE") and answer.json()["missing"] == ["spare_parts"]
    assert code_of(orders.technician()[1].post(path + "/prepare", CHECKED)) == (403, "FORBIDDEN_ROLE")
    orders.act(technician[1], order, "prepare", CHECKED)
    assert code_of(technician[1].post(path + "/depart", {"departed_at": orders.complaints.at(-60)})) == (422, "TIMES_INCONSISTENT")
    orders.act(technician[1], order, "depart")
