"""The events of a credit service that is none."""
import uuid

from feed import Feed


class CreditFeed(Feed):
    def __init__(self, suite):
        super().__init__(suite, "credit")

    def standing(self, what, customer_id, version=None, id=None, **data):
        """credit.<what> of a customer's profile, which has the customer's id."""
        self.tell(f"credit.{what}", customer_id, {"customer_id": customer_id, **data}, id=id, version=version)

    def overdue(self, customer_id, receivable_id=None, **more):
        """credit.receivable_overdue; the receivable's id."""
        receivable_id = receivable_id or str(uuid.uuid4())
        self.tell("credit.receivable_overdue", receivable_id,
                  {"receivable_id": receivable_id, "customer_id": customer_id, **more})
        return receivable_id
