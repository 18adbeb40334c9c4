"""Field surveys by the salesperson, with the list of what they must say (R3.23)."""
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import code_of, etag

from credit_reports import NOT_OBTAINABLE, REQUIRED_ITEMS, credit, investigation, survey_items, taken  # noqa: F401


def begun(credit, customer, by=None, expect=201, **more):
    answer = (by or credit.salesperson()).post("/v1/field-surveys", {"customer_id": customer, **more}, key=True)
    assert answer.status_code == expect, answer.text
    return answer.json()


def submit(credit, survey, by=None):
    return (by or credit.salesperson()).post(f"/v1/field-surveys/{survey['id']}/submit")


def test_R3_23_example_1_all_filled(credit):
    survey = begun(credit, credit.customer(), items=survey_items(credit))
    assert (survey["state"], survey["number"], survey["visited_on"]) == ("DRAFT", 1, str(credit.today(-1)))
    shown = submit(credit, survey).json()
    assert (shown["state"], shown["not_obtainable"]) == ("SUBMITTED", 0) and shown["submitted_at"]
    assert shown["items"]["finance.taxes_in_order"] == {"value": "已核实"}


def test_R3_23_example_2_taxes_missing(credit):
    survey = begun(credit, credit.customer(), items=survey_items(credit, finance__taxes_in_order=None))
    answer = submit(credit, survey)
    assert code_of(answer) == (422, "SURVEY_INCOMPLETE") and answer.json()["rule"] == "R3.23"
    assert answer.json()["items"] == ["finance.taxes_in_order"]
    credit.salesperson().patch(f"/v1/field-surveys/{survey['id']}", {"items": {"finance.taxes_in_order": {"value": True}}},
                               match=etag(survey), expect=200)
    assert submit(credit, survey).status_code == 200


def test_R3_23_nothing_filled_names_all(credit):
    answer = submit(credit, begun(credit, credit.customer()))
    assert code_of(answer) == (422, "SURVEY_INCOMPLETE") and answer.json()["items"] == REQUIRED_ITEMS


def test_R3_23_example_3_eight_and_nine_not_obtainable(credit):
    names = [name.replace(".", "__") for name in REQUIRED_ITEMS[8:17]]
    eight = begun(credit, credit.customer(), items=survey_items(credit, **{name: NOT_OBTAINABLE for name in names[:8]}))
    assert submit(credit, eight).json()["not_obtainable"] == 8
    nine = begun(credit, credit.customer(), items=survey_items(credit, **{name: NOT_OBTAINABLE for name in names}))
    answer = submit(credit, nine)
    assert code_of(answer) == (422, "SURVEY_TOO_THIN")
    assert answer.json()["parameters"] == {"credit.field_survey.max_not_obtainable": 8}


def test_R3_23_without_a_reason_it_is_not_explained(credit):
    for item in ({"not_obtainable": True}, {"not_obtainable": True, "reason": " "}, {"value": ""}, {"value": None}, {}):
        answer = submit(credit, begun(credit, credit.customer(), items=survey_items(credit, payment__bills_used=item)))
        assert code_of(answer) == (422, "SURVEY_INCOMPLETE") and answer.json()["items"] == ["payment.bills_used"]


@pytest.mark.parametrize("name,item", [
    ("payment.bills_used", "无"), ("payment.bills_used", {"value": ["无"]}), ("payment.bills_used", {"value": {}}),
    ("payment.bills_used", {"value": "无", "not_obtainable": True}), ("payment.bills_used", {"valu": "无"}),
    ("payment.bills_used", {"not_obtainable": "yes"}), ("bills", {"value": "无"}), ("Payment.bills", {"value": "无"}),
    ("identity.registered_capital_fen", {"value": "五百万"}), ("identity.registered_capital_fen", {"value": -1}),
    ("identity.registered_capital_fen", {"value": 1.5}), ("purchase.declared_cycle_days", {"value": 99999}),
    ("identity.founded_on", {"value": "2027-02-30"}), ("impression.visited_on", {"value": "昨天"})])
def test_R3_23_what_is_no_item(credit, name, item):
    survey = begun(credit, credit.customer(), items={name: item}, expect=400)
    assert (survey["code"], survey["errors"][0]["pointer"]) == ("VALIDATION_FAILED", f"/items/{name}")


def test_R3_23_refusals(credit):
    customer = credit.customer()
    for client in (credit.finance(), credit.manager(), credit.salesperson(1)):
        assert begun(credit, customer, by=client, expect=403)["code"] == "FORBIDDEN_ROLE"
    tomorrow = survey_items(credit, impression__visited_on={"value": str(credit.today(1))})
    refused = begun(credit, customer, items=tomorrow, expect=422)
    assert (refused["code"], refused["rule"]) == ("TIME_IN_FUTURE", "R3.23")
    survey = begun(credit, customer, items=survey_items(credit, impression__visited_on={"value": str(credit.today())}))
    answer = credit.salesperson().patch(f"/v1/field-surveys/{survey['id']}", {
        "items": {"impression.visited_on": {"value": str(credit.today(1))}}}, match=etag(survey))
    assert code_of(answer) == (422, "TIME_IN_FUTURE")
    assert begun(credit, str(uuid.uuid4()), expect=404)["code"] == "CUSTOMER_UNKNOWN"


def test_R3_23_handed_over_it_is_frozen(credit):
    survey = begun(credit, credit.customer(), items=survey_items(credit))
    submit(credit, survey)
    answer = credit.salesperson().patch(f"/v1/field-surveys/{survey['id']}", {"items": {"size.shops": {"value": 3}}}, headers={"If-Match": "*"})
    assert code_of(answer) == (409, "INVALID_STATE")
    assert code_of(submit(credit, survey)) == (409, "INVALID_STATE")


def test_R3_23_only_its_author_writes(credit):
    customer = credit.customer()
    survey = begun(credit, customer, items=survey_items(credit))
    other = credit.client(["salesperson", "sales_manager"])
    assert code_of(submit(credit, survey, by=other)) == (403, "FORBIDDEN_ROLE")
    answer = other.patch(f"/v1/field-surveys/{survey['id']}", {"items": {}}, headers={"If-Match": "*"})
    assert code_of(answer) == (403, "FORBIDDEN_ROLE")
    assert credit.salesperson(1).get(f"/v1/field-surveys/{survey['id']}").status_code == 403
    credit.finance().get(f"/v1/field-surveys/{survey['id']}", expect=200)


def test_R3_23_filled_in_bit_by_bit(credit):
    survey = begun(credit, credit.customer(), items={"payment.attitude": {"value": "好"}, "size.premises": NOT_OBTAINABLE})
    changes = {"size.premises": {"value": "租赁"}, "payment.attitude": None, "identity.legal_form": {"value": "有限公司"}}
    shown = credit.salesperson().patch(f"/v1/field-surveys/{survey['id']}", {"items": changes}, match=etag(survey), expect=200).json()
    assert shown["items"] == {"size.premises": {"value": "租赁"}, "identity.legal_form": {"value": "有限公司"}}


def test_R3_23_a_correction_is_a_new_survey(credit):
    customer = credit.customer()
    first = begun(credit, customer, items=survey_items(credit))
    assert begun(credit, customer, replaces_id=first["id"], expect=409)["code"] == "INVALID_STATE"
    submit(credit, first)
    second, third = (begun(credit, customer, replaces_id=first["id"]) for _ in range(2))
    assert (second["number"], second["state"], second["items"]) == (2, "DRAFT", first["items"])
    credit.salesperson().patch(f"/v1/field-surveys/{second['id']}", {"items": {"payment.attitude": {"value": "拖延"}}},
                               match=etag(second), expect=200)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda each: submit(credit, each), (second, third)))
    assert sorted(code_of(answer) for answer in answers) == [(200, None), (409, "INVALID_STATE")]
    assert credit.finance().get(f"/v1/field-surveys/{first['id']}").json()["state"] == "REPLACED"
    other = begun(credit, credit.customer(), replaces_id=first["id"], expect=400)
    assert other["errors"][0]["pointer"] == "/replaces_id"


def test_R3_22_the_investigation_it_belongs_to(credit):
    customer = credit.customer()
    other = investigation(credit, credit.customer())
    refused = begun(credit, customer, investigation_id=other["id"], expect=400)
    assert refused["errors"][0]["pointer"] == "/investigation_id"
    made = taken(credit, customer, channels=("FIELD",))
    survey = begun(credit, customer, items=survey_items(credit))
    shown = credit.salesperson().patch(f"/v1/field-surveys/{survey['id']}", {"investigation_id": made["id"]}, match=etag(survey), expect=200).json()
    assert shown["investigation_id"] == made["id"]
    submit(credit, survey)
    credit.finance().post(f"/v1/investigations/{made['id']}/complete", expect=200)
    assert begun(credit, customer, investigation_id=made["id"], expect=409)["code"] == "INVALID_STATE"
