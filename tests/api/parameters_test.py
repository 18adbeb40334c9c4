"""Parameters of the rules: read by everybody, set by whom the regulation names, from a date on."""
import datetime
import zoneinfo
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import DIVISION, code_of, pointers


@pytest.fixture
def today(clock):
    return lambda days=0: (datetime.datetime.fromtimestamp(clock.now(), zoneinfo.ZoneInfo("Asia/Shanghai")).date()
                           + datetime.timedelta(days=days)).isoformat()


def value_of(client, name, on=None):
    items = client.get("/v1/parameters", params={"on_date": on} if on else {}, expect=200).json()["items"]
    return next(one for one in items if one["name"] == name).get("value")


def put(client, name, value, from_date, **more):
    return client.put(f"/v1/parameters/{name}", {"value": value, "effective_from": from_date}, **more)


def test_all_by_name(company):
    items = company.staff().get("/v1/parameters", expect=200).json()["items"]
    names = [one["name"] for one in items]
    assert names == sorted(names) and len(names) > 20
    one = items[names.index("tier.VIP.max_percent")]
    assert one == {"name": "tier.VIP.max_percent", "type": "INTEGER", "unit": "percent", "value": 15, "default": 15,
                   "min": 0, "max": 100, "changed_by": ["marketing_division"], "rules": ["R7.5", "R7.21"],
                   "title_en": one["title_en"], "title_zh": "VIP客户的最高比例"}
    blank = items[names.index("tier.VIP.min_beds")]
    assert "value" not in blank and "default" not in blank


def test_a_value_holds_from_its_date(company, today):
    name, division = "feedback.answer_days", company.as_division()
    put(division, name, 20, today(5), expect=200)
    put(division, name, 25, today(10), expect=200)
    assert [value_of(division, name, today(days)) for days in (0, 4, 5, 9, 10, 400)] == [15, 15, 20, 20, 25, 25]
    put(division, name, 30, today(5), expect=200)
    assert value_of(division, name, today(5)) == 30, "of two for one date the later set holds"
    shown = division.get(f"/v1/parameters/{name}", expect=200).json()
    assert [(one["effective_from"], one["value"]) for one in shown["versions"]] == [
        (today(10), 25), (today(5), 30), (today(5), 20)]
    assert {one["created_by"] for one in shown["versions"]} == {division.sub}
    assert shown["value"] == 15


def test_from_today_but_not_from_yesterday(company, today):
    name, division = "notice.ack_days", company.as_division()
    answer = put(division, name, 4, today(-1))
    assert code_of(answer) == (422, "EFFECTIVE_DATE_PAST")
    assert put(division, name, 4, today(), expect=200).json()["value"] == 4
    put(division, name, 3, today(), expect=200)


def test_only_the_role_the_regulation_names(company, api, today):
    for role in ("sales_department_manager", "general_manager", "administrator", "auditor"):
        answer = put(api(roles=role), "tier.VIP.max_percent", 99, today(1))
        assert code_of(answer) == (403, "FORBIDDEN_ROLE"), role
    put(company.as_head(), "notice.ack_days", 3, today(), expect=200)


@pytest.mark.parametrize("name, value", [
    ("tier.VIP.max_percent", 101), ("tier.VIP.max_percent", -1), ("tier.VIP.max_percent", "15"),
    ("tier.VIP.max_percent", 15.5), ("tier.VIP.max_percent", None), ("tier.VIP.max_percent", True),
    ("review.interval", "6 months"), ("review.interval", 6), ("blacklist.bind_all_units", "true"),
    ("admission.documents", "BUSINESS_LICENCE"), ("admission.documents", [1]),
    ("admission.documents", ["BUSINESS_LICENCE", "BUSINESS_LICENCE"]), ("tier.VIP.min_grade", ""),
    ("tier.VIP.min_grade", "4A"), ("tier.VIP.min_rating", "high"), ("tier.PREFERRED.max_risk", "SOME"),
    ("admission.documents", ["BUSINESS_LICENSE"]), ("admission.exempt_classes", ["RETAIL", "WHOLESALE"]),
    ("activity.key_customer_tiers", ["GOLD"]), ("tier.default_lookback", "FOREVER"),
    ("admission.conditions", ["a", "b", "c", "d", "e"]), ("admission.conditions", []),  # R7.11: none is dropped
])
def test_values_that_do_not_fit(company, today, name, value):
    answer = put(company.as_division(), name, value, today(1))
    assert code_of(answer) == (400, "VALIDATION_FAILED") and pointers(answer) == ["/value"]


@pytest.mark.parametrize("name, value", [
    ("archive.extra_rule", "LOT"), ("sharing.plan_list_units", ["3"]), ("sharing.list_fields.PLAN", ["colour"]),
    ("service.lapse_criteria", ["NOT_CALLED"]), ("service.lapse_mode", "SOME"), ("grievance.other_channel", "C"),
    ("archive.collective_sources", ["MARKET"]),
])
def test_words_that_nobody_knows(company, today, name, value):
    answer = put(company.client("general_manager"), name, value, today(1))
    assert code_of(answer) == (400, "VALIDATION_FAILED") and pointers(answer) == ["/value"]


def test_words_that_are_known(company, today):
    division = company.as_division()
    for name, value in (("tier.default_lookback", "P3Y"), ("tier.VIP.min_grade", "3A"),
                        ("admission.conditions", ["f", "e", "d", "c", "b", "a", "冷链"])):
        assert put(division, name, value, today(3000), expect=200).status_code == 200
        assert value_of(division, name, today(3000)) == value
    shown = division.get("/v1/parameters/tier.VIP.max_risk", expect=200).json()
    assert shown["one_of"] == ["NONE", "SMALL", "LARGE"] and "must_have" not in shown
    assert division.get("/v1/parameters/admission.conditions", expect=200).json()["must_have"] == [*"abcdef"]


def test_a_blank_may_be_filled_and_blanked_again(company, today):
    name, division = "tier.VIP.min_beds", company.as_division()
    put(division, name, 300, today(1000), expect=200)
    put(division, name, None, today(1001), expect=200)
    assert [value_of(division, name, today(days)) for days in (999, 1000, 1001)] == [None, 300, None]


def test_lists_and_periods(company, today):
    division = company.as_division()
    put(division, "admission.documents", ["BUSINESS_LICENCE"], today(2000), expect=200)
    assert value_of(division, "admission.documents", today(2000)) == ["BUSINESS_LICENCE"]
    put(division, "review.interval", "P1Y", today(2000), expect=200)
    assert value_of(division, "review.interval", today(2000)) == "P1Y"


def test_a_value_is_set_as_the_parameter_was_read(company, today):
    head, place = company.as_head(), "/v1/parameters/customers.data_stale_after"
    read = head.get(place, expect=200)
    body = {"value": "P6M", "effective_from": today()}
    head.put(place, body, match=read, expect=200)
    assert head.get(place).headers["ETag"] != read.headers["ETag"]
    assert code_of(head.put(place, body, match=read)) == (412, "VERSION_CONFLICT")


def test_of_several_at_once_who_read_the_same_one_sets_it(company, today):
    division, place = company.as_division(), "/v1/parameters/notice.ack_days"
    clients = [company.client(DIVISION) for _ in range(6)]
    for value in (4, 5, 3):
        read = division.get(place, expect=200)
        before = len(read.json()["versions"])
        with ThreadPoolExecutor(len(clients)) as pool:
            answers = list(pool.map(lambda by: by.put(place, {"value": value, "effective_from": today()}, match=read), clients))
        assert sorted(map(code_of, answers), key=str) == [(200, None)] + [(412, "VERSION_CONFLICT")] * 5
        assert len(division.get(place, expect=200).json()["versions"]) == before + 1


def test_a_dry_run_sets_nothing(company, today):
    division = company.as_division()
    answer = put(division, "rules.opinion_days", 77, today(), params={"dry_run": "true"}, expect=200)
    assert answer.json()["value"] == 77
    assert value_of(division, "rules.opinion_days") == 10


def test_unknown_names(company, today):
    assert code_of(company.staff().get("/v1/parameters/no.such")) == (404, "NOT_FOUND")
    assert code_of(put(company.as_division(), "no.such", 1, today())) == (404, "NOT_FOUND")


def test_everybody_who_is_somebody_reads(api, url):
    import requests
    assert requests.get(url + "/v1/parameters", timeout=10).status_code == 401
    assert api(roles="employee").get("/v1/parameters").status_code == 200
    assert DIVISION == "marketing_division"
