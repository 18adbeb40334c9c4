/* /v1/emergency-reports (R3.29, SM-7). */
#include "emergency.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_emergency.h"
#include "rules_text.h"

/* The direct superior, or the next one above who has not left; NULL: nobody. */
static const struct person *
addressee(const struct standing *standing)
{
	for (size_t i = 0; i < standing->superior_count; i++)
		if (standing->superiors[i].at_work)
			return &standing->superiors[i];
	return NULL;
}

/* Those above, as PostgreSQL writes a list of them. */
static const char *
line_of(struct request *req, const struct standing *standing)
{
	struct buffer b = buffer_in(req->arena);

	buffer_text(&b, "{");
	for (size_t i = 0; i < standing->superior_count; i++)
		buffer_print(&b, "%s%s", i ? "," : "", standing->superiors[i].id);
	buffer_text(&b, "}");
	return b.text;
}

MAY_FAIL
emergency_open(struct request *req, const struct emergency_new *n, const char **id)
{
	const char *salesperson_id = n->profile->responsible_salesperson_id;
	const struct parameters *parameters;
	const struct person *reporter, *to;
	enum emergency_source source;
	struct standing standing;
	struct decision d;
	struct row row;
	int64_t hours;
	struct emergency_facts facts = {
		.finance = caller_is(&req->caller, "finance"),
		.observed_at = n->observed_at == NO_INSTANT ? req->now : n->observed_at,
		.now = req->now,
	};

	*id = new_id(req);
	TRY(parameters_on(req, req->today, &parameters));
	TRY(standing_of(req, n->profile, &standing));
	hours = parameter_integer(parameters, &parameter_credit_emergency_instruction_hours);
	reporter = n->reporter ? n->reporter : &standing.caller;
	to = addressee(&standing);
	facts.responsible = same(reporter->id, salesperson_id);
	facts.superior_known = to;
	d = emergency_reporting(&facts, hours);
	TRY(decide(req, "emergency_report", *id, &d));
	source = n->source	     ? n->source
		 : facts.responsible ? EMERGENCY_SOURCE_SALESPERSON
				     : EMERGENCY_SOURCE_FINANCE;
	TRY(sql_emergency_create(req, *id, n->profile->id, emergency_category_names[n->category],
	    emergency_direction_names[n->direction], facts.observed_at, n->description,
	    n->evidence_json, n->measures_json, emergency_source_names[source], n->source_id,
	    n->reporter && n->reporter->subject ? n->reporter->subject : req->caller.id,
	    reporter->id, salesperson_id, to->id, line_of(req, &standing),
	    emergency_instruction_due(req->now, hours)));
	TRY(sql_emergency_told(req, *id, &row));
	return event_emit(req, "credit.emergency_reported", *id, 1, row_json(req, &row));
}

MAY_FAIL
emergency_report_create(struct request *req, const struct emergency_report_create_in *in)
{
	struct profile profile;
	const char *id;

	TRY(profile_lock(req, in->customer_id, &R3_29, &profile));
	TRY(emergency_open(req,
	    &(struct emergency_new) {
		.profile = &profile,
		.category =
		    enum_index(emergency_category_names, EMERGENCY_CATEGORY_COUNT, in->category),
		.direction =
		    enum_index(emergency_direction_names, EMERGENCY_DIRECTION_COUNT, in->direction),
		.observed_at = in->observed_at,
		.description = in->description,
		.evidence_json = in->evidence_refs_json,
		.measures_json = in->suggested_measures_json,
	    },
	    &id));
	return reply_one(req, sql_emergency_get, id);
}

MAY_FAIL
emergency_report_get(struct request *req, const struct emergency_report_get_in *in)
{
	struct row row;

	TRY(sql_emergency_shown(req, in->id, &row));
	return reply_one(req, sql_emergency_get, in->id);
}

/* By the row that was locked, for a caller who stands to the customer so. */
static struct emergency
emergency_of(struct request *req, const struct row *row, const struct standing *standing)
{
	return (struct emergency) {
		.id = row_text(req, row, "id"),
		.customer_id = row_text(req, row, "customer_id"),
		.bill_incident_id = row_text(req, row, "bill_incident_id"),
		.state = row_enum(row, "state", emergency_state_names, EMERGENCY_STATE_COUNT),
		.category =
		    row_enum(row, "category", emergency_category_names, EMERGENCY_CATEGORY_COUNT),
		.direction = row_enum(
		    row, "direction", emergency_direction_names, EMERGENCY_DIRECTION_COUNT),
		.reporter = row_boolean(row, "reported_by_caller"),
		.superior = standing->superior || row_boolean(row, "caller_on_line"),
	};
}

MAY_FAIL
emergency_begin(struct request *req, const char *id, const struct rule *rule,
    struct profile *profile, struct standing *standing, struct emergency *e)
{
	struct row row;

	TRY(sql_emergency_whose(req, id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), rule, profile));
	TRY(sql_emergency_lock(req, id, &row));
	TRY(standing_of(req, profile, standing));
	*e = emergency_of(req, &row, standing);
	return NULL;
}

MAY_FAIL
emergency_of_customer(struct request *req, const char *id, const struct rule *rule,
    const struct profile *profile, const struct standing *standing, struct emergency *e)
{
	struct row row;
	bool found;

	TRY(sql_emergency_take(req, id, profile->id, &row, &found));
	if (!found)
		return problem_rule(req, &problem_report_missing, rule,
		    "There is no such report of this customer.");
	*e = emergency_of(req, &row, standing);
	return NULL;
}

MAY_FAIL
emergency_report_close(struct request *req, const struct emergency_report_close_in *in)
{
	struct standing standing;
	struct profile profile;
	struct emergency e;
	struct decision d;
	struct row row;

	TRY(emergency_begin(req, in->id, &R3_29, &profile, &standing, &e));
	TRY(sql_emergency_measures(req, in->id, &row));
	d = emergency_closing(&(struct emergency_closing_facts) {
	    .state = e.state,
	    .superior = e.superior,
	    .reporter = e.reporter,
	    .measures = row_boolean(&row, "measures"),
	});
	TRY(decide(req, "emergency_report", e.id, &d));
	TRY(sql_emergency_save_closed(req, e.id));
	return reply_one(req, sql_emergency_get, e.id);
}

MAY_FAIL
emergency_instructed(struct request *req, const char *id)
{
	return sql_emergency_save_instructed(req, id);
}

MAY_FAIL
emergency_executing(struct request *req, const char *id)
{
	return sql_emergency_save_executing(req, id);
}
