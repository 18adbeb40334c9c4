"""Approval, technicians, terminals and SIMs (R11.6, R11.7, R11.10, R11.11)."""
import datetime

import pytest

from complaints_orders import CHECKED, DONE, SYMPTOMS, at_once
from factories import code_of, etag, new, told


def returned(order_plate, old, **more):
    """The label and numbers of a terminal that goes back; None leaves out."""
    body = {"old_terminal_no": old, "plate": order_plate, "symptoms_on_label": SYMPTOMS, "label_attached": True,
            "label_photo": "照片 1", "appearance_clean": True, **more}
    return {key: value for key, value in body.items() if value is not None}


def test_R11_6_who_made_it_does_not_approve(orders):
    made = orders.employee("customer_service", "gps_division_manager")
    both = orders.client_of(made, "customer_service", "gps_division_manager")
    order = orders.repair(client=both)
    orders.act(both, order, "submit")
    answer = both.post(f"/v1/service-orders/{order}/approve")
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R11.6"
    assert code_of(both.post(f"/v1/service-orders/{order}/reject", {"opinion": "不清"})) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(orders.clerk.post(f"/v1/service-orders/{order}/approve")) == (403, "FORBIDDEN_ROLE")
    assert orders.act(orders.substitute, order, "approve")["state"] == "APPROVED"


def test_R11_6_who_stands_in_for_an_absent_manager_approves(orders):
    company, today = orders.complaints.company, orders.complaints.today()
    deputy, absent = orders.employee("finance"), orders.employee("gps_division_manager")
    client, clerk = orders.client_of(deputy, "finance"), orders.employee("customer_service")
    order, other, own = orders.repair(), orders.repair(), orders.repair(client=orders.client_of(clerk, "customer_service"))
    for each in (order, other, own):
        orders.act(orders.clerk, each, "submit")
    path = f"/v1/service-orders/{order}"
    answer = client.post(path + "/approve")
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R11.6"

    def leave(stands_in, first, last):
        body = {"presence": "ON_LEAVE", "from": str(first), "until": str(last), "deputy_id": stands_in}
        company.administrator.put(f"/v1/employees/{absent['id']}/presence", body, match="*", expect=200)
        orders.suite.await_(lambda: orders.complaints.db_value("select leave_until from known_employee where id = %s", absent["id"]) == last)

    leave(deputy["id"], today + datetime.timedelta(days=1), today + datetime.timedelta(days=2))
    assert code_of(client.post(path + "/approve")) == (403, "FORBIDDEN_ROLE")  # the manager is still there
    leave(deputy["id"], today, today + datetime.timedelta(days=3))
    assert orders.act(client, order, "approve")["approved_by_id"] == deputy["id"]
    assert orders.act(client, other, "reject", {"opinion": "不清"})["state"] == "DRAFT"
    leave(clerk["id"], today, today + datetime.timedelta(days=4))
    answer = orders.client_of(clerk, "customer_service").post(f"/v1/service-orders/{own}/approve")
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES")  # nor does who made it, standing in
    assert code_of(client.post(f"/v1/service-orders/{own}/approve")) == (403, "FORBIDDEN_ROLE")


def test_R11_6_a_rejection_returns_a_new_version(orders):
    order = orders.repair()
    path = f"/v1/service-orders/{order}"
    assert code_of(orders.manager.post(path + "/approve")) == (409, "INVALID_STATE")
    orders.act(orders.clerk, order, "submit")
    assert code_of(orders.manager.post(path + "/reject")) == (422, "REASON_MISSING")
    shown = orders.act(orders.manager, order, "reject", {"opinion": "故障现象不清"})
    assert shown["state"] == "DRAFT" and shown["revision"] == 2 and shown["approvals"][0]["opinion"] == "故障现象不清"
    history = orders.clerk.get(path + "/history", expect=200).json()["items"]
    assert "REJECTED" in str(history)
    orders.act(orders.clerk, order, "change", {"symptoms": "指示灯不亮，屏幕也没有显示"})
    assert orders.approved(order) and orders.get(order)["state"] == "APPROVED"


def test_R11_6_a_change_of_substance_withdraws_the_approval(orders):
    order, technician = orders.approved(orders.repair()), orders.technician()
    orders.act(orders.manager, order, "assign", orders.sent(technician[0]))
    shown = orders.act(orders.clerk, order, "supplement", {"sim": "1064800000001", "contact": "王芳 13812345679"})
    assert shown["state"] == "ASSIGNED" and shown["approved_at"]
    shown = orders.act(orders.clerk, order, "change", {"address": "南宁市民族大道 2 号"})
    assert shown["state"] == "SUBMITTED" and "approved_at" not in shown and "lead_id" not in shown
    assert code_of(orders.manager.post(f"/v1/service-orders/{order}/assign", orders.sent(technician[0]))) == (409, "APPROVAL_NEEDED")
    assert code_of(technician[1].post(f"/v1/service-orders/{order}/depart")) == (409, "APPROVAL_NEEDED")
    clocks = orders.clerk.get(f"/v1/service-orders/{order}/deadlines", expect=200).json()["items"]
    assert {clock["state"] for clock in clocks} == {"CANCELLED"}
    orders.act(orders.manager, order, "approve")
    client = orders.technician()
    orders.act(orders.manager, order, "assign", orders.sent(client[0]))
    orders.act(client[1], order, "prepare", CHECKED)
    orders.act(client[1], order, "depart")
    orders.act(client[1], order, "arrive")
    assert code_of(orders.clerk.post(f"/v1/service-orders/{order}/change", {"address": "南宁"})) == (409, "INVALID_STATE")


def test_R11_6_other_vehicles_are_a_change_of_substance(orders):
    first, second = new("桂A"), new("桂A")
    order = orders.approved(orders.install([first]))
    line = {"plate": second, "model": orders.model, "driver_name": "王刚", "driver_phone": "13812345678"}
    path = f"/v1/service-orders/{order}/change-vehicles"
    assert code_of(orders.clerk.post(path, {"vehicles": [line, line]})) == (422, "DUPLICATE_PLATE")
    shown = orders.clerk.post(path, {"vehicles": [line]}, expect=200).json()
    assert shown["state"] == "SUBMITTED" and [vehicle["plate"] for vehicle in shown["vehicles"]] == [second]
    orders.install([first])


def test_R11_6_approve_and_reject_at_once(orders):
    order = orders.repair()
    orders.act(orders.clerk, order, "submit")
    path, match = f"/v1/service-orders/{order}", etag(orders.get(order))
    answers = at_once(lambda: orders.manager.post(path + "/approve", {}),
                      lambda: orders.substitute.post(path + "/reject", {"opinion": "不清"}))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert code_of(orders.manager.post(path + "/approve", {}, match=match))[0] in (409, 412)


def test_R11_7_skill_and_slot(orders):
    order = orders.approved(orders.repair())
    path = f"/v1/service-orders/{order}/assign"
    other, installer = orders.technician(orders.model_made()), orders.technician(kinds=("INSTALL",))
    for unskilled in (other[0], installer[0], orders.people["customer_service", 0]):
        assert code_of(orders.manager.post(path, orders.sent(unskilled))) == (422, "NOT_QUALIFIED")
    technician = orders.technician()
    assert code_of(orders.clerk.post(path, orders.sent(technician[0]))) == (403, "FORBIDDEN_ROLE")
    assert code_of(orders.manager.post(path, {**orders.sent(technician[0]), "technicians": [{"technician_id": technician[0], "lead": False}]})) == (400, "VALIDATION_FAILED")
    nine, eleven, one = (orders.complaints.at(hours * 3600) for hours in (9, 11, 13))
    orders.act(orders.manager, order, "assign", orders.sent(technician[0], from_at=nine, until_at=eleven))
    second = orders.approved(orders.repair())
    path = f"/v1/service-orders/{second}/assign"
    early = orders.complaints.at(11 * 3600 - 60)
    assert code_of(orders.manager.post(path, orders.sent(technician[0], from_at=early, until_at=one))) == (422, "NOT_AVAILABLE")
    orders.manager.post(path, orders.sent(technician[0], from_at=eleven, until_at=one), expect=200)
    shown = orders.clerk.get(f"/v1/service-orders/{second}/assignments", expect=200).json()["items"]
    assert [(row["technician_id"], row["lead"], row["standing"]) for row in shown] == [(technician[0], True, True)]


def test_R11_7_one_technician_is_not_sent_twice_at_once(orders):
    technician, slot = orders.technician()[0], orders.slot()
    two = [orders.approved(orders.repair()) for _ in range(2)]
    answers = at_once(*[lambda order=order: orders.manager.post(f"/v1/service-orders/{order}/assign", orders.sent(technician, **slot)) for order in two])
    assert sorted(answer.status_code for answer in answers) == [200, 422]


def test_R11_9_another_appointment_moves_what_is_due(orders):
    order = orders.repair()
    technician = orders.technician()
    orders.approved(order)
    orders.act(orders.manager, order, "assign", orders.sent(technician[0]))

    def clocks():
        items = orders.clerk.get(f"/v1/service-orders/{order}/deadlines", expect=200).json()["items"]
        return {clock["kind"]: datetime.datetime.fromisoformat(clock["due_at"]) for clock in items if clock["state"] == "RUNNING"}

    before, appointed = clocks(), orders.complaints.at(2 * 86400)
    answer = technician[1].post(f"/v1/service-orders/{order}/supplement", {"appointment_at": appointed})
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R11.9"  # not who is late then
    assert code_of(orders.clerk.post(f"/v1/service-orders/{order}/supplement", {"site_class": "ISLAND"})) == (422, "POLICY_VALUE_MISSING")
    assert orders.act(orders.clerk, order, "supplement", {"appointment_at": appointed})["state"] == "ASSIGNED"
    after = clocks()
    assert after["ARRIVAL"] == datetime.datetime.fromisoformat(orders.get(order)["appointment_at"])
    assert after["ARRIVAL"] - before["ARRIVAL"] == after["DEPARTURE"] - before["DEPARTURE"] > datetime.timedelta(days=1)
    orders.act(technician[1], order, "prepare", CHECKED)
    orders.act(technician[1], order, "depart")
    orders.act(orders.clerk, order, "supplement", {"appointment_at": orders.complaints.at(3 * 86400)})
    assert list(clocks()) == ["ARRIVAL"] and clocks()["ARRIVAL"] > after["ARRIVAL"]
    assert orders.act(technician[1], order, "arrive")["arrive_late"] is False


def test_R11_7_an_ended_skill_is_none(orders):
    technician = orders.technician(kinds=("REPAIR",))
    skill = orders.manager.get(f"/v1/order-skills?technician_id={technician[0]}", expect=200).json()["items"][0]
    assert code_of(orders.manager.post("/v1/order-skills", {"technician_id": technician[0], "kind": "REPAIR", "model": orders.model})) == (409, "DUPLICATE")
    orders.manager.post(f"/v1/order-skills/{skill['id']}/end", expect=200)
    assert code_of(orders.manager.post(f"/v1/order-skills/{skill['id']}/end")) == (409, "INVALID_STATE")
    order = orders.approved(orders.repair())
    assert code_of(orders.manager.post(f"/v1/service-orders/{order}/assign", orders.sent(technician[0]))) == (422, "NOT_QUALIFIED")


def test_R11_7_who_the_customer_complains_of_stays_away(orders, service_unit):
    customer, technician = orders.complaints.customer(), orders.technician()
    complaint = service_unit.register(customer_id=customer)
    service_unit.organiser().post(f"/v1/complaints/{complaint}/respondents", {"employee_id": technician[0]}, expect=201)
    order = orders.approved(orders.repair(customer_id=customer))
    path = f"/v1/service-orders/{order}/assign"
    assert code_of(orders.manager.post(path, orders.sent(technician[0]))) == (403, "RECUSED")
    other = orders.approved(orders.repair(customer_id=orders.complaints.customer()))
    orders.act(orders.manager, other, "assign", orders.sent(technician[0]))


def merged(orders, survivor, other):
    with orders.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("update known_customer set merged_into_id = %s, status = 'MERGED' where id = %s", [survivor, other])


def test_R11_7_who_a_merged_customer_complained_of_stays_away(orders, service_unit):
    survivor, other, technician = orders.complaints.customer(), orders.complaints.customer(), orders.technician()
    complaint = service_unit.register(customer_id=other)
    service_unit.organiser().post(f"/v1/complaints/{complaint}/respondents", {"employee_id": technician[0]}, expect=201)
    merged(orders, survivor, other)
    order = orders.approved(orders.repair(customer_id=survivor))
    assert code_of(orders.manager.post(f"/v1/service-orders/{order}/assign", orders.sent(technician[0]))) == (403, "RECUSED")


def test_R11_2_a_merged_customer_has_one_anchor(orders):
    survivor, other = orders.complaints.customer(), orders.complaints.customer()
    record = {"model": orders.model, "customer_name": "南宁运输公司", "customer_id": other, "terminal_no": new("OLD-"), "installed_on": "2024-08-31"}
    orders.clerk.post("/v1/product-records", record, expect=201)
    merged(orders, survivor, other)
    order = orders.install([new("桂A")], customer=survivor)
    client, terminal = orders.on_site(order), orders.terminal()
    orders.installed(client, orders.vehicles(order)[0], terminal)
    orders.act(client, order, "finish", DONE)
    orders.act(orders.clerk, order, "complete")
    event, = told(orders.suite.client(roles="service", url=orders.complaints.url), "terminal.installed", orders.record(terminal)["id"])
    assert (event["data"]["customer_id"], event["data"]["anchor_on"]) == (survivor, "2024-08-31")


def test_R11_7_others_take_the_place_of_who_is_ready_or_on_the_way(orders):
    order, first, second = orders.approved(orders.repair()), orders.technician(), orders.technician()
    orders.act(orders.manager, order, "assign", orders.sent(first[0]))
    for steps in (("prepare",), ("prepare", "depart")):
        for step in steps:
            orders.act(first[1], order, step, CHECKED if step == "prepare" else None)
        shown = orders.act(orders.manager, order, "assign", orders.sent(second[0]))
        assert shown["state"] == "ASSIGNED" and shown["lead_id"] == second[0] and "ready_at" not in shown and "departed_at" not in shown
        assert code_of(first[1].post(f"/v1/service-orders/{order}/prepare", CHECKED)) == (403, "FORBIDDEN_ROLE")
        clocks = orders.clerk.get(f"/v1/service-orders/{order}/deadlines", params={"state": "RUNNING"}, expect=200).json()["items"]
        assert sorted(clock["kind"] for clock in clocks) == ["ARRIVAL", "DEPARTURE"]
        first, second = second, first
    for step, body in (("prepare", CHECKED), ("depart", None), ("arrive", None)):
        orders.act(first[1], order, step, body)
    answer = orders.manager.post(f"/v1/service-orders/{order}/assign", orders.sent(second[0]))
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R11.7"


def test_R11_10_old_and_new_terminal(orders):
    order = orders.repair(terminal_no=None)
    shown, old, free = orders.get(order), new("OLD-"), orders.terminal()
    technician, path = orders.on_site(order), f"/v1/service-orders/{order}/return-terminal"
    for wrong, code in (({"new_terminal_no": None}, "TERMINAL_NUMBERS_MISSING"), ({"old_terminal_no": None}, "TERMINAL_NUMBERS_MISSING"),
                        ({"new_terminal_no": old}, "SAME_TERMINAL"), ({"symptoms_on_label": "没有反应"}, "LABEL_MISSING"),
                        ({"plate": "桂B1"}, "LABEL_MISSING"), ({"label_photo": None}, "LABEL_MISSING"),
                        ({"appearance_clean": False}, "APPEARANCE_NOT_CONFIRMED")):
        assert code_of(technician.post(path, returned(shown["plate"], old, **{"new_terminal_no": free, **wrong}))) == (422, code)
    answer = technician.post(path, returned(None, old, new_terminal_no=free))
    assert code_of(answer) == (422, "LABEL_MISSING") and answer.json()["missing"] == ["plate"]
    assert code_of(technician.post(path, returned(shown["plate"], old, new_terminal_no="NONE"))) == (400, "VALIDATION_FAILED")
    after = technician.post(path, returned(shown["plate"], old, new_terminal_no=free), expect=200).json()
    assert after["state"] == "RETURNED_FOR_REPAIR" and after["returns"][0]["new_terminal_no"] == free
    record = orders.record(free)
    assert record["terminals"] == [old, free] and [row["order_id"] for row in record["orders"]] == [order]
    assert orders.stock(old)["status"] == "IN_RETURN" and orders.stock(old)["order_id"] == order
    assert orders.stock(free)["status"] == "INSTALLED" and orders.stock(free)["plate"] == shown["plate"]
    assert orders.complaints.db_value("select count(*) from outbox where type = 'terminal.replaced' and subject_id = %s", record["id"]) == 1
    orders.act(technician, order, "resume")
    sim = new("1064")
    orders.act(technician, order, "change-sim", {"old_sim": new("1064"), "new_sim": sim})  # of what is in the vehicle now
    orders.act(technician, order, "finish", DONE)
    one, = orders.clerk.get(f"/v1/product-records?plate={shown['plate']}", expect=200).json()["items"]
    assert (one["id"], one["terminal_no"], one["sim"]) == (record["id"], free, sim) and not orders.record(old)
    assert orders.clerk.get(f"/v1/sim-cards?number={sim}", expect=200).json()["items"][0]["terminal_no"] == free
    other = orders.repair(terminal_no=None)
    client = orders.on_site(other)
    assert code_of(client.post(f"/v1/service-orders/{other}/return-terminal", returned(
        orders.get(other)["plate"], new("OLD-"), new_terminal_no=free))) == (409, "TERMINAL_IN_USE")


def test_R11_10_a_replaced_terminal_keeps_the_warranty(orders):
    order = orders.repair(purchased_on=orders.complaints.today(-300).isoformat())
    shown, free = orders.get(order), orders.terminal()
    technician = orders.on_site(order)
    orders.act(technician, order, "return-terminal", returned(shown["plate"], shown["terminal_no"], new_terminal_no=free))
    again = orders.get(orders.repair(terminal_no=free, purchased_on=orders.complaints.today(-1).isoformat()))
    assert again["warranty_end"] == shown["warranty_end"]


def record_of(orders, plate):
    """The one record of a vehicle."""
    record, = orders.clerk.get(f"/v1/product-records?plate={plate}", expect=200).json()["items"]
    return record


def test_R11_10_without_a_terminal(orders):
    order = orders.repair()
    shown = orders.get(order)
    technician = orders.on_site(order)
    orders.act(technician, order, "return-terminal", returned(shown["plate"], shown["terminal_no"], none_reason="无备用机"))
    assert record_of(orders, shown["plate"])["without_terminal"] is True


def test_R11_10_replaced_twice_and_named_by_the_old_number(orders):
    order = orders.repair()
    shown, numbers = orders.get(order), [orders.terminal(), orders.terminal()]
    technician, plate = orders.on_site(order), shown["plate"]
    orders.act(technician, order, "return-terminal", returned(plate, shown["terminal_no"], new_terminal_no=numbers[0]))
    orders.act(technician, order, "resume")
    answer = technician.post(f"/v1/service-orders/{order}/return-terminal", returned(plate, new("OLD-"), new_terminal_no=numbers[1]))
    assert code_of(answer) == (400, "VALIDATION_FAILED") and numbers[0] in answer.json()["errors"][0]["message"]
    orders.act(technician, order, "return-terminal", returned(plate, numbers[0], new_terminal_no=numbers[1]))
    orders.act(technician, order, "resume")
    orders.act(technician, order, "finish", DONE)
    later = orders.repair(terminal_no=shown["terminal_no"], plate=plate)  # the customer reads it from old papers
    orders.finished(later)
    record = record_of(orders, plate)
    assert record["terminals"] == [shown["terminal_no"], *numbers] and record["terminal_no"] == numbers[1]
    assert {one["order_id"] for one in record["orders"]} == {order, later}


def test_R11_10_the_repaired_terminal_comes_back(orders):
    order, sim = orders.repair(sim=new("1064")), new("1064")
    shown = orders.get(order)
    technician, path = orders.on_site(order), f"/v1/service-orders/{order}/fit-terminal"
    back, free = {"terminal_no": shown["terminal_no"]}, orders.terminal()
    assert code_of(technician.post(path, back)) == (409, "INVALID_STATE")  # there is one in the vehicle
    orders.act(technician, order, "return-terminal", returned(shown["plate"], shown["terminal_no"], none_reason="无备用机"))
    assert code_of(technician.post(path, {"terminal_no": new("T-")})) == (400, "VALIDATION_FAILED")
    assert code_of(orders.technician()[1].post(path, back)) == (403, "FORBIDDEN_ROLE")
    other = orders.repair()
    taken, client = orders.get(other), orders.on_site(other)
    used = orders.terminal()
    orders.act(client, other, "return-terminal", returned(taken["plate"], taken["terminal_no"], new_terminal_no=used))
    for number in (used, taken["terminal_no"]):  # in another vehicle; in return of another one
        answer = technician.post(path, {"terminal_no": number})
        assert code_of(answer) == (409, "TERMINAL_IN_USE") and answer.json()["rule"] == "R11.10"
    technician.post(path, back, expect=200)
    record = record_of(orders, shown["plate"])
    assert (record["terminals"], record["terminal_no"], record["without_terminal"]) == ([shown["terminal_no"]], shown["terminal_no"], False)
    stock = orders.stock(shown["terminal_no"])
    assert (stock["status"], stock["plate"]) == ("INSTALLED", shown["plate"]) and "order_id" not in stock
    card, = orders.clerk.get(f"/v1/sim-cards?number={shown['sim']}", expect=200).json()["items"]
    assert card["terminal_no"] == shown["terminal_no"]
    orders.act(technician, order, "resume")
    orders.act(technician, order, "return-terminal", returned(shown["plate"], shown["terminal_no"], none_reason="又坏"))
    assert code_of(technician.post(path, {"terminal_no": used})) == (409, "TERMINAL_IN_USE")
    orders.act(technician, order, "fit-terminal", {"terminal_no": free, "sim": sim})
    record = record_of(orders, shown["plate"])
    assert (record["terminals"], record["sim"]) == ([shown["terminal_no"], free], sim)
    assert orders.complaints.db_value("select count(*) from outbox where type = 'terminal.replaced' and subject_id = %s", record["id"]) == 1


def test_R11_11_the_sim_of_an_older_product_is_active_in_it(orders):
    """However its record was opened."""
    sims, number = [new("1064"), new("1064")], new("OLD-")
    body = {"terminal_no": number, "model": orders.model, "customer_name": "南宁运输公司", "plate": new("桂A"), "sim": sims[0]}
    orders.clerk.post("/v1/product-records", body, expect=201)
    assert orders.stock(number)["status"] == "INSTALLED" and orders.stock(number)["plate"] == body["plate"]
    orders.finished(orders.repair(sim=sims[1]))
    order = orders.repair()
    client = orders.on_site(order)
    for sim in sims:
        answer = client.post(f"/v1/service-orders/{order}/change-sim", {"old_sim": new("1064"), "new_sim": sim})
        assert code_of(answer) == (409, "SIM_IN_USE") and answer.json()["rule"] == "R11.11"
    answer = orders.clerk.post("/v1/product-records", {**body, "terminal_no": new("OLD-"), "plate": new("桂A")})
    assert code_of(answer) == (409, "SIM_IN_USE")
    stocked = orders.terminal()
    answer = orders.clerk.post("/v1/product-records", {**body, "terminal_no": stocked, "sim": new("1064")})
    assert code_of(answer) == (409, "TERMINAL_IN_USE") and answer.json()["rule"] == "R11.2"


def test_R11_10_one_free_terminal_and_two_vehicles(orders):
    free, ready = orders.terminal(), []
    for _ in range(2):
        order = orders.repair()
        ready.append((orders.on_site(order), orders.get(order)))
    answers = at_once(*[lambda client=client, order=order: client.post(f"/v1/service-orders/{order['id']}/return-terminal", returned(
        order["plate"], order["terminal_no"], new_terminal_no=free)) for client, order in ready])
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert [answer.json()["code"] for answer in answers if answer.status_code == 409] == ["TERMINAL_IN_USE"]


@pytest.mark.parametrize("outside", [False, True])
def test_R11_11_the_sim_changes(orders, outside):
    order = orders.repair(**(orders.out_of_warranty() if outside else {}))
    technician, path = orders.on_site(order), f"/v1/service-orders/{order}/change-sim"
    old, fresh = new("1064"), new("1064")
    assert code_of(technician.post(path, {"old_sim": old})) == (422, "SIM_NUMBERS_MISSING")
    assert code_of(technician.post(path, {"old_sim": old, "new_sim": old})) == (422, "SAME_SIM")
    shown = technician.post(path, {"old_sim": old, "new_sim": fresh}, expect=200).json()
    assert shown["sim"] == fresh and shown["charge_fen"] == 0
    record = orders.record(shown["terminal_no"])
    assert record["sim"] == fresh
    other = orders.repair()
    client = orders.on_site(other)
    assert code_of(client.post(f"/v1/service-orders/{other}/change-sim", {"old_sim": old, "new_sim": fresh})) == (409, "SIM_IN_USE")


def test_unknown_orders(orders):
    nowhere = "01935b2e-7f00-7000-8000-00000000dead"
    for path in (f"/v1/service-orders/{nowhere}", f"/v1/service-orders/{nowhere}/deadlines", f"/v1/service-orders/{nowhere}/parts",
                 f"/v1/order-vehicles/{nowhere}", f"/v1/product-records/{nowhere}", f"/v1/install-requests/{nowhere}"):
        assert orders.clerk.get(path).status_code == 404
