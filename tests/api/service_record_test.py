"""Service to private customers and its lapse (R1.26, R1.27)."""
import datetime
import uuid

import pytest

from admissions import ZONE
from factories import code_of, pointers
from feed import Feed
from units import Archives, Unit


@pytest.fixture
def unit(company):
    return Unit(company, count=2)


@pytest.fixture(scope="module")
def feed(suite):
    feed = Feed(suite, "visits")
    yield feed
    feed.stop()


def serve(by, customer, kind="REGULAR", act="HOME_VISIT", expect=201, **more):
    return by.post("/v1/service-records", {"customer_id": customer["id"], "kind": kind, "act": act, **more}, expect=expect).json()


def status(by, customer):
    return by.get(f"/v1/customers/{customer['id']}/service-status", expect=200).json()


def today(clock, days=0):
    return (datetime.datetime.fromtimestamp(clock.now(), ZONE).date() + datetime.timedelta(days)).isoformat()


def plus_months(date, months):
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    for day in range(date.day, 0, -1):
        try:
            return date.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue


def to(clock, date, at="00:00:00"):
    moment = datetime.datetime.fromisoformat(f"{date}T{at}").replace(tzinfo=ZONE).timestamp()
    assert moment > clock.now()
    clock.forward(moment - clock.now())


def last_good_day(clock):
    """Of what happens today."""
    return plus_months(datetime.date.fromisoformat(today(clock)), 3)


def test_service_record_create(unit, company):
    customer = unit.customer()
    made = serve(unit.clients[0], customer, at_home=True, note="血压已记入顾客自己的手册")
    assert (made["employee_id"], made["department_id"], made["at_home"], made["charge_fen"]) == (unit.ids()[0], unit.id, True, 0)
    assert made["decision"]["rule"] == "R1.26"
    path = f"/v1/service-records/{made['id']}"
    assert unit.clients[1].get(path, expect=200).json()["act"] == "HOME_VISIT"
    other = Unit(company, count=1)
    assert other.clients[0].get(path).status_code == 404
    # All employees serve, whoever the customer is.
    theirs = serve(other.clients[0], customer, act="TELEPHONE")
    assert other.clients[0].get(f"/v1/service-records/{theirs['id']}", expect=200).json()["department_id"] == other.id
    found = unit.head.get("/v1/service-records", params={"customer_id": customer["id"]}, expect=200).json()["items"]
    assert {one["id"] for one in found} == {made["id"], theirs["id"]}
    months = unit.head.get("/v1/service-records/months", params={"employee_id": unit.ids()[0]}, expect=200).json()["items"]
    assert [(one["kind"], one["records"], one["at_home"], one["customers"]) for one in months] == [("REGULAR", 1, 1, 1)]
    csv = unit.head.get("/v1/service-records", headers={"Accept": "text/csv"}, expect=200)
    assert made["id"] in csv.text


def test_R1_26_example_1_never_bought(unit):
    customer = unit.customer()
    refused = serve(unit.clients[0], customer, "AFTER_SALE", "HOME_DELIVERY", expect=422)
    assert refused["code"] == "SERVICE_KIND_NOT_APPLICABLE" and refused["rule"] == "R1.26"
    assert serve(unit.clients[0], customer, "IN_SALE", "RECEPTION", expect=422)["code"] == "SERVICE_KIND_NOT_APPLICABLE"
    assert serve(unit.clients[0], customer, "REGULAR", "TELEPHONE")["kind"] == "REGULAR"


def test_R1_26_example_2_before_a_sale_it_is_free(unit, clock):
    archives = Archives(unit, clock)
    batch = archives.batch(1)
    archives.until(batch, "COMPLETED")
    customer = {"id": archives.lines(batch)[0]["customer_id"]}
    assert serve(unit.clients[0], customer, "PRE_SALE", "BLOOD_PRESSURE", expect=422, charge_fen=1)["code"] == "SERVICE_MUST_BE_FREE"
    assert serve(unit.clients[0], customer, "PRE_SALE", "BLOOD_PRESSURE", at_home=True)["charge_fen"] == 0
    assert serve(unit.clients[0], unit.customer(), "PRE_SALE", "MATERIALS", expect=422)["code"] == "SERVICE_KIND_NOT_APPLICABLE"


def test_R1_26_after_attendance_and_sale(joint):
    guest = joint.guest()
    joint.gather()
    joint.arrive(guest)
    assert serve(joint.e1, guest, "IN_SALE", "DOCTOR_INTRODUCTION")["kind"] == "IN_SALE"
    joint.sell(guest, 100_000, by=joint.e1)
    assert serve(joint.e1, guest, "AFTER_SALE", "USE_EXPLANATION", charge_fen=5000)["charge_fen"] == 5000


def test_what_is_no_service(unit, clock, company):
    customer = unit.customer()
    assert pointers(unit.clients[0].post("/v1/service-records", {"customer_id": customer["id"], "kind": "REGULAR", "act": "DANCE"})) == ["/act"]
    later = f"{today(clock, 1)}T00:00:00+08:00"
    assert serve(unit.clients[0], customer, at=later, expect=422)["code"] == "TIME_IN_FUTURE"
    assert serve(unit.clients[0], {"id": str(uuid.uuid4())}, expect=400)["errors"][0]["pointer"] == "/customer_id"
    nobody = company.client("employee", unit.department)
    assert code_of(nobody.post("/v1/service-records", {"customer_id": customer["id"], "kind": "REGULAR", "act": "TELEPHONE"})) == (403, "FORBIDDEN_ROLE")


def test_R1_5_nobody_serves_an_archive_that_waits(unit, clock):
    archives = Archives(unit, clock)
    batch = archives.batch(1)
    archives.act(batch, "hand-over")
    customer = {"id": archives.enter(batch, archives.lines(batch)[0])["customer_id"]}
    refused = serve(unit.clients[0], customer, "PRE_SALE", "MATERIALS", expect=422)
    assert refused["code"] == "ALLOCATION_INCOMPLETE" and refused["rule"] == "R1.5"


def test_R1_26_example_3_a_visit_reported_twice(unit, feed, clock):
    customer = unit.customer()
    event, at = str(uuid.uuid4()), f"{today(clock)}T00:00:01+08:00"
    data = {"customer_id": customer["id"], "employee_id": unit.ids()[0], "at": at, "at_home": True}
    for _ in range(2):
        feed.tell("visit.reported", customer["id"], data, id=event)
    feed.tell("return_visit.recorded", customer["id"], dict(data, at_home=False, employee_id=unit.ids()[1]))
    found = unit.head.get("/v1/service-records", params={"customer_id": customer["id"], "sort": "created_at"}, expect=200).json()["items"]
    assert [(one["kind"], one["act"], one["at_home"], one["reported"]) for one in found] == [
        ("REGULAR", "HOME_VISIT", True, True), ("REGULAR", "OTHER", False, True)]
    assert status(unit.head, customer)["visited_at"] == found[0]["at"]
    # A visit in the future would hold off the lapse: it is one of now.
    feed.tell("visit.reported", customer["id"], {**data, "at": f"{today(clock, 30)}T10:00:00+08:00"})
    assert status(unit.head, customer)["visited_at"] < f"{today(clock, 1)}T"
    # What concerns nobody here, or is not understood, changes nothing.
    for wrong in ({"customer_id": str(uuid.uuid4())}, {"employee_id": str(uuid.uuid4())}, {"employee_id": None}, {"customer_id": 7}):
        feed.tell("visit.reported", "x", {**data, **wrong})
    assert len(unit.head.get("/v1/service-records", params={"customer_id": customer["id"]}, expect=200).json()["items"]) == 3


def test_R1_27_example_2_never_invited_never_visited(unit, clock, company):
    customer, until = unit.customer(), last_good_day(clock)
    served = status(unit.clients[0], customer)
    assert (served["state"], served["reasons"]) == ("SERVED", [])
    assert served["attended_ok_until"] == served["visited_ok_until"] == until.isoformat()
    to(clock, until.isoformat(), "23:59:55")
    assert status(unit.clients[0], customer)["state"] == "SERVED"
    clock.forward(6)
    lapsed = status(unit.clients[0], customer)
    assert (lapsed["state"], lapsed["lapsed_from"]) == ("LAPSED", today(clock))
    assert lapsed["reasons"] == ["NOT_INVITED", "NO_HOME_VISIT"]
    other = Unit(company, count=1)
    found = other.clients[0].get("/v1/customers/lapsed", params={"department_id": unit.id}, expect=200).json()["items"]
    assert [one["customer_id"] for one in found] == [customer["id"]] and "phone" not in str(found)
    # R1.27 example 4: telephone calls change nothing; a visit and an attendance end it at once.
    serve(unit.clients[0], customer, act="TELEPHONE")
    assert status(unit.head, customer)["reasons"] == ["NOT_INVITED", "NO_HOME_VISIT"]
    serve(unit.clients[1], customer, at_home=True)
    assert status(unit.head, customer)["reasons"] == ["NOT_INVITED"]
    # Acts of others do not count.
    another = unit.customer()
    to(clock, (last_good_day(clock) + datetime.timedelta(1)).isoformat())
    serve(other.clients[0], another, at_home=True)
    assert "NO_HOME_VISIT" in status(unit.head, another)["reasons"]


@pytest.fixture
def number(company, clock):
    """number(name, value): a parameter, until the end of the test."""
    manager, before = company.client("general_manager"), {}

    def put(name, value):
        manager.put(f"/v1/parameters/{name}", {"value": value, "effective_from": today(clock)}, expect=200)

    def change(name, value):
        before.setdefault(name, manager.get(f"/v1/parameters/{name}", expect=200).json()["value"])
        put(name, value)
    yield change
    for name, value in before.items():
        put(name, value)


def test_R1_27_the_list_of_the_lapsed_is_what_each_customers_status_says(unit, clock, db, number):
    """For histories at the edges of the period, and whatever the company counts as a lapse."""
    customers = [unit.customer() for _ in range(12)]
    begin = datetime.date.fromisoformat(today(clock))
    for place, customer in enumerate(customers):
        serve(unit.clients[0], customer, at_home=place % 2 == 1)
    days = [plus_months(begin, months) - datetime.timedelta(back)
            for months in (-3, -2, -1) for back in (2, 1, 0, -1)]
    with db.cursor() as cursor:
        for customer, day in zip(customers, days):
            cursor.execute("update customer set responsible_since = %s, version = version + 1 where id = %s",
                           (f"{day}T23:59:59+08:00", customer["id"]))
            cursor.execute("update service_record set at = %s, served_on = %s, version = version + 1 where customer_id = %s",
                           (f"{day}T00:00:00+08:00", day, customer["id"]))
    criteria = (["NOT_INVITED", "INVITED_NOT_ATTENDED", "NO_HOME_VISIT"], ["INVITED_NOT_ATTENDED"], ["NO_HOME_VISIT"])
    counts = set()
    for period in ("P1M", "P2M", "P60D"):
        number("service.lapse_period", period)
        for mode in ("ANY", "ALL"):
            number("service.lapse_mode", mode)
            for words in criteria:
                number("service.lapse_criteria", words)
                listed = unit.head.get("/v1/customers/lapsed", params={"department_id": unit.id, "limit": 100, "include_total": "true"},
                                       expect=200).json()
                wanted = [one for one in (status(unit.head, customer) for customer in customers) if one["state"] == "LAPSED"]
                wanted.sort(key=lambda one: (one["lapsed_from"], one["customer_id"]))
                assert listed["items"] == [{**one, "id": one["customer_id"]} for one in wanted], (period, mode, words)
                assert listed["total"] == len(wanted)
                counts.add(len(wanted))
    assert len(counts) > 2  # none, and two different periods: P2M and P60D may be the same, depending on the date
    number("service.lapse_criteria", criteria[0])
    number("service.lapse_mode", "ANY")
    number("service.lapse_period", "P1M")
    params, seen = {"department_id": unit.id, "limit": 3}, []
    while True:
        page = unit.head.get("/v1/customers/lapsed", params=params, expect=200).json()
        seen += [one["id"] for one in page["items"]]
        if "next" not in page:
            break
        params["cursor"] = page["next"]
    csv = unit.head.get("/v1/customers/lapsed", params={"department_id": unit.id}, headers={"Accept": "text/csv"}, expect=200).text
    assert len(seen) == len(set(seen)) > 6 and len(csv.strip().splitlines()) == 1 + len(seen)


def test_R1_27_attendance_ends_it(joint, clock):
    guest = joint.guest()
    joint.to((last_good_day(clock) + datetime.timedelta(1)).isoformat(), "09:00:00")
    serve(joint.e1, guest, at_home=True)
    assert status(joint.e1, guest)["reasons"] == ["NOT_INVITED"]
    joint.gather()
    invitation = joint.invite(joint.e1, guest)
    assert status(joint.e1, guest)["reasons"] == ["INVITED_NOT_ATTENDED"]
    joint.confirm(joint.e1, invitation)
    joint.arrive(guest)
    now = status(joint.e1, guest)
    assert (now["state"], now["attended_ok_until"]) == ("SERVED", last_good_day(clock).isoformat())


def test_R1_27_whom_it_does_not_concern(company, unit):
    customer = company.customer()
    assert status(company.client("general_manager"), customer) == {"customer_id": customer["id"], "state": "NOT_APPLICABLE", "reasons": []}
    assert unit.clients[0].get(f"/v1/customers/{customer['id']}/service-status").status_code == 404
    assert unit.clients[0].post(f"/v1/customers/{customer['id']}/service-status").status_code == 405
