"""Orders from the customer's call to the money in the company's hands, over the API alone (R11.1 to R11.15)."""
import pytest
from complaints_orders import CHECKED, DONE
from factories import code_of, new


@pytest.fixture
def store(orders):
    """An antenna of which five are in the store; its id."""
    body = {"kind": "MATERIAL", "code": new("C"), "name": "天线", "stock": 5}
    return orders.manager.post("/v1/custody-items", body, expect=201).json()["id"]


def states(orders, order):
    changes = orders.clerk.get(f"/v1/service-orders/{order}/history", params={"limit": 50}, expect=200).json()["items"]
    told = [change["changes"]["state"]["to"] for change in reversed(changes) if "state" in change["changes"]]
    return [state for at, state in enumerate(told) if at == 0 or told[at - 1] != state]


def begun(orders, order):
    """Approved and assigned; the technician and his client."""
    technician, client = orders.technician()
    orders.approved(order)
    orders.act(orders.manager, order, "assign", orders.sent(technician))
    return technician, client


def test_a_repair_outside_the_warranty_ends_with_the_fee_handed_in(orders, store):
    order = orders.repair(**orders.out_of_warranty())
    technician, client = begun(orders, order)
    taken = client.post(f"/v1/custody-items/{store}/issue", {"quantity": 2, "order_id": order}, expect=201).json()["id"]
    for step, body in (("prepare", CHECKED), ("depart", None), ("arrive", None)):
        orders.act(client, order, step, body)
    client.post(f"/v1/service-orders/{order}/parts", {"kind": "PART", "part_code": "ANTENNA", "quantity": 1}, expect=200)
    client.post(f"/v1/custody-issues/{taken}/use", {"quantity": 1}, expect=200)
    done = orders.act(client, order, "finish", {**DONE, "no_parts_used": False})
    assert (done["state"], done["charge_fen"]) == ("FEE_DUE", 3550)
    fee = {"amount_fen": 3550, "method": "CASH", "invoice_no": new("INV")}
    assert code_of(client.post(f"/v1/service-orders/{order}/collect-fee", {**fee, "amount_fen": 3500})) == (422, "AMOUNT_MISMATCH")
    client.post(f"/v1/service-orders/{order}/collect-fee", fee, expect=200)
    client.post("/v1/field-returns", {"returned_at": orders.complaints.at()}, expect=201)
    handed = orders.client("finance").post(
        "/v1/fee-hand-ins", {"technician_id": technician, "orders": [order], "total_fen": 3550}, expect=201).json()
    assert handed["late"] is False
    assert code_of(orders.clerk.post(f"/v1/service-orders/{order}/complete")) == (422, "DISCREPANCY_UNEXPLAINED")
    client.post(f"/v1/custody-issues/{taken}/return", {"quantity": 1}, expect=200)
    assert orders.closed(order)["state"] == "CLOSED"
    assert states(orders, order) == ["DRAFT", "SUBMITTED", "APPROVED", "ASSIGNED", "READY", "DEPARTED", "IN_PROGRESS", "WORK_DONE",
                                     "FEE_DUE", "FEE_COLLECTED", "FEE_HANDED_IN", "COMPLETED", "CLOSED"]
    assert client.get(f"/v1/custody-items/{store}", expect=200).json()["stock"] == 4


def test_a_repair_within_the_warranty_costs_nothing(orders, store):
    order = orders.repair()
    _, client = begun(orders, order)
    for step, body in (("prepare", CHECKED), ("depart", None), ("arrive", None)):
        orders.act(client, order, step, body)
    taken = client.post(f"/v1/custody-items/{store}/issue", {"quantity": 1, "order_id": order}, expect=201).json()["id"]
    client.post(f"/v1/service-orders/{order}/parts", {"kind": "PART", "part_code": "ANTENNA", "quantity": 1}, expect=200)
    client.post(f"/v1/custody-issues/{taken}/use", {"quantity": 1}, expect=200)
    done = orders.act(client, order, "finish", {**DONE, "no_parts_used": False})
    assert (done["state"], done["charge_fen"]) == ("WORK_DONE", 0)
    fee = {"amount_fen": 3550, "method": "CASH", "invoice_no": new("INV")}
    assert code_of(client.post(f"/v1/service-orders/{order}/collect-fee", fee)) == (422, "NOTHING_TO_COLLECT")
    assert orders.closed(order)["state"] == "CLOSED"


def test_an_installation_ends_with_a_product_record_for_each_vehicle(orders):
    order = orders.install([new("桂A"), new("桂A")])
    _, client = begun(orders, order)
    for step, body in (("prepare", CHECKED), ("depart", None), ("arrive", None)):
        orders.act(client, order, step, body)
    terminals = [orders.terminal() for _ in range(2)]
    for vehicle, terminal in zip(orders.vehicles(order), terminals):
        assert orders.installed(client, vehicle, terminal)["test_passed"]
    assert orders.act(client, order, "finish", DONE)["state"] == "WORK_DONE"
    assert orders.closed(order)["state"] == "CLOSED"
    for vehicle, terminal in zip(orders.vehicles(order), terminals):
        assert orders.record(terminal)["plate"] == vehicle["plate"]
