"""Information cards: one a customer, kept by its salesperson, complete or not, stale after a while (R3.32, R3.33)."""
import uuid
from concurrent.futures import ThreadPoolExecutor

from credit import credit, order  # noqa: F401
from credit_cards import BASIC, BUSINESS, cards  # noqa: F401
from factories import code_of, etag, pointers


def test_R3_32_one_card_a_customer(credit, cards):
    customer = credit.customer()
    made = cards.info_card(customer)
    assert (made["customer_id"], made["basic"], made["business"]) == (customer, BASIC, BUSINESS)
    assert made["owner_id"] == credit.people["salesperson", 0]["id"] and made["content_changed_on"] == str(credit.today())
    assert (made["complete"], made["missing"], made["stale"], made["transaction_figures"]) == (True, [], False, [])
    assert credit.salesperson().get(f"/v1/info-cards/{made['id']}", expect=200).json() == made
    assert credit.salesperson().get(f"/v1/credit-profiles/{customer}/info-card", expect=200).json() == made
    answer = credit.salesperson().post("/v1/info-cards", {"customer_id": customer}, key=True)
    assert code_of(answer) == (409, "CARD_EXISTS") and answer.json()["rule"] == "R3.32"


def test_R3_32_example_2_created_in_parallel(credit):
    customer = credit.customer()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: credit.salesperson().post("/v1/info-cards", {"customer_id": customer}, key=True), range(4)))
    assert sorted(code_of(answer) for answer in answers) == [(201, None)] + [(409, "CARD_EXISTS")] * 3
    assert credit.db_value("select count(*) from info_card where customer_id = %s", customer) == 1


def test_R3_32_who_reads_and_writes(credit, cards):
    customer = credit.customer(salesperson=0)
    other = credit.salesperson(1).post("/v1/info-cards", {"customer_id": customer}, key=True)
    assert code_of(other) == (403, "FORBIDDEN_ROLE") and other.json()["rule"] == "R3.32"
    assert credit.manager(0).post("/v1/info-cards", {"customer_id": customer}, key=True).status_code == 403
    card = cards.info_card(customer)
    path = f"/v1/info-cards/{card['id']}"
    for reader in (credit.salesperson(0), credit.manager(0), credit.director(0), credit.president(), credit.finance()):
        reader.get(path, expect=200)
        reader.get(path + "/purchases", expect=200)
        reader.get(path + "/history", expect=200)
    for stranger in (credit.salesperson(1), credit.manager(1), credit.director(1)):
        assert code_of(stranger.get(path)) == (403, "FORBIDDEN_ROLE")
        assert code_of(stranger.get(path + "/purchases")) == (403, "FORBIDDEN_ROLE")
        assert code_of(stranger.patch(path, {}, match=etag(card))) == (403, "FORBIDDEN_ROLE")
        assert stranger.get(path + "/history").status_code == 403
        assert stranger.get("/v1/info-cards", params={"customer_id": customer}, expect=200).json()["items"] == []
    assert code_of(credit.manager(0).patch(path, {}, match=etag(card))) == (403, "FORBIDDEN_ROLE")
    unknown = str(uuid.uuid4())
    assert credit.finance().get(f"/v1/info-cards/{unknown}").status_code == 404
    assert credit.finance().get(f"/v1/info-cards/{unknown}/purchases").status_code == 404
    assert code_of(credit.finance().get(f"/v1/credit-profiles/{unknown}/info-card")) == (404, "CUSTOMER_UNKNOWN")
    without = credit.customer()
    assert code_of(credit.finance().get(f"/v1/credit-profiles/{without}/info-card")) == (404, "NOT_FOUND")


def test_R3_32_example_1_the_card_passes_to_the_new_salesperson(credit, cards):
    customer = credit.customer(salesperson=0)
    card = cards.info_card(customer)
    path = f"/v1/info-cards/{card['id']}"
    card = credit.salesperson(0).patch(path, {"business": {"payment_time": "每月28日"}}, match=etag(card), expect=200).json()
    after = credit.people["salesperson", 1]["id"]
    credit.company.manager(credit.department).post(f"/v1/customers/{customer}/reassign", {
        "responsible_employee_id": after, "reason": "片区调整"}, expect=200)
    credit.suite.await_(lambda: credit.finance().get(path, expect=200).json()["owner_id"] == after)
    assert code_of(credit.salesperson(0).get(path)) == (403, "FORBIDDEN_ROLE")
    assert code_of(credit.salesperson(0).patch(path, {}, match='"3"')) == (403, "FORBIDDEN_ROLE")
    shown = credit.salesperson(1).get(path, expect=200)
    versions = credit.salesperson(1).get(path + "/history", expect=200).json()["items"]
    assert sorted(one["version"] for one in versions) == [1, 2, 3]
    credit.salesperson(1).patch(path, {"business": {"payment_time": "月末"}}, match=shown, expect=200)


def test_R3_33_example_2_what_is_missing(credit, cards):
    customer = credit.customer()
    card = cards.info_card(customer, business={name: BUSINESS[name] for name in BUSINESS if name != "bank_dealings"})
    assert (card["complete"], card["missing"]) == (False, ["business.bank_dealings"])
    path = f"/v1/info-cards/{card['id']}"
    patch = {"basic": {"trade_contact": None}, "business": {"bank_dealings": "工商银行"}}
    card = credit.salesperson().patch(path, patch, match=etag(card), expect=200).json()
    assert card["missing"] == ["basic.trade_contact"] and card["business"] == {**BUSINESS, "bank_dealings": "工商银行"}
    card = credit.salesperson().patch(path, {"basic": {"trade_contact": "王芳"}}, match=etag(card), expect=200).json()
    assert card["complete"] and card["version"] == 3
    listed, = credit.salesperson().get("/v1/info-cards", params={"customer_id": customer, "complete": "true"}, expect=200).json()["items"]
    assert {name: card[name] for name in listed} == listed and "transaction_figures" not in listed
    bare = credit.salesperson().post("/v1/info-cards", {"customer_id": credit.customer()}, key=True, expect=201).json()
    assert "basic.name" not in bare["missing"] and "business.payment_mode" in bare["missing"]


def test_R3_33_example_3_no_purchases_before_the_first_order(credit, cards):
    customer = credit.trading()
    card = cards.info_card(customer)
    path = f"/v1/info-cards/{card['id']}"
    assert card["complete"]
    credit.salesperson().post("/v1/credit-checks", {"customer_id": customer, "order_ref": order(), "amount_fen": 1_000_000,
                                                    "payment_mode": "CREDIT", "reserve": True}, key=True, expect=200)
    shown = credit.salesperson().get(path, expect=200).json()
    assert shown["missing"] == ["basic.purchases"]
    assert shown["transaction_figures"] == [{"year": credit.today().year, "ordered_fen": 1_000_000, "paid_fen": 0, "outstanding_fen": 0}]
    made = cards.purchase(card)
    assert credit.salesperson().get(path, expect=200).json()["complete"]
    credit.salesperson().post(f"/v1/purchases/{made['id']}/cancel", {"reason": "取消"}, expect=200)
    assert credit.salesperson().get(path, expect=200).json()["missing"] == ["basic.purchases"]


def test_R3_33_figures_of_the_transactions(credit, cards):
    customer = credit.trading()
    card = cards.info_card(customer)
    reserved = credit.salesperson().post("/v1/credit-checks", {
        "customer_id": customer, "order_ref": order(), "amount_fen": 4_000_000, "payment_mode": "CREDIT", "reserve": True},
        key=True, expect=200).json()["reservation_id"]
    shipped = credit.finance().post(f"/v1/reservations/{reserved}/commit", {
        "shipped_fen": 3_500_000, "shipped_at": f"{credit.today()}T00:00:00+08:00"}, expect=200).json()
    credit.finance().post(f"/v1/receivables/{shipped['receivable_id']}/payments", {
        "amount_fen": 1_500_000, "instrument": "CASH", "paid_on": str(credit.today())}, key=True, expect=201)
    shown = credit.finance().get(f"/v1/info-cards/{card['id']}", expect=200).json()
    assert shown["transaction_figures"] == [
        {"year": credit.today().year, "ordered_fen": 3_500_000, "paid_fen": 1_500_000, "outstanding_fen": 2_000_000}]


def test_R3_33_example_1_the_amount(credit, cards):
    card = cards.info_card(credit.customer())
    made = cards.purchase(card, quantity="2.5", unit_price_fen=3333, amount_fen=8333)
    assert (made["quantity"], made["amount_fen"], made["cancelled"], made["card_id"]) == ("2.5", 8333, False, card["id"])
    assert made["decision"]["rule"] == "R3.33"
    answer = credit.salesperson().post(f"/v1/info-cards/{card['id']}/purchases", {
        "order_date": str(credit.today()), "product_name": "磨球", "quantity": "2.5", "unit_price_fen": 3333, "amount_fen": 8332}, key=True)
    assert code_of(answer) == (422, "AMOUNT_MISMATCH") and answer.json()["rule"] == "R3.33"
    assert cards.purchase(card, expect=422, order_date=str(credit.today(1)))["code"] == "TIME_IN_FUTURE"
    for wrong in ("0", "-1", "0.000", "1.2345", "abc", 2):
        answer = cards.purchase(card, expect=400, quantity=wrong)
        assert [fault["pointer"] for fault in answer["errors"]] == ["/quantity"]
    answer = credit.salesperson().post(f"/v1/info-cards/{card['id']}/purchases", {}, key=True)
    assert pointers(answer) == ["/amount_fen", "/order_date", "/product_name", "/quantity", "/unit_price_fen"]


def test_R3_33_purchases_are_cancelled_and_stay(credit, cards):
    card = cards.info_card(credit.customer())
    made = cards.purchase(card)
    path = f"/v1/purchases/{made['id']}"
    assert code_of(credit.salesperson(1).post(path + "/cancel", {"reason": "x"})) == (403, "FORBIDDEN_ROLE")
    assert code_of(credit.salesperson(1).get(path)) == (403, "FORBIDDEN_ROLE")
    assert code_of(credit.salesperson(1).post(f"/v1/info-cards/{card['id']}/purchases", {
        "order_date": str(credit.today()), "product_name": "磨球", "quantity": "1", "unit_price_fen": 1, "amount_fen": 1}, key=True)) \
        == (403, "FORBIDDEN_ROLE")
    done = credit.salesperson().post(path + "/cancel", {"reason": "客户取消"}, match=etag(made), expect=200).json()
    assert done["cancelled"] and done["cancel_reason"] == "客户取消"
    assert code_of(credit.salesperson().post(path + "/cancel", {"reason": "x"})) == (409, "INVALID_STATE")
    items = credit.finance().get(f"/v1/info-cards/{card['id']}/purchases", params={"cancelled": "true"}, expect=200).json()["items"]
    assert [item["id"] for item in items] == [made["id"]]
    assert credit.finance().get(f"/v1/info-cards/{card['id']}", expect=200).json()["version"] == 3


def test_R3_32_stale(credit, cards):
    customer = credit.customer()
    card = cards.info_card(customer)
    changed = credit.today(-100)
    cards.execute("update info_card set content_changed_on = %s, version = version + 1 where id = %s", changed, card["id"])
    path = f"/v1/info-cards/{card['id']}"
    shown = credit.salesperson().get(path, expect=200)
    assert shown.json()["stale"]
    listed = credit.finance().get("/v1/info-cards", params={"stale": "true", "customer_id": customer}, expect=200).json()["items"]
    assert [item["id"] for item in listed] == [card["id"]]
    assert credit.salesperson().patch(path, {}, match=shown, expect=200).json()["stale"] is False
