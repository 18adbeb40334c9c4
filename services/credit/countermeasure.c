/* /v1/countermeasures (R3.30, R3.31). */
#include "countermeasure_effect.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "rules.h"
#include "rules_countermeasure.h"
#include "rules_text.h"
#include "suspension.h"

MAY_FAIL
countermeasure_keep(struct request *req, const struct countermeasure_new *n)
{
	TRY(sql_countermeasure_create(req, n->id, n->customer_id, n->instruction_id,
	    countermeasure_type_names[n->type], n->figure_fen, n->details, n->condition_id,
	    n->payment_id, n->suspension_id, n->receivable_id));
	return n->emergency_report_id ? emergency_executing(req, n->emergency_report_id) : NULL;
}

/* What the type needs to be executed: 400. */
static MAY_FAIL
check(struct request *req, const struct countermeasure_create_in *in, enum countermeasure_type type)
{
	enum figure_need need = countermeasure_executed_figure(type);
	bool says_why = type == COUNTERMEASURE_TYPE_OTHER ||
			type == COUNTERMEASURE_TYPE_CLAIM_GUARANTOR ||
			type == COUNTERMEASURE_TYPE_SUSPEND_SUPPLY;

	if (need == FIGURE_MUST && !in->figure_fen)
		return problem_fault(
		    req, "/figure_fen", "REQUIRED", "It is executed with its figure.");
	if (need == FIGURE_NONE && in->figure_fen)
		return problem_fault(req, "/figure_fen", "NOT_APPLICABLE", "It has no figure.");
	if (countermeasure_is_payment(type) && !in->receivable_id)
		return problem_fault(
		    req, "/receivable_id", "REQUIRED", "Which receivable does it reduce?");
	if (says_why && !has_text(in->details))
		return problem_fault(req, "/details", "REQUIRED", "What is done, and why?");
	return NULL;
}

static MAY_FAIL
no_instruction(struct request *req)
{
	return problem_rule(req, &problem_no_instruction, &R3_30,
	    "A measure is executed on a superior's instruction; there is none.");
}

/* Whether the caller may execute it, and it is within what was instructed: a row of that. */
static MAY_FAIL
judge(struct request *req, const struct effect *e, const struct countermeasure_new *n,
    const struct row *instruction)
{
	const struct ground *ground = e->ground;
	struct decision d;
	struct row row;

	TRY(sql_countermeasure_security(req, n->customer_id, &row));
	d = countermeasure_executing(&(struct countermeasure_facts) {
	    .type = n->type,
	    .responsible = e->standing->responsible,
	    .superior = ground->superior,
	    .finance = caller_is(&req->caller, "finance"),
	    .stops = stop_rank_of_caller(req, ground->superior) != STOP_RANK_NONE,
	    .reporter = ground->reporter,
	    .closed = ground->closed,
	    .listed = row_boolean(instruction, "listed"),
	    .ordered_fen = row_integer(instruction, "ordered_fen"),
	    .executed_fen = row_integer(instruction, "executed_fen"),
	    .figure_fen = n->figure_fen ? *n->figure_fen : 0,
	    .guarantee = row_boolean(&row, "guarantee"),
	    .collateral = row_boolean(&row, "collateral"),
	});
	return decide(req, "countermeasure", n->id, &d);
}

MAY_FAIL
countermeasure_create(struct request *req, const struct countermeasure_create_in *in)
{
	struct row instruction;
	struct standing standing;
	struct profile profile;
	struct ground ground;
	bool found = false;
	struct countermeasure_new n = {
		.id = new_id(req),
		.instruction_id = in->instruction_id,
		.type = enum_index(countermeasure_type_names, COUNTERMEASURE_TYPE_COUNT, in->type),
		.figure_fen = in->figure_fen,
		.details = in->details,
		.receivable_id = in->receivable_id,
	};
	struct effect e = { &profile, &standing, &ground, in->paid_on, in->valid_until };

	TRY(check(req, in, n.type));
	if (in->instruction_id)
		TRY(sql_countermeasure_instruction(
		    req, in->instruction_id, in->type, &instruction, &found));
	if (!found)
		return no_instruction(req);
	TRY(profile_lock(req, row_text(req, &instruction, "customer_id"), &R3_30, &profile));
	/* Again, behind the lock: what was executed counts. */
	TRY(sql_countermeasure_instruction(
	    req, in->instruction_id, in->type, &instruction, &found));
	n.customer_id = profile.id;
	TRY(standing_of(req, &profile, &standing));
	TRY(ground_of(req, row_text(req, &instruction, "emergency_report_id"),
	    row_text(req, &instruction, "bill_incident_id"), &R3_30, &profile, &standing, &ground));
	n.emergency_report_id = ground.emergency_report_id;
	TRY(judge(req, &e, &n, &instruction));
	TRY(effect_bring(req, &e, &n));
	TRY(countermeasure_keep(req, &n));
	if (n.type == COUNTERMEASURE_TYPE_INCREASE_DEPOSIT)
		TRY(effect_on_deposit(req, &profile));
	return reply_one(req, sql_countermeasure_get, n.id);
}

MAY_FAIL
countermeasure_lift(struct request *req, const struct countermeasure_lift_in *in)
{
	enum countermeasure_type type;
	struct standing standing;
	struct profile profile;
	struct ground ground;
	struct decision d;
	struct row row;

	TRY(sql_countermeasure_whose(req, in->id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_31, &profile));
	TRY(sql_countermeasure_lock(req, in->id, &row));
	TRY(standing_of(req, &profile, &standing));
	TRY(ground_of(req, row_text(req, &row, "emergency_report_id"),
	    row_text(req, &row, "bill_incident_id"), &R3_31, &profile, &standing, &ground));
	type = row_enum(&row, "type", countermeasure_type_names, COUNTERMEASURE_TYPE_COUNT);
	d = countermeasure_lifting(&(struct countermeasure_lifting_facts) {
	    .type = type,
	    .state =
		row_enum(&row, "state", countermeasure_state_names, COUNTERMEASURE_STATE_COUNT),
	    .superior = ground.superior,
	    .reporter = ground.reporter,
	});
	TRY(decide(req, "countermeasure", in->id, &d));
	TRY(sql_countermeasure_save_lifted(req, in->id, in->reason));
	if (type == COUNTERMEASURE_TYPE_INCREASE_DEPOSIT)
		TRY(effect_on_deposit(req, &profile));
	return reply_one(req, sql_countermeasure_get, in->id);
}
