"""Type, validity, severity and motive of complaints (R12.4, R12.6 to R12.10)."""
import pytest
from complaints import Unit
from factories import code_of


class Case:
    """A complaint of the logistics company, investigated and not yet classified."""

    def __init__(self, unit, **more):
        self.unit, self.id = unit, unit.investigated(classified=False, **more)
        self.path = f"/v1/complaints/{self.id}"
        self.handler = unit.handler()
        self.finding = unit.handler().get(self.path + "/findings", expect=200).json()["items"][0]["id"]

    def post(self, act, body=None, client=None):
        return (client or self.handler).post(f"{self.path}/{act}", body or {})

    def type(self, **body):
        return self.post("classification", {"type": "SERVICE", "subtypes": ["S2"], **body})

    def validity(self, validity, *criteria):
        return self.post("validity", {"validity": validity, "criteria": list(criteria)} if criteria else {"validity": validity})

    def criterion(self, code, *grounds, **more):
        return {"code": code, "grounds": list(grounds), "finding_ids": [self.finding], **more}

    def decide(self):
        return self.post("signed-decisions", {"outcome": "UPHELD", "reasons": "经调查属实。", "no_measures": True})


@pytest.fixture
def case(logistics):
    return Case(logistics)


def done(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_R12_4_example_1_two_linked_complaints(logistics):
    rude = logistics.register(type="SERVICE", subtypes=["S1"], incident_dates=[str(logistics.complaints.today())])
    late = logistics.register(type="BUSINESS", subtypes=["B2B"], waybill_number="HZ1", linked_complaint_id=rude)
    first, second = logistics.get(rude), logistics.get(late)
    assert second["linked_complaint_id"] == rude and first["ledger_number"] != second["ledger_number"]
    linked = logistics.organiser().get("/v1/complaints", params={"linked_complaint_id": rude}, expect=200).json()["items"]
    assert [one["id"] for one in linked] == [late]


def test_R12_4_types_do_not_mix(logistics):
    complaint = logistics.register()
    path, manager = f"/v1/complaints/{complaint}/classification", logistics.organiser()
    assert code_of(manager.post(path, {"type": "SERVICE", "subtypes": ["S1", "B2B"]})) == (422, "MIXED_TYPES")
    assert code_of(manager.post(path, {"type": "SERVICE", "subtypes": []})) == (422, "SUBTYPE_MISSING")
    assert code_of(manager.post(path, {"type": "BUSINESS", "subtypes": ["B9"]})) == (422, "TEXT_MISSING")
    answer = manager.post(path, {"type": "BUSINESS", "subtypes": ["B3A"]})
    assert code_of(answer) == (422, "WAYBILL_MISSING") and answer.json()["rule"] == "R12.4"
    assert logistics.get(complaint)["type"] == "UNCLEAR"
    assert done(manager.post(path, {"type": "BUSINESS", "subtypes": ["B3A"], "no_shipment": True}))["subtypes"] == ["B3A"]
    assert done(manager.post(path, {"type": "BUSINESS", "subtypes": ["B2A", "B2B"], "waybill_number": "HZ2"}))["waybill_number"] == "HZ2"
    assert code_of(manager.post(path, {"type": "BUSINESS", "subtypes": ["B7"]})) == (400, "VALIDATION_FAILED")
    assert code_of(logistics.client("employee").post(path, {"type": "UNCLEAR"})) == (404, "NOT_FOUND")


def test_R12_4_example_3_what_is_unclear_is_not_decided(case):
    assert code_of(case.decide()) == (422, "SUBTYPE_MISSING")
    done(case.type())
    assert code_of(case.decide()) == (422, "VALIDITY_MISSING")
    done(case.validity("VALID"))
    assert code_of(case.decide()) == (422, "SEVERITY_MISSING")
    done(case.post("severity", {"severity": "GENERAL"}))
    made = case.decide()
    assert made.status_code == 201, made.text
    assert (made.json()["type"], made.json()["validity"], made.json()["severity"]) == ("SERVICE", "VALID", "GENERAL")
    assert code_of(case.validity("VALID")) == (409, "INVALID_STATE")
    assert code_of(case.type()) == (409, "INVALID_STATE")


def test_R12_6_only_the_handler_and_only_after_the_investigation(logistics):
    complaint = logistics.investigating()
    path, handler = f"/v1/complaints/{complaint}/validity", logistics.handler()
    answer = handler.post(path, {"validity": "VALID"})
    assert code_of(answer) == (409, "NOT_INVESTIGATED") and answer.json()["rule"] == "R12.6"
    logistics.investigate(complaint, classified=False)
    for act, body in (("validity", {"validity": "VALID"}), ("severity", {"severity": "GENERAL"}), ("motive", {"motive": "MALICIOUS"})):
        assert code_of(logistics.investigator().post(f"/v1/complaints/{complaint}/{act}", body)) == (403, "FORBIDDEN_ROLE")
        assert code_of(logistics.client("customer_service_manager", 1).post(f"/v1/complaints/{complaint}/{act}", body)) == (403, "FORBIDDEN_ROLE")
    done(handler.post(path, {"validity": "VALID"}))


def test_R12_6_criteria_and_their_findings(case):
    done(case.type())
    n1 = case.criterion("N1", "FACTS_DIFFER")
    assert code_of(case.validity("INVALID")) == (422, "CRITERION_MISSING")
    assert code_of(case.validity("INVALID", n1)) == (422, "N1_INCOMPLETE")
    assert code_of(case.validity("INVALID", {"code": "N3"})) == (422, "CRITERION_WITHOUT_FINDING")
    assert code_of(case.validity("INVALID", {"code": "N3", "finding_ids": [case.id]})) == (422, "CRITERION_WITHOUT_FINDING")
    assert code_of(case.validity("VALID", case.criterion("N3"))) == (422, "MUST_BE_INVALID")
    assert code_of(case.validity("INVALID", case.criterion("M1"))) == (400, "VALIDATION_FAILED")
    shown = done(case.validity("INVALID", case.criterion("N2", "EXPRESSLY_FORBIDDEN")))
    assert shown["validity"] == "INVALID" and shown["invalid_criteria"] == ["N2"]
    assert code_of(case.validity("VALID")) == (422, "MUST_BE_INVALID")
    listed = case.handler.get(case.path + "/criteria", expect=200).json()["items"]
    assert [(one["code"], one["grounds"], one["state"], one["finding_ids"]) for one in listed] == [
        ("N2", ["EXPRESSLY_FORBIDDEN"], "ESTABLISHED", [case.finding])]
    withdraw = f"/v1/complaint-criteria/{listed[0]['id']}/withdraw"
    assert code_of(case.handler.post(withdraw, {})) == (422, "REASON_MISSING")
    assert done(case.handler.post(withdraw, {"reason": "复核后不成立"}))["state"] == "WITHDRAWN"
    assert code_of(case.handler.post(withdraw, {"reason": "再次"})) == (409, "INVALID_STATE")
    shown = done(case.validity("VALID"))
    assert shown["validity"] == "VALID" and shown["invalid_criteria"] == []


def test_R12_6_an_investigator_proposes(case):
    made = case.post("criteria", case.criterion("N3", evidence="以投诉要挟"), case.unit.investigator())
    assert made.status_code == 201 and made.json()["state"] == "PROPOSED"
    done(case.type())
    assert done(case.validity("VALID"))["validity"] == "VALID"


def test_R12_7_attitude_complained_of_too_late(logistics):
    today = logistics.complaints.today
    case = Case(logistics, type="SERVICE", subtypes=["S1"])
    assert code_of(case.validity("VALID")) == (422, "INCIDENT_DATE_MISSING")
    assert code_of(case.type(subtypes=["S1"], incident_dates=[str(today(1))])) == (422, "INCIDENT_IN_FUTURE")
    assert done(case.type(subtypes=["S1", "S5"], incident_dates=[str(today(-40)), str(today(-70))]))["late_attitude"] is True
    answer = case.validity("VALID")
    assert code_of(answer) == (422, "MUST_BE_INVALID") and answer.json()["rule"] == "R12.7"
    shown = done(case.validity("INVALID"))
    assert shown["invalid_criteria"] == ["N6"] and shown["late_attitude"] is True
    assert code_of(case.decide()) == (422, "MOTIVE_MISSING")
    assert done(case.post("motive", {"motive": "GENERAL_INVALID"}))["motive"] == "GENERAL_INVALID"
    assert case.decide().status_code == 201


def test_R12_7_what_has_no_limit(logistics):
    today = logistics.complaints.today
    case = Case(logistics, type="BUSINESS", subtypes=["B2B"], waybill_number="HZ3", incident_dates=[str(today(-90))])
    assert code_of(case.validity("INVALID", case.criterion("N6"))) == (422, "CRITERION_WITHOUT_FINDING")
    assert done(case.validity("VALID"))["late_attitude"] is False
    done(case.type(subtypes=["S1", "S2"]))
    assert done(case.validity("VALID"))["late_attitude"] is False


def test_R12_7_nobody_knows_when(logistics):
    case = Case(logistics, type="SERVICE", subtypes=["S5"])
    assert code_of(case.validity("INVALID", case.criterion("N6"))) == (422, "INCIDENT_DATE_MISSING")
    done(case.type(subtypes=["S5"], incident_unknown=True))
    assert done(case.validity("INVALID", case.criterion("N5")))["invalid_criteria"] == ["N5"]


def anonymous(**more):
    return {"anonymous": True, "complainant_name": None, "complainant_phone": None, **more}


def test_R12_8_example_1_without_facts(logistics):
    complaint = logistics.register(**anonymous(object=None, course=None))
    path = f"/v1/complaints/{complaint}"
    proposed = logistics.organiser().post(path + "/criteria", {"code": "N4", "grounds": ["NO_FACTS"]})
    assert proposed.status_code == 201, proposed.text
    named = logistics.register()
    answer = logistics.organiser().post(f"/v1/complaints/{named}/criteria", {"code": "N4", "grounds": ["NO_FACTS"]})
    assert code_of(answer) == (422, "N4_NOT_ANONYMOUS") and answer.json()["rule"] == "R12.8"
    told = logistics.register(**anonymous())
    assert code_of(logistics.organiser().post(f"/v1/complaints/{told}/criteria", {"code": "N4", "grounds": ["NO_FACTS"]})) == (422, "FACTS_PRESENT")


def test_R12_8_examples_2_and_3_with_facts(logistics):
    case = Case(logistics, **anonymous())
    done(case.type())
    n4 = case.criterion("N4", "FACTS_NOT_ESTABLISHED")
    assert code_of(case.validity("INVALID", n4)) == (422, "CRITERION_WITHOUT_FINDING")  # the finding confirms it
    assert done(case.validity("VALID"))["validity"] == "VALID"
    assert done(case.post("severity", {"severity": "GENERAL"}))["severity"] == "GENERAL"


def refuted(logistics):
    """Anonymous, with facts that the investigation did not establish."""
    complaint = logistics.investigating(**anonymous())
    finding = logistics.find(complaint, result="REFUTED")
    logistics.investigate(complaint, classified=False)
    logistics.handler().post(f"/v1/complaints/{complaint}/classification", {"type": "SERVICE", "subtypes": ["S2"]}, expect=200)
    logistics.handler().post(f"/v1/complaints/{complaint}/validity", {"validity": "INVALID", "criteria": [
        {"code": "N4", "grounds": ["FACTS_NOT_ESTABLISHED"], "finding_ids": [finding["id"]]}]}, expect=200)
    return complaint


def test_R12_8_R12_10_refuted_is_malicious_until_the_complainant_has_a_name(logistics):
    complaint = refuted(logistics)
    path, handler = f"/v1/complaints/{complaint}", logistics.handler()
    assert code_of(handler.post(path + "/motive", {"motive": "GENERAL_INVALID", "reason": "误解"})) == (422, "MOTIVE_FIXED")
    done(handler.post(path + "/motive", {"motive": "MALICIOUS"}))
    logistics.organiser().patch(path, {"anonymous": False, "complainant_name": "李强", "complainant_phone": "0771-5551234"},
                                match="*", expect=200)
    body = {"outcome": "REJECTED", "reasons": "事实不成立。", "no_measures": True}
    assert code_of(handler.post(path + "/signed-decisions", body)) == (422, "N4_NOT_ANONYMOUS")
    assert done(handler.post(path + "/validity", {"validity": "VALID"}))["validity"] == "VALID"


def test_R12_9_severity(case):
    done(case.type())
    assert code_of(case.post("severity", {"severity": "GENERAL"})) == (422, "VALIDITY_MISSING")
    done(case.validity("VALID"))
    assert code_of(case.post("severity", {"severity": "MALIGNANT"})) == (422, "CRITERION_MISSING")
    press = {"code": "M1", "evidence": "《南宁晚报》报道，发行约30万"}
    shown = done(case.post("severity", {"severity": "MALIGNANT", "criteria": [press]}))
    assert shown["severity"] == "MALIGNANT" and shown["severity_criteria"] == ["M1"]
    assert done(case.post("severity", {"severity": "GENERAL"}))["severity_criteria"] == []
    assert code_of(case.post("motive", {"motive": "MALICIOUS"})) == (422, "MOTIVE_FOR_VALID")
    assert "severity" not in done(case.validity("INVALID", case.criterion("N3")))
    answer = case.post("severity", {"severity": "GENERAL"})
    assert code_of(answer) == (422, "SEVERITY_FOR_INVALID") and answer.json()["rule"] == "R12.9"


def test_R12_10_the_motive_of_the_criteria_or_a_reason(case):
    done(case.type())
    done(case.validity("INVALID", case.criterion("N2", "OUTSIDE_PROMISE")))
    assert code_of(case.post("motive", {"motive": "MALICIOUS"})) == (422, "REASON_MISSING")
    shown = done(case.post("motive", {"motive": "MALICIOUS", "reason": "无理索要5000元未获满足"}))
    assert shown["motive"] == "MALICIOUS" and shown["motive_reason"]
    assert "motive" not in done(case.validity("INVALID", case.criterion("N3")))
    assert code_of(case.post("motive", {"motive": "GENERAL_INVALID"})) == (422, "REASON_MISSING")
    done(case.post("motive", {"motive": "MALICIOUS"}))


@pytest.mark.parametrize("profile", ["logistics", "law_firm"])
def test_R12_9_a_suspicion_is_told_upward(request, profile):
    unit = request.getfixturevalue(profile)
    complaint = unit.investigating()
    path = f"/v1/complaints/{complaint}/suspect-malignant"
    body = {"criteria": [{"code": "M2", "evidence": "司机与客户发生冲突"}]}
    assert code_of(unit.handler().post(path, {"criteria": []})) == (400, "VALIDATION_FAILED")
    assert done(unit.handler().post(path, body))["suspected_malignant"] is True
    number = unit.get(complaint)["ledger_number"]
    told = unit.client("general_manager").get("/v1/service-notices?limit=100&sort=-created_at", expect=200).json()["items"]
    assert any(number in one["text"] for one in told)
    if profile == "law_firm":
        mine = unit.organiser().get("/v1/service-notices?limit=100&sort=-created_at", expect=200).json()["items"]
        assert any(number in one["text"] and "重大" in one["text"] for one in mine)
    elsewhere = unit.complaints.unit("SERVICE")
    assert code_of(elsewhere.client("employee").post(path, body)) == (404, "NOT_FOUND")


def test_R12_4_other_profiles_may_classify_and_need_not(law_firm):
    complaint = law_firm.investigated()
    law_firm.decide(complaint)
    assert law_firm.get(complaint)["type"] == "UNCLEAR"


def test_R12_8_customer_service_proposes_n4_when_it_registers(logistics):
    made = logistics.receive(**anonymous(object=None, course=None))
    path, clerk, n4 = f"/v1/complaints/{made['id']}", logistics.acceptor(), {"code": "N4", "grounds": ["NO_FACTS"]}
    assert code_of(clerk.post(path + "/criteria", n4)) == (409, "INVALID_STATE")
    clerk.post(path + "/register", expect=200)
    assert clerk.post(path + "/criteria", n4, expect=201).json()["state"] == "PROPOSED"
    assert code_of(logistics.client("employee", 1).post(path + "/criteria", n4)) == (404, "NOT_FOUND")


def test_R12_6_R12_9_R12_10_what_rested_on_a_criterion_that_was_withdrawn(case):
    def withdraw(code):
        one, = case.handler.get(f"{case.path}/criteria?code={code}&state=ESTABLISHED", expect=200).json()["items"]
        done(case.handler.post(f"/v1/complaint-criteria/{one['id']}/withdraw", {"reason": "复核后不成立"}))
        return case.unit.get(case.id)

    done(case.type())
    done(case.validity("INVALID", case.criterion("N2", "OUTSIDE_PROMISE"), case.criterion("N3")))
    done(case.post("motive", {"motive": "MALICIOUS"}))
    shown = withdraw("N3")
    assert shown["invalid_criteria"] == ["N2"] and "motive" not in shown
    assert code_of(case.decide()) == (422, "MOTIVE_MISSING")
    withdraw("N2")
    done(case.validity("VALID"))
    criteria = [{"code": "M1", "evidence": "《南宁晚报》报道"}, {"code": "M2", "evidence": "发生冲突"}]
    done(case.post("severity", {"severity": "MALIGNANT", "criteria": criteria}))
    assert withdraw("M1")["severity"] == "MALIGNANT"
    shown = withdraw("M2")
    assert shown["severity_criteria"] == [] and "severity" not in shown
    assert code_of(case.decide()) == (422, "SEVERITY_MISSING")


def test_R12_6_what_is_decided_again_is_classified_again(complaints):
    """R10.5: who decided it is complained about, too."""
    unit = Unit(complaints, "LOGISTICS")
    complaint = unit.decided()
    path, other = f"/v1/complaints/{complaint}", unit.client("customer_service_manager", 1)
    other.post(path + "/respondents", {"employee_id": unit.person("customer_service_manager"), "reason": "涉及处理人"}, expect=201)
    other.post(path + "/assign-handler", {"employee_id": unit.person("customer_service_manager", 1), "reason": "回避"}, expect=200)
    assert done(other.post(path + "/validity", {"validity": "VALID"}))["validity"] == "VALID"
    press = {"severity": "MALIGNANT", "criteria": [{"code": "M1", "evidence": "《南宁晚报》报道"}]}
    assert done(other.post(path + "/severity", press))["severity"] == "MALIGNANT"


def test_R12_7_late_from_the_registration_on_and_briefly_investigated(logistics):
    long_ago = str(logistics.complaints.today(-40))
    complaint = logistics.investigating(type="SERVICE", subtypes=["S1"], incident_dates=[long_ago],
                                        respondents=[{"employee_id": logistics.person("employee", 1)}])
    path = f"/v1/complaints/{complaint}"
    assert logistics.get(complaint)["late_attitude"] is True
    logistics.find(complaint, assertion="事发日期")  # of the date alone: nobody is heard
    shown = logistics.organiser().patch(path, {"incident_dates": [str(logistics.complaints.today())]}, match="*", expect=200).json()
    assert shown["late_attitude"] is False
    answer = logistics.investigator().post(path + "/findings", {"assertion": "态度粗暴", "result": "CONFIRMED", "evidence": [{"text": "录音"}]})
    assert code_of(answer) == (422, "ONE_SIDED")


def test_R12_7_the_date_is_told_when_it_is_decided(case):
    done(case.type())
    done(case.validity("VALID"))
    done(case.post("severity", {"severity": "GENERAL"}))
    done(case.type(subtypes=["S1"]))
    answer = case.decide()
    assert code_of(answer) == (422, "INCIDENT_DATE_MISSING") and answer.json()["rule"] == "R12.7"
    done(case.type(subtypes=["S1"], incident_unknown=True))
    assert case.decide().status_code == 201
