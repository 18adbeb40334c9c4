#include "complaint.h"

#include "complaints/queries.h"
#include "ledger.h"
#include "rules.h"
#include "rules_state.h"

static struct complaint
complaint_of(struct request *req, const struct row *row)
{
	return (struct complaint) {
		.id = row_text(req, row, "id"),
		.version = row_integer(row, "version"),
		.unit_id = row_text(req, row, "unit_id"),
		.profile =
		    row_enum(row, "profile", complaint_profile_names, COMPLAINT_PROFILE_COUNT),
		.kind = row_enum(row, "kind", complaint_kind_names, COMPLAINT_KIND_COUNT),
		.state = row_enum(row, "state", complaint_state_names, COMPLAINT_STATE_COUNT),
		.channel =
		    row_enum(row, "channel", complaint_channel_names, COMPLAINT_CHANNEL_COUNT),
		.source = row_enum(row, "source", complaint_source_names, COMPLAINT_SOURCE_COUNT),
		.round = row_integer(row, "round"),
		.anonymous = row_boolean(row, "anonymous"),
		.customer_id = row_text(req, row, "customer_id"),
		.complainant_employee_id = row_text(req, row, "complainant_employee_id"),
		.department_id = row_text(req, row, "department_id"),
		.practice_area = row_text(req, row, "practice_area"),
		.received_at = row_instant(row, "received_at"),
		.registered_at = row_instant(row, "registered_at"),
		.decided_at = row_instant(row, "decided_at"),
		.replied_at = row_instant(row, "replied_at"),
		.closed_at = row_instant(row, "closed_at"),
		.ledger_number = row_text(req, row, "ledger_number"),
		.officer_id = row_text(req, row, "officer_id"),
		.handler_id = row_text(req, row, "handler_id"),
		.major = row_boolean(row, "major"),
		.suspected_malignant = row_boolean(row, "suspected_malignant"),
		.type = row_enum(row, "type", complaint_type_names, COMPLAINT_TYPE_COUNT),
		.validity =
		    row_enum(row, "validity", complaint_validity_names, COMPLAINT_VALIDITY_COUNT),
		.redo_opinion = row_boolean(row, "redo_opinion"),
		.redo_findings = row_boolean(row, "redo_findings"),
		.redo_decision = row_boolean(row, "redo_decision"),
		.day_zero = row_date(row, "day_zero"),
		.overdue_days = row_integer(row, "overdue_days"),
	};
}

/* No name of a function is part of another one. */
static unsigned
functions_of(const char *listed)
{
	unsigned functions = 0;

	for (int i = 1; i < COMPLAINT_FUNCTION_COUNT; i++)
		if (strstr(listed, complaint_function_names[i]))
			functions |= 1u << i;
	return functions;
}

static MAY_FAIL
stand(struct request *req, struct complaint *c)
{
	struct profile_policy policy = profile_policy(c->profile, c->channel);
	struct row row;

	TRY(directory_caller(req, &c->caller));
	TRY(sql_complaint_standing(
	    req, c->id, c->unit_id, c->caller.id, c->caller.department_id, &row));
	c->in_unit = row_boolean(&row, "in_unit");
	c->oversees = row_boolean(&row, "in_head_unit") &&
		      (caller_is(&req->caller, "customer_service") ||
			  caller_is(&req->caller, "customer_service_manager"));
	c->recused = row_boolean(&row, "recused");
	c->intake = row_boolean(&row, "intake");
	c->functions = functions_of(row_text(req, &row, "functions"));
	c->organiser = c->in_unit && holds_any(policy.organisers, req->caller.roles);
	c->acceptor = c->in_unit && holds_any(policy.acceptors, req->caller.roles);
	return NULL;
}

/* Who may see the whole of it; the same as complaint_readable() of the database. */
static bool
reads(const struct complaint *c, const struct caller *caller)
{
	unsigned readers = c->functions & ~(FUNCTION(INTAKE) | FUNCTION(MEASURE));
	bool closed = c->state >= COMPLAINT_STATE_CLOSED;

	return readers || c->organiser || c->intake ||
	       (c->state == COMPLAINT_STATE_RECEIVED && c->acceptor) ||
	       (closed && c->in_unit && caller_is(caller, "admin_staff"));
}

MAY_FAIL
complaint_lock_itself(struct request *req, const char *id, struct complaint *c)
{
	struct row row;

	TRY(sql_complaint_lock(req, id, &row));
	*c = complaint_of(req, &row);
	return NULL;
}

MAY_FAIL
complaint_lock_standing(struct request *req, const char *id, struct complaint *c)
{
	TRY(complaint_lock_itself(req, id, c));
	return stand(req, c);
}

static MAY_FAIL
is_seen(struct request *req, const struct complaint *c, bool seen)
{
	if (c->recused || seen)
		return NULL;
	if (c->oversees)
		return problem_rule(req, &problem_forbidden_role, &R12_2,
		    "The head office watches and guides; the member company decides.");
	return &problem_not_found; /* as one that there is not (R10.15) */
}

MAY_FAIL
complaint_lock_party(struct request *req, const char *id, struct complaint *c)
{
	TRY(complaint_lock_standing(req, id, c));
	return is_seen(req, c, reads(c, &req->caller) || c->functions & FUNCTION(MEASURE));
}

static MAY_FAIL
not_recused(struct request *req, const struct complaint *c)
{
	return c->recused ? problem_rule(req, &problem_recused, &R10_5,
				"Who is complained about, or complains, does not act in the "
				"complaint.")
			  : NULL;
}

MAY_FAIL
complaint_lock(struct request *req, const char *id, struct complaint *c)
{
	TRY(complaint_lock_standing(req, id, c));
	TRY(is_seen(req, c, reads(c, &req->caller)));
	return not_recused(req, c);
}

MAY_FAIL
complaint_lock_of_measure(
    struct request *req, const char *id, const char *measure_id, struct complaint *c)
{
	struct row row;

	TRY(sql_measure_reader(req, measure_id, &row));
	if (!row_boolean(&row, "own"))
		return complaint_lock(req, id, c);
	TRY(complaint_lock_standing(req, id, c));
	return not_recused(req, c);
}

MAY_FAIL
complaint_read_number(struct request *req, const char *id, struct complaint *c, bool *whole)
{
	struct row row;

	TRY(sql_complaint_row(req, id, &row));
	*c = complaint_of(req, &row);
	TRY(stand(req, c));
	*whole = !c->recused && reads(c, &req->caller);
	if (!*whole && (c->recused || !(c->functions & FUNCTION(INTAKE))))
		return &problem_not_found; /* as one that there is not (R10.15) */
	return sql_complaint_keep_reading(
	    req, new_id(req), c->id, c->caller.id, req->operation->id);
}

MAY_FAIL
complaint_read(struct request *req, const char *id, struct complaint *c)
{
	bool whole;

	TRY(complaint_read_number(req, id, c, &whole));
	return whole ? NULL : &problem_not_found;
}

MAY_FAIL
complaint_acts_as(
    struct request *req, const struct complaint *c, unsigned functions, const struct rule *rule)
{
	if (c->functions & functions)
		return NULL;
	return problem_rule(req, &problem_forbidden_role, rule,
	    "You do not have the function in this complaint that this act needs.");
}

MAY_FAIL
complaint_works(struct request *req, const struct complaint *c, const struct rule *rule)
{
	bool archives =
	    c->state == COMPLAINT_STATE_CLOSED && caller_is(&req->caller, "admin_staff");

	if (c->organiser || c->acceptor || (c->in_unit && archives))
		return NULL;
	return complaint_acts_as(req, c,
	    FUNCTION(INTAKE) | FUNCTION(OFFICER) | FUNCTION(HANDLER) | FUNCTION(INVESTIGATOR) |
		FUNCTION(IMPLEMENTER),
	    rule);
}

MAY_FAIL
complaint_organises(struct request *req, const struct complaint *c, const struct rule *rule)
{
	if (c->organiser || c->functions & FUNCTION(OFFICER))
		return NULL;
	return problem_rule(req, &problem_forbidden_role, rule,
	    "This is for those who organise the complaints of the unit.");
}

MAY_FAIL
complaint_between(struct request *req, const struct complaint *c, enum complaint_state from,
    enum complaint_state until, const struct rule *rule)
{
	if (c->state >= from && c->state <= until)
		return NULL;
	if (c->state == COMPLAINT_STATE_ARCHIVED)
		return problem_rule(req, &problem_immutable, &R10_17,
		    "What is archived stays as it is; only a reopening goes on.");
	return problem_rule(req, &problem_invalid_state, rule, "The complaint is %s.",
	    complaint_state_names[c->state]);
}

MAY_FAIL
complaint_move(struct request *req, struct complaint *c, enum complaint_state to,
    const struct rule *rule, const char *entry)
{
	struct decision d = complaint_step(c->profile, c->state, to, rule);

	TRY(decide(req, "complaint", c->id, &d));
	TRY(sql_complaint_save_state(req, c->id, complaint_state_names[to]));
	c->state = to;
	c->version++;
	return ledger_enter(req, c, entry);
}

MAY_FAIL
complaint_is_recused(
    struct request *req, const struct complaint *c, const char *employee_id, bool *recused)
{
	struct row row;

	TRY(sql_complaint_recused(req, c->id, employee_id, &row));
	*recused = row_boolean(&row, "recused");
	return NULL;
}

MAY_FAIL
complaint_assign(struct request *req, const struct complaint *c, enum complaint_function function,
    const char *employee_id, bool lead, const char *object_id, const char *reason)
{
	struct person person;
	bool recused;

	TRY(directory_person(req, employee_id, &person));
	if (!person.id || !person.at_work)
		return problem_fault(
		    req, "/employee_id", "UNKNOWN", "There is no such employee at work.");
	TRY(complaint_is_recused(req, c, employee_id, &recused));
	/* A measure may be carried out by a respondent: an apology (R10.12). */
	if (recused && function != COMPLAINT_FUNCTION_MEASURE)
		return problem_rule(
		    req, &problem_recused, &R10_5, "This person is recused from the complaint.");
	return sql_complaint_function_create(req, new_id(req), c->id, c->round,
	    complaint_function_names[function], employee_id, lead, object_id, reason);
}

MAY_FAIL
complaint_unassign(struct request *req, const struct complaint *c, enum complaint_function function,
    const char *employee_id, const char *reason)
{
	return sql_complaint_function_end(
	    req, c->id, complaint_function_names[function], employee_id, reason);
}

const char *
roles_json(struct request *req, const char *const *roles)
{
	struct buffer b = buffer_in(req->arena);

	list_open(&b, NULL);
	for (; *roles; roles++)
		item_text(&b, *roles);
	list_close(&b);
	return b.text;
}

MAY_FAIL
complaint_reply(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_complaint_get(req, id, &row));
	return reply_row(req, &row);
}
