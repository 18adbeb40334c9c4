"""Custody, field information and training over the API (R11.15, R11.16, R11.17)."""
import uuid
from concurrent.futures import ThreadPoolExecutor

from complaints_field import field  # noqa: F401
from factories import code_of, told


def test_R11_15_a_stock_is_issued_used_and_returned(field):
    item, order = field.item(stock=5), field.order("IN_PROGRESS")
    path, technician = f"/v1/custody-items/{item}", field.technician()
    assert code_of(technician.post(path + "/issue", {"quantity": 6})) == (422, "NEGATIVE_STOCK")
    issue = technician.post(path + "/issue", {"quantity": 5, "order_id": order}, expect=201).json()
    assert issue["holder_id"] == field.person("field_technician") and technician.get(path, expect=200).json()["stock"] == 0
    acts = f"/v1/custody-issues/{issue['id']}"
    assert code_of(field.technician(1).post(acts + "/use", {"quantity": 1})) == (403, "FORBIDDEN_ROLE")
    technician.post(acts + "/use", {"quantity": 3}, expect=200)
    assert code_of(technician.post(acts + "/return", {"quantity": 3})) == (422, "NEGATIVE_STOCK")
    left = technician.post(acts + "/return", {"quantity": 1}, expect=200).json()
    assert left["difference"] == 1 and technician.get(path, expect=200).json()["stock"] == 1
    used, = technician.get(acts + "/uses", expect=200).json()["items"]
    assert (used["order_id"], used["quantity"]) == (order, 3)
    assert technician.get(f"/v1/custody-issues/{uuid.uuid4()}/uses").status_code == 404
    explained = technician.post(acts + "/explain", {"explanation": "一根在现场损坏"}, expect=200).json()
    assert explained["explanation"] and explained["explained_by"] and explained["explained_difference"] == 1
    assert technician.get(acts, expect=200).json() == explained
    assert len(technician.get(acts + "/history", expect=200).json()["items"]) == 4
    assert field.manager().post(path + "/receive", {"quantity": 9}, expect=200).json()["stock"] == 10


def test_R11_15_what_is_used_needs_an_order(field):
    issue = field.technician().post(f"/v1/custody-items/{field.item()}/issue", {"quantity": 2}, expect=201).json()
    assert code_of(field.technician().post(f"/v1/custody-issues/{issue['id']}/use", {"quantity": 1})) == (400, "VALIDATION_FAILED")


def test_R11_15_what_is_used_by_whom_and_for_which_order(field):
    def pointed(answer):
        assert code_of(answer) == (400, "VALIDATION_FAILED")
        return [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]

    technician = field.technician()
    taken = technician.post(f"/v1/custody-items/{field.item()}/issue", {"quantity": 3}, expect=201).json()
    use = f"/v1/custody-issues/{taken['id']}/use"
    others, early, own = field.order("IN_PROGRESS", technician=1), field.order("DEPARTED"), field.order("IN_PROGRESS")
    assert pointed(technician.post(use, {"quantity": 1})) == [("/order_id", "REQUIRED")]
    assert pointed(technician.post(use, {"quantity": 1, "order_id": str(uuid.uuid4())})) == [("/order_id", "UNKNOWN")]
    assert pointed(technician.post(use, {"quantity": 1, "order_id": others})) == [("/order_id", "NOT_SENT")]
    assert pointed(field.manager().post(use, {"quantity": 1, "order_id": others})) == [("/order_id", "NOT_SENT")]  # its holder is not
    for order in (early, field.order("COMPLETED")):
        answer = technician.post(use, {"quantity": 1, "order_id": order})
        assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R11.15"
    for act, body in (("use", {"quantity": 1, "order_id": own}), ("return", {"quantity": 1}), ("explain", {"explanation": "丢失"})):
        answer = field.technician(1).post(f"/v1/custody-issues/{taken['id']}/{act}", body)
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R11.15"
    assert code_of(technician.post(use, {"quantity": 4, "order_id": own})) == (422, "NEGATIVE_STOCK")
    assert technician.post(use, {"quantity": 1, "order_id": own}, expect=200).json()["difference"] == 2
    assert field.manager().post(use, {"quantity": 1, "order_id": own}, expect=200).json()["difference"] == 1
    for_one = technician.post(f"/v1/custody-items/{field.item()}/issue", {"quantity": 3, "order_id": early}, expect=201).json()
    answer = technician.post(f"/v1/custody-issues/{for_one['id']}/use", {"quantity": 1, "order_id": own})
    assert pointed(answer) == [("/order_id", "OTHER_ORDER")]
    assert technician.post(f"/v1/custody-issues/{uuid.uuid4()}/use", {"quantity": 1, "order_id": own}).status_code == 404


def test_R11_15_a_tool_is_returned_not_used_up(field):
    tool = field.technician().post(f"/v1/custody-items/{field.item('TOOL', 1)}/issue", {"quantity": 1}, expect=201).json()
    path = f"/v1/custody-issues/{tool['id']}"
    answer = field.technician().post(path + "/use", {"quantity": 1, "order_id": field.order("IN_PROGRESS")})
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R11.15"
    assert field.technician().post(path + "/return", {"quantity": 1}, expect=200).json()["difference"] == 0


def test_R11_15_two_take_the_same_tool(field):
    item = field.item("TOOL", 1)
    path = f"/v1/custody-items/{item}"
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda number: field.technician(number).post(path + "/issue", {"quantity": 1}), (0, 1)))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    refused, = [answer for answer in answers if answer.status_code == 409]
    assert code_of(refused) == (409, "ITEM_WITH_OTHER_HOLDER") and refused.json()["rule"] == "R11.15"
    issue, = [answer.json() for answer in answers if answer.status_code == 201]
    field.manager().post(f"/v1/custody-issues/{issue['id']}/return", {"quantity": 1}, expect=200)
    assert "holder_id" not in field.manager().get(path, expect=200).json()


def test_R11_15_tools_are_maintained(field):
    tool = {"kind": "TOOL", "code": str(uuid.uuid4()), "name": "压线钳"}
    for wrong in ({"stock": 0}, {"stock": 2}, {"stock": 1, "kind": "MATERIAL", "maintenance_due_on": str(field.complaints.today(9))}):
        assert code_of(field.manager().post("/v1/custody-items", {**tool, **wrong})) == (400, "VALIDATION_FAILED")
    path = f"/v1/custody-items/{field.item('TOOL', 1, maintenance_due_on=str(field.complaints.today(-1)))}"
    assert field.technician().get(path, expect=200).json()["maintenance_overdue"] is True
    assert code_of(field.technician().post(path + "/maintain", {"done_on": str(field.complaints.today(1))})) == (422, "TIME_IN_FUTURE")
    today = str(field.complaints.today())
    assert code_of(field.technician().post(path + "/maintain", {"done_on": today, "next_due_on": today})) == (400, "VALIDATION_FAILED")
    done = field.technician().post(path + "/maintain", {"done_on": str(field.complaints.today()),
                                                        "next_due_on": str(field.complaints.today(90))}, expect=200).json()
    assert done["maintenance_overdue"] is False


def reported(field, kind, **more):
    body = {"kind": kind, "text": "同行推出两年质保", "observed_at": field.complaints.at(), **more}
    return field.technician().post("/v1/field-info", body, expect=201).json()


def test_R11_16_each_kind_goes_to_whom_it_concerns(field):
    industry, situation = reported(field, "INDUSTRY"), reported(field, "SITUATION")
    assert industry["late"] is False
    business, head = field.client("business_dept"), field.client("department_manager")
    business.get(f"/v1/field-info/{industry['id']}", expect=200)
    assert business.get(f"/v1/field-info/{situation['id']}").status_code == 404
    assert field.technician(1).get(f"/v1/field-info/{situation['id']}").status_code == 404
    inbox = {"kind": "SITUATION", "acknowledged": "false", "technician_id": field.person("field_technician")}
    assert situation["id"] in [item["id"] for item in head.get("/v1/field-info", params=inbox, expect=200).json()["items"]]
    assert "acknowledged_at" in head.post(f"/v1/field-info/{situation['id']}/acknowledge", expect=200).json()
    assert situation["id"] not in [item["id"] for item in head.get("/v1/field-info", params=inbox, expect=200).json()["items"]]
    assert code_of(head.post(f"/v1/field-info/{situation['id']}/acknowledge")) == (409, "INVALID_STATE")
    assert code_of(head.post(f"/v1/field-info/{industry['id']}/acknowledge")) == (409, "INVALID_STATE")
    lost = field.add("department_manager", department=field.complaints.company.department("MANAGEMENT"), name="another head")
    assert lost.get(f"/v1/field-info/{situation['id']}").status_code == 404  # of another department


def test_R11_16_customers_hears_of_a_customer_once_it_is_known(field):
    """Example 2."""
    info, customer = reported(field, "CUSTOMER"), field.complaints.customer()
    service = field.complaints.suite.client(roles="service", url=field.complaints.url)
    assert "told_at" not in info and not told(service, "field_info.reported", info["id"], count=1, patience=0.5)
    path = f"/v1/field-info/{info['id']}/link-customer"
    assert code_of(field.technician().post(path, {"customer_id": str(uuid.uuid4())})) == (400, "VALIDATION_FAILED")
    assert field.technician().post(path, {"customer_id": customer}, expect=200).json()["customer_id"] == customer
    event, = told(service, "field_info.reported", info["id"])
    assert event["data"]["customer_id"] == customer and event["data"]["technician_id"] == field.person("field_technician")
    assert code_of(field.technician().post(path, {"customer_id": customer})) == (409, "INVALID_STATE")
    known = reported(field, "CUSTOMER", customer_id=customer)
    assert told(service, "field_info.reported", known["id"])


def test_R11_16_late_and_false_reports(field):
    late = reported(field, "SITUATION", observed_at=field.complaints.at(-15 * 86400))
    assert late["late"] is True
    body = {"kind": "SITUATION", "text": "客户拒绝", "observed_at": field.complaints.at(3600)}
    assert code_of(field.technician().post("/v1/field-info", body)) == (422, "TIME_IN_FUTURE")
    assert code_of(field.technician().post("/v1/field-info", {"kind": "RUMOUR"})) == (400, "VALIDATION_FAILED")
    path = f"/v1/field-info/{late['id']}/disprove"
    assert field.client("department_manager").post(path, {"proof": "当天未到现场"}, expect=200).json()["proven_false"] is True
    assert field.complaints.db_value("select code from conduct_case where subject_id = %s", late["id"]) == "V11.16"


def test_R11_17_a_confirmed_record_adds_a_skill(field):
    """Example 1."""
    code, technician = field.model(), field.technician()
    body = {"form": "VENDOR", "topic": "G-20 维修", "held_on": str(field.complaints.today()), "evidence": "证书", "skill_kind": "REPAIR",
            "skill_model": code}
    assert code_of(technician.post("/v1/training-records", {**body, "skill_model": "G-404"})) == (422, "UNKNOWN_MODEL")
    record = technician.post("/v1/training-records", body, expect=201).json()
    path = f"/v1/training-records/{record['id']}/confirm"
    assert code_of(technician.post(path)) == (403, "FORBIDDEN_ROLE")
    assert field.manager().post(path, expect=200).json()["state"] == "CONFIRMED"
    assert field.complaints.db_value("select from_on from order_skill where technician_id = %s and model = %s and kind = 'REPAIR'",
                                     field.person("field_technician"), code) == field.complaints.today()
    assert code_of(field.manager().post(path)) == (409, "INVALID_STATE")
    shown = technician.get(f"/v1/training-records/{record['id']}", expect=200).json()
    assert shown["state"] == "CONFIRMED" and len(technician.get(path.replace("confirm", "history"), expect=200).json()["items"]) == 2


def test_R11_17_nobody_confirms_his_own(field):
    """Example 2: also the manager who is a technician."""
    both = field.add("field_technician", "gps_division_manager", name="both")
    record = both.post("/v1/training-records", {"form": "SELF_STUDY", "topic": "天线", "held_on": str(field.complaints.today()),
                                                "evidence": "笔记"}, expect=201).json()
    answer = both.post(f"/v1/training-records/{record['id']}/confirm")
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R11.17"
    assert both.get(f"/v1/training-records/{record['id']}", expect=200).json() == record
    skill = {"technician_id": field.person("both"), "kind": "REPAIR", "model": field.model()}
    answer = both.post("/v1/order-skills", skill)  # nor does he enter it without a record
    assert code_of(answer) == (403, "SEPARATION_OF_DUTIES") and answer.json()["rule"] == "R11.17"
    field.manager().post("/v1/order-skills", skill, expect=201)
