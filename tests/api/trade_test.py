"""What business was done with customers, and what of it was paid (R7.18, R7.19)."""
from factories import code_of, new, pointers
from grading import grading  # noqa: F401


def body(company, customer, **more):
    return {"customer_id": customer["id"], "department_id": company.s1["id"], "period_from": "2025-03-01",
            "period_to": "2025-03-31", "amount_fen": 1_000_000, **more}


def test_trade_create(company):
    customer, finance = company.customer(), company.client("finance")
    answer = finance.post("/v1/trades", body(company, customer, paid_fen=400_000, reference=new("T")))
    made = answer.json()
    assert answer.status_code == 201 and answer.headers["Location"] == f"/v1/trades/{made['id']}"
    assert (made["amount_fen"], made["paid_fen"], made["annulled"]) == (1_000_000, 400_000, False)
    paid = finance.post(f"/v1/trades/{made['id']}/pay", {"paid_fen": 1_000_000}, expect=200).json()
    assert (paid["paid_fen"], paid["version"]) == (1_000_000, 2)
    assert pointers(finance.post(f"/v1/trades/{made['id']}/pay", {"paid_fen": 1_000_001})) == ["/paid_fen"]
    assert company.staff().get(f"/v1/trades/{made['id']}", expect=200).json() == paid
    assert company.staff(company.s2).get(f"/v1/trades/{made['id']}").status_code == 404


def test_one_day_is_one_transaction(company):
    customer = company.customer()
    made = company.staff().post("/v1/trades", {"customer_id": customer["id"], "period_from": "2025-03-01", "amount_fen": 5}, expect=201).json()
    assert (made["period_to"], made["department_id"], made["paid_fen"]) == ("2025-03-01", company.s1["id"], 0)


def test_what_is_no_trade(company, admissions):
    customer, finance = company.customer(), company.client("finance")

    def refused(**more):
        return finance.post("/v1/trades", body(company, customer, **more))

    assert pointers(refused(period_to="2025-02-28")) == ["/period_to"]
    assert pointers(refused(period_to="2026-01-01")) == ["/period_to"]
    assert pointers(refused(amount_fen=0)) == ["/amount_fen"]
    assert pointers(refused(paid_fen=1_000_001)) == ["/paid_fen"]
    tomorrow = {"customer_id": customer["id"], "department_id": company.s1["id"], "period_from": admissions.today(1), "amount_fen": 1}
    assert code_of(finance.post("/v1/trades", tomorrow)) == (422, "TIME_IN_FUTURE")
    assert pointers(finance.post("/v1/trades", {"customer_id": customer["id"], "period_from": "2025-03-01", "amount_fen": 1})) == ["/department_id"]


def test_the_same_reference_twice(company):
    customer, finance, reference = company.customer(), company.client("finance"), new("T")
    made = finance.post("/v1/trades", body(company, customer, reference=reference), expect=201).json()
    assert code_of(finance.post("/v1/trades", body(company, customer, reference=reference))) == (409, "DUPLICATE")
    finance.post("/v1/trades", body(company, customer, reference=reference, department_id=company.s2["id"]), expect=201)
    annulled = finance.post(f"/v1/trades/{made['id']}/annul", {"reason": "录入错误"}, expect=200).json()
    assert annulled["annulled"] and annulled["annulment_reason"] == "录入错误"
    finance.post("/v1/trades", body(company, customer, reference=reference), expect=201)
    assert code_of(finance.post(f"/v1/trades/{made['id']}/pay", {"paid_fen": 1})) == (409, "INVALID_STATE")
    assert code_of(finance.post(f"/v1/trades/{made['id']}/annul", {"reason": "x"})) == (409, "INVALID_STATE")


def test_who_enters(company):
    customer = company.customer()
    other = body(company, customer)
    assert code_of(company.staff(company.s2).post("/v1/trades", other)) == (403, "FORBIDDEN_ROLE")
    assert company.manager().post("/v1/trades", other).status_code == 403
    company.as_division().post("/v1/trades", other, expect=201)


def test_volumes_by_year(company):
    customer, finance = company.customer(), company.client("finance")
    for year, department, amount in [(2024, company.s1, 300), (2024, company.s2, 500), (2025, company.s1, 700)]:
        finance.post("/v1/trades", body(company, customer, department_id=department["id"], amount_fen=amount, paid_fen=100,
                                        period_from=f"{year}-05-01", period_to=f"{year}-05-31"), expect=201)
    shown = company.staff(company.s3).get(f"/v1/customers/{customer['id']}/volumes", expect=200).json()["items"]
    assert shown == [{"year": 2024, "amount_fen": 800, "paid_fen": 200, "began_on": "2024-05-01"},
                     {"year": 2025, "amount_fen": 700, "paid_fen": 100, "began_on": "2025-05-01"}]


def test_a_month_from_the_books(company):
    customers = [company.customer() for _ in range(3)]
    rows = ["customer_id,department_id,period_from,period_to,amount_fen,paid_fen,reference"]
    rows += [f"{c['id']},{company.s1['id']},2025-01-01,2025-01-31,{place}00,{place}00,{new('T')}" for place, c in enumerate(customers, 1)]
    finance = company.client("finance")
    finance.post("/v1/trades/import", data="\n".join(rows).encode(), headers={"Content-Type": "text/csv"}, expect=201)
    shown = finance.get(f"/v1/customers/{customers[2]['id']}/volumes", expect=200).json()["items"]
    assert [(year["year"], year["amount_fen"]) for year in shown] == [(2025, 300)]
    answer = finance.post("/v1/trades/batch", {"items": [body(company, customers[0]), body(company, customers[0], amount_fen=0)]}, expect=207)
    assert [item["status"] for item in answer.json()["items"]] == [201, 400]


def test_they_follow_a_merger(company, grading):
    survivor, alias = company.customer(), company.customer(unified_social_credit_code=None)
    finance = company.client("finance")
    made = finance.post("/v1/trades", body(company, alias, paid_fen=1), expect=201).json()
    record = grading.default(alias, company.s1)
    company.as_division().post(f"/v1/customers/{survivor['id']}/merge", {"merged_id": alias["id"], "reason": "同一客户"}, expect=200)
    assert finance.get(f"/v1/trades/{made['id']}", expect=200).json()["customer_id"] == survivor["id"]
    assert company.staff().get(f"/v1/default-records/{record['id']}", expect=200).json()["customer_id"] == survivor["id"]
    assert code_of(finance.post("/v1/trades", body(company, alias))) == (409, "INVALID_STATE")
