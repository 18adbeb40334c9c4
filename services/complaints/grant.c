/* Who else may read a complaint, who has, and what left it (R10.15). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "outcome.h"
#include "rules.h"

static bool
lets_read(const struct complaint *c)
{
	return c->organiser || c->functions & (FUNCTION(OFFICER) | FUNCTION(HANDLER));
}

static MAY_FAIL
may_grant(struct request *req, const struct complaint *c)
{
	return lets_read(c) ? NULL
			    : problem_rule(req, &problem_grant_not_allowed, &R10_15,
				  "Officer and handler let others read it, nobody else.");
}

/* Only that measure, or the whole complaint: the latter not for somebody recused. */
static MAY_FAIL
may_be_granted(
    struct request *req, const struct complaint *c, const struct complaint_grant_add_in *in)
{
	struct person person;
	struct row row;
	bool found = true, recused;

	TRY(directory_person(req, in->employee_id, &person));
	if (!person.id || !person.at_work)
		return problem_fault(
		    req, "/employee_id", "UNKNOWN", "There is no such employee at work.");
	TRY(complaint_is_recused(req, c, in->employee_id, &recused));
	if (recused)
		return problem_rule(
		    req, &problem_recused, &R10_5, "This person is recused from the complaint.");
	if (in->measure_id)
		TRY(sql_complaint_grant_measure(req, in->measure_id, c->id, &row, &found));
	return found ? NULL
		     : problem_fault(
			   req, "/measure_id", "UNKNOWN", "The complaint has no such measure.");
}

MAY_FAIL
complaint_grant_add(struct request *req, const struct complaint_grant_add_in *in)
{
	enum complaint_function function =
	    in->measure_id ? COMPLAINT_FUNCTION_MEASURE : COMPLAINT_FUNCTION_GRANTED;
	const char *id = new_id(req);
	struct complaint c;
	struct row row;

	TRY(complaint_lock(req, in->id, &c));
	TRY(may_grant(req, &c));
	TRY(may_be_granted(req, &c, in));
	TRY(sql_complaint_grant_create(req, id, c.id, c.round, complaint_function_names[function],
	    in->employee_id, in->measure_id, in->reason));
	TRY(sql_complaint_grant_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
complaint_grant_end(struct request *req, const struct complaint_grant_end_in *in)
{
	struct complaint c;
	struct row row;

	TRY(sql_complaint_grant_get(req, in->id, &row));
	TRY(complaint_lock(req, row_text(req, &row, "complaint_id"), &c));
	TRY(sql_complaint_grant_lock(req, in->id, &row));
	TRY(may_grant(req, &c));
	if (!row_is_null(&row, "ended_at"))
		return problem_rule(req, &problem_invalid_state, &R10_15, "It has ended already.");
	TRY(sql_complaint_grant_end(req, in->id, in->reason));
	TRY(sql_complaint_grant_get(req, in->id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
complaint_for_officer(struct request *req, const char *id)
{
	struct complaint c;

	TRY(complaint_read(req, id, &c));
	if (lets_read(&c))
		return NULL;
	return problem_rule(
	    req, &problem_forbidden_role, &R10_15, "This is shown to officer and handler.");
}

/* An address is nobody's who reads it: mail goes to readers by name. */
MAY_FAIL
complaint_disclose(struct request *req, const struct complaint_disclose_in *in)
{
	const char *id = new_id(req);
	struct complaint c;
	struct row row;

	TRY(complaint_lock(req, in->id, &c));
	TRY(sql_complaint_reads(req, c.id, in->recipient_id, &row));
	if (in->address || !in->recipient_id || !row_boolean(&row, "reads"))
		return problem_rule(req, &problem_confidential_content, &R10_15,
		    "What a complaint says is sent to those who may read it, and nobody else.");
	TRY(sql_complaint_disclosure_create(
	    req, id, c.id, in->kind, in->recipient_id, in->reason, c.caller.id));
	TRY(sql_complaint_disclosure_get(req, id, &row));
	return reply_row(req, &row);
}

static MAY_FAIL
grievance_told(struct request *req, const struct event *event, const char *kind,
    const char *employee_id, const char *penalty_type)
{
	int64_t amount = event_integer(req, event, "amount_fen");

	return sql_complaint_grievance_create(req, event->id,
	    event_text(req, event, "complaint_id"), event_text(req, event, "grievance_id"), kind,
	    penalty_type, event_has_integer(req, event, "amount_fen") ? &amount : NULL, employee_id,
	    event_text(req, event, "department_id"), event->at);
}

MAY_FAIL
grievance_was_fined(struct request *req, const struct event *event)
{
	return grievance_told(req, event, "FINED", event_text(req, event, "person_id"),
	    event_text(req, event, "type"));
}

MAY_FAIL
grievance_was_transferred(struct request *req, const struct event *event)
{
	return grievance_told(
	    req, event, "TRANSFERRED", event_text(req, event, "employee_id"), NULL);
}
