"""Idempotency keys: a write that is sent again happens once."""
import threading
import uuid

from factories import code_of, hospital, new, pointers


def count(db, name):
    with db.cursor() as cursor:
        cursor.execute("select count(*) from customer where name = %s", (name,))
        return cursor.fetchone()[0]


def test_the_same_request_is_answered_again(company, db):
    body, key = hospital(), str(uuid.uuid4())
    first = company.staff().post("/v1/customers", body, key=key, expect=201)
    again = company.staff().post("/v1/customers", body, key=key, expect=201)
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.content == first.content
    for header in ("Location", "ETag", "Content-Type"):
        assert again.headers[header] == first.headers[header]
    assert count(db, body["name"]) == 1


def test_another_body_with_the_key_is_refused(company, db):
    body, other, key = hospital(), hospital(), str(uuid.uuid4())
    company.staff().post("/v1/customers", body, key=key, expect=201)
    assert code_of(company.staff().post("/v1/customers", other, key=key)) == (422, "IDEMPOTENCY_KEY_REUSED")
    assert count(db, other["name"]) == 0


def test_a_key_is_its_callers_and_operations_own(company):
    key = str(uuid.uuid4())
    company.staff(person=1).post("/v1/customers", hospital(), key=key, expect=201)
    second = company.staff(person=2).post("/v1/customers", hospital(), key=key, expect=201)
    assert "Idempotent-Replayed" not in second.headers
    body = {"code": new("D"), "name": new("部门"), "kind": "OTHER"}
    company.administrator.post("/v1/departments", body, key=key, expect=201)


def test_a_refusal_is_not_kept(company):
    """It has changed nothing: a retry is decided anew, also with a corrected body."""
    key, body = str(uuid.uuid4()), hospital()
    wrong = {**body, "department_id": company.s2["id"]}
    assert company.staff().post("/v1/customers", wrong, key=key).status_code == 403
    assert company.staff().post("/v1/customers", {"name": 7}, key=key).status_code == 400
    company.staff().post("/v1/customers", body, key=key, expect=201)


def test_a_key_is_forgotten_after_a_day(company, clock, db):
    key, body = str(uuid.uuid4()), hospital()
    first = company.staff().post("/v1/customers", body, key=key, expect=201).json()
    clock.forward(hours=23)
    again = company.staff().post("/v1/customers", body, key=key, expect=201)
    assert again.json() == first
    clock.forward(hours=1, minutes=1)
    second = company.staff().post("/v1/customers", hospital(), key=key, expect=201)
    assert "Idempotent-Replayed" not in second.headers and second.json()["id"] != first["id"]


def test_the_form_of_a_key(company):
    staff = company.staff()
    for key in ("a", "x" * 255, "with spaces and ~!"):
        staff.post("/v1/customers", hospital(), key=key + new(""[:0])[:255 - len(key)], expect=201)
    for key in ("x" * 256, "caf\xe9"):
        answer = staff.request("POST", "/v1/customers", json=hospital(), headers={"Idempotency-Key": key.encode("latin-1")})
        assert answer.status_code == 400 and pointers(answer) == ["@Idempotency-Key"]


def test_a_dry_run_uses_no_key(company):
    key, body = str(uuid.uuid4()), hospital()
    for _ in range(2):
        answer = company.staff().post("/v1/customers", body, key=key, params={"dry_run": "true"})
        assert answer.status_code == 201 and "Idempotent-Replayed" not in answer.headers
    company.staff().post("/v1/customers", body, key=key, expect=201)


def test_64_clients_with_one_key_have_one_effect(company, api, db):
    body, key, answers = hospital(), str(uuid.uuid4()), []
    barrier = threading.Barrier(64)
    caller = {"roles": "sales_staff", "sub": new("s-"), "department": company.s1["id"]}

    def ask():
        client = api(**caller)
        client.authorization()
        barrier.wait()
        answers.append(client.post("/v1/customers", body, key=key))

    threads = [threading.Thread(target=ask) for _ in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = [answer for answer in answers if answer.status_code == 201]
    others = {code_of(answer) for answer in answers if answer.status_code != 201}
    assert others <= {(409, "IDEMPOTENCY_KEY_IN_PROGRESS")}
    assert len([answer for answer in made if "Idempotent-Replayed" not in answer.headers]) == 1
    assert len({answer.json()["id"] for answer in made}) == 1
    assert count(db, body["name"]) == 1
    assert api(**caller).post("/v1/customers", body, key=key, expect=201).headers["Idempotent-Replayed"] == "true"


def test_a_batch_with_a_key_happens_once(company, db):
    key, bodies = str(uuid.uuid4()), [hospital(), hospital()]
    first = company.staff().post("/v1/customers/batch", {"items": bodies}, key=key, expect=207)
    again = company.staff().post("/v1/customers/batch", {"items": bodies}, key=key, expect=207)
    assert again.content == first.content and again.headers["Idempotent-Replayed"] == "true"
    assert [count(db, body["name"]) for body in bodies] == [1, 1]


def test_what_has_expired_is_deleted(company, clock, db):
    key = new("expires-")
    company.staff().post("/v1/customers", hospital(), key=key, expect=201)
    clock.forward(hours=25)
    with db.cursor() as cursor:
        for _ in range(60):
            cursor.execute("select count(*) from idempotency_key where key = %s", (key,))
            if cursor.fetchone()[0] == 0:
                return
            threading.Event().wait(0.5)
    raise AssertionError("the key is still there")
