"""Every customer is under credit management, once, with what customers tells of it (R3.1, R3.12)."""
import uuid
from concurrent.futures import ThreadPoolExecutor

from factories import code_of, distributor, person, without_none
from credit import credit  # noqa: F401
from credit_grading import graded


def test_R3_1_a_customer_gets_a_profile(credit):
    customer = credit.customer()
    shown = credit.profile(customer)
    assert (shown["grade"], shown["limit_fen"], shown["term_days"]) == ("UNGRADED", 0, 0)
    assert (shown["trading_status"], shown["blacklisted"], shown["exposure_fen"]) == ("NOT_STARTED", False, 0)
    assert shown["responsible_salesperson_id"] == credit.people["salesperson", 0]["id"]
    assert "report_due_on" not in shown


def test_R3_1_example_1_told_twice(credit):
    """What the customers service told since is delivered again: still one profile, as it is by now."""
    position = "select position from event_cursor where source = 'customers'"
    before = int(credit.db_value(position))
    customer = credit.trading()
    profile, after = credit.profile(customer), int(credit.db_value(position))
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        cursor.execute("update event_cursor set position = %s where source = 'customers'", (str(before),))
    credit.customer()  # and what comes next, after it
    assert int(credit.db_value(position)) > after
    assert credit.db_value("select count(*) from credit_profile where id = %s", customer) == 1
    assert without_none({**credit.profile(customer), "changed_at": None}) == without_none({**profile, "changed_at": None})


def test_R3_1_a_retail_customer_too(credit):
    employee = credit.company.employee(credit.company.unit)
    made = credit.suite.client(roles="employee", sub=employee["subject"], department=credit.company.unit["id"])
    customer = made.post("/v1/customers", person(), expect=201).json()
    credit.await_profile(customer["id"])
    assert credit.profile(customer["id"])["grade"] == "UNGRADED"


def test_R3_1_no_second_profile(credit):
    customer = credit.customer()
    answer = credit.finance().post("/v1/credit-profiles", {"customer_id": customer}, key=True)
    assert code_of(answer) == (409, "PROFILE_EXISTS") and answer.json()["rule"] == "R3.1"
    both = [distributor() for _ in range(2)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: credit.finance().post("/v1/credit-profiles", {"customer_id": customer}, key=True), both * 2))
    assert {answer.status_code for answer in answers} == {409}


def test_R3_1_unknown_customers_and_what_cannot_be_written(credit):
    unknown = str(uuid.uuid4())
    assert code_of(credit.finance().post("/v1/credit-profiles", {"customer_id": unknown}, key=True)) == (404, "CUSTOMER_UNKNOWN")
    assert code_of(credit.finance().get(f"/v1/credit-profiles/{unknown}")) == (404, "CUSTOMER_UNKNOWN")
    customer = credit.customer()
    assert credit.finance().delete(f"/v1/credit-profiles/{customer}").status_code == 405
    assert code_of(credit.salesperson().post("/v1/credit-profiles", {"customer_id": customer}, key=True)) == (403, "FORBIDDEN_ROLE")


def test_R3_1_nothing_is_written_directly(credit):
    customer = credit.customer()
    everybody = credit.client(["salesperson", "sales_manager", "finance", "marketing_director", "president", "service"])
    for client in (credit.salesperson(), credit.manager(), credit.finance(), credit.director(), credit.president(), everybody):
        for change in ({"grade": "A"}, {"limit_fen": 100}, {"term_days": 30}, {"trading_status": "ACTIVE"}):
            answer = client.patch(f"/v1/credit-profiles/{customer}", change)
            assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.1"
    assert code_of(everybody.patch(f"/v1/credit-profiles/{uuid.uuid4()}", {"grade": "A"})) == (404, "CUSTOMER_UNKNOWN")
    shown = credit.profile(customer)
    assert (shown["grade"], shown["limit_fen"], shown["term_days"], shown["trading_status"], shown["version"]) == (
        "UNGRADED", 0, 0, "NOT_STARTED", 1)


def test_R3_1_one_who_was_listed_before(credit):
    """The company's list is heard of for whoever it names, also where the customer is only created afterwards."""
    made = credit.company.supervisor(credit.department)
    body = distributor(responsible_employee_id=credit.people["salesperson", 0]["id"])
    with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
        cursor.execute("""create function listed() returns trigger language plpgsql as $$
                          begin
                            if new.name = '%s' then
                              insert into known_blacklisting (id, customer_id) values (gen_random_uuid(), new.id);
                            end if;
                            return new;
                          end $$;
                          create trigger listed before insert on known_customer for each row execute function listed()""" % body["name"])
    try:
        customer = made.post("/v1/customers", body, expect=201).json()["id"]
        credit.await_profile(customer)
    finally:
        with credit.suite.connect(service="credit") as connection, connection.cursor() as cursor:
            cursor.execute("drop trigger listed on known_customer; drop function listed()")
    assert credit.profile(customer)["blacklisted"]


def test_R3_12_who_reads_a_profile(credit):
    customer = credit.customer(salesperson=0)
    path = f"/v1/credit-profiles/{customer}"
    for reader in (credit.salesperson(0), credit.manager(0), credit.director(0), credit.president(), credit.finance()):
        reader.get(path, expect=200)
    answer = credit.salesperson(1).get(path)
    assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.12"
    shown = credit.salesperson(0).get("/v1/credit-profiles", params={"limit": 100}, expect=200).json()["items"]
    assert customer in {item["id"] for item in shown}
    shown = credit.salesperson(1).get("/v1/credit-profiles", params={"limit": 100}, expect=200).json()["items"]
    assert customer not in {item["id"] for item in shown}


def test_R3_12_who_reads_the_lines(credit):
    """The limits a customer has had: those who read the profile, the responsible salesperson with them."""
    customer = graded(credit, "B", 3_000_000, 30)
    path = f"/v1/credit-profiles/{customer}/lines"
    for reader in (credit.salesperson(0), credit.manager(0), credit.president(), credit.finance()):
        shown = reader.get(path, expect=200).json()["items"]
        assert [(line["limit_fen"], line["term_days"], line["cause"]) for line in shown] == [(3_000_000, 30, "INITIAL")]
    for path in (path, f"/v1/credit-profiles/{customer}/deposit-payments"):
        answer = credit.salesperson(1).get(path)
        assert code_of(answer) == (403, "FORBIDDEN_ROLE")
        assert code_of(credit.finance().get(path.replace(customer, str(uuid.uuid4())))) == (404, "CUSTOMER_UNKNOWN")
    # What was changed and decided, too: to those above, whatever their roles; one answer to who may not read, and which
    # rule says so.
    above = credit.client(["department_supervisor"], sub=credit.people["sales_manager", 0]["subject"])
    for what in ("", "/lines", "/history", "/decisions"):
        above.get(f"/v1/credit-profiles/{customer}{what}", expect=200)
    for what in ("history", "decisions"):
        answer = credit.salesperson(1).get(f"/v1/credit-profiles/{customer}/{what}")
        assert code_of(answer) == (403, "FORBIDDEN_ROLE") and answer.json()["rule"] == "R3.25"
        assert credit.finance().get(f"/v1/credit-profiles/{uuid.uuid4()}/{what}").status_code == 404


def test_R3_1_the_salesperson_follows_the_customers_service(credit):
    customer = credit.customer(salesperson=0)
    manager = credit.company.manager(credit.department)
    manager.post(f"/v1/customers/{customer}/reassign", {
        "responsible_employee_id": credit.people["salesperson", 1]["id"], "reason": "片区调整"}, expect=200)
    credit.suite.await_(lambda: credit.profile(customer)["responsible_salesperson_id"] == credit.people["salesperson", 1]["id"])
    assert credit.salesperson(0).get(f"/v1/credit-profiles/{customer}").status_code == 403
    credit.salesperson(1).get(f"/v1/credit-profiles/{customer}", expect=200)
