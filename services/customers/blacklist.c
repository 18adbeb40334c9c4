/* /v1/blacklist: who is listed, by whom, and what follows (R7.27, R7.29, R7.30). */
#include "blacklist.h"

#include "customers/operations.h"
#include "customers/queries.h"
#include "implementing_rules.h"
#include "rules.h"
#include "rules_blacklist.h"

MAY_FAIL
blacklist_may_read(struct request *req, const char *department_id)
{
	static const char *const all[] = { "general_manager", "auditor", "service" };
	struct actor by = actor_of(&req->caller);
	struct decision d =
	    list_readable(department_id ? BLACKLIST_SCOPE_DEPARTMENT : BLACKLIST_SCOPE_COMPANY,
		department_id, &by);

	for (size_t i = 0; i < COUNT(all); i++)
		if (caller_is(&req->caller, all[i]))
			return NULL;
	return require(req, "department", department_id, &d);
}

MAY_FAIL
blacklist_entry_list_guard(struct request *req, const struct blacklist_entry_list_in *in)
{
	return blacklist_may_read(req, in->department_id);
}

MAY_FAIL
blacklist_reply(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_blacklist_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
blacklist_entry_get(struct request *req, const struct blacklist_entry_get_in *in)
{
	return blacklist_reply(req, in->id);
}

MAY_FAIL
blacklist_tell(struct request *req, const char *type, const char *entry_id, const char *customer_id,
    const char *department_id)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "customer_id", customer_id);
	member_text(&b, "scope",
	    blacklist_scope_names[department_id ? BLACKLIST_SCOPE_DEPARTMENT
						: BLACKLIST_SCOPE_COMPANY]);
	member_text(&b, "department_id", department_id);
	member_text(&b, "entry_id", entry_id);
	object_close(&b);
	return event_emit(req, type, customer_id, 0, b.text);
}

MAY_FAIL
blacklist_entry_create(struct request *req, const struct blacklist_entry_create_in *in)
{
	const char *id = new_id(req);
	struct actor by = actor_of(&req->caller);
	int64_t list_version;
	struct relation r;
	struct decision d;

	TRY(relation_begin(
	    req, in->department_id ? in->department_id : by.department_id, in->customer_id, &r));
	TRY(relation_duty(req, &r, DUTY_DEPARTMENT_BLACKLIST));
	d = department_list_decide(
	    &(struct department_entry) {
		.department_id = r.department_id,
		.reason = in->reason,
		.listed = r.department_listed,
	    },
	    &by);
	decision_used(&d, "blacklist.filing_days",
	    parameter_integer(r.parameters, &parameter_blacklist_filing_days));
	TRY(decide(req, "blacklist_entry", id, &d));
	TRY(blacklist_next_version(req, r.department_id, &list_version));
	TRY(sql_blacklist_create(req, id, blacklist_scope_names[BLACKLIST_SCOPE_DEPARTMENT],
	    r.department_id, r.customer_id, in->reason, in->evidence_json, NULL, list_version));
	if (r.id)
		TRY(relation_blacklist(req, r.id, RELATION_DEPARTMENT_LIST));
	TRY(blacklist_tell(req, "customer.blacklisted", id, r.customer_id, r.department_id));
	return blacklist_reply(req, id);
}

static MAY_FAIL
notify_departments(struct request *req, const char *entry_id)
{
	const struct parameters *parameters;
	struct rows rows;

	TRY(sql_blacklist_notified(req, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		const char *department_id = row_text(req, &row, "id");

		TRY(department_parameters(req, department_id, req->today, &parameters));
		TRY(sql_blacklist_notify(req, new_id(req), entry_id, department_id,
		    within_days(
			req->now, (int)parameter_integer(parameters, &parameter_notice_ack_days))));
	}
	return NULL;
}

static MAY_FAIL
purge(struct request *req, const char *customer_id)
{
	struct rows rows;

	TRY(sql_relation_of_customer(req, customer_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(relation_blacklist(req, row_text(req, &row, "id"), RELATION_COMPANY_LIST));
	}
	return NULL;
}

MAY_FAIL
blacklist_list_company(struct request *req, const char *entry_id, const char *customer_id,
    const char *severe_case_id, const char *reason)
{
	int64_t list_version;

	TRY(blacklist_next_version(req, NULL, &list_version));
	TRY(sql_blacklist_create(req, entry_id, blacklist_scope_names[BLACKLIST_SCOPE_COMPANY],
	    NULL, customer_id, reason, NULL, severe_case_id, list_version));
	TRY(notify_departments(req, entry_id));
	TRY(purge(req, customer_id));
	return blacklist_tell(req, "customer.blacklisted", entry_id, customer_id, NULL);
}

MAY_FAIL
blacklist_notice_acknowledge(struct request *req, const struct blacklist_notice_acknowledge_in *in)
{
	struct row row;

	TRY(sql_blacklist_notice_lock(req, in->id, &row));
	if (!same(row_text(req, &row, "department_id"), req->caller.department_id))
		return problem_rule(req, &problem_forbidden_role, &R7_27,
		    "A notice is acknowledged by the department it is addressed to.");
	if (!row_is_null(&row, "acknowledged_at"))
		return problem_rule(req, &problem_invalid_state, &R7_27,
		    "The department has acknowledged the notice already.");
	TRY(sql_blacklist_notice_save(req, in->id));
	TRY(sql_blacklist_notice_get(req, in->id, &row));
	return reply_row(req, &row);
}
