"""Others who do the work of an order, and permissions asked on the way (R11.21, R11.22)."""
from complaints_field import everybody_away
from complaints_orders import CHECKED, DONE
from factories import code_of, new


def emergency(orders, borrowed=None, **more):
    """An urgent repair with others on the way: (its id, the consenting manager's client, who reports the steps)."""
    order, head = orders.approved(orders.repair(urgent=True, **more)), orders.client("department_manager")
    vendor = None
    if not borrowed:
        vendor = orders.manager.post("/v1/outsourcing-vendors", {"code": new("WX"), "name": "南宁安达电子", "contact": "0771-5559876"}, expect=201).json()["id"]
    who = {"employee_id": borrowed[0]} if borrowed else {"vendor_id": vendor}
    head.post(f"/v1/service-orders/{order}/outsourcing-consents", {"reason": "技术人员均外出", **who}, expect=201)
    with everybody_away(orders):
        orders.act(orders.manager, order, "outsource", {**who, **orders.slot(60), **({} if borrowed else {"name": "陈师傅"})})
    return order, head


def test_R11_22_a_vendor_whose_steps_the_consenting_manager_reports(orders):
    order, head = emergency(orders, **orders.out_of_warranty())
    path = f"/v1/service-orders/{order}"
    other = orders.client("department_manager", 1)
    for stranger in (other, orders.technician()[1]):
        assert code_of(stranger.post(path + "/prepare", CHECKED)) == (403, "FORBIDDEN_ROLE")
    for verb, body in (("prepare", CHECKED), ("depart", None), ("arrive", None), ("parts", {"kind": "PART", "part_code": "CABLE", "quantity": 1})):
        orders.act(head, order, verb, body)
    orders.act(head, order, "finish", {key: value for key, value in DONE.items() if key != "no_parts_used"})
    shown = orders.shown(order, "FEE_DUE")
    assert shown["responsible_id"] == orders.people["department_manager", 0] and "lead_id" not in shown
    fee = {"amount_fen": 1299, "method": "CASH", "invoice_no": new("INV")}
    assert code_of(orders.technician()[1].post(path + "/collect-fee", fee)) == (403, "FORBIDDEN_ROLE")
    assert code_of(orders.clerk.post(path + "/collect-fee", fee)) == (403, "FORBIDDEN_ROLE")
    orders.clerk.post(path + "/collect-fee", {**fee, "method": "TRANSFER_TO_COMPANY"}, expect=200)
    orders.client("finance").post(path + "/confirm-fee", expect=200)
    assert orders.closed(order)["state"] == "CLOSED"


def test_R11_22_borrowed_staff_work_and_the_manager_answers(orders):
    made = orders.employee("employee")
    client = orders.client_of(made, "employee")
    order, head = emergency(orders, (made["id"], client), plate=None)
    assert code_of(head.post(f"/v1/service-orders/{order}/prepare", CHECKED)) == (403, "FORBIDDEN_ROLE")
    for verb, body in (("prepare", CHECKED), ("depart", None), ("arrive", None), ("supplement", {"plate": new("桂A")}), ("finish", DONE)):
        orders.act(client, order, verb, body)
    shown = orders.shown(order, "WORK_DONE")
    assert shown["lead_id"] == made["id"] and shown["responsible_id"] == orders.people["department_manager", 0]
    assert orders.closed(order)["state"] == "CLOSED"


def test_R11_22_technicians_in_the_place_of_others(orders):
    order, head = emergency(orders)
    technician = orders.technician()
    orders.act(orders.manager, order, "assign", orders.sent(technician[0]))
    assert code_of(head.post(f"/v1/service-orders/{order}/prepare", CHECKED)) == (403, "FORBIDDEN_ROLE")
    for verb, body in (("prepare", CHECKED), ("depart", None), ("arrive", None), ("finish", DONE)):
        orders.act(technician[1], order, verb, body)
    assert orders.get(order)["responsible_id"] == technician[0]


def asked(orders, client, order, **more):
    body = {"giver_id": orders.people["gps_division_manager", 0], "means": "ORAL", "missing": "电缆", "allowed": "换用天线", "done": "已换用"}
    return client.post(f"/v1/service-orders/{order}/verbal-approvals", {**body, **more})


def test_R11_21_a_substitute_is_charged_by_its_own_price(orders):
    """Example 3: the cable (1,299 fen) is missing, the antenna (3,550 fen) takes its place."""
    order = orders.repair(**orders.out_of_warranty())
    client = orders.on_site(order)
    orders.act(client, order, "await-parts", {"reason": "电缆缺货"})
    approval = asked(orders, client, order).json()
    orders.act(client, order, "resume")
    shown = client.post(f"/v1/service-orders/{order}/parts", {"kind": "PART", "part_code": "ANTENNA", "quantity": 1}, expect=200).json()
    assert shown["charge_fen"] == 3550
    orders.manager.post(f"/v1/verbal-approvals/{approval['id']}/confirm", {}, expect=200)
    assert orders.act(client, order, "finish", {key: value for key, value in DONE.items() if key != "no_parts_used"})["charge_fen"] == 3550
