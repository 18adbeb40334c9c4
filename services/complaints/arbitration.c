/* Disagreements that make work impossible: opinions, and who rules (R6.17). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "parameter.h"
#include "rules.h"
#include "rules_cooperation.h"
#include "staff.h"

MAY_FAIL
arbitration_known(struct request *req, const char *id)
{
	struct row row;

	return sql_arbitration_get(req, id, &row);
}

static enum arbitration_state
state_of(const struct row *row)
{
	return row_enum(row, "state", arbitration_state_names, ARBITRATION_STATE_COUNT);
}

static MAY_FAIL
clock(struct request *req, const char *id, const char *object_id, const char *kind, date due_on)
{
	return deadline_start(req, &(struct deadline_new) { .subject = "arbitration",
				       .subject_id = id,
				       .object_id = object_id,
				       .kind = kind,
				       .rule = &R6_17,
				       .due_at = end_of(due_on),
				       .working_days = true });
}

/* Tasks of a case are disputed ones of the process, and in no other case. */
static MAY_FAIL
tasks_into(struct request *req, const struct arbitration_submit_in *in, const char *id)
{
	int64_t taken;

	TRY(sql_arbitration_take_tasks(req, id, in->id, in->task_ids_json, &taken));
	return in->task_ids_count > 0 && taken == (int64_t)in->task_ids_count
		   ? NULL
		   : problem_rule(req, &problem_invalid_state, &R6_17,
			 "Submitted are tasks of the process that are disputed, each once.");
}

MAY_FAIL
arbitration_submit(struct request *req, const struct arbitration_submit_in *in)
{
	const char *id = new_id(req);
	const struct parameters *p;
	struct person caller;
	struct rows parties;
	struct decision d;
	struct row row;
	date due_on;

	TRY(staff_caller(req, &R6_17, &caller));
	TRY(sql_service_process_lock(req, in->id, &row));
	d = cooperation_demand(caller.department_id, row_text(req, &row, "demand_department_id"));
	TRY(require(req, "arbitration", id, &d));
	TRY(sql_arbitration_ruled_before(req, in->id, &row));
	if (row_integer(&row, "ruled") > 0 && !in->new_facts)
		return problem_rule(req, &problem_basis_missing, &R6_17,
		    "The ruling is final: a new dispute needs new facts.");
	TRY(parameters_on(req, req->today, &p));
	TRY(deadline_working_date(
	    req, req->today, parameter_integer(p, &parameter_arbitration_opinion_within), &due_on));
	TRY(sql_arbitration_create(req, id, in->id, in->blocked_reason, in->new_facts,
	    caller.department_id, in->task_ids_json, due_on));
	TRY(tasks_into(req, in, id));
	TRY(sql_arbitration_parties_of(req, id, &parties));
	for (int i = 0; i < parties.count; i++) {
		struct row party = rows_at(&parties, i);
		const char *party_id = new_id(req);

		TRY(sql_arbitration_party_create(
		    req, party_id, id, row_text(req, &party, "department_id")));
		TRY(clock(req, id, party_id, "OPINION", due_on));
	}
	return reply_one(req, sql_arbitration_get, id);
}

/* When each party has filed, or was recorded as filing nothing, the time to rule begins. */
static MAY_FAIL
opinions_complete(struct request *req, const char *id)
{
	const struct parameters *p;
	struct row row;
	date due_on;

	TRY(sql_arbitration_opinions_open(req, id, &row));
	if (row_integer(&row, "open") > 0)
		return NULL;
	TRY(parameters_on(req, req->today, &p));
	TRY(deadline_working_date(
	    req, req->today, parameter_integer(p, &parameter_arbitration_ruling_within), &due_on));
	TRY(sql_arbitration_save_opinions(req, id));
	return clock(req, id, NULL, "RULING", due_on);
}

MAY_FAIL
arbitration_file_opinion(struct request *req, const struct arbitration_file_opinion_in *in)
{
	struct row row, party;
	struct person caller;
	bool found, late;

	TRY(staff_caller(req, &R6_17, &caller));
	TRY(sql_arbitration_lock(req, in->id, &row));
	TRY(sql_arbitration_party_of(req, in->id, caller.department_id, &party, &found));
	if (!found)
		return problem_rule(
		    req, &problem_forbidden_role, &R6_17, "Your department is no party.");
	if (state_of(&row) != ARBITRATION_STATE_SUBMITTED || !row_is_null(&party, "filed_at") ||
	    row_boolean(&party, "none_filed"))
		return problem_rule(req, &problem_invalid_state, &R6_17,
		    "Its opinion is on file, or the time for it is over.");
	TRY(deadline_done(req, in->id, "OPINION", row_text(req, &party, "id"), &late));
	TRY(sql_arbitration_party_save_filed(
	    req, row_text(req, &party, "id"), in->opinion, caller.id, late));
	TRY(opinions_complete(req, in->id));
	return reply_one(req, sql_arbitration_get, in->id);
}

/* The caller as one who may arbitrate. */
static MAY_FAIL
arbiter(struct request *req, const char *id, const struct row *row, struct person *caller)
{
	struct rows held, parties;
	struct membership *memberships;
	const char **departments;
	const struct parameters *p;
	struct arbiter_facts facts;
	struct decision d;

	TRY(staff_caller(req, &R6_17, caller));
	TRY(sql_memberships(req, caller->id, &held));
	TRY(sql_arbitration_parties(req, id, &parties));
	TRY(parameters_on(req, req->today, &p));
	memberships = arena_array(req->arena, struct membership, (size_t)held.count + 1);
	departments = arena_array(req->arena, const char *, (size_t)parties.count + 1);
	for (int i = 0; i < held.count; i++) {
		struct row each = rows_at(&held, i);

		memberships[i] = (struct membership) { row_text(req, &each, "department_id"),
			row_date(&each, "until_on") };
	}
	for (int i = 0; i < parties.count; i++) {
		struct row each = rows_at(&parties, i);

		departments[i] = row_text(req, &each, "department_id");
	}
	facts = (struct arbiter_facts) {
		.is_office = caller_is(&req->caller, "office"),
		.is_general_manager = caller_is(&req->caller, "general_manager"),
		.office_is_party = row_boolean(row, "office_is_party"),
		.memberships = memberships,
		.membership_count = (size_t)held.count,
		.parties = departments,
		.today = req->today,
		.lookback = parameter_period(p, &parameter_arbitration_recusal_lookback),
	};
	d = arbitration_arbiter(&facts);
	return require(req, "arbitration", id, &d);
}

MAY_FAIL
arbitration_record_none(struct request *req, const struct arbitration_record_none_in *in)
{
	struct row row, party;
	struct person caller;
	struct decision d;
	bool found;

	TRY(sql_arbitration_lock(req, in->id, &row));
	TRY(arbiter(req, in->id, &row, &caller));
	d = arbitration_none_filed(state_of(&row), row_date(&row, "opinions_due_on"), req->today);
	TRY(require(req, "arbitration", in->id, &d));
	TRY(sql_arbitration_party_of(req, in->id, in->department_id, &party, &found));
	if (!found)
		return problem_fault(req, "/department_id", "UNKNOWN", "It is no party.");
	if (!row_is_null(&party, "filed_at"))
		return problem_rule(req, &problem_invalid_state, &R6_17, "Its opinion is on file.");
	TRY(sql_arbitration_party_save_none(req, row_text(req, &party, "id")));
	TRY(opinions_complete(req, in->id));
	return reply_one(req, sql_arbitration_get, in->id);
}

static MAY_FAIL
impose(struct request *req, const char *id, const char *process_id,
    const struct arbitration_rule_tasks *task)
{
	const char *task_id = new_id(req);

	TRY(sql_cooperation_task_create(
	    req, task_id, process_id, task->department_id, task->content, task->due_on, id));
	return timer_set(req, "ruled_task", task_id, start_of(task->due_on + 1));
}

MAY_FAIL
arbitration_rule(struct request *req, const struct arbitration_rule_in *in)
{
	struct row row, party;
	struct person caller;
	struct decision d;
	bool found, late;

	TRY(sql_arbitration_lock(req, in->id, &row));
	TRY(arbiter(req, in->id, &row, &caller));
	d = arbitration_ruling(state_of(&row));
	TRY(decide(req, "arbitration", in->id, &d));
	for (size_t i = 0; i < in->tasks_count; i++) {
		TRY(sql_arbitration_party_of(
		    req, in->id, in->tasks[i].department_id, &party, &found));
		if (!found)
			return problem_fault(req,
			    arena_print(req->arena, "/tasks/%zu/department_id", i), "UNKNOWN",
			    "It is no party.");
		TRY(impose(req, in->id, row_text(req, &row, "process_id"), &in->tasks[i]));
	}
	TRY(deadline_done(req, in->id, "RULING", NULL, &late));
	TRY(sql_arbitration_save_ruled(req, in->id, in->ruling, caller.id, late));
	return reply_one(req, sql_arbitration_get, in->id);
}

static MAY_FAIL
must_be(struct request *req, const struct row *row, enum arbitration_state state)
{
	return state_of(row) == state
		   ? NULL
		   : problem_rule(req, &problem_invalid_state, &R6_17, "The case is %s.",
			 arbitration_state_names[state_of(row)]);
}

MAY_FAIL
arbitration_execute(struct request *req, const struct arbitration_execute_in *in)
{
	struct person caller;
	struct row row;

	TRY(sql_arbitration_lock(req, in->id, &row));
	TRY(arbiter(req, in->id, &row, &caller));
	TRY(must_be(req, &row, ARBITRATION_STATE_RULED));
	TRY(sql_arbitration_save_execution(req, in->id, caller.id));
	return reply_one(req, sql_arbitration_get, in->id);
}

MAY_FAIL
arbitration_complete(struct request *req, const struct arbitration_complete_in *in)
{
	struct person caller;
	struct row row;

	TRY(sql_arbitration_lock(req, in->id, &row));
	TRY(arbiter(req, in->id, &row, &caller));
	TRY(must_be(req, &row, ARBITRATION_STATE_IN_EXECUTION));
	TRY(sql_arbitration_tasks_open(req, in->id, &row));
	if (row_integer(&row, "open") > 0)
		return problem_rule(req, &problem_items_open, &R6_17,
		    "%d ruled tasks are not confirmed.", (int)row_integer(&row, "open"));
	TRY(sql_arbitration_save_completed(req, in->id, in->note));
	return reply_one(req, sql_arbitration_get, in->id);
}
