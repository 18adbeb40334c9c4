"""Versions of the credit policy as tests need them: the values of credit change in no other way (R3.3)."""
import contextlib
import datetime
import zoneinfo

import pytest

from factories import etag

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")


class Policies:
    """Finance officer 0 drafts, submits and promulgates, salesperson 0 contributes, the president approves."""

    def __init__(self, credit):
        self.credit, self.clock = credit, credit.clock

    def draft(self, parameters=None, by=None, expect=201, **more):
        body = {"text": "信用政策", "parameters": parameters or {}, **more}
        return (by or self.credit.finance()).post("/v1/credit-policies", body, expect=expect).json()

    def edit(self, policy, by=None, expect=200, **body):
        return (by or self.credit.finance()).patch(f"/v1/credit-policies/{policy['id']}", body, match=etag(policy),
                                                   expect=expect).json()

    def suggest(self, policy=None, by=None, expect=201, **more):
        body = {"ground": "MARKET", "text": "建议调整", **more}
        if policy:
            body["policy_id"] = policy["id"]
        return (by or self.credit.salesperson()).post("/v1/policy-suggestions", body, expect=expect).json()

    def act(self, policy, act, by=None, body=None, expect=200):
        """submit, approve, reject, promulgate, discard; the answer's body."""
        by = by or (self.credit.president() if act in ("approve", "reject") else self.credit.finance())
        if body is None and act in ("approve", "reject", "promulgate"):
            body = {}
        return by.post(f"/v1/credit-policies/{policy['id']}/{act}", body, expect=expect).json()

    def submitted(self, parameters=None):
        made = self.draft(parameters)
        self.suggest(made)
        return self.act(made, "submit")

    def approved(self, parameters=None):
        """By everybody whose approval it needs."""
        policy = self.submitted(parameters)
        for role in policy["approvers"]:
            policy = self.act(policy, "approve", by=self.credit.clients[role, 0])
        assert policy["state"] == "APPROVED"
        return policy

    def promulgate(self, policy, effective_from=None, expect=200):
        return self.act(policy, "promulgate", body={"effective_from": str(effective_from or self.credit.today())},
                        expect=expect)

    def in_effect(self, parameters=None):
        """A version with these values in place of those in force, from now on."""
        return self.promulgate(self.approved(parameters))

    def get(self, policy):
        return self.credit.finance().get(f"/v1/credit-policies/{policy['id']}", expect=200).json()

    def in_force(self, at=None):
        """Now, or at an instant as text."""
        return self.credit.finance().get("/v1/credit-policies/in-force", params={"at": at} if at else {}, expect=200).json()

    def values(self, names=None):
        """The values of today, all or some; None: blank."""
        items = self.credit.finance().get("/v1/parameters", expect=200).json()["items"]
        return {item["name"]: item.get("value") for item in items if item["name"].startswith("credit.")
                and (names is None or item["name"] in names)}

    @contextlib.contextmanager
    def parameters(self, values):
        """These values are in force from now on; afterwards those that were."""
        before = self.values(values)
        version = self.in_effect(values)
        try:
            yield version
        finally:
            self.in_effect(before)

    def until(self, date):
        """Moves the clock to the first second of a business date."""
        midnight = datetime.datetime.combine(date, datetime.time(), ZONE).timestamp()
        self.clock.forward(max(0, int(midnight - self.clock.now()) + 1))


@pytest.fixture(scope="session")
def policies(credit):
    return Policies(credit)


__all__ = ["Policies", "policies"]
