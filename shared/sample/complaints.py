"""Who receives complaints in the sample company: the CRM centre, under the profile of service, with the channels it publishes.
Called by load.py when the staff is there."""
import time

CHANNELS = [{"kind": "HOTLINE", "name": "客户服务热线", "address": "400-885-1200", "hours": "8:00-20:00"},
            {"kind": "MAILBOX", "name": "客户意见信箱", "address": "service@example.cn"}]


def load_complaints(loader):
    administrator = (["administrator"], "ma.wenbo")
    unit = {"department_id": loader.departments["CRM"]["id"], "code": "KF", "profile": "SERVICE"}
    for _ in range(300):  # the complaints service hears of departments by events
        answer = loader.ask(administrator, "POST", "/v1/complaint-units", unit, known=(400, 409))
        if answer.get("status") != 400:
            break
        time.sleep(0.1)
    head = loader.as_employee("E503")
    if not loader.ask(head, "GET", "/v1/service-channels")["items"]:
        for channel in CHANNELS:
            loader.ask(head, "POST", "/v1/service-channels", channel)
