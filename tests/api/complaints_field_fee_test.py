"""Fees of repairs over the API: collected exactly, handed in at once (R11.13, R11.14)."""
import uuid
from concurrent.futures import ThreadPoolExecutor

from complaints_field import field  # noqa: F401
from factories import code_of, new


def collect(field, order, by=None, expect=None, **more):
    body = {"amount_fen": 8399, "method": "CASH", "invoice_no": new("INV"), **more}
    body = {key: value for key, value in body.items() if value is not None}
    return (by or field.technician()).post(f"/v1/service-orders/{order}/collect-fee", body, expect=expect)


def test_R11_13_exactly_with_an_invoice_by_the_lead(field):
    order = field.order()
    assert code_of(collect(field, order, amount_fen=8400)) == (422, "AMOUNT_MISMATCH")
    assert code_of(collect(field, order, invoice_no=None)) == (422, "INVOICE_MISSING")
    assert code_of(collect(field, order, by=field.technician(1))) == (403, "FORBIDDEN_ROLE")
    assert code_of(collect(field, order, by=field.service())) == (403, "FORBIDDEN_ROLE")
    assert code_of(collect(field, order, collected_at=field.complaints.at(3600))) == (422, "TIME_IN_FUTURE")
    assert collect(field, str(uuid.uuid4())).status_code == 404
    fee = collect(field, order, expect=200).json()
    assert fee["state"] == "COLLECTED" and field.state(order) == "FEE_COLLECTED"
    assert code_of(collect(field, order)) == (409, "INVALID_STATE")


def test_R11_13_nothing_within_the_warranty(field):
    """Example 2."""
    answer = collect(field, field.order("WORK_DONE", 0), amount_fen=1)
    assert code_of(answer) == (422, "NOTHING_TO_COLLECT") and answer.json()["rule"] == "R11.13"


def test_R11_13_two_orders_one_invoice_number(field):
    """Example 3."""
    number, orders = new("INV"), [field.order(), field.order(technician=1)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda i: collect(field, orders[i], by=field.technician(i), invoice_no=number), (0, 1)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused, = [answer for answer in answers if answer.status_code == 409]
    assert code_of(refused) == (409, "INVOICE_DUPLICATE")


def test_R11_13_a_wrong_invoice_is_cancelled_by_an_entry(field):
    order = field.order()
    collect(field, order, expect=200)
    path = f"/v1/service-orders/{order}/invoices"
    assert code_of(field.technician().post(path, {"number": new("INV")})) == (409, "INVOICE_DUPLICATE")
    first, = field.service().get(path, expect=200).json()["items"]
    cancel = f"/v1/repair-invoices/{first['id']}/cancel"
    assert code_of(field.technician(1).post(cancel, {"number": new("R"), "reason": "抬头有误"})) == (403, "FORBIDDEN_ROLE")
    answer = field.technician().post(cancel, {"number": new("R"), "reason": "抬头有误"}, match=f'"{first["version"] + 1}"')
    assert code_of(answer) == (412, "VERSION_CONFLICT")
    entry = field.technician().post(cancel, {"number": new("R"), "reason": "抬头有误"}, match=f'"{first["version"]}"', expect=200).json()
    assert (entry["kind"], entry["amount_fen"], entry["cancels_id"]) == ("CANCELLATION", -8399, first["id"])
    assert code_of(field.technician().post(cancel, {"number": new("R"), "reason": "再次"})) == (409, "INVALID_STATE")
    number = new("INV")
    assert field.technician().post(path, {"number": number}, expect=201).json()["invoice_no"] == number
    assert len(field.service().get(path, expect=200).json()["items"]) == 3
    assert field.service().get(f"/v1/service-orders/{uuid.uuid4()}/invoices").status_code == 404


def test_R11_12_without_a_standing_invoice_the_papers_are_not_complete(field):
    order = field.done(state="FEE_DUE", charge=8399)
    collect(field, order, expect=200)
    hand_in(field, [order], 8399, expect=201)
    first, = field.service().get(f"/v1/service-orders/{order}/invoices", expect=200).json()["items"]
    field.technician().post(f"/v1/repair-invoices/{first['id']}/cancel", {"number": new("R"), "reason": "抬头有误"}, expect=200)
    answer = field.service().post(f"/v1/service-orders/{order}/complete")
    assert code_of(answer) == (422, "DOCUMENTS_INCOMPLETE") and answer.json()["missing"] == ["invoice"]
    field.technician().post(f"/v1/service-orders/{order}/invoices", {"number": new("INV")}, expect=201)
    field.service().post(f"/v1/service-orders/{order}/complete", expect=200)


def test_R11_13_a_customer_who_refuses_is_a_task_of_customer_service(field):
    order = field.order()
    path = f"/v1/service-orders/{order}/refuse-fee"
    assert code_of(field.technician(1).post(path, {"reason": "不付"})) == (403, "FORBIDDEN_ROLE")
    assert field.technician().post(path, {"reason": "客户认为收费不合理"}, expect=200).json()["state"] == "REFUSED"
    assert field.state(order) == "FEE_DUE"
    task, = field.service().get("/v1/repair-fees", params={"state": "REFUSED", "order_id": order}, expect=200).json()["items"]
    assert task["refusal_reason"] and code_of(hand_in(field, [order], 8399)) == (422, "NOT_COLLECTED")
    assert collect(field, order, expect=200).json()["refusal_reason"] == task["refusal_reason"]


def test_R11_13_what_is_paid_to_the_company_is_confirmed_by_finance(field):
    order, finance = field.order(), field.client("finance")
    path = f"/v1/service-orders/{order}/confirm-fee"
    assert code_of(finance.post(path)) == (409, "INVALID_STATE")
    fee = collect(field, order, by=field.service(), method="TRANSFER_TO_COMPANY", expect=200).json()
    assert fee["state"] == "TO_CONFIRM" and code_of(hand_in(field, [order], 8399)) == (422, "NOT_COLLECTED")
    assert finance.post(path, expect=200).json()["state"] == "CONFIRMED"
    assert field.state(order) == "FEE_HANDED_IN"
    own = field.add("finance", "field_technician", name="cashier")
    order = field.order("FEE_DUE")
    field.change("order_assignment", "order_id", order, technician_id=field.person("cashier"))
    collect(field, order, by=own, method="TRANSFER_TO_COMPANY", expect=200)
    assert code_of(own.post(f"/v1/service-orders/{order}/confirm-fee")) == (403, "SEPARATION_OF_DUTIES")


def test_R11_13_substitutes_collect_nothing(field):
    order = field.order()
    field.change("order_assignment", "order_id", order, kind="BORROWED_STAFF")
    assert code_of(collect(field, order)) == (403, "FORBIDDEN_ROLE")
    assert collect(field, order, by=field.service(), method="TRANSFER_TO_COMPANY", expect=200).json()["state"] == "TO_CONFIRM"


def hand_in(field, orders, total, by=None, technician="field_technician", number=0, expect=None):
    body = {"technician_id": field.person(technician, number), "orders": orders, "total_fen": total}
    return (by or field.client("finance")).post("/v1/fee-hand-ins", body, expect=expect)


def test_R11_14_all_orders_and_the_exact_total(field):
    """Example 1."""
    orders = [field.order(), field.order(charge=1299)]
    collect(field, orders[0], expect=200)
    assert code_of(hand_in(field, orders, 9698)) == (422, "NOT_COLLECTED")
    collect(field, orders[1], amount_fen=1299, expect=200)
    assert code_of(field.technician().post("/v1/field-returns", {"returned_at": field.complaints.at(3600)})) == (422, "TIME_IN_FUTURE")
    returned = field.technician().post("/v1/field-returns", {"returned_at": field.complaints.at()}, expect=201).json()
    assert returned["open"] >= 2
    assert code_of(hand_in(field, orders, 9697)) == (422, "TOTAL_MISMATCH")
    assert code_of(hand_in(field, orders, 9698, by=field.technician())) == (403, "FORBIDDEN_ROLE")
    done = hand_in(field, orders, 9698, expect=201).json()
    assert done["late"] is False and sorted(done["orders"]) == sorted(orders)
    assert [field.state(order) for order in orders] == ["FEE_HANDED_IN"] * 2
    decision, = field.technician().get(f"/v1/fee-hand-ins/{done['id']}/decisions", expect=200).json()["items"]
    assert decision["rule"] == "R11.14"
    assert field.technician(2).get(f"/v1/fee-hand-ins/{done['id']}").status_code == 404
    assert code_of(hand_in(field, orders, 9698)) == (409, "ALREADY_HANDED_IN")


def test_R11_14_nobody_receives_his_own_money(field):
    """Example 3."""
    order = field.order()
    both = field.add("field_technician", "finance", name="both-hands")
    field.change("order_assignment", "order_id", order, technician_id=field.person("both-hands"))
    collect(field, order, by=both, expect=200)
    assert code_of(hand_in(field, [order], 8399, by=both, technician="both-hands")) == (403, "SEPARATION_OF_DUTIES")
    hand_in(field, [order], 8399, technician="both-hands", expect=201)


def case_of(field, returned, technician=0):
    return field.complaints.db_value("select count(*) from conduct_case where code = 'V11.14' and subject_id = %s and person_id = %s",
                                     returned, field.person("field_technician", technician))


def test_R11_14_what_was_collected_before_the_return_and_is_told_later(field):
    technician, orders = field.technician(1), [field.order(technician=1), field.order(technician=1)]
    first = technician.post("/v1/field-returns", {"returned_at": field.complaints.at(-300)}, expect=201).json()
    assert first["decision"]["rule"] == "R11.14" and first["decision"]["outcome"] in ("AT_ONCE", "NEXT_OPENING")
    assert technician.get(f"/v1/field-returns/{first['id']}", expect=200).json()["due_at"] == first["due_at"]
    technician.post("/v1/field-returns", {"returned_at": field.complaints.at(-100)}, expect=201)
    told = collect(field, orders[0], by=technician, collected_at=field.complaints.at(-400), expect=200).json()
    assert (told["return_id"], told["due_at"]) == (first["id"], first["due_at"])
    assert "return_id" not in collect(field, orders[1], by=technician, collected_at=field.complaints.at(-50), expect=200).json()
    done = hand_in(field, orders[:1], 8399, technician="field_technician", number=1, expect=201).json()
    assert done["returned_at"] == first["returned_at"]


def test_R11_14_who_hands_in_is_back(field):
    """He did not tell his return: it is now, and what else he collected is due, too."""
    both = field.add("field_technician", name="comes back")
    orders = [field.order(), field.order()]
    for order in orders:
        field.change("order_assignment", "order_id", order, technician_id=field.person("comes back"))
        collect(field, order, by=both, expect=200)
    done = hand_in(field, orders[:1], 8399, technician="comes back", expect=201).json()
    assert done["late"] is False and done["returned_at"] == done["received_at"]
    rest = field.service().get(f"/v1/service-orders/{orders[1]}/fee", expect=200).json()
    assert rest["state"] == "COLLECTED" and rest["returned_at"] == done["returned_at"] and rest["due_at"] > rest["returned_at"]


def test_R11_14_a_late_hand_in_is_a_case_also_where_no_timer_found_it(field):
    order = field.order()
    fee = collect(field, order, expect=200).json()
    returned = field.technician().post("/v1/field-returns", {"returned_at": field.complaints.at()}, expect=201).json()["id"]
    field.change("repair_fee", "id", fee["id"], due_at=field.complaints.at(-1))
    assert case_of(field, returned) == 0
    assert hand_in(field, [order], 8399, expect=201).json()["late"] is True
    assert case_of(field, returned) == 1
    assert field.service().get(f"/v1/service-orders/{order}/fee", expect=200).json()["overdue"] is True


def test_R11_14_reminded_alarmed_and_overdue(field):
    """The clock goes on over the end of the day and of the next working day, and then over the time of a return."""
    order = field.order(technician=2)
    fee = collect(field, order, by=field.technician(2), expect=200).json()

    def shown():
        return field.service().get(f"/v1/service-orders/{order}/fee", expect=200).json()

    assert "reminded_at" not in fee
    field.clock.forward(days=1)
    field.complaints.suite.await_(lambda: "reminded_at" in shown(), 30)
    notice, = field.technician(2).get("/v1/service-notices", params={"subject_id": fee["id"]}, expect=200).json()["items"]
    assert notice["kind"] == "FEE_REMINDER" and "8399" in notice["text"]
    assert not field.technician(1).get("/v1/service-notices", params={"subject_id": fee["id"]}, expect=200).json()["items"]

    def alarm():
        alarms = field.client("department_manager").get("/v1/alarms", params={"subject_id": fee["id"]}, expect=200).json()["items"]
        return [(one["kind"], one["rule"], "acknowledged_at" in one) for one in alarms]

    assert alarm() == []
    field.clock.forward(days=12)
    field.complaints.suite.await_(lambda: "alarmed_at" in shown(), 30)
    alarms = field.client("department_manager").get("/v1/repair-fees", params={"alarmed_at.gte": fee["collected_at"]}, expect=200).json()["items"]
    assert order in [one["order_id"] for one in alarms]
    assert alarm() == [("FEE_NOT_RETURNED", "R11.14", False)]
    returned = field.technician(2).post("/v1/field-returns", {"returned_at": field.complaints.at()}, expect=201).json()
    assert shown()["due_at"] == returned["due_at"] and alarm() == [("FEE_NOT_RETURNED", "R11.14", True)]
    field.clock.forward(days=12)
    field.complaints.suite.await_(lambda: shown()["overdue"], 30)
    assert field.complaints.db_value("select person_id from conduct_case where code = 'V11.14' and subject_id = %s",
                                     returned["id"]) == field.person("field_technician", 2)
    assert hand_in_late(field, order)


def hand_in_late(field, order):
    body = {"technician_id": field.person("field_technician", 2), "orders": [order], "total_fen": 8399}
    return field.client("finance").post("/v1/fee-hand-ins", body, expect=201).json()["late"]
