"""The record of a request as it is completed and corrected, and what runs because of it (R6.1, R6.5 to R6.8, R6.11)."""
from factories import code_of, etag, new


def patch(requests_of, request, body, client=None):
    now = requests_of.get(request["id"])
    return (client or requests_of.client("employee")).patch(f"/v1/service-requests/{request['id']}", body, match=etag(now))


def clocks(requests_of, request):
    return {one["kind"]: one["state"] for one in requests_of.items(f"/v1/service-requests/{request['id']}/deadlines")}


def test_R6_8_a_category_that_is_major_is_said_later(requests_of):
    if not requests_of.items("/v1/service-categories", code="MEDIA"):
        requests_of.new_category("MEDIA")
    manager = requests_of.client("general_manager")
    request = requests_of.record()
    assert request["major"] is False
    assert patch(requests_of, request, {"category": "MEDIA"}).json()["major"] is True
    report, = requests_of.items("/v1/major-matters", manager, request_id=request["id"])
    assert report["state"] == "OPEN"
    requests_of.act(request, "clear-major", {"reason": "已核实"}, manager)
    assert patch(requests_of, request, {"category": "MEDIA"}).json()["major"] is False  # only the general manager decides it


def test_R6_6_a_scope_that_is_put_right_changes_what_is_owed(requests_of):
    category = requests_of.new_category()
    requests_of.responsible(requests_of.person("employee"), category)
    request = requests_of.record(onsite_needed=True)
    assert clocks(requests_of, request) == {"TRANSFER": "RUNNING", "FORWARD": "RUNNING"}
    assert patch(requests_of, request, {"category": category}).json()["in_scope"] is True
    assert clocks(requests_of, request) == {"TRANSFER": "CANCELLED", "FORWARD": "CANCELLED", "ONSITE_REQUEST": "RUNNING"}
    patch(requests_of, request, {"onsite_needed": False})
    assert clocks(requests_of, request)["ONSITE_REQUEST"] == "CANCELLED"
    later = requests_of.record(category=category)
    patch(requests_of, later, {"onsite_needed": True})
    assert clocks(requests_of, later) == {"ONSITE_REQUEST": "RUNNING"}
    patch(requests_of, later, {"category": requests_of.category})
    assert clocks(requests_of, later) == {"ONSITE_REQUEST": "CANCELLED", "TRANSFER": "RUNNING", "FORWARD": "RUNNING"}


def test_R6_1_the_type_stays_with_the_procedure_that_is_stored(requests_of):
    request = requests_of.accepted()
    other = requests_of.new_type()
    answer = patch(requests_of, request, {"service_type": other})
    assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["rule"] == "R6.1"
    before = requests_of.record()
    assert patch(requests_of, before, {"service_type": other}).json()["service_type"] == other


def test_R6_7_no_other_category_while_a_transfer_waits(requests_of):
    request = requests_of.record()
    requests_of.act(request, "transfer", {"reason": "不属本部门"})
    answer = patch(requests_of, request, {"category": requests_of.new_category()})
    assert code_of(answer) == (409, "TRANSFER_PENDING")


def test_R6_6_a_contact_does_not_end_later_than_now(requests_of, complaints):
    category = requests_of.new_category()
    requests_of.responsible(requests_of.person("employee"), category)
    client = requests_of.client("employee")
    form = requests_of.form(category=category, completable_at_once=True)
    future, early = {"contact_ended_at": complaints.at(3600)}, {"contact_ended_at": complaints.at(-3600)}
    assert code_of(client.post("/v1/service-requests", {**form, **future})) == (422, "TIME_IN_FUTURE")
    assert code_of(client.post("/v1/service-requests", {**form, **early})) == (422, "TIMES_INCONSISTENT")
    request = requests_of.record(category=category, completable_at_once=True)
    assert code_of(patch(requests_of, request, future)) == (422, "TIME_IN_FUTURE")
    resolve = f"/v1/service-requests/{request['id']}/resolve"
    assert code_of(client.post(resolve, {"resolution": "已重置", **future})) == (422, "TIME_IN_FUTURE")
    assert code_of(client.post(resolve, {"resolution": "已重置", **early})) == (422, "TIMES_INCONSISTENT")


def test_R6_11_told_again_later_is_not_late(requests_of):
    request = requests_of.record()
    requests_of.act(request, "forward", {"department_id": requests_of.departments["service"]["id"]})
    requests_of.clock.forward(hours=1)
    again = requests_of.act(request, "forward", {"department_id": requests_of.departments["tech"]["id"]})
    assert again["forwarded_late"] is False and again["forwarded_to_id"] == requests_of.departments["tech"]["id"]
    assert [one["late"] for one in requests_of.items(f"/v1/service-requests/{request['id']}/forwardings")] == [False, False]


def test_R6_4_the_earlier_receipt_brings_its_own_scope(requests_of, complaints):
    category, call = requests_of.new_category(), new("call-")
    requests_of.responsible(requests_of.person("employee", 1), category)
    later = requests_of.record(category=category, external_call_id=call, received_at=complaints.at(-10))
    assert clocks(requests_of, later) == {"TRANSFER": "RUNNING", "FORWARD": "RUNNING"}
    requests_of.record(requests_of.client("employee", 1), category=category, external_call_id=call, received_at=complaints.at(-20))
    assert requests_of.get(later["id"])["in_scope"] is True
    assert clocks(requests_of, later) == {"TRANSFER": "CANCELLED", "FORWARD": "CANCELLED"}


def test_R6_7_a_resolved_request_gets_an_owner_who_closes_it(requests_of):
    request = requests_of.record()
    requests_of.act(request, "transfer", {"reason": "不属本部门"})
    leader = requests_of.client("employee", 1)
    requests_of.act(request, "accept-transfer", client=leader)
    requests_of.act(request, "assign", {"to_id": requests_of.person("employee", 2), "reason": "分派"}, leader)
    requests_of.act(request, "resolve", {"resolution": "已解决"}, requests_of.client("employee", 2))
    requests_of.act(request, "assign", {"to_id": requests_of.person("employee", 3), "reason": "原负责人离职"}, leader)
    assert requests_of.act(request, "close", {"confirmed": True}, requests_of.client("employee", 3))["state"] == "CLOSED"


def test_R6_28_the_authorisation_that_holds_is_found(requests_of, complaints):
    engineer = requests_of.client("tech_service")
    request = requests_of.hotline_failed()
    body = {"authorised_by": "黄工", "authorised_function": "信息中心主任", "channel": "PHONE", "evidence_kind": "RECORDING", "evidence": "REC-1",
            "systems": ["WEB01"], "symptoms": "网站打不开", "fault_description": "数据库连接失败"}
    first = requests_of.act(request, "remote-authorisations", {**body, "valid_from": complaints.at(-5), "valid_to": complaints.at(3600)}, engineer, expect=201)
    requests_of.act(request, "remote-authorisations", {**body, "valid_from": complaints.at(86400), "valid_to": complaints.at(90000)}, engineer, expect=201)
    session = requests_of.act(request, "remote-sessions", {"customer_technician": "李工", "system": "WEB01"}, engineer, expect=201)
    assert session["authorisation_id"] == first["id"]


def test_R6_5_that_there_is_a_complaint_is_for_who_may_read_it(requests_of, service_unit):
    complaint = {"object": "客服人员", "course": "接线员态度粗暴，多次挂断电话，问题至今没有解决。", "department_id": service_unit.id}
    request = requests_of.record(complaint=complaint)
    assert requests_of.get(request["id"])["complaint_id"] == request["complaint_id"]
    reader = service_unit.organiser()
    assert requests_of.get(request["id"], reader)["complaint_id"] == request["complaint_id"]
    stranger = requests_of.client("tech_service")
    assert "complaint_id" not in requests_of.get(request["id"], stranger)
    listed, = (one for one in requests_of.items("/v1/service-requests", stranger, sort="-received_at") if one["id"] == request["id"])
    assert "complaint_id" not in listed


def test_R6_7_who_gave_it_hears_that_it_is_declined(requests_of):
    request = requests_of.record()
    requests_of.act(request, "transfer", {"reason": "不属本部门"})
    requests_of.act(request, "decline-transfer", {"reason": "不属本类别"}, requests_of.client("employee", 1))
    notices = requests_of.items("/v1/service-notices", subject_id=request["id"])
    assert any("不属本类别" in one["text"] for one in notices)


def test_R6_8_a_general_manager_who_is_not_of_the_staff_only_takes_the_mark_back(requests_of, complaints):
    request = requests_of.record(major=True, major_reason="媒体采访")
    manager = complaints.suite.client(roles="general_manager", url=complaints.url)
    path = f"/v1/service-requests/{request['id']}"
    answer = manager.post(path + "/contacts", {"direction": "INBOUND", "channel": "PHONE"})
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R6.11"
    assert manager.post(path + "/clear-major", {"reason": "已核实"}, expect=200).json()["major"] is False


def test_R6_22_a_message_that_waits_too_long_is_late(requests_of):
    request = requests_of.accepted()
    path = f"/v1/service-requests/{request['id']}/messages"
    assert requests_of.items(path)[0]["late"] is False
    requests_of.clock.forward(minutes=15, seconds=1)
    assert requests_of.items(path)[0]["late"] is True
    message = requests_of.service.post(f"/v1/service-messages/{requests_of.items(path)[0]['id']}/deliveries", {"status": "FAILED"}, expect=200).json()
    assert message["late"] is True and message["state"] == "PENDING"


def test_R6_30_what_is_kept_of_customers_and_staff_is_for_the_staff(requests_of, complaints):
    stranger = complaints.suite.client(roles="employee", url=complaints.url)  # not in the staff directory
    customer, client = complaints.customer(), requests_of.client("employee")
    path = f"/v1/customer-preferences/{customer}"
    client.put(path, {"language": "粤语"}, expect=200)
    gap = client.post("/v1/expectation-gaps", {"source": "SURVEY", "customer_id": customer, "statement": "响应太慢"}, expect=201).json()
    request = requests_of.record()
    order = requests_of.act(request, "work-contact-orders", {"to_department_id": requests_of.departments["tech"]["id"], "task": "恢复数据库"}, expect=201)
    for one in (path, f"/v1/expectation-gaps/{gap['id']}", f"/v1/work-contact-orders/{order['id']}"):
        client.get(one, expect=200)
        assert stranger.get(one).status_code == 404
    for listed in ("/v1/customer-preferences", "/v1/expectation-gaps", "/v1/absences"):
        assert stranger.get(listed, expect=200).json()["items"] == []
    engineer = complaints.suite.client(roles="tech_service", url=complaints.url)
    answer = engineer.post("/v1/service-activities", {"activity_class": "REACTIVE", "subclass": "HOTLINE"})
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R6.23"


def test_R6_11_R6_7_what_need_not_be_done_any_more_does_not_run(requests_of):
    request = requests_of.accepted()
    assert clocks(requests_of, request) == {"TRANSFER": "RUNNING", "FORWARD": "CANCELLED"}
    requests_of.act(request, "hotline-attempts", requests_of.attempt(), requests_of.client("tech_service"), expect=201)
    assert clocks(requests_of, request) == {"TRANSFER": "CANCELLED", "FORWARD": "CANCELLED"}


def test_R6_5_a_complaint_knows_who_called(requests_of, service_unit):
    complaint = {"object": "客服人员", "course": "接线员态度粗暴，多次挂断电话，问题至今没有解决。", "department_id": service_unit.id}
    at_once = requests_of.record(caller_name="李强", complaint=complaint)
    later = requests_of.act(requests_of.record(caller_name="李强"), "complain", complaint)
    for request in (at_once, later):
        shown = service_unit.get(request["complaint_id"])
        assert (shown["complainant_name"], shown["complainant_phone"]) == ("李强", "0771-5551234")


def test_R6_29_estimates_are_still_to_come(requests_of, complaints):
    request, client = requests_of.remote_skipped(), requests_of.client("customer_service")
    path = f"/v1/service-requests/{request['id']}/onsite-assignments"
    technician = requests_of.person("tech_service")
    body = {"technician_id": technician, "site_class": "CITY"}
    for more, pointer in (({"expected_end_at": complaints.at(-60)}, "/expected_end_at"),
                          ({"estimates": [{"technician_id": technician, "expected_arrival_at": complaints.at(-60)}]}, "/estimates/0/expected_arrival_at")):
        answer = client.post(path, {**body, **more})
        assert code_of(answer) == (400, "VALIDATION_FAILED") and answer.json()["errors"][0]["pointer"] == pointer


def test_R6_30_a_better_reply_later_makes_the_first_no_later(requests_of, complaints):
    client = requests_of.client("employee")
    gap = client.post("/v1/expectation-gaps", {"source": "SURVEY", "customer_id": complaints.customer(), "statement": "响应太慢"}, expect=201).json()
    path = f"/v1/expectation-gaps/{gap['id']}/reply"
    first = client.post(path, {"reply": "已改善"}, expect=200).json()
    requests_of.clock.forward(days=15)
    again = client.post(path, {"reply": "已增加备件并回访"}, expect=200).json()
    assert (again["reply"], again["late"], again["replied_at"]) == ("已增加备件并回访", False, first["replied_at"])
