"""What orders hear from the field over the API: records of products, oral permissions, others who are sent, differences (R11.2, R11.15,
R11.21, R11.22)."""
import uuid

from complaints_field import everybody_away, field  # noqa: F401
from complaints_orders import CHECKED
from factories import code_of, new, told


def complete(field, order, expect=None):
    return field.service().post(f"/v1/service-orders/{order}/complete", expect=expect)


def installed(field, customer, count):
    order = field.order("WORK_DONE", 0, kind="INSTALL", customer_id=customer, damage="NO_DAMAGE", signature="SIGNED", signature_note="李强",
                        arrived_at=field.complaints.at(-1800), done_at=field.complaints.at(-60))
    model = field.model()
    for position in range(count):
        number, plate = new("T"), new("桂A")
        field.enter("terminal", terminal_no=number, model=model, status="INSTALLED", plate=plate)
        field.enter("order_vehicle", order_id=order, position=position + 1, plate=plate, model=model, driver_name="张三",
                    driver_phone="13800000000", terminal_no=number, sim=new("S"), test_passed=True)
    complete(field, order, expect=200)
    return order


def test_R11_2_every_terminal_has_a_record_and_the_customer_one_anchor(field):
    """Example 1."""
    customer, service = field.complaints.customer(), field.complaints.suite.client(roles="service", url=field.complaints.url)
    installed(field, customer, 4)
    first = str(field.complaints.today())
    field.clock.forward(days=5)
    installed(field, customer, 6)
    records = field.service().get("/v1/product-records", params={"customer_id": customer}, expect=200).json()["items"]
    assert len(records) == 10 and len({record["terminal_no"] for record in records}) == 10
    assert all([order["kind"] for order in record["orders"]] == ["INSTALL"] for record in records)
    history, = field.service().get(f"/v1/product-records/{records[0]['id']}/orders", expect=200).json()["items"]
    assert (history["kind"], history["terminal_no"]) == ("INSTALL", records[0]["terminal_no"])
    events = [event for record in records for event in told(service, "terminal.installed", record["id"])]
    assert len(events) == 10 and {event["data"]["anchor_on"] for event in events} == {first}
    assert len({event["data"]["installed_on"] for event in events}) == 2


def test_R11_2_older_products_and_one_active_record_of_a_number(field):
    body = {"terminal_no": new("T"), "model": field.model(), "customer_name": "南宁物流公司", "purchased_on": "2024-08-31"}
    assert code_of(field.service().post("/v1/product-records", {**body, "model": "G-404"})) == (422, "UNKNOWN_MODEL")
    assert code_of(field.service().post("/v1/product-records", {**body, "purchased_on": str(field.complaints.today(1))})) == (422, "PURCHASE_IN_FUTURE")
    record = field.service().post("/v1/product-records", body, expect=201).json()
    assert record["warranty_end"] == "2025-08-31"
    again = field.service().post("/v1/product-records", body)
    assert code_of(again) == (409, "DUPLICATE") and again.json()["rule"] == "R11.2"


def test_R11_2_the_history_goes_on_under_the_new_number(field):
    """Example 2."""
    old, number = new("T"), new("T")
    body = {"terminal_no": old, "model": field.model(), "customer_name": "南宁物流公司"}
    record = field.service().post("/v1/product-records", body, expect=201).json()
    order = field.order("CLOSED", 0, terminal_no=old)
    field.change("product_record", "id", record["id"], terminal_no=number, terminals=[old, number])
    shown, = field.service().get(f"/v1/product-records/{record['id']}/orders", expect=200).json()["items"]
    assert (shown["id"], shown["terminal_no"]) == (order, old)
    assert field.service().get(f"/v1/product-records/{uuid.uuid4()}/orders").status_code == 404


def test_R11_15_a_difference_keeps_the_order_open(field):
    """Example 1."""
    order = field.done()
    taken = {"quantity": 5, "order_id": order}
    item = f"/v1/custody-items/{field.item(stock=5)}/issue"
    assert code_of(field.technician().post(item, taken)) == (409, "INVALID_STATE")  # the work is done
    field.change("service_order", "id", order, state="IN_PROGRESS")
    assert code_of(field.technician().post(item, {**taken, "order_id": str(uuid.uuid4())})) == (400, "VALIDATION_FAILED")
    answer = field.technician(2).post(item, taken)  # who is not sent with it
    assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == "/order_id"
    issue = field.technician().post(item, taken, expect=201).json()
    path = f"/v1/custody-issues/{issue['id']}"
    field.technician().post(path + "/use", {"quantity": 3}, expect=200)
    field.technician().post(path + "/return", {"quantity": 1}, expect=200)
    finish(field, order)
    answer = complete(field, order)
    assert code_of(answer) == (422, "DISCREPANCY_UNEXPLAINED") and answer.json()["rule"] == "R11.15"
    field.technician().post(path + "/explain", {"explanation": "一根损坏"}, expect=200)
    assert complete(field, order, expect=200).json()["state"] == "COMPLETED"


def test_R11_15_what_was_issued_for_no_order_is_settled_with_those_it_was_used_for(field):
    """Five are taken along; two orders use some of them, and at each the rest is returned or explained."""
    orders = [field.done(state="IN_PROGRESS") for _ in range(2)]
    issue = field.technician().post(f"/v1/custody-items/{field.item(stock=5)}/issue", {"quantity": 5}, expect=201).json()
    path = f"/v1/custody-issues/{issue['id']}"
    for order in orders:
        field.technician().post(path + "/use", {"quantity": 1, "order_id": order}, expect=200)
        finish(field, order)
    answer = complete(field, orders[0])
    assert code_of(answer) == (422, "DISCREPANCY_UNEXPLAINED") and issue["code"] in answer.json()["detail"]
    field.technician().post(path + "/explain", {"explanation": "三根留在车上备用"}, expect=200)
    complete(field, orders[0], expect=200)
    # One of the three has gone since: what was explained was another difference.
    field.technician().post(path + "/return", {"quantity": 2}, expect=200)
    assert code_of(complete(field, orders[1])) == (422, "DISCREPANCY_UNEXPLAINED")
    field.technician().post(path + "/explain", {"explanation": "一根丢失"}, expect=200)
    complete(field, orders[1], expect=200)
    assert field.technician().get(path, expect=200).json()["explained_difference"] == 1


def test_R11_8_tools_and_parts_are_those_that_were_issued(field):
    order, other, technician = field.order("ASSIGNED", 0), field.order("ASSIGNED", 0), field.technician()

    def issued(client, kind="MATERIAL", stock=5, **more):
        return client.post(f"/v1/custody-items/{field.item(kind, stock)}/issue", {"quantity": 1, **more}, expect=201).json()

    tool, part = issued(technician, "TOOL", 1), issued(technician, order_id=order)
    back = issued(technician)
    technician.post(f"/v1/custody-issues/{back['id']}/return", {"quantity": 1}, expect=200)
    path = f"/v1/service-orders/{order}/prepare"
    for wrong, code in ((str(uuid.uuid4()), "UNKNOWN"), (issued(field.technician(1))["id"], "NOT_SENT"),
                        (issued(technician, order_id=other)["id"], "OTHER_ORDER"), (back["id"], "NOT_HELD")):
        answer = technician.post(path, {**CHECKED, "issues": [tool["id"], wrong]})
        assert code_of(answer) == (400, "VALIDATION_FAILED")
        assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [("/issues/1", code)]
    ready = technician.post(path, {**CHECKED, "issues": [tool["id"], part["id"]]}, expect=200).json()
    assert {(one["custody_issue_id"], one["code"]) for one in ready["taken_along"]} == {(one["id"], one["code"]) for one in (tool, part)}


def permitted(field, order, expect=None, **more):
    body = {"giver_id": field.person("gps_division_manager"), "means": "ORAL", "missing": "天线", "allowed": "换用同规格天线", "done": "已换用", **more}
    return field.technician().post(f"/v1/service-orders/{order}/verbal-approvals", {k: v for k, v in body.items() if v is not None}, expect=expect)


def finish(field, order):
    """As the technician would have left it."""
    field.change("service_order", "id", order, state="WORK_DONE")


def test_R11_21_what_was_permitted_is_confirmed_by_who_permitted_it(field):
    order = field.done()
    assert code_of(permitted(field, order)) == (409, "INVALID_STATE")
    field.change("service_order", "id", order, state="AWAITING_PARTS")
    assert code_of(permitted(field, order, giver_id=None)) == (422, "APPROVER_MISSING")
    assert code_of(permitted(field, order, giver_id=field.person("customer_service"))) == (422, "APPROVER_MISSING")
    assert code_of(permitted(field, order, means="OTHER")) == (400, "VALIDATION_FAILED")
    assert code_of(permitted(field, order, asked_at=field.complaints.at(3600))) == (422, "TIME_IN_FUTURE")
    approval = permitted(field, order, expect=201).json()
    path = f"/v1/verbal-approvals/{approval['id']}"
    finish(field, order)
    answer = complete(field, order)
    assert code_of(answer) == (409, "VERBAL_UNCONFIRMED") and answer.json()["rule"] == "R11.21"
    assert code_of(field.technician().post(path + "/confirm", {})) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(field.manager(1).post(path + "/confirm", {})) == (403, "FORBIDDEN_ROLE")
    confirmed = field.manager().post(path + "/confirm", {"answer": "属实"}, expect=200).json()
    assert confirmed["state"] == "CONFIRMED" and confirmed["late"] is False
    assert code_of(field.manager().post(path + "/deny", {"answer": "未曾"})) == (409, "INVALID_STATE")
    complete(field, order, expect=200)


def test_R11_21_a_manager_who_denies(field):
    """Example 2."""
    order = field.order("IN_PROGRESS", 0, model=field.model(), plate=new("桂A"), terminal_no=new("T"), damage="NO_DAMAGE", signature="SIGNED", signature_note="李强",
                        test_passed=True, no_parts_used=True)
    approval = permitted(field, order, expect=201).json()
    path = f"/v1/verbal-approvals/{approval['id']}/deny"
    assert code_of(field.manager().post(path, {})) == (400, "VALIDATION_FAILED")
    field.manager().post(path, {"answer": "未曾同意"}, expect=200)
    finish(field, order)
    assert code_of(complete(field, order)) == (409, "VERBAL_UNCONFIRMED")
    assert field.complaints.db_value("select code from conduct_case where subject_id = %s", approval["id"]) == "V11.21"
    # Asked again, of one who answers otherwise: the denied one counts no more, and is replaced once.
    assert code_of(permitted(field, order)) == (409, "INVALID_STATE")
    assert code_of(permitted(field, order, replaces_id=str(uuid.uuid4()))) == (400, "VALIDATION_FAILED")
    again = permitted(field, order, replaces_id=approval["id"], expect=201).json()
    assert again["replaces_id"] == approval["id"]
    answer = permitted(field, order, replaces_id=approval["id"])
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R11.21"
    assert code_of(permitted(field, order, replaces_id=again["id"])) == (409, "INVALID_STATE")  # it was not denied
    assert code_of(complete(field, order)) == (409, "VERBAL_UNCONFIRMED")
    field.manager().post(f"/v1/verbal-approvals/{again['id']}/confirm", {"answer": "这次同意"}, expect=200)
    complete(field, order, expect=200)


def outsource(field, order, expect=None, **more):
    body = {"from_at": field.complaints.at(60), "until_at": field.complaints.at(7200), **more}
    return field.manager().post(f"/v1/service-orders/{order}/outsource", body, expect=expect)


def vendor(field):
    body = {"code": new("WX"), "name": "南宁安达电子", "contact": "0771-5559876"}
    made = field.manager().post("/v1/outsourcing-vendors", body, expect=201).json()
    assert code_of(field.manager().post("/v1/outsourcing-vendors", body)) == (409, "DUPLICATE")
    return made["id"]


def consent(field, order, by=None, expect=None, **more):
    by = by or field.client("department_manager")
    return by.post(f"/v1/service-orders/{order}/outsourcing-consents", {"reason": "技术人员均外出", **more}, expect=expect)


def test_R11_22_all_are_out_and_the_manager_consented_before(field):
    """Examples 1 and 2."""
    order, sent = field.order("APPROVED", urgent=True), vendor(field)
    consent(field, order, vendor_id=sent, expect=201)
    assert code_of(outsource(field, order, vendor_id=sent, name="陈师傅")) == (422, "TECHNICIANS_AVAILABLE")
    other = field.order("APPROVED", urgent=True)
    with everybody_away(field):
        assert code_of(outsource(field, other, vendor_id=sent)) == (422, "CONSENT_MISSING")
        assert code_of(outsource(field, order, vendor_id=str(uuid.uuid4()))) == (422, "UNKNOWN_VENDOR")
        answer = outsource(field, order, vendor_id=sent, name="陈师傅", expect=200)
    assert answer.json()["state"] == "ASSIGNED"
    assert field.state(order) == "ASSIGNED"  # the technicians are back, and the assignment stays
    # The vendor's person has no access: who consented answers for the work, and reports its steps.
    steps = f"/v1/service-orders/{order}/prepare"
    assert code_of(field.add("department_manager", name="another manager").post(steps, CHECKED)) == (403, "FORBIDDEN_ROLE")
    assert field.client("department_manager").post(steps, CHECKED, expect=200).json()["state"] == "READY"
    given, = field.manager().get(f"/v1/service-orders/{order}/outsourcing-consents", expect=200).json()["items"]
    assert given["assignment_id"]
    assert field.complaints.db_value("select responsible_id from service_order where id = %s", order) == field.person("department_manager")


def test_R11_22_what_is_refused(field):
    """Example 3."""
    sent, calm = vendor(field), field.order("APPROVED")
    head = field.person("department_manager")
    assert code_of(consent(field, calm, vendor_id=sent)) == (422, "NOT_URGENT")
    order = field.order("SUBMITTED", urgent=True)
    assert code_of(consent(field, order, employee_id=head)) == (403, "SEPARATION_OF_DUTIES")
    assert code_of(consent(field, order, vendor_id=str(uuid.uuid4()))) == (422, "UNKNOWN_VENDOR")
    assert code_of(consent(field, order)) == (400, "VALIDATION_FAILED")
    assert code_of(consent(field, order, employee_id=field.person("field_technician"))) == (400, "VALIDATION_FAILED")
    consent(field, order, employee_id=field.person("customer_service"), expect=201)
    with everybody_away(field):
        assert code_of(outsource(field, calm, vendor_id=sent)) == (422, "NOT_URGENT")
        assert code_of(outsource(field, order, employee_id=field.person("customer_service"))) == (409, "APPROVAL_NEEDED")
    field.manager().post(f"/v1/outsourcing-vendors/{sent}/end", expect=200)
    assert code_of(consent(field, order, vendor_id=sent)) == (422, "UNKNOWN_VENDOR")
