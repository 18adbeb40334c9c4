#include "rules.h"
#include "rules_contract.h"
#include "rules_text.h"

struct decision
contract_decide(const struct contract_facts *facts, date today)
{
	if (facts->company_listed || facts->department_listed) {
		struct decision d = decision_refuse(&R7_14, &problem_customer_blacklisted,
		    "No contract is made with a blacklisted customer.");

		decision_member(
		    &d, "scope", facts->company_listed ? "\"COMPANY\"" : "\"DEPARTMENT\"");
		return d;
	}
	if (!facts->exempt && facts->state != RELATION_STATE_ADMITTED)
		return decision_refuse(&R7_14, &problem_not_admitted,
		    facts->state == RELATION_STATE_ON_HOLD
			? "The customer's admission is on hold until its papers are renewed."
			: "A contract is made with an admitted customer only.");
	if (facts->number_taken)
		return decision_refuse(&R7_14, &problem_contract_exists,
		    "There is a contract with this number already.");
	if (facts->signed_on > today)
		return decision_refuse(&R7_14, &problem_time_in_future,
		    "The contract would have been signed on %s; today is %s.",
		    show_date(facts->signed_on).text, show_date(today).text);
	if (facts->valid_until != NO_DATE && facts->valid_until < facts->signed_on)
		return decision_refuse(&R7_14, &problem_validation_failed,
		    "The contract would end on %s, before it is signed on %s.",
		    show_date(facts->valid_until).text, show_date(facts->signed_on).text);
	return decision_allow(&R7_14, "SIGNED", "The customer is admitted.");
}

bool
contract_covers(
    const struct contract *contract, const char *department_id, const char *product, date on)
{
	return same(contract->department_id, department_id) && contract->signed_on <= on &&
	       (contract->valid_until == NO_DATE || on <= contract->valid_until) &&
	       (!product || list_has(contract->products, product));
}
