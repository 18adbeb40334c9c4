"""Complaints from the decision to the archive, as tests bring them there."""
from factories import without_none


class Outcome:
    """What happens to the complaints of a unit after the decision."""

    def __init__(self, unit):
        self.unit = unit
        self.role = "complaint_officer" if unit.profile == "LAW_FIRM" else "customer_service"

    def implementer(self):
        return self.unit.client(self.role)

    def addressee(self):
        """Whom the outcome is fed back to."""
        return self.unit.client("complaint_officer" if self.unit.profile == "LAW_FIRM" else "customer_service_manager")

    def archivist(self):
        return self.unit.client("admin_staff")

    def hand_over(self, complaint, **more):
        body = {} if self.unit.profile == "LAW_FIRM" else {"implementer_id": self.unit.person(self.role)}
        return self.unit.handler().post(f"/v1/complaints/{complaint}/hand-over", {**body, **more}, expect=200).json()

    def implement(self, complaint):
        """From DECIDED to IMPLEMENTING; its id."""
        self.hand_over(complaint)
        self.implementer().post(f"/v1/complaints/{complaint}/acknowledge-handover", {}, expect=200)
        return complaint

    def implementing(self, measures=(), **more):
        return self.implement(self.unit.decided(measures, **more))

    def measures(self, complaint):
        """Those of the present round, in order."""
        shown = self.unit.get(complaint)
        found = self.unit.organiser().get(f"/v1/complaints/{complaint}/measures", params={"round": shown["round"]}, expect=200).json()
        return [one for one in found["items"] if one["state"] != "REPLACED"]

    def answer(self, complaint, **more):
        """The body of a reply as it was decided."""
        stated = [without_none({"measure_id": one["id"], "amount_fen": one.get("amount_fen")}) for one in self.measures(complaint)]
        return {"form": "LETTER", "outcome": "UPHELD", "reasons": "经调查属实。", **({"measures": stated} if stated else {}), **more}

    def reply(self, complaint, **more):
        return self.implementer().post(f"/v1/complaints/{complaint}/reply", self.answer(complaint, **more), expect=201).json()

    def replied(self, measures=(), **more):
        complaint = self.implementing(measures, **more)
        self.reply(complaint)
        return complaint

    def ask(self, complaint, respondent=None, client=None, expect=201):
        """Complainant, or a respondent; the inquiry."""
        body = without_none({"party": "RESPONDENT" if respondent else "COMPLAINANT", "respondent_id": respondent, "text": "您对处理意见是否满意？"})
        return (client or self.implementer()).post(f"/v1/complaints/{complaint}/satisfaction-inquiries", body, expect=expect).json()

    def ask_all(self, complaint, score=5):
        """All sides, who answer so (None: not)."""
        for respondent in [None] + [one["id"] for one in self.unit.get(complaint)["respondents"]]:
            inquiry = self.ask(complaint, respondent)
            if score and inquiry["outcome"] == "ASKED":
                self.implementer().post(f"/v1/satisfaction-inquiries/{inquiry['id']}/answer", {"score": score}, expect=200)

    def feed_back(self, complaint):
        return self.addressee().post(f"/v1/complaints/{complaint}/acknowledge-outcome", expect=200).json()

    def close(self, complaint):
        for one in self.measures(complaint):
            if one["state"] == "OPEN":
                self.implementer().post(f"/v1/measures/{one['id']}/done", {"evidence": "银行回单"}, expect=200)
        self.ask_all(complaint)
        self.feed_back(complaint)
        self.implementer().post(f"/v1/complaints/{complaint}/close", expect=200)
        return complaint

    def closed(self, **more):
        return self.close(self.replied(**more))

    def archive(self, complaint):
        return self.archivist().post(f"/v1/complaints/{complaint}/archive", expect=200).json()

    def dissatisfied(self, complaint, client=None, expect=201, **more):
        return (client or self.implementer()).post(f"/v1/complaints/{complaint}/dissatisfactions",
                                                   {"party": "COMPLAINANT", "text": "对处理结果不满意", **more}, expect=expect).json()

    def reopen(self, complaint):
        made = self.dissatisfied(complaint)
        return self.unit.handler().post(f"/v1/dissatisfactions/{made['id']}/answer", {"answer": "REOPEN", "text": "有新的事实"}, expect=200).json()

    def clocks(self, complaint, kind):
        """[state] of the clocks of a kind, oldest first."""
        found = self.unit.organiser().get(f"/v1/complaints/{complaint}/deadlines", params={"kind": kind, "sort": "started_at"}, expect=200).json()
        return [one["state"] for one in found["items"]]
