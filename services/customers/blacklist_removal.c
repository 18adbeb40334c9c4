/* An entry of a blacklist is removed; a company's is asked for and reviewed before (R7.31). */
#include "blacklist.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "implementing_rules.h"
#include "rules.h"
#include "rules_blacklist.h"
#include "rules_removal.h"

struct entry {
	const char *customer_id, *department_id; /* NULL: of the company's list */
	const char *reviewed_by;
	struct removal_request request;
};

/* department_id NULL: of the company's list. */
static MAY_FAIL
list_parameters(
    struct request *req, const char *department_id, const struct parameters **parameters)
{
	if (department_id)
		return department_parameters(req, department_id, req->today, parameters);
	return parameters_on(req, req->today, parameters);
}

/* Locked, by the customer and by itself. */
static MAY_FAIL
load(struct request *req, const char *id, struct entry *e)
{
	const struct parameters *parameters;
	struct row row;

	TRY(sql_blacklist_whose(req, id, &row));
	TRY(sql_relation_customer_lock(req, row_text(req, &row, "customer_id"), &row));
	TRY(sql_blacklist_lock(req, id, &row));
	TRY(list_parameters(req, row_text(req, &row, "department_id"), &parameters));
	*e = (struct entry) {
		.customer_id = row_text(req, &row, "customer_id"),
		.department_id = row_text(req, &row, "department_id"),
		.reviewed_by = row_text(req, &row, "reviewed_by"),
		.request = {
		    .scope = row_enum(&row, "scope", blacklist_scope_names, BLACKLIST_SCOPE_COUNT),
		    .state = row_enum(&row, "state", blacklist_state_names, BLACKLIST_STATE_COUNT),
		    .requested_by = row_text(req, &row, "removal_requested_by"),
		    .result = row_enum(&row, "review_result", removal_review_result_names,
		        REMOVAL_REVIEW_RESULT_COUNT),
		    .allowed =
		        parameter_boolean(parameters, &parameter_blacklist_removal_allowed),
		},
	};
	return NULL;
}

MAY_FAIL
blacklist_entry_request_removal(
    struct request *req, const struct blacklist_entry_request_removal_in *in)
{
	struct actor by = actor_of(&req->caller);
	struct decision d;
	struct entry e;

	TRY(load(req, in->id, &e));
	d = removal_ask(&e.request, &by);
	TRY(decide(req, "blacklist_entry", in->id, &d));
	TRY(sql_blacklist_save_request(req, in->id, in->reason));
	return blacklist_reply(req, in->id);
}

MAY_FAIL
blacklist_entry_review(struct request *req, const struct blacklist_entry_review_in *in)
{
	struct actor by = actor_of(&req->caller);
	struct decision d;
	struct entry e;

	TRY(load(req, in->id, &e));
	d = removal_review(&e.request,
	    enum_index(removal_review_result_names, REMOVAL_REVIEW_RESULT_COUNT, in->result), &by);
	TRY(decide(req, "blacklist_entry", in->id, &d));
	TRY(sql_blacklist_save_review(req, in->id, in->result, in->opinion));
	return blacklist_reply(req, in->id);
}

MAY_FAIL
blacklist_entry_remove(struct request *req, const struct blacklist_entry_remove_in *in)
{
	struct actor by = actor_of(&req->caller);
	int64_t list_version;
	struct decision d;
	struct entry e;

	TRY(load(req, in->id, &e));
	d = removal_decide(
	    &(struct removal) {
		.scope = e.request.scope,
		.state = e.request.state,
		.department_id = e.department_id,
		.reason = in->reason,
		.reviewed_by =
		    e.request.result == REMOVAL_REVIEW_RESULT_AGREED ? e.reviewed_by : NULL,
		.allowed = e.request.allowed,
	    },
	    &by);
	TRY(decide(req, "blacklist_entry", in->id, &d));
	TRY(blacklist_next_version(req, e.department_id, &list_version));
	TRY(sql_blacklist_save_removal(req, in->id, in->reason, list_version));
	TRY(blacklist_tell(req, "customer.unblacklisted", in->id, e.customer_id, e.department_id));
	return blacklist_reply(req, in->id);
}
