"""Hotline, remote service, and a technician who comes (R6.1, R6.23, R6.27 to R6.29)."""
from concurrent.futures import ThreadPoolExecutor

from factories import code_of


def permission(requests_of, seconds=7200, **more):
    at = requests_of.complaints.at
    return {"authorised_by": "王主任", "authorised_function": "信息科主任", "channel": "PHONE", "evidence_kind": "RECORDING",
            "evidence": "rec-17", "systems": ["WEB01"], "valid_from": at(-5), "valid_to": at(seconds), "symptoms": "首页打不开",
            "fault_description": "数据库连接失败", **more}


SESSION = {"customer_technician": "小李", "system": "WEB01"}


def test_R6_27_tiers_begin_with_the_hotline(requests_of):
    engineer = requests_of.client("tech_service")
    request = requests_of.record()
    path = f"/v1/service-requests/{request['id']}"
    assert code_of(engineer.post(path + "/hotline-attempts", requests_of.attempt())) == (403, "FORBIDDEN_ROLE")
    requests_of.act(request, "accept", {"engineer_id": requests_of.person("tech_service")}, requests_of.client("customer_service"))
    assert code_of(requests_of.client("employee").post(path + "/hotline-attempts", requests_of.attempt())) == (403, "FORBIDDEN_ROLE")
    assert code_of(engineer.post(path + "/remote-sessions", SESSION)) == (409, "TIER_ORDER")
    body = {"technician_id": requests_of.person("tech_service", 1), "site_class": "CITY"}
    assert code_of(requests_of.client("customer_service").post(path + "/onsite-assignments", body)) == (409, "TIER_ORDER")
    unsaid = requests_of.attempt()
    del unsaid["outcome"]
    assert code_of(engineer.post(path + "/hotline-attempts", unsaid)) == (422, "OUTCOME_MISSING")
    made = requests_of.act(request, "hotline-attempts", requests_of.attempt("SOLVED"), engineer, expect=201)
    now = requests_of.get(request["id"])
    assert now["state"] == "RESOLVED" and now["resolution"] == made["guidance"]
    assert code_of(engineer.post(path + "/remote-sessions", SESSION)) == (409, "TIER_ORDER")
    activity, = [one for one in requests_of.items("/v1/service-activities", subclass="HOTLINE") if one["subject_id"] == made["id"]]
    assert activity["activity_class"] == "REACTIVE"


def test_R6_1_no_step_before_the_acceptance(requests_of):
    engineer = requests_of.client("tech_service")
    request = requests_of.record(engineer)
    path = f"/v1/service-requests/{request['id']}/hotline-attempts"
    assert code_of(engineer.post(path, requests_of.attempt())) == (409, "NOT_ACCEPTED")


def test_R6_27_example_1_an_email_is_called_back(requests_of, complaints):
    for received, late in ((-1800, False), (-1900, True)):
        request = requests_of.accepted(channel="EMAIL", received_at=complaints.at(received))
        made = requests_of.act(request, "hotline-attempts", requests_of.attempt(), requests_of.client("tech_service"), expect=201)
        assert made["late_callback"] is late
        clocks = {one["kind"]: one["state"] for one in requests_of.items(f"/v1/service-requests/{request['id']}/deadlines")}
        assert clocks["HOTLINE_CALLBACK"] == ("MISSED" if late else "MET")


def test_R6_28_a_session_needs_its_authorisation(requests_of):
    engineer = requests_of.client("tech_service")
    request = requests_of.hotline_failed()
    path = f"/v1/service-requests/{request['id']}"
    assert code_of(engineer.post(path + "/remote-sessions", SESSION)) == (422, "AUTHORISATION_MISSING")
    bare = permission(requests_of)
    del bare["evidence"]
    assert code_of(engineer.post(path + "/remote-authorisations", bare)) == (422, "EVIDENCE_MISSING")
    assert code_of(engineer.post(path + "/remote-authorisations", permission(requests_of, 86400))) == (422, "AUTHORISATION_TOO_LONG")
    given = requests_of.act(request, "remote-authorisations", permission(requests_of), engineer, expect=201)
    assert code_of(engineer.post(path + "/remote-sessions", {**SESSION, "system": "DB01"})) == (422, "OUTSIDE_SCOPE")
    assert code_of(engineer.post(path + "/remote-sessions", {**SESSION, "engineer_acts": True})) == (422, "OUTSIDE_SCOPE")
    session = requests_of.act(request, "remote-sessions", {**SESSION, "authorisation_id": given["id"]}, engineer, expect=201)
    assert requests_of.get(request["id"])["state"] == "REMOTE" and "ended_at" not in session
    end = f"/v1/remote-sessions/{session['id']}/end"
    assert code_of(engineer.post(end, {"result": "需更换硬盘"})) == (422, "OUTCOME_MISSING")
    assert code_of(requests_of.client("employee").post(end, {"result": "x", "outcome": "SOLVED"})) == (403, "FORBIDDEN_ROLE")
    ended = engineer.post(end, {"result": "需更换硬盘", "outcome": "NOT_SOLVED"}, expect=200).json()
    assert ended["end_reason"] == "FINISHED" and requests_of.get(request["id"])["remote_failed_at"]
    assert code_of(engineer.post(end, {"result": "x", "outcome": "SOLVED"})) == (409, "INVALID_STATE")


def test_R6_28_example_1_what_expires_is_ended_by_the_service(requests_of, complaints):
    engineer = requests_of.client("tech_service")
    request = requests_of.hotline_failed()
    given = requests_of.act(request, "remote-authorisations", permission(requests_of, 600), engineer, expect=201)
    session = requests_of.act(request, "remote-sessions", SESSION, engineer, expect=201)
    requests_of.clock.forward(minutes=11)
    path = f"/v1/service-requests/{request['id']}/remote-sessions"
    complaints.suite.await_(lambda: "ended_at" in requests_of.items(path)[0])
    cut, = requests_of.items(path)
    assert cut["ended_at"] == given["valid_to"] and cut["end_reason"] == "EXPIRED" and cut["id"] == session["id"]
    assert code_of(engineer.post(path, SESSION)) == (422, "AUTHORISATION_EXPIRED")
    done = engineer.post(f"/v1/remote-sessions/{session['id']}/end", {"result": "已修复", "outcome": "SOLVED"}, expect=200).json()
    assert done["ended_at"] == given["valid_to"] and requests_of.get(request["id"])["state"] == "RESOLVED"


def test_R6_28_example_3_withdrawn_while_it_runs(requests_of):
    engineer = requests_of.client("tech_service")
    request = requests_of.hotline_failed()
    given = requests_of.act(request, "remote-authorisations", permission(requests_of), engineer, expect=201)
    requests_of.act(request, "remote-sessions", SESSION, engineer, expect=201)
    withdrawn = engineer.post(f"/v1/remote-authorisations/{given['id']}/withdraw", expect=200).json()
    cut, = requests_of.items(f"/v1/service-requests/{request['id']}/remote-sessions")
    assert cut["ended_at"] == withdrawn["withdrawn_at"] and cut["end_reason"] == "WITHDRAWN"
    assert code_of(engineer.post(f"/v1/remote-authorisations/{given['id']}/withdraw")) == (409, "INVALID_STATE")


def test_R6_28_example_4_refused_and_a_technician_comes(requests_of):
    service_type = requests_of.new_type()
    category = requests_of.new_category(service_type=service_type)
    request = requests_of.remote_skipped(category=category)
    assert requests_of.get(request["id"])["remote_skipped_reason"] == "AUTHORISATION_REFUSED"
    coordinator, path = requests_of.client("customer_service"), f"/v1/service-requests/{request['id']}/onsite-assignments"
    body = {"technician_id": requests_of.person("tech_service", 1), "site_class": "CITY"}
    assert code_of(requests_of.client("tech_service").post(path, body)) == (403, "FORBIDDEN_ROLE")
    answer = coordinator.post(path, body)
    assert code_of(answer) == (422, "POLICY_VALUE_MISSING") and answer.json()["rule"] == "R6.29"
    requests_of.dispatch(service_type)
    assert code_of(coordinator.post(path, body)) == (422, "NOT_QUALIFIED")
    requests_of.skilled(body["technician_id"], service_type)
    candidates = coordinator.get(path.replace("assignments", "candidates"), expect=200).json()["items"]
    assert [one["technician_id"] for one in candidates] == [body["technician_id"]]
    made = coordinator.post(path, body, expect=201).json()
    assert (made["depart_within"], made["arrive_within"]) == ("PT1H", "PT4H")
    assert requests_of.get(request["id"])["state"] == "ONSITE_ASSIGNED"


def appointed(requests_of, coordinator=None, service_type=None, technician=None, **more):
    service_type = service_type or requests_of.new_type()
    category = requests_of.new_category(service_type=service_type)
    requests_of.dispatch(service_type)
    technician = technician or requests_of.add("tech_service", len(requests_of.people), "tech", above=requests_of.manager)
    requests_of.complaints.await_employee(technician)
    requests_of.skilled(technician["id"], service_type)
    request = requests_of.remote_skipped(category=category)
    made = requests_of.act(request, "onsite-assignments", {"technician_id": technician["id"], "site_class": "CITY", **more},
                           requests_of.client("customer_service"), expect=201)
    client = next(requests_of.clients[key] for key, person in requests_of.people.items() if person["id"] == technician["id"])
    return request, made, client


def test_R6_29_example_1_departure_and_arrival(requests_of, complaints):
    request, made, client = appointed(requests_of)
    path = f"/v1/onsite-assignments/{made['id']}"
    assert code_of(requests_of.client("tech_service").post(path + "/depart")) == (403, "FORBIDDEN_ROLE")
    assert code_of(client.post(path + "/arrive")) == (409, "INVALID_STATE")
    requests_of.clock.forward(minutes=59)
    departed = client.post(path + "/depart", expect=200).json()
    assert departed["depart_late"] is False
    early = {"arrived_at": made["appointed_at"]}
    assert code_of(client.post(path + "/arrive", early)) == (422, "ARRIVAL_BEFORE_DEPARTURE")
    requests_of.clock.forward(hours=3, minutes=2)
    arrived = client.post(path + "/arrive", expect=200).json()
    assert arrived["arrive_late"] is True and requests_of.get(request["id"])["state"] == "ONSITE_ARRIVED"
    clocks = {one["kind"]: one["state"] for one in requests_of.items(f"/v1/service-requests/{request['id']}/deadlines")}
    assert (clocks["DEPART"], clocks["ARRIVE"]) == ("MET", "MISSED")
    client.post(path + "/finish", {"outcome": "NOT_SOLVED", "result": "需返厂"}, expect=200)
    now = requests_of.get(request["id"])
    assert now["state"] == "ONSITE_ARRIVED" and now["escalated"] is True
    supervisor = requests_of.client("tech_service_supervisor")
    assert requests_of.items("/v1/service-notices", supervisor, subject_id=request["id"])
    assert requests_of.act(request, "resolve", {"resolution": "已返厂修复"}, supervisor)["state"] == "RESOLVED"


def test_R6_29_solved_on_site(requests_of):
    request, made, client = appointed(requests_of)
    path = f"/v1/onsite-assignments/{made['id']}"
    client.post(path + "/depart", expect=200)
    client.post(path + "/arrive", expect=200)
    client.post(path + "/finish", {"outcome": "SOLVED", "result": "已更换硬盘"}, expect=200)
    assert requests_of.get(request["id"])["state"] == "RESOLVED"


def test_R6_29_after_a_visit_that_did_not_solve_it_another_one_is_appointed(requests_of):
    request, first, client = appointed(requests_of)
    coordinator, path = requests_of.client("customer_service"), f"/v1/service-requests/{request['id']}/onsite-assignments"
    body = {"technician_id": first["technician_id"], "site_class": "CITY"}
    for act, result in (("depart", None), ("arrive", None), ("finish", {"outcome": "NOT_SOLVED", "result": "缺主板"})):
        assert code_of(coordinator.post(path, body)) == (409, "TIER_ORDER")  # this visit is not over
        client.post(f"/v1/onsite-assignments/{first['id']}/{act}", result, expect=200)
    second = coordinator.post(path, body, expect=201).json()
    assert requests_of.get(request["id"])["state"] == "ONSITE_ASSIGNED"
    assert code_of(client.post(f"/v1/onsite-assignments/{first['id']}/depart")) == (409, "INVALID_STATE")
    assert code_of(coordinator.post(path, body)) == (409, "TIER_ORDER")
    for act, result in (("depart", None), ("arrive", None), ("finish", {"outcome": "SOLVED", "result": "已更换主板"})):
        client.post(f"/v1/onsite-assignments/{second['id']}/{act}", result, expect=200)
    assert requests_of.get(request["id"])["state"] == "RESOLVED"
    visits = {visit["id"]: (visit["outcome"], visit["result"]) for visit in requests_of.items(path)}
    assert visits == {first["id"]: ("NOT_SOLVED", "缺主板"), second["id"]: ("SOLVED", "已更换主板")}
    clocks = [(one["kind"], one["state"]) for one in requests_of.items(f"/v1/service-requests/{request['id']}/deadlines")]
    assert clocks.count(("DEPART", "MET")) == clocks.count(("ARRIVE", "MET")) == 2


def test_R6_29_who_has_resolved_it_is_free_again(requests_of):
    request, made, client = appointed(requests_of)
    path = f"/v1/onsite-assignments/{made['id']}"
    client.post(path + "/depart", expect=200)
    client.post(path + "/arrive", expect=200)
    requests_of.act(request, "resolve", {"resolution": "已更换硬盘"}, client)
    assert code_of(client.post(path + "/finish", {"outcome": "SOLVED", "result": "x"})) == (409, "INVALID_STATE")
    requests_of.act(request, "reopen", {"channel": "PHONE"})
    requests_of.act(request, "hotline-attempts", requests_of.attempt(), requests_of.client("tech_service"), expect=201)
    requests_of.act(request, "skip-remote", {"reason": "NOT_POSSIBLE"}, requests_of.client("tech_service"))
    body = {"technician_id": made["technician_id"], "site_class": "CITY"}
    requests_of.act(request, "onsite-assignments", body, requests_of.client("customer_service"), expect=201)


def test_R6_29_example_3_one_technician_for_two_jobs_at_once(requests_of):
    service_type = requests_of.new_type()
    category = requests_of.new_category(service_type=service_type)
    requests_of.dispatch(service_type)
    requests_of.skilled(requests_of.person("tech_service", 2), service_type)
    body = {"technician_id": requests_of.person("tech_service", 2), "site_class": "CITY"}
    paths = [f"/v1/service-requests/{requests_of.remote_skipped(category=category)['id']}/onsite-assignments" for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda n: requests_of.client("customer_service", n).post(paths[n], body), range(2)))
    assert sorted(map(code_of, answers), key=str) == [(201, None), (422, "NOT_AVAILABLE")]


def test_R6_29_the_first_to_arrive_or_a_reason(requests_of, complaints):
    service_type = requests_of.new_type()
    category = requests_of.new_category(service_type=service_type)
    requests_of.dispatch(service_type)
    made = [requests_of.add("tech_service", len(requests_of.people), "tech", above=requests_of.manager) for _ in range(2)]
    complaints.await_employee(made[-1])
    near, far = (one["id"] for one in made)
    for technician in (near, far):
        requests_of.skilled(technician, service_type)
    request = requests_of.remote_skipped(category=category)
    body = {"technician_id": far, "site_class": "CITY", "estimates": [
        {"technician_id": near, "expected_arrival_at": complaints.at(3600)}, {"technician_id": far, "expected_arrival_at": complaints.at(7200)}]}
    coordinator, path = requests_of.client("customer_service"), f"/v1/service-requests/{request['id']}/onsite-assignments"
    answer = coordinator.post(path, body)
    assert code_of(answer) == (422, "REASON_MISSING") and answer.json()["proposed_id"] == near
    assert coordinator.post(path, {**body, "reason": "熟悉该客户的系统"}, expect=201).json()["decision"]["outcome"] == "APPOINTED_SLOWER"


def test_R6_23_activities_have_one_class(requests_of):
    client = requests_of.client("tech_service")
    assert code_of(client.post("/v1/service-activities", {"activity_class": "PROACTIVE", "subclass": "HOTLINE"})) == (422, "SUBCLASS_MISMATCH")
    assert code_of(client.post("/v1/service-activities", {"activity_class": "FRIENDLY", "subclass": "HOTLINE"})) == (422, "UNKNOWN_CLASS")
    made = client.post("/v1/service-activities", {"activity_class": "PROACTIVE", "subclass": "INSPECTION"}, expect=201).json()
    assert made["activity_class"] == "PROACTIVE"
    decision, = client.get(f"/v1/service-activities/{made['id']}/decisions", expect=200).json()["items"]
    assert decision["rule"] == "R6.23"


def test_R6_23_example_2_a_visit_for_a_request_is_reactive(requests_of):
    _, made, _ = appointed(requests_of)
    activity, = [one for one in requests_of.items("/v1/service-activities", subclass="ONSITE") if one["subject_id"] == made["id"]]
    assert activity["activity_class"] == "REACTIVE"
