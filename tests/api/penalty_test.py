"""The register of fines: who reads it, what may become of one (R1.33)."""
from factories import code_of, told
from grievances import grievances  # noqa: F401


def a_fine(grievances):
    made = grievances.record(involved_employee_ids=[grievances.e1])
    return grievances.gm.get("/v1/penalties", params={"basis_id": made["id"]}, expect=200).json()["items"][0]


def test_R1_33_example_1_who_reads_it(grievances, company):
    fine = a_fine(grievances)
    assert (fine["type"], fine["basis"], fine["state"], fine["month"]) == ("GRIEVANCE_A", "grievance", "IMPOSED", grievances.today()[:7])
    path = f"/v1/penalties/{fine['id']}"
    for by in (grievances.a.clients[0], grievances.a.head, grievances.gm, grievances.finance):
        assert by.get(path, expect=200).json()["amount_fen"] == 10000
    for by in (grievances.a.clients[1], grievances.b.head, grievances.clerk):
        assert by.get(path).status_code == 404
    assert grievances.a.clients[1].get("/v1/penalties", expect=200).json()["items"] == []
    event, = told(company.client("service"), "penalty.imposed", fine["id"])
    assert event["data"]["person_id"] == grievances.e1
    kept, = grievances.gm.get(path + "/decisions", expect=200).json()["items"]
    assert (kept["rule"], kept["parameters"]) == ("R1.31", {"grievance.fine_a_fen": 10000})


def test_R1_33_nobody_enters_or_changes_one(grievances):
    path = f"/v1/penalties/{a_fine(grievances)['id']}"
    assert grievances.gm.post("/v1/penalties", {"amount_fen": 1}).status_code == 405
    assert grievances.gm.patch(path, {"amount_fen": 1}).status_code == 405
    assert grievances.gm.delete(path).status_code == 405


def test_R1_33_example_2_a_cancelled_fine_counts_nothing(grievances):
    fine, other = a_fine(grievances), a_fine(grievances)
    path = f"/v1/penalties/{fine['id']}"
    body = {"reason": "系统时间有误"}
    assert code_of(grievances.a.head.post(path + "/cancel", body)) == (403, "FORBIDDEN_ROLE")
    assert code_of(grievances.finance.post(path + "/cancel", body)) == (403, "FORBIDDEN_ROLE")
    assert grievances.gm.post(path + "/cancel", {}).status_code == 400
    done = grievances.gm.post(path + "/cancel", body, expect=200).json()
    assert (done["state"], done["cancel_reason"], done["decision"]["rule"]) == ("CANCELLED", "系统时间有误", "R1.33")
    assert code_of(grievances.finance.post(path + "/settle")) == (409, "INVALID_STATE")
    settled = grievances.finance.post(f"/v1/penalties/{other['id']}/settle", expect=200).json()
    assert settled["state"] == "SETTLED"
    assert code_of(grievances.gm.post(f"/v1/penalties/{other['id']}/cancel", body)) == (409, "INVALID_STATE")
    month, = grievances.finance.get("/v1/penalties/months", params={"person_id": grievances.e1}, expect=200).json()["items"]
    assert (month["fines"], month["amount_fen"], month["settled_fen"]) == (1, 10000, 10000)


def test_R1_33_not_the_own(grievances):
    boss = grievances.a.employee("GM")
    client = grievances.company.api(roles="general_manager", sub=boss["subject"])
    made = grievances.record(involved_employee_ids=[boss["id"]])
    fine, = client.get("/v1/penalties", params={"basis_id": made["id"]}, expect=200).json()["items"]
    assert code_of(client.post(f"/v1/penalties/{fine['id']}/cancel", {"reason": "x"})) == (403, "SEPARATION_OF_DUTIES")


def test_R1_33_example_3_no_second_fine_after_a_cancelled_one(grievances):
    made = grievances.record(involved_employee_ids=[grievances.e1])
    fine, = grievances.gm.get("/v1/penalties", params={"basis_id": made["id"]}, expect=200).json()["items"]
    grievances.gm.post(f"/v1/penalties/{fine['id']}/cancel", {"reason": "x"}, expect=200)
    grievances.act(made, "involved", grievances.clerk, {"employee_ids": [grievances.e1]})
    assert len(grievances.fines(made)) == 1


def test_penalties_as_csv(grievances):
    fine = a_fine(grievances)
    csv = grievances.finance.get("/v1/penalties", params={"person_id": grievances.e1}, headers={"Accept": "text/csv"}, expect=200)
    assert csv.text.splitlines()[0].lstrip("\ufeff").startswith("id,type,person_id") and fine["id"] in csv.text
    months = grievances.finance.get("/v1/penalties/months", params={"person_id": grievances.e1}, headers={"Accept": "text/csv"}, expect=200)
    assert "10000" in months.text
