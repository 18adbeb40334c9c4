/* Instructions on emergency reports and bill incidents (R3.30). */
#include "instruction.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_countermeasure.h"
#include "rules_instruction.h"

struct ground
ground_of_report(const struct emergency *e)
{
	bool deteriorated = e->direction == EMERGENCY_DIRECTION_DETERIORATED || e->bill_incident_id;

	return (struct ground) {
		.emergency_report_id = e->id,
		.bill_incident_id = e->bill_incident_id,
		.reporter = e->reporter,
		.superior = e->superior,
		.closed = e->state == EMERGENCY_STATE_CLOSED,
		.deteriorated = deteriorated,
		.grave = deteriorated || (e->category == EMERGENCY_CATEGORY_TRADE_ANOMALY &&
					     e->direction == EMERGENCY_DIRECTION_UNCLEAR),
	};
}

static MAY_FAIL
ground_of_incident(struct request *req, const char *id, const struct rule *rule,
    const struct profile *profile, const struct standing *standing, struct ground *ground)
{
	struct row row;
	bool found;

	TRY(sql_instruction_incident_take(req, id, profile->id, &row, &found));
	if (!found)
		return problem_rule(req, &problem_report_missing, rule,
		    "There is no such bill incident of this customer.");
	*ground = (struct ground) {
		.emergency_report_id = row_text(req, &row, "emergency_report_id"),
		.bill_incident_id = row_text(req, &row, "id"),
		.receivable_id = row_text(req, &row, "receivable_id"),
		.reporter = row_boolean(&row, "reported_by_caller"),
		.superior = standing->superior || row_boolean(&row, "caller_on_line"),
		.closed = row_boolean(&row, "closed"),
		.deteriorated = true,
		.grave = true,
	};
	return NULL;
}

MAY_FAIL
ground_of(struct request *req, const char *emergency_report_id, const char *bill_incident_id,
    const struct rule *rule, const struct profile *profile, const struct standing *standing,
    struct ground *ground)
{
	struct emergency e;

	if (bill_incident_id)
		return ground_of_incident(req, bill_incident_id, rule, profile, standing, ground);
	if (!emergency_report_id)
		return problem_rule(req, &problem_report_missing, rule,
		    "It rests on an emergency report or a bill incident; none is named.");
	TRY(emergency_of_customer(req, emergency_report_id, rule, profile, standing, &e));
	*ground = ground_of_report(&e);
	return NULL;
}

/* One of the list, which must have the figure it needs, and stand there once: 400. */
static MAY_FAIL
check_measure(struct request *req, const struct parameters *parameters,
    const struct ordered_measure *measures, size_t index)
{
	enum countermeasure_type type = measures[index].type;
	enum figure_need need = countermeasure_ordered_figure(type);
	const char *at = arena_print(req->arena, "/measures/%zu/figure_fen", index);

	if (need == FIGURE_MUST && !measures[index].figure_fen)
		return problem_fault(req, at, "REQUIRED", "It is ordered with its figure.");
	if (need == FIGURE_NONE && measures[index].figure_fen)
		return problem_fault(req, at, "NOT_APPLICABLE", "It has no figure.");
	at = arena_print(req->arena, "/measures/%zu/type", index);
	for (size_t i = 0; i < index; i++)
		if (measures[i].type == type)
			return problem_fault(req, at, "DUPLICATE", "It is ordered already.");
	if (!parameter_has(parameters, &parameter_credit_countermeasure_types,
		countermeasure_type_names[type]))
		return problem_fault(req, at, "UNKNOWN", "One of %s.",
		    parameter_json(parameters, &parameter_credit_countermeasure_types));
	return NULL;
}

/* What an instruction must be like, whoever gives it: 400. */
static MAY_FAIL
check(struct request *req, const struct instruction_new *n)
{
	const struct parameters *parameters;

	TRY(parameters_on(req, req->today, &parameters));
	if (!n->count && !n->none && !n->ruling)
		return problem_fault(
		    req, "/measures", "REQUIRED", "Which measures are ordered? If none, say none.");
	if (n->count && n->none)
		return problem_fault(
		    req, "/none", "NOT_APPLICABLE", "It orders measures, and says none.");
	for (size_t i = 0; i < n->count; i++)
		TRY(check_measure(req, parameters, n->measures, i));
	return NULL;
}

MAY_FAIL
instruction_keep(struct request *req, const struct instruction_new *n, const char *id)
{
	TRY(sql_instruction_create(req, id, n->profile->id, n->ground->emergency_report_id,
	    n->ground->bill_incident_id, n->standing->caller.id, n->measures_json, n->none,
	    n->ruling, n->text));
	return n->ground->emergency_report_id
		   ? emergency_instructed(req, n->ground->emergency_report_id)
		   : NULL;
}

MAY_FAIL
instruction_give(struct request *req, const struct instruction_new *n, const char **id)
{
	struct decision d;

	TRY(check(req, n));
	*id = new_id(req);
	d = instruction_giving(&(struct instruction_facts) {
	    .reporter = n->ground->reporter,
	    .superior = n->ground->superior,
	    .closed = n->ground->closed,
	    .deteriorated = n->ground->deteriorated,
	    .measures = n->count,
	});
	TRY(decide(req, "instruction", *id, &d));
	return instruction_keep(req, n, *id);
}

MAY_FAIL
instruction_reply(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_instruction_get(req, id, &row));
	TRY(reply_row(req, &row));
	/* Not below what it is about. */
	if (req->location)
		req->location = arena_print(req->arena, "/v1/instructions/%s", id);
	return NULL;
}

MAY_FAIL
instruction_get(struct request *req, const struct instruction_get_in *in)
{
	return instruction_reply(req, in->id);
}

MAY_FAIL
instruction_of_report_list_guard(
    struct request *req, const struct instruction_of_report_list_in *in)
{
	struct row row;

	return sql_emergency_shown(req, in->id, &row);
}

MAY_FAIL
instruction_of_report_create(struct request *req, const struct instruction_of_report_create_in *in)
{
	struct ordered_measure *measures =
	    arena_array(req->arena, struct ordered_measure, in->measures_count);
	struct standing standing;
	struct profile profile;
	struct ground ground;
	struct emergency e;
	const char *id;

	for (size_t i = 0; i < in->measures_count; i++)
		measures[i] = (struct ordered_measure) {
			enum_index(countermeasure_type_names, COUNTERMEASURE_TYPE_COUNT,
			    in->measures[i].type),
			in->measures[i].figure_fen,
		};
	TRY(emergency_begin(req, in->id, &R3_30, &profile, &standing, &e));
	ground = ground_of_report(&e);
	TRY(instruction_give(req,
	    &(struct instruction_new) {
		.profile = &profile,
		.standing = &standing,
		.ground = &ground,
		.measures = measures,
		.count = in->measures_count,
		.measures_json = in->measures_json,
		.none = in->none && *in->none,
		.text = in->text,
	    },
	    &id));
	return instruction_reply(req, id);
}
