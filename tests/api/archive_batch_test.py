"""Batches of archives: collected, entered by the CRM centre, dealt evenly, published (R1.1-R1.5)."""
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from factories import code_of, etag, mobile, new, person, pointers, told
from units import Archives, Unit


@pytest.fixture
def archives(company, clock):
    """A unit of its own each time: what was left over in earlier batches counts."""
    return Archives(Unit(company), clock)


@pytest.fixture
def other(company):
    return Unit(company, count=1)


def test_outreach_create(archives, company, other):
    made = archives.outreach(topic="高血压防治", source="LECTURE")
    assert (made["source"], made["department_id"]) == ("LECTURE", archives.unit.id)
    assert sorted(made["participant_ids"]) == sorted(archives.unit.ids())
    assert archives.unit.clients[0].get(f"/v1/outreaches/{made['id']}", expect=200).json() == made
    assert other.head.get(f"/v1/outreaches/{made['id']}").status_code == 404
    found = archives.unit.head.get("/v1/outreaches", params={"q": "高血压", "source": "LECTURE"}, expect=200).json()["items"]
    assert [one["id"] for one in found] == [made["id"]]
    assert archives.outreach(participants=other.ids(), expect=422)["code"] == "NOT_A_PARTICIPANT"
    assert archives.outreach(held_on=archives.today(1), expect=422)["code"] == "TIME_IN_FUTURE"
    body = {"held_on": archives.today(), "place": "x", "participant_ids": archives.unit.ids()}
    assert archives.unit.clients[0].post("/v1/outreaches", body).status_code == 403
    assert company.client("department_head", company.s1).post("/v1/outreaches", body).json()["code"] == "DEPARTMENT_NOT_IN_SCOPE"


def test_R1_1_example_1_no_batch(company):
    employee = company.client("employee", company.unit)
    for source in ("OUTREACH", "FAIR", "LECTURE", "OTHER_COLLECTIVE"):
        answer = employee.post("/v1/customers", person(source=source))
        assert code_of(answer) == (422, "BATCH_REQUIRED") and answer.json()["rule"] == "R1.1"
    made = employee.post("/v1/customers", person(source="WALK_IN"), expect=201).json()
    answer = employee.patch(f"/v1/customers/{made['id']}", {"source": "OUTREACH"}, match=etag(made))
    assert code_of(answer) == (422, "BATCH_REQUIRED")


def test_R1_1_the_company_may_make_another_source_collective(company, clock):
    manager, employee = company.client("general_manager"), company.client("employee", company.unit)
    path = "/v1/parameters/archive.collective_sources"
    today = time.strftime("%Y-%m-%d", time.gmtime(clock.now() + 8 * 3600))
    words = ["OUTREACH", "FAIR", "LECTURE", "OTHER_COLLECTIVE"]
    manager.put(path, {"value": [*words, "EXHIBITION"], "effective_from": today}, expect=200)
    assert code_of(employee.post("/v1/customers", person(source="EXHIBITION"))) == (422, "BATCH_REQUIRED")
    manager.put(path, {"value": words, "effective_from": today}, expect=200)
    employee.post("/v1/customers", person(source="EXHIBITION"), expect=201)


def test_R1_1_example_2_a_head_writes_himself_in(archives):
    batch = archives.batch(3)
    archives.until(batch, "COMPLETED")
    customer = archives.lines(batch)[0]["customer_id"]
    head = archives.unit.head
    body = {"responsible_employee_id": archives.unit.head_employee["id"], "reason": "x"}
    assert code_of(head.post(f"/v1/customers/{customer}/reassign", body)) == (403, "FORBIDDEN_ROLE")
    answer = head.post("/v1/customers", person(responsible_employee_id=archives.unit.ids()[0]))
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R1.1"
    clerk = archives.clerk.post("/v1/customers", person(department_id=archives.unit.id, responsible_employee_id=archives.unit.ids()[0]))
    assert code_of(clerk) == (403, "FORBIDDEN_ROLE")


def test_R1_1_example_3_a_walk_in(archives):
    made = archives.unit.customer()
    assert made["responsible_employee_id"] == archives.unit.ids()[0] and made["status"] == "ACTIVE"


def test_R1_1_who_serves_the_old_customer_answers_for_a_referred_one(archives, company, other):
    old = archives.unit.customer(by=1)
    made = archives.unit.customer(by=0, source="REFERRAL", referred_by_id=old["id"])
    assert made["responsible_employee_id"] == archives.unit.ids()[1]
    body = person(source="REFERRAL", referred_by_id=old["id"])
    assert pointers(other.clients[0].post("/v1/customers", body)) == ["/referred_by_id"]
    assert pointers(company.staff().post("/v1/customers", body)) == ["/referred_by_id"]


def test_R1_2_example_1_handed_over(archives):
    batch = archives.batch(10)
    assert (batch["state"], batch["archives"], batch["entered"]) == ("COLLECTED", 10, 0)
    assert len(batch["participant_ids"]) == 3 and batch["source"] == "OUTREACH"
    handed = archives.act(batch, "hand-over")
    assert (handed["state"], handed["handed_over_late"]) == ("WITH_CRM", False)
    assert handed["decision"]["rule"] == "R1.2"
    event, = told(archives.clerk, "archive_batch.handed_over", batch["id"])
    assert event["data"]["archives"] == 10
    assert archives.act(batch, "hand-over", expect=409)["code"] == "INVALID_STATE"


def test_R1_2_late(archives):
    outreach = archives.outreach(held_on=archives.today(-2))
    assert archives.act(archives.batch(1, outreach), "hand-over")["handed_over_late"] is True
    outreach = archives.outreach(held_on=archives.today(-1))
    assert archives.act(archives.batch(1, outreach), "hand-over")["handed_over_late"] is False


def test_R1_2_example_2_another_head(archives, other):
    outreach = archives.outreach()
    batch = archives.batch(2, outreach)
    assert archives.act(batch, "hand-over", by=other.head, expect=403)["rule"] == "R1.2"
    assert archives.batch(2, archives.outreach(), by=other.head, expect=403)["code"] == "FORBIDDEN_ROLE"
    for path in ("", "/archives", "/allocation"):
        assert other.head.get(f"/v1/archive-batches/{batch['id']}{path}").status_code == 404


def test_R1_2_example_3_allocated_before_the_crm_centre(archives):
    assert archives.act(archives.batch(2), "allocate", expect=409)["code"] == "INVALID_STATE"


def test_R1_2_example_4_nothing_in_it(archives, other):
    outreach = archives.outreach()
    assert archives.batch(outreach=outreach, archives=[], expect=422)["code"] == "BATCH_EMPTY"
    assert archives.batch(1, outreach, participant_ids=[], expect=422)["code"] == "BATCH_EMPTY"
    assert archives.batch(1, outreach, participant_ids=other.ids(), expect=422)["code"] == "NOT_A_PARTICIPANT"
    two = archives.outreach(participants=archives.unit.ids()[:2])
    assert archives.batch(1, two, participant_ids=archives.unit.ids(), expect=422)["code"] == "NOT_A_PARTICIPANT"


def test_R1_2_one_open_batch_of_an_outreach(archives):
    outreach = archives.outreach()
    first = archives.batch(1, outreach)
    refused = archives.batch(1, outreach, expect=409)
    assert refused["code"] == "BATCH_EXISTS" and refused["rule"] == "R1.2"
    archives.until(first, "COMPLETED")
    archives.batch(1, outreach)


def test_R1_2_archives_are_added_until_it_is_handed_over(archives):
    batch = archives.batch(1)
    added = archives.act(batch, "archives", body={"archives": [archives.archive(), archives.archive()]})
    assert added["archives"] == 3 and [line["line"] for line in archives.lines(batch)] == [1, 2, 3]
    archives.act(batch, "hand-over")
    assert archives.act(batch, "archives", body={"archives": [archives.archive()]}, expect=409)["code"] == "INVALID_STATE"


def test_R1_2_nobody_of_the_unit_sees_its_archives_as_customers(archives):
    batch = archives.batch(1)
    archives.act(batch, "hand-over")
    line, = archives.lines(batch)
    customer = archives.enter(batch, line)["customer_id"]
    for client in (archives.unit.head, archives.unit.clients[0]):
        assert client.get(f"/v1/customers/{customer}").status_code == 404
        assert client.get(f"/v1/customers/{customer}/history").status_code == 404
    found = archives.unit.head.get("/v1/customers", params={"q": line["name"]}, expect=200).json()["items"]
    assert found == []
    record = archives.clerk.get(f"/v1/customers/{customer}", expect=200).json()
    assert record["status"] == "PROSPECT" and "responsible_employee_id" not in record
    assert archives.unit.clients[0].get(f"/v1/archive-batches/{batch['id']}/archives").status_code == 403
    # Corrections are the CRM centre's; allocated it is not by them.
    changed = archives.clerk.patch(f"/v1/customers/{customer}", {"address": "翠苑三区 5 幢"}, match=etag(record), expect=200).json()
    answer = archives.clerk.patch(f"/v1/customers/{customer}", {"status": "ACTIVE"}, match=etag(changed))
    assert code_of(answer) == (422, "ALLOCATION_INCOMPLETE") and answer.json()["rule"] == "R1.5"
    assert told(archives.clerk, "customer.created", customer, count=0) == []


def test_R1_3_example_1_entered_existing_rejected(archives):
    known = archives.unit.customer(by=2)
    batch = archives.batch(archives=[*(archives.archive(name=new("顾客")) for _ in range(10)),
                                     archives.archive(phone=known["phone"]), {"name": "看不清"}])
    archives.act(batch, "hand-over")
    lines = archives.lines(batch)
    for line in lines[:10]:
        assert archives.enter(batch, line)["result"] == "ENTERED"
    existing = archives.enter(batch, lines[10])
    assert (existing["result"], existing["customer_id"], existing["decision"]["rule"]) == ("EXISTING", known["id"], "R1.3")
    refused = archives.act(batch, "finish", expect=422)
    assert refused["code"] == "ARCHIVE_UNPROCESSED" and refused["archive_ids"] == [lines[11]["id"]]
    assert archives.enter(batch, lines[11], "REJECTED", expect=400)["errors"][0]["pointer"] == "/reason"
    assert archives.enter(batch, lines[11], "REJECTED", reason="字迹无法辨认")["result"] == "REJECTED"
    done = archives.act(batch, "finish")
    assert (done["state"], done["entered"], done["existing"], done["rejected"]) == ("PROCESSED", 10, 1, 1)
    archives.act(batch, "return")
    archives.act(batch, "allocate")
    archives.act(batch, "publish")
    assert archives.allocation(batch)["archives"] == 10
    still = archives.clerk.get(f"/v1/customers/{known['id']}", expect=200).json()
    assert still["responsible_employee_id"] == archives.unit.ids()[2]


def test_R1_3_example_2_two_clerks_one_telephone(archives, company, clock):
    second = Archives(Unit(company), clock)
    phone = mobile()
    batches = [(one, one.batch(archives=[one.archive(name=new("顾客"), phone=phone)])) for one in (archives, second)]
    for one, batch in batches:
        one.act(batch, "hand-over")
    jobs = [(one, batch, one.lines(batch)[0]) for one, batch in batches]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda job: job[0].enter(job[1], job[2]), jobs))
    assert sorted(one["result"] for one in results) == ["ENTERED", "EXISTING"]
    assert len({one["customer_id"] for one in results}) == 1


def test_R1_3_example_3_all_of_them_known(archives):
    known = [archives.unit.customer() for _ in range(5)]
    batch = archives.batch(archives=[archives.archive(phone=one["phone"]) for one in known])
    done = archives.until(batch, "COMPLETED")
    assert (done["state"], done["entered"], done["existing"]) == ("COMPLETED", 0, 5)
    assert archives.shares(batch) == [0, 0, 0] and archives.allocation(batch)["lines"] == []


def test_R1_3_duplicates_in_the_batch_are_one(archives):
    phone, name = mobile(), new("顾客")
    batch = archives.batch(archives=[{"name": name, "phone": phone}, {"name": "另写", "phone": "+86" + phone},
                                     {"name": new("顾客"), "address": "翠苑二区12幢301"}])
    archives.act(batch, "hand-over")
    first, second, third = [archives.enter(batch, line) for line in archives.lines(batch)]
    assert [first["result"], second["result"], third["result"]] == ["ENTERED", "EXISTING", "ENTERED"]
    assert first["customer_id"] == second["customer_id"]
    assert archives.enter(batch, first, expect=409)["code"] == "INVALID_STATE"


def test_R1_3_the_same_name_and_address(archives):
    name = new("顾客")
    known = archives.unit.customer(name=name, address="文二路 8 号 2 单元")
    batch = archives.batch(archives=[{"name": name, "address": "文二路8号2单元"}, {"name": name, "address": "文二路9号"}])
    archives.act(batch, "hand-over")
    same, another = [archives.enter(batch, line) for line in archives.lines(batch)]
    assert (same["result"], same["customer_id"], another["result"]) == ("EXISTING", known["id"], "ENTERED")


def test_R1_3_the_clerk_knows_better(archives):
    known = archives.unit.customer()
    batch = archives.batch(archives=[archives.archive(name=new("顾客"))])
    archives.act(batch, "hand-over")
    line, = archives.lines(batch)
    archives.enter(batch, line, "REJECTED", reason="电话空号")
    assert archives.enter(batch, line, "EXISTING", expect=400)["errors"][0]["pointer"] == "/customer_id"
    answered = archives.enter(batch, line, "EXISTING", customer_id=known["id"])
    assert answered["customer_id"] == known["id"] and "reason" not in answered
    assert archives.enter(batch, line, "ENTERED", by=archives.unit.head, expect=403)["code"] == "FORBIDDEN_ROLE"


def test_R1_3_returned_by_the_clerk_alone(archives, clock):
    batch = archives.batch(1)
    archives.until(batch, "WITH_CRM")
    archives.enter(batch, archives.lines(batch)[0])
    assert archives.act(batch, "return", expect=409)["code"] == "INVALID_STATE"
    clock.forward(days=3)
    assert archives.act(batch, "finish")["processed_late"] is True
    assert archives.act(batch, "return", by=archives.unit.head, expect=403)["code"] == "FORBIDDEN_ROLE"
    assert archives.act(batch, "return")["state"] == "RETURNED"


def test_R1_4_examples_1_and_2_the_extra_goes_round(archives):
    first = archives.batch(10)
    archives.until(first, "RETURNED")
    shown = archives.act(first, "allocate", params={"dry_run": "true"})
    assert [one["archives"] for one in shown["participants"]] == [4, 3, 3]
    made = archives.act(first, "allocate")
    assert made["state"] == "ALLOCATED" and made["participants"] == shown["participants"] and made["lines"] == shown["lines"]
    assert made["decision"]["rule"] == "R1.4" and made["decision"]["parameters"]["archive.extra_rule"] == "ROTATION"
    numbers = [employee["number"] for employee in archives.unit.employees]
    assert made["decision"]["because"].endswith("in the order " + ", ".join(f"{number} (0)" for number in numbers) + ".")
    ids = archives.unit.ids()
    assert [line["employee_id"] for line in made["lines"]] == [ids[i % 3] for i in range(10)]
    order = [line["customer_number"] for line in made["lines"]]
    assert order == sorted(order) and "phone" not in str(made["lines"])
    archives.act(first, "publish")

    second = archives.batch(4)
    archives.until(second, "COMPLETED")
    dealt = archives.allocation(second)["participants"]
    assert [one["employee_id"] for one in dealt] == [ids[1], ids[2], ids[0]]
    assert [(one["extras_before"], one["archives"], one["extras_after"]) for one in dealt] == [(0, 2, 1), (0, 1, 0), (1, 1, 1)]
    assert archives.act(second, "allocate", expect=409)["code"] == "INVALID_STATE"


def test_R1_4_examples_3_and_4(archives):
    few, even = archives.batch(2), archives.batch(9)
    archives.until(few, "COMPLETED")
    assert archives.shares(few) == [1, 1, 0]
    archives.until(even, "COMPLETED")
    assert archives.shares(even) == [3, 3, 3]
    assert sum(one["extras_after"] - one["extras_before"] for one in archives.allocation(even)["participants"]) == 0


def test_R1_2_nobody_of_the_unit_sees_an_archive_as_a_customer_before(archives):
    batch = archives.batch(1)
    archives.act(batch, "hand-over")
    customer = archives.enter(batch, archives.lines(batch)[0])["customer_id"]
    for by in (archives.unit.head, archives.unit.clients[0]):
        for path in ("", "/history", "/decisions", "/points", "/service-status"):
            assert by.get(f"/v1/customers/{customer}{path}").status_code == 404
    assert archives.clerk.get(f"/v1/customers/{customer}/points", expect=200).json()["balance"] == 0


def test_R1_4_example_5_two_confirmations_at_once(archives):
    batch = archives.batch(5)
    archives.until(batch, "RETURNED")
    path = f"/v1/archive-batches/{batch['id']}/allocate"
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: archives.unit.head.post(path, {}), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert {answer.json()["rule"] for answer in answers if answer.status_code == 409} == {"R1.4"}
    assert sum(archives.shares(batch)) == 5


def test_R1_4_two_batches_of_a_department_at_once(archives):
    """Each sees what was left over in the other: nobody gets both extras."""
    batches = [archives.batch(4), archives.batch(4)]
    for batch in batches:
        archives.until(batch, "RETURNED")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda batch: archives.act(batch, "allocate"), batches))
    shares = [archives.shares(batch) for batch in batches]
    assert sorted(map(sum, zip(*shares))) == [2, 3, 3]


def test_R1_4_no_line_is_altered(archives):
    batch = archives.batch(3)
    archives.until(batch, "RETURNED")
    shown = archives.act(batch, "allocate", params={"dry_run": "true"})
    lines = [{"archive_id": line["archive_id"], "employee_id": line["employee_id"]} for line in shown["lines"]]
    altered = [dict(line, employee_id=archives.unit.ids()[0]) for line in lines]
    assert archives.act(batch, "allocate", body={"lines": altered}, expect=422)["code"] == "ALLOCATION_NOT_EVEN"
    assert archives.act(batch, "allocate", body={"lines": lines[:2]}, expect=422)["code"] == "ALLOCATION_NOT_EVEN"
    assert archives.act(batch, "allocate", body={"lines": lines})["state"] == "ALLOCATED"


def test_R1_4_who_left_gets_none(archives, company, other):
    batch = archives.batch(4)
    archives.until(batch, "RETURNED")
    leaver, mover, _ = archives.unit.employees
    administrator = company.administrator
    administrator.patch(f"/v1/employees/{leaver['id']}", {"status": "LEFT"}, match='"1"', expect=200)
    administrator.patch(f"/v1/employees/{mover['id']}", {"department_id": other.id}, match='"1"', expect=200)
    archives.act(batch, "allocate")
    assert archives.shares(batch) == [None, None, 4]
    second = archives.batch(1, participant_ids=archives.unit.ids()[2:], outreach=archives.outreach(participants=archives.unit.ids()[2:]))
    archives.until(second, "RETURNED")
    administrator.patch(f"/v1/employees/{archives.unit.ids()[2]}", {"status": "LEFT"}, match='"1"', expect=200)
    assert archives.act(second, "allocate", expect=422)["code"] == "NO_PARTICIPANT"


def test_R1_5_example_1_and_3_the_allocation_is_public(archives, company, other):
    batch = archives.batch(2)
    archives.until(batch, "ALLOCATED")
    third = archives.unit.clients[2]
    path = f"/v1/archive-batches/{batch['id']}/allocation"
    assert third.get(path).status_code == 404 and archives.unit.head.get(path).status_code == 200
    archives.act(batch, "publish")
    seen = third.get(path, expect=200).json()
    assert [one["archives"] for one in seen["participants"]] == [1, 1, 0] and len(seen["lines"]) == 2
    assert other.clients[0].get(path).status_code == other.head.get(path).status_code == 404
    not_there = archives.unit.client(archives.unit.employee())
    assert not_there.get(path).status_code == 404
    assert company.client("general_manager").get(path).status_code == 200


def test_R1_5_example_2_invited_before_publication(archives, joint):
    batch = archives.batch(1)
    archives.until(batch, "ALLOCATED")
    customer = {"id": archives.lines(batch)[0]["customer_id"]}
    joint.gather(department=archives.unit.department)
    refused = joint.invite(archives.unit.clients[0], customer, expect=422)
    assert (refused["code"], refused["rule"]) == ("ALLOCATION_INCOMPLETE", "R1.5")
    archives.act(batch, "publish")
    assert joint.invite(archives.unit.clients[0], customer)["state"] == "INVITED"


def test_R1_5_with_publication_it_is_complete(archives, company, clock):
    batch = archives.batch(2)
    archives.until(batch, "ALLOCATED")
    waiting = archives.lines(batch)[0]["customer_id"]
    assert archives.unit.clients[0].get(f"/v1/customers/{waiting}").status_code == 404
    done = archives.act(batch, "publish")
    assert (done["state"], done["completed_late"], done["decision"]["rule"]) == ("COMPLETED", False, "R1.5")
    line = archives.lines(batch)[0]
    customer = archives.unit.clients[0].get(f"/v1/customers/{line['customer_id']}", expect=200).json()
    assert (customer["status"], customer["source"], customer["responsible_employee_id"]) == ("ACTIVE", "OUTREACH", line["employee_id"])
    assert customer["responsible_since"] == done["completed_at"]
    service = company.client("service")
    created, = told(service, "customer.created", customer["id"])
    assert created["data"]["responsible_employee_id"] == line["employee_id"] and created["data"]["status"] == "ACTIVE"
    changed, = told(service, "customer.owner_changed", customer["id"])
    assert changed["data"] == {"customer_id": customer["id"], "new": line["employee_id"], "cause": "ALLOCATION"}
    assert told(archives.clerk, "archive_batch.completed", batch["id"])[0]["data"]["entered"] == 2
    assert archives.act(batch, "publish", expect=409)["code"] == "INVALID_STATE"


def test_R1_5_what_the_head_does_not_publish_is_published(archives, suite, clock):
    """Also right after a stop of several days."""
    batch = archives.batch(3)
    archives.until(batch, "ALLOCATED")
    suite.kill("customers")
    clock.forward(days=4)
    suite.script("suite", "start")
    for _ in range(100):
        done = archives.get(batch)
        if done["state"] == "COMPLETED":
            break
        time.sleep(0.1)
    assert (done["state"], done["completed_by"], done["completed_late"]) == ("COMPLETED", "system", True)
    assert archives.shares(batch) == [1, 1, 1]
    history = archives.clerk.get(f"/v1/archive-batches/{batch['id']}/history", expect=200).json()["items"]
    assert history[0]["changes"]["state"] == {"from": "ALLOCATED", "to": "COMPLETED"}


def test_batches_are_listed_and_exported(archives, other):
    batch = archives.batch(2)
    found = archives.unit.head.get("/v1/archive-batches", params={"state": "COLLECTED"}, expect=200).json()["items"]
    assert [one["id"] for one in found] == [batch["id"]]
    assert other.head.get("/v1/archive-batches", expect=200).json()["items"] == []
    csv = archives.unit.head.get("/v1/archive-batches", headers={"Accept": "text/csv"}, expect=200)
    assert batch["id"] in csv.text and csv.headers["Content-Type"].startswith("text/csv")
    decisions = archives.clerk.get(f"/v1/archive-batches/{batch['id']}/decisions", expect=200).json()["items"]
    assert decisions[0]["rule"] == "R1.2"


def test_a_prospect_is_not_merged_or_withdrawn(archives):
    batch = archives.batch(2)
    archives.act(batch, "hand-over")
    first, second = [archives.enter(batch, line) for line in archives.lines(batch)]
    clerk = archives.clerk
    answer = clerk.post(f"/v1/customers/{first['customer_id']}/merge", {"merged_id": second["customer_id"], "reason": "x"})
    assert code_of(answer) == (422, "ALLOCATION_INCOMPLETE")
    assert code_of(clerk.post(f"/v1/customers/{first['customer_id']}/withdraw")) == (409, "INVALID_STATE")
