/* /v1/credit-compliance: who keeps to the policy, as the records say at this moment (R3.4). */
#include "credit/operations.h"
#include "parameter.h"
#include "rules.h"
#include "service.h"

MAY_FAIL
compliance_list_compute(struct request *req, const struct compliance_list_in *in,
    struct compliance_list_computed *computed)
{
	const struct parameters *p;
	struct period window, stale_after;

	(void)in;
	TRY(parameters_on(req, req->today, &p));
	window = parameter_period(p, &parameter_credit_purchase_basis_window);
	stale_after = parameter_period(p, &parameter_credit_info_card_stale_after);
	computed->purchases_after =
	    date_plus(req->today, (struct period) { -window.months, -window.days, 0 });
	computed->min_entries = parameter_integer(p, &parameter_credit_purchase_basis_min_entries);
	computed->grace_days = parameter_integer(p, &parameter_credit_overdue_grace_days);
	computed->stale_months = stale_after.months;
	computed->stale_days = stale_after.days;
	computed->offset_minutes = business_offset / MINUTE;
	return NULL;
}
