"""Two records that are one customer: the survivor, and its alias."""
from factories import code_of, credit_code, distributor, etag, hospital, mobile, new, person, told


def path(customer, rest=""):
    return f"/v1/customers/{customer['id']}{rest}"


def merge(client, survivor, merged, **more):
    return client.post(path(survivor, "/merge"), {"merged_id": merged["id"], "reason": "同一医院重复录入"}, **more)


def two(company, **more):
    """Two records of one hospital: the second has the identifier and a telephone of its own."""
    one = company.customer(unified_social_credit_code=None, phone=None, remarks=None)
    other = company.customer(city="宁波市", short_name=new("短名"), phone=mobile(), **more)
    return one, other


def test_customer_merge(company):
    survivor, merged = two(company)
    answer = merge(company.supervisor(), survivor, merged, match=etag(survivor), expect=200)
    now = answer.json()
    assert now["id"] == survivor["id"] and now["version"] == 2 and answer.headers["ETag"] == '"2"'
    assert now["name"] == survivor["name"] and now["city"] == survivor["city"]
    for member in ("unified_social_credit_code", "phone", "short_name"):
        assert now[member] == merged[member]
    assert now["aliases"] == [{"customer_id": merged["id"], "number": merged["number"], "name": merged["name"],
                               "short_name": merged["short_name"], "phone": merged["phone"],
                               "unified_social_credit_code": merged["unified_social_credit_code"]}]
    assert now["decision"]["outcome"] == "MERGED"
    event, = told(company.client("service"), "customer.merged", survivor["id"])
    assert event["data"] == {"customer_id": survivor["id"], "merged_id": merged["id"]}


def test_the_alias_is_read_and_leads_on(company):
    survivor, merged = two(company)
    merge(company.supervisor(), survivor, merged, expect=200)
    answer = company.staff(company.s2).get(path(merged), expect=200)
    assert answer.json()["status"] == "MERGED" and answer.json()["merged_into_id"] == survivor["id"]
    assert answer.json()["name"] == merged["name"]
    assert answer.headers["Link"] == f'<{path(survivor)}>; rel="canonical"'
    assert "Link" not in company.staff().get(path(survivor), expect=200).headers


def test_who_searches_for_the_alias_finds_the_survivor(company):
    survivor, merged = two(company)
    merge(company.supervisor(), survivor, merged, expect=200)
    for word in (merged["name"], merged["phone"], merged["unified_social_credit_code"]):
        items = company.staff().get("/v1/customers", params={"q": word}, expect=200).json()["items"]
        assert [item["id"] for item in items] == [survivor["id"]], word


def test_the_aliass_identifiers_are_the_survivors(company):
    survivor, merged = two(company)
    merge(company.supervisor(), survivor, merged, expect=200)
    other = company.staff().patch(path(survivor), {"unified_social_credit_code": credit_code()}, match='"2"', expect=200)
    assert other.status_code == 200
    for body, reason in ((hospital(unified_social_credit_code=merged["unified_social_credit_code"]), "UNIFIED_SOCIAL_CREDIT_CODE"),
                         (hospital(name=merged["name"], city=merged["city"]), "NAME_AND_CITY")):
        answer = company.staff().post("/v1/customers", body)
        assert code_of(answer) == (409, "DUPLICATE")
        assert [(one["id"], one["reason"]) for one in answer.json()["candidates"]] == [(survivor["id"], reason)]


def test_what_hangs_on_it_moves(company):
    survivor, merged = two(company)
    product, both = company.product(), company.product()
    document = company.document(merged)
    company.staff().put(path(merged, f"/products/{product['id']}"), {"yearly_need": 5}, expect=200)
    for customer in (survivor, merged):
        company.staff().put(path(customer, f"/products/{both['id']}"), {"yearly_need": 7}, expect=200)
    merge(company.supervisor(), survivor, merged, expect=200)
    assert company.staff().get(f"/v1/archive-documents/{document['id']}").json()["customer_id"] == survivor["id"]
    items = company.staff().get(path(survivor, "/products"), expect=200).json()["items"]
    assert sorted(item["product_id"] for item in items) == sorted([product["id"], both["id"]])


def test_an_alias_is_not_changed_any_more(company):
    survivor, merged = two(company)
    merge(company.supervisor(), survivor, merged, expect=200)
    now = company.staff().get(path(merged)).json()
    for answer in (company.staff().patch(path(merged), {"beds": 1}, match=etag(now)),
                   company.manager().post(path(merged, "/reclassify"), {"to_class": "RETAIL", "reason": "x"}),
                   company.staff().post(path(merged, "/archive-documents"), {"type": "OTHER"})):
        assert code_of(answer) == (409, "INVALID_STATE") and answer.json()["merged_into_id"] == survivor["id"]
    assert code_of(merge(company.supervisor(), survivor, merged)) == (409, "INVALID_STATE")
    assert code_of(merge(company.supervisor(), merged, survivor)) == (409, "INVALID_STATE")


def test_a_chain_of_merges_leads_to_the_last(company):
    first, second = two(company)
    third = company.customer(unified_social_credit_code=None, city="温州市")
    merge(company.supervisor(), first, second, expect=200)
    now = merge(company.supervisor(), third, first, expect=200).json()
    assert {alias["customer_id"] for alias in now["aliases"]} == {first["id"], second["id"]}
    for alias in (first, second):
        assert company.staff().get(path(alias)).json()["merged_into_id"] == third["id"]


def test_merge_refusals(company):
    supervisor = company.supervisor()
    one = company.customer()
    assert code_of(merge(supervisor, one, one)) == (409, "INVALID_STATE")
    answer = merge(supervisor, one, company.customer())
    assert code_of(answer) == (422, "IDENTIFIERS_DIFFER")
    retail = company.customer(customer_class="RETAIL", unified_social_credit_code=None)
    assert code_of(merge(supervisor, one, retail)) == (422, "CLASSES_DIFFER")
    assert code_of(merge(supervisor, retail, company.customer(make=person))) == (422, "IDENTIFIERS_DIFFER")
    assert merge(supervisor, one, {"id": "0191f0a0-0000-7000-8000-00000000dead"}).status_code == 404
    assert merge(supervisor, one, company.customer(company.unit, make=person)).status_code == 404
    stale = company.customer(unified_social_credit_code=None)
    assert code_of(merge(supervisor, one, stale, match='"7"')) == (412, "VERSION_CONFLICT")


def test_who_merges(company):
    def pair(department):
        return company.customer(department, make=distributor, unified_social_credit_code=None), \
            company.customer(department, make=distributor, unified_social_credit_code=None)

    assert code_of(merge(company.staff(), *pair(company.s1))) == (403, "FORBIDDEN_ROLE")
    assert code_of(merge(company.supervisor(company.s2), *pair(company.s1))) == (403, "FORBIDDEN_ROLE")
    merge(company.manager(), *pair(company.s1), expect=200)
    one, other = pair(company.s1)[0], pair(company.s2)[0]
    assert code_of(merge(company.supervisor(), one, other)) == (403, "FORBIDDEN_ROLE")
    merge(company.as_division(), one, other, expect=200)
    phone = mobile()
    mine = [company.customer(company.unit, make=person, name=name, phone=phone) for name in ("王伟", "王炜")]
    merge(company.client("crm_clerk"), *mine, expect=200)


def test_two_merges_the_other_way_round(company):
    from concurrent.futures import ThreadPoolExecutor
    for _ in range(5):
        one, other = two(company)
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda pair: merge(company.supervisor(), *pair), [(one, other), (other, one)]))
        assert sorted(answer.status_code for answer in answers) == [200, 409]
