"""What the service says of itself: rules, enumerations, its document."""
import re

import requests
from factories import code_of


def test_every_rule_of_document_7_of_this_service(company):
    items = company.staff().get("/v1/rules", expect=200).json()["items"]
    numbers = [one["id"] for one in items]
    assert [f"R7.{number}" for number in range(1, 32) if number not in (8, 9)] == [
        one for one in numbers if one.startswith("R7.") and one not in ("R7.8", "R7.9")]
    for one in items:
        assert one["title_en"] and one["title_zh"] and one["text_en"] and re.search("[一-鿿]", one["text_zh"])


def test_every_rule_of_document_1(company):
    numbers = [one["id"] for one in company.staff().get("/v1/rules", expect=200).json()["items"]]
    assert [one for one in numbers if one.startswith("R1.")] == [f"R1.{number}" for number in range(1, 34)]


def test_one_rule_with_its_parameters(company):
    rule = company.staff().get("/v1/rules/R7.21", expect=200).json()
    values = {one["name"]: one.get("value") for one in rule["parameters"]}
    assert values["tier.VIP.max_percent"] == 15 and values["tier.PREFERRED.max_percent"] == 30
    assert rule["title"] == rule["title_en"]
    chinese = company.staff().get("/v1/rules/R7.21", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}).json()
    assert chinese["title"] == rule["title_zh"] != rule["title_en"]


def test_a_rule_has_a_strong_etag_of_its_representation(company):
    first, again = (company.staff().get("/v1/rules/R7.21", expect=200).headers["ETag"] for _ in range(2))
    chinese = company.staff().get("/v1/rules/R7.21", headers={"Accept-Language": "zh-CN"}).headers["ETag"]
    assert re.fullmatch('"[0-9a-f]{16}"', first) and first == again != chinese


def test_no_such_rule(company):
    for name in ("R7.99", "R1.34", "r7.21", "%00", "x"):
        assert company.staff().get(f"/v1/rules/{name}").status_code in (400, 404)
    assert code_of(company.staff().get("/v1/rules/R7.99")) == (404, "NOT_FOUND")


def test_enumerations_with_both_labels(company):
    items = company.staff().get("/v1/enums", expect=200).json()["items"]
    by_name = {one["name"]: one["values"] for one in items}
    assert [one["value"] for one in by_name["customer_class"]] == ["ENTERPRISE", "RETAIL", "INTERNAL_RELATED"]
    for values in by_name.values():
        assert values and all(one["en"] and one["zh"] for one in values)


def test_the_document_is_public_and_whole(url):
    answer = requests.get(url + "/openapi.json", timeout=10)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("application/json")
    document = answer.json()
    assert document["openapi"].startswith("3.1") and "/v1/customers/{id}/history" in document["paths"]
    assert not [ref for ref in re.findall(r'"\$ref": ?"([^"]+)"', answer.text) if not ref.startswith("#/")]
