"""The events of a credit service that is none."""
import uuid

from feed import Feed


class CreditFeed(Feed):
    def __init__(self, suite):
        super().__init__(suite, "credit")

    def overdue(self, customer_id, receivable_id=None, **more):
        """credit.receivable_overdue; the receivable's id."""
        receivable_id = receivable_id or str(uuid.uuid4())
        self.tell("credit.receivable_overdue", receivable_id,
                  {"receivable_id": receivable_id, "customer_id": customer_id, **more})
        return receivable_id
