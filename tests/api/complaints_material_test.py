"""Originals stay, the handler gets the file (R10.4); the transcript of a chat (R12.5); what comes by events (R10.3)."""
import base64
import hashlib
import uuid

from factories import code_of
from feed import Feed


def letter(**more):
    return {"kind": "LETTER", "title": "投诉信", "is_original": True, "storage_place": "3 号柜", "received_from": "李强", **more}


def test_R10_4_originals_stay_and_copies_go(law_firm):
    complaint = law_firm.register()
    officer, path = law_firm.organiser(), f"/v1/complaints/{complaint}/materials"
    body = letter()
    del body["storage_place"]
    assert code_of(officer.post(path, body)) == (422, "MATERIAL_WITHOUT_CUSTODY")
    original = officer.post(path, letter(), expect=201).json()
    copy = officer.post(path, letter(is_original=False, copy_of_id=original["id"]), expect=201).json()
    answer = officer.delete(f"/v1/materials/{original['id']}", match="*")
    assert code_of(answer) == (409, "ORIGINAL_PROTECTED") and answer.json()["rule"] == "R10.4"
    assert code_of(officer.post(f"/v1/materials/{original['id']}/move", {"to_place": "客户", "outside": True, "reason": "要求"})) == (409, "ORIGINAL_PROTECTED")
    moved = officer.post(f"/v1/materials/{original['id']}/move", {"to_place": "档案室", "reason": "归档"}, expect=200).json()
    assert moved["storage_place"] == "档案室"
    officer.delete(f"/v1/materials/{copy['id']}", match="*", expect=204)
    shown = officer.get(path, expect=200).json()["items"]
    assert [item["id"] for item in shown] == [original["id"]]


def test_R10_4_a_file_is_what_was_received(complaints, law_firm):
    complaint, officer = law_firm.register(), law_firm.organiser()
    content = "原件内容".encode() * 100
    made = officer.post(f"/v1/complaints/{complaint}/materials", letter(
        content=base64.b64encode(content).decode(), media_type="text/plain"), expect=201).json()
    assert made["sha256"] == hashlib.sha256(content).hexdigest() and made["size_bytes"] == len(content)
    shown = officer.get(f"/v1/materials/{made['id']}/content", expect=200).json()
    assert base64.b64decode(shown["content"]) == content
    assert code_of(officer.post(f"/v1/complaints/{complaint}/materials", letter(content="%%%"))) == (400, "VALIDATION_FAILED")
    with complaints.suite.connect(service="complaints") as connection, connection.cursor() as cursor:
        cursor.execute("update material_content set content = %s where id = %s", (b"other", made["id"]))
    assert code_of(officer.get(f"/v1/materials/{made['id']}/content")) == (409, "HASH_MISMATCH")
    assert law_firm.client("partner").get(f"/v1/materials/{made['id']}/content").status_code == 404


def test_R10_4_forwarded_items_are_acknowledged(law_firm):
    complaint, officer = law_firm.register(), law_firm.organiser()
    officer.post(f"/v1/complaints/{complaint}/materials", letter(), expect=201)
    partner = law_firm.client("supervising_partner")
    items = officer.post(f"/v1/complaints/{complaint}/forward", {"recipient_id": law_firm.person("supervising_partner")}, expect=200).json()["items"]
    assert len(items) == 2 and len([item for item in items if "material_id" not in item]) == 1
    assert code_of(law_firm.client("partner").post(f"/v1/forwardings/{items[0]['id']}/acknowledge")) == (403, "NOT_RECIPIENT")
    for item in items:
        assert "acknowledged_at" in partner.post(f"/v1/forwardings/{item['id']}/acknowledge", expect=200).json()
    clocks = officer.get(f"/v1/complaints/{complaint}/deadlines", expect=200).json()["items"]
    assert {clock["kind"]: clock["state"] for clock in clocks}["INTAKE_FORWARD"] == "MET"


def test_R12_5_the_transcript_is_an_original(logistics):
    made = logistics.receive(channel="CHAT_TOOL", chat_tool="企业微信", chat_account="liqiang")
    path = f"/v1/complaints/{made['id']}"
    assert code_of(logistics.acceptor().post(path + "/register")) == (422, "TRANSCRIPT_MISSING")
    logistics.receiver().post(path + "/materials", letter(kind="TRANSCRIPT", title="聊天记录"), expect=201)
    logistics.acceptor().post(path + "/register", expect=200)


def test_R10_3_a_visit_opens_a_complaint_once(complaints, service_unit):
    customer = complaints.customer()
    feed = Feed(complaints.suite, "visits", "complaints")
    try:
        event, text = str(uuid.uuid4()), "客户反映上次维修后故障没有排除，要求重新处理。"
        for _ in range(2):
            feed.tell("visit.complaint_noted", str(uuid.uuid4()), {
                "customer_id": customer, "kind": "COMPLAINT", "text": text, "employee_id": service_unit.person("employee")}, id=event)
        feed.tell("visit.complaint_noted", str(uuid.uuid4()), {"customer_id": customer, "kind": "SERVICE_REQUEST", "text": text})
        assert complaints.db_value("select count(*) from complaint where customer_id = %s", customer) == 1
        assert complaints.db_value("select state || ' ' || source || ' ' || channel from complaint where customer_id = %s",
                                   customer) == "RECEIVED CUSTOMER_VISIT OTHER"
    finally:
        feed.stop()
