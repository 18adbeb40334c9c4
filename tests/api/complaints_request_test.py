"""Service requests recorded, resolved and closed (R6.1, R6.4, R6.5, R6.6, R6.8, R6.11)."""
import uuid
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, etag, new, told


def test_R6_4_example_1_a_second_caller_attaches_a_contact(requests_of):
    zhang, zhao = requests_of.client("employee"), requests_of.client("tech_service")
    request = requests_of.record(zhang)
    contact = requests_of.act(request, "contacts", {"direction": "INBOUND", "channel": "PHONE"}, zhao, expect=201)
    assert contact["repeats"] is True
    now = requests_of.get(request["id"])
    assert now["first_responder_id"] == requests_of.person("employee") and now["repeat_contacts"] == 1


def test_R6_4_the_open_requests_of_the_customer_are_proposed(requests_of, complaints):
    customer = complaints.customer()
    first = requests_of.record(customer_id=customer)
    second = requests_of.record(customer_id=customer)
    assert first["suggested"] == [] and second["suggested"] == [first["id"]]


def test_R6_4_example_2_one_contact_recorded_by_two(requests_of, complaints):
    clients = [requests_of.client("employee"), requests_of.client("employee", 1)]
    form = requests_of.form(external_call_id=new("call-"), received_at=complaints.at(-10))
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda client: client.post("/v1/service-requests", form), clients))
    assert sorted(map(code_of, answers), key=str) == [(201, None), (409, "FIRST_CONTACT_TAKEN")]
    made = next(answer.json() for answer in answers if answer.status_code == 201)
    refused = next(answer.json() for answer in answers if answer.status_code == 409)
    assert refused["request_id"] == made["id"] and refused["rule"] == "R6.4"


def test_R6_4_the_earlier_receipt_wins(requests_of, complaints):
    call = new("call-")
    later = requests_of.record(external_call_id=call, received_at=complaints.at(-10))
    earlier = requests_of.record(requests_of.client("employee", 1), external_call_id=call, received_at=complaints.at(-20))
    assert earlier["id"] == later["id"] and earlier["first_responder_id"] == requests_of.person("employee", 1)
    answer = requests_of.client("employee").post("/v1/service-requests", requests_of.form(external_call_id=call, received_at=complaints.at(-15)))
    assert code_of(answer) == (409, "FIRST_CONTACT_TAKEN")


def test_R6_4_who_is_no_employee_is_no_first_responder(requests_of, complaints):
    for role in ("service", "employee"):
        stranger = complaints.suite.client(roles=role, url=complaints.url)
        answer = stranger.post("/v1/service-requests", requests_of.form())
        assert code_of(answer) == (422, "FIRST_RESPONDER_NOT_EMPLOYEE") and answer.json()["rule"] == "R6.4"


def test_R6_4_the_first_responder_never_changes(requests_of):
    request = requests_of.record()
    path = f"/v1/service-requests/{request['id']}"
    answer = requests_of.client("employee").patch(path, {"first_responder_id": requests_of.person("employee", 1)}, match=etag(request))
    assert code_of(answer) == (409, "IMMUTABLE")
    requests_of.client("employee").patch(path, {"caller_name": "李强"}, match=etag(request), expect=200)


def test_R6_4_example_3_the_leader_gives_it_another_owner(requests_of):
    leader = requests_of.client("employee", 1)
    request = requests_of.record()
    body = {"to_id": requests_of.person("employee", 2), "reason": "原负责人离职"}
    assert code_of(requests_of.client("employee", 3).post(f"/v1/service-requests/{request['id']}/assign", body)) == (403, "FORBIDDEN_ROLE")
    now = requests_of.act(request, "assign", body, leader)
    assert (now["first_responder_id"], now["owner_id"]) == (requests_of.person("employee"), requests_of.person("employee", 2))


def test_R6_5_what_a_record_needs(requests_of, complaints):
    client = requests_of.client("employee")

    def refused(**more):
        answer = client.post("/v1/service-requests", requests_of.form(**more))
        return code_of(answer)

    assert refused(description="   bad   ") == (422, "DESCRIPTION_TOO_SHORT")
    assert refused(category="NO_SUCH") == (422, "UNKNOWN_CATEGORY")
    assert refused(caller_phone=None) == (422, "CALLER_UNREACHABLE")
    assert refused(received_at=complaints.at(60)) == (422, "TIME_IN_FUTURE")
    assert refused(category=None)[0] == 400 and refused(matter_kind="GOSSIP")[0] == 400
    made = requests_of.record(received_at=complaints.at(-1700))
    assert made["late_record"] is False and made["decision"]["outcome"] == "RECORDED"
    assert requests_of.record(received_at=complaints.at(-1805))["late_record"] is True


def test_R6_5_a_complaint_goes_its_own_way(requests_of, service_unit):
    complaint = {"object": "客服人员", "course": "接线员态度粗暴，多次挂断电话，问题至今没有解决。", "department_id": service_unit.id}
    made = requests_of.record(complaint=complaint)
    assert made["complaint_id"] and made["state"] == "RECORDED"
    assert requests_of.complaints.db_value("select source_id from complaint where id = %s", made["complaint_id"]) == made["id"]
    answer = requests_of.client("employee").post(f"/v1/service-requests/{made['id']}/complain", complaint)
    assert code_of(answer) == (409, "DUPLICATE")
    other = requests_of.record()
    assert requests_of.act(other, "complain", complaint)["complaint_id"] != made["complaint_id"]


def test_R6_6_example_1_one_stop(requests_of, complaints):
    category = requests_of.new_category()
    requests_of.responsible(requests_of.person("employee"), category)
    times = {"received_at": complaints.at(-720), "contact_ended_at": complaints.at(-60)}
    made = requests_of.record(category=category, completable_at_once=True, **times)
    assert made["in_scope"] is True
    done = requests_of.act(made, "resolve", {"resolution": "已重置密码", "resolved_at": complaints.at(-120)})
    assert done["state"] == "RESOLVED" and done["one_stop_missed"] is False
    made = requests_of.record(category=category, completable_at_once=True, **times)
    done = requests_of.act(made, "resolve", {"resolution": "已重置密码", "resolved_at": complaints.at(-10)})
    assert done["one_stop_missed"] is True
    event, = told(requests_of.service, "service_request.resolved", made["id"])
    assert "resolution" not in event["data"] and event["data"]["state"] == "RESOLVED"


def test_R6_6_scope_is_of_the_day_of_receipt(requests_of):
    category = requests_of.new_category()
    requests_of.responsible(requests_of.person("employee"), category, until_on="2025-09-30")
    assert requests_of.record(category=category, received_at="2025-09-30T15:59:59Z")["in_scope"] is True
    assert requests_of.record(category=category, received_at="2025-09-30T16:00:00Z")["in_scope"] is False


def test_R6_6_example_3_a_visit_is_asked_for(requests_of, complaints):
    made = requests_of.record(onsite_needed=True, received_at=complaints.at(-7100))
    assert requests_of.act(made, "request-onsite")["onsite_request_late"] is False
    answer = requests_of.client("employee").post(f"/v1/service-requests/{made['id']}/request-onsite")
    assert code_of(answer) == (409, "INVALID_STATE")
    made = requests_of.record(onsite_needed=True, received_at=complaints.at(-7205))
    assert requests_of.act(made, "request-onsite")["onsite_request_late"] is True


def test_R6_6_no_closing_without_a_resolution(requests_of):
    request = requests_of.record()
    client, path = requests_of.client("employee"), f"/v1/service-requests/{request['id']}"
    assert code_of(client.post(path + "/close", {"confirmed": True})) == (409, "INVALID_STATE")
    stranger = requests_of.client("employee", 1)
    assert code_of(stranger.post(path + "/resolve", {"resolution": "已解决"})) == (403, "FORBIDDEN_ROLE")
    requests_of.act(request, "resolve", {"resolution": "已解决"})
    assert code_of(client.post(path + "/resolve", {"resolution": "已解决"})) == (409, "INVALID_STATE")
    assert code_of(client.post(path + "/close", {"confirmed": False})) == (409, "INVALID_STATE")
    requests_of.clock.forward(days=3, seconds=1)
    assert requests_of.act(request, "close", {"confirmed": False})["closed_with"] == "TIME_ELAPSED"
    assert code_of(client.post(path + "/reopen", {"channel": "PHONE"})) == (409, "INVALID_STATE")


def test_R6_8_example_1_a_category_that_is_major(requests_of):
    if not requests_of.items("/v1/service-categories", code="MEDIA"):
        requests_of.new_category("MEDIA")
    made = requests_of.record(category="MEDIA")
    assert made["major"] is True and made["major_late"] is False
    manager = requests_of.client("general_manager")
    report, = requests_of.items("/v1/major-matters", manager, request_id=made["id"])
    assert report["state"] == "OPEN" and report["reported_at"] == made["recorded_at"]
    event, = told(requests_of.service, "service_request.major_reported", made["id"])
    assert event["data"]["late"] is False
    assert any(one["kind"] == "MAJOR" for one in requests_of.items("/v1/service-notices", manager, subject_id=made["id"]))


def test_R6_8_examples_2_and_3_known_told_and_cleared(requests_of, complaints):
    request = requests_of.record()
    client, path = requests_of.client("employee"), f"/v1/service-requests/{request['id']}"
    assert code_of(client.post(path + "/mark-major", {})) == (422, "REASON_MISSING")
    marked = requests_of.act(request, "mark-major", {"reason": "客户威胁起诉", "known_at": complaints.at(-905)})
    assert marked["major_late"] is True
    assert code_of(client.post(path + "/mark-major", {"reason": "又一次"})) == (409, "INVALID_STATE")
    supervisor = requests_of.client("tech_service_supervisor")
    assert code_of(supervisor.post(path + "/clear-major", {"reason": "不重大"})) == (403, "FORBIDDEN_ROLE")
    assert requests_of.act(request, "clear-major", {"reason": "已核实"}, requests_of.client("general_manager"))["major"] is False
    other = requests_of.record(major=True, major_reason="媒体采访", major_known_at=complaints.at(-890))
    assert other["major"] is True and other["major_late"] is False


def test_R6_11_example_1_an_accountant_forwards(requests_of):
    request = requests_of.record()
    client, path = requests_of.client("employee"), f"/v1/service-requests/{request['id']}"
    unknown = {"department_id": request["id"]}
    assert code_of(client.post(path + "/forward", unknown)) == (422, "UNKNOWN_DEPARTMENT")
    requests_of.clock.forward(minutes=29)
    forwarded = requests_of.act(request, "forward", {"department_id": requests_of.departments["service"]["id"]})
    assert forwarded["forwarded_late"] is False and forwarded["owner_id"] == request["owner_id"]
    notices = requests_of.items("/v1/service-notices", requests_of.client("customer_service"), subject_id=request["id"])
    assert [one["kind"] for one in notices] == ["FORWARDED"]
    told_to, = requests_of.items(f"/v1/service-requests/{request['id']}/forwardings")
    assert told_to["department_id"] == requests_of.departments["service"]["id"] and told_to["late"] is False
    late = requests_of.record()
    requests_of.clock.forward(minutes=30, seconds=1)
    assert requests_of.act(late, "forward", {"department_id": requests_of.departments["tech"]["id"]})["forwarded_late"] is True
    clocks = {one["kind"]: one["state"] for one in requests_of.items(f"/v1/service-requests/{late['id']}/deadlines")}
    assert clocks == {"FORWARD": "MISSED", "TRANSFER": "RUNNING"}


def test_R6_11_examples_2_and_3_repeated_and_solicited(requests_of):
    request = requests_of.record()
    body = {"direction": "INBOUND", "channel": "PHONE", "note": "询问进展"}
    requests_of.act(request, "contacts", {**body, "solicited": True}, expect=201)
    assert requests_of.get(request["id"])["repeat_contacts"] == 0
    requests_of.act(request, "contacts", body, expect=201)
    now = requests_of.get(request["id"])
    assert now["repeat_contacts"] == 1 and now["second_call"] is True
    event, = told(requests_of.service, "service_request.repeat_contact", request["id"])
    assert event["data"]["repeat_contacts"] == 1
    assert request["id"] in [one["id"] for one in requests_of.items("/v1/service-requests", second_call="true", sort="-received_at")]


def test_R6_11_example_4_a_blacklisted_customer_is_heard(requests_of, complaints, company):
    customer = complaints.customer()
    with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("insert into known_blacklisting (id, customer_id) values (gen_random_uuid(), %s)", (customer,))
        connection.commit()
    assert requests_of.record(customer_id=customer)["state"] == "RECORDED"


def test_R6_11_reopened_counts_as_a_repeated_contact(requests_of):
    request = requests_of.record()
    requests_of.act(request, "resolve", {"resolution": "已解决"})
    now = requests_of.act(request, "reopen", {"channel": "PHONE", "note": "问题再次出现"})
    assert now["state"] == "HOTLINE" and now["repeat_contacts"] == 1 and "resolution" not in now
    assert told(requests_of.service, "service_request.repeat_contact", request["id"])


def test_R6_1_examples_1_and_2_the_version_in_force_at_the_receipt(requests_of):
    service_type = requests_of.new_type(documented=False)
    requests_of.document(service_type, "v3", "2025-09-01")
    requests_of.document(service_type, "v4", "2025-10-01")
    requests_of.document(service_type, "w1", "2025-01-01", kind="WORK_INSTRUCTION", code="HOTLINE")
    category = requests_of.new_category(service_type=service_type)
    for received, version in (("2025-09-30T23:59:59+08:00", "v3"), ("2025-10-01T00:00:00+08:00", "v4")):
        request = requests_of.record(category=category, received_at=received)
        accepted = requests_of.act(request, "accept", client=requests_of.client("tech_service"))
        assert accepted["procedure_version"] == version and accepted["state"] == "RECORDED"
        assert accepted["work_instructions"] == [{"code": "HOTLINE", "version": "w1"}]


def test_R6_1_example_3_a_type_without_a_procedure(requests_of):
    category = requests_of.new_category(service_type=requests_of.new_type(documented=False))
    request = requests_of.record(category=category)
    path = f"/v1/service-requests/{request['id']}/accept"
    answer = requests_of.client("tech_service").post(path)
    assert code_of(answer) == (422, "POLICY_VALUE_MISSING") and answer.json()["parameter"] == "service.procedures"
    assert requests_of.get(request["id"])["state"] == "RECORDED"
    assert code_of(requests_of.client("employee").post(path)) == (403, "FORBIDDEN_ROLE")


def test_R6_1_customer_service_accepts_and_names_the_engineer(requests_of):
    request = requests_of.record()
    client = requests_of.client("customer_service")
    accepted = requests_of.act(request, "accept", {"engineer_id": requests_of.person("tech_service", 1)}, client)
    assert accepted["accepted_by_id"] == requests_of.person("customer_service")
    assert code_of(client.post(f"/v1/service-requests/{request['id']}/accept")) == (409, "INVALID_STATE")
    requests_of.act(request, "hotline-attempts", requests_of.attempt("SOLVED"), requests_of.client("tech_service", 1), expect=201)


def test_R6_1_one_procedure_for_each_type(requests_of):
    body = {"kind": "PROCEDURE", "document_version": "v1", "title": "控制程序", "effective_from": "2025-01-01"}
    path = f"/v1/service-types/{requests_of.types[requests_of.type]}/documents"
    assert code_of(requests_of.admin.post(path, body)) == (409, "DUPLICATE")
    assert code_of(requests_of.client("employee").post(path, body)) == (403, "FORBIDDEN_ROLE")
    assert requests_of.admin.post(path, {**body, "kind": "WORK_INSTRUCTION"}).status_code == 400
    assert len(requests_of.items(path)) == 2


def test_R6_4_requests_are_for_the_staff(requests_of, complaints):
    request = requests_of.record()
    stranger = complaints.suite.client(roles="employee", url=complaints.url)
    assert stranger.get(f"/v1/service-requests/{request['id']}").status_code == 404
    assert stranger.get(f"/v1/service-requests/{request['id']}/contacts").status_code == 404
    assert requests_of.items("/v1/service-requests", stranger) == []


def test_R11_18_the_channel_it_came_by_is_published(requests_of, complaints):
    admin = complaints.suite.client(roles="policy_admin", url=complaints.url)
    channels = [admin.post("/v1/service-channels", {"kind": "OTHER", "name": "公众号", "address": "kefu"}, expect=201).json()["id"] for _ in range(2)]
    admin.delete(f"/v1/service-channels/{channels[1]}", match="*", expect=204)
    assert requests_of.record(public_channel_id=channels[0])["public_channel_id"] == channels[0]
    for channel in (channels[1], str(uuid.uuid4())):
        answer = requests_of.client("employee").post("/v1/service-requests", requests_of.form(public_channel_id=channel))
        assert code_of(answer) == (422, "CHANNEL_NOT_PUBLISHED") and answer.json()["rule"] == "R11.18"
