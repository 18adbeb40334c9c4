/* What departments know of their customers is updated, as a rule half-yearly (R7.23). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "grading.h"
#include "rules.h"
#include "rules_evaluation.h"

MAY_FAIL
data_update_create(struct request *req, const struct data_update_create_in *in)
{
	const char *id = new_id(req);
	const char *const fields[] = { in->contract_performance, in->payment, in->integrity,
		in->other };
	struct data_update update = {
		.confirmed_unchanged = in->confirmed_unchanged && *in->confirmed_unchanged,
	};
	struct relation r;
	struct decision d;
	struct actor by;
	struct row row;

	TRY(grading_begin(req, in->relation_id, 0, &r));
	for (size_t i = 0; i < COUNT(fields); i++)
		update.fields += fields[i] != NULL;
	update.department_id = r.department_id;
	by = relation_actor(req, &r.department);
	d = data_update_decide(&update, &by);
	TRY(decide(req, "data_update", id, &d));
	if (!relation_counts(r.state))
		return problem_rule(req, &problem_invalid_state, &R7_23,
		    "Data is kept fresh of admitted customers.");
	TRY(sql_data_update_create(req, id, r.id, r.department_id, r.customer_id,
	    in->contract_performance, in->payment, in->integrity, in->other,
	    update.confirmed_unchanged));
	TRY(sql_data_update_save_relation(req, r.id,
	    data_stale_from(req->today,
		parameter_period(r.parameters, &parameter_customers_data_stale_after))));
	TRY(sql_data_update_get(req, id, &row));
	return reply_row(req, &row);
}
