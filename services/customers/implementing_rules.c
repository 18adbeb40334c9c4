/* /v1/implementing-rules: what a department lays down for itself, never weaker (R7.3). */
#include "implementing_rules.h"

#include "customers/operations.h"
#include "customers/queries.h"
#include "named_departments.h"
#include "rules.h"
#include "settings.h"

/* The end of every change. */
static MAY_FAIL
tell_and_reply(struct request *req, const char *type, const char *id)
{
	struct row row;

	TRY(sql_implementing_rules_get(req, id, &row));
	TRY(event_emit(req, type, id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

static MAY_FAIL
check_names(struct request *req, const char *member, const char *list, bool conditions)
{
	struct row row;

	if (!list)
		return NULL;
	TRY(sql_implementing_rules_names_once(req, list, &row));
	if (!row_boolean(&row, "once"))
		return problem_fault(req, member, "DUPLICATE", "Each name stands once.");
	if (conditions && row_boolean(&row, "letter"))
		return problem_fault(
		    req, member, "DUPLICATE", "a to f are the company's conditions.");
	return NULL;
}

/* All overrides against what the company will have on the day the version takes effect. */
static MAY_FAIL
check_overrides(
    struct request *req, const struct acting *acting, const char *json, date on, struct decision *d)
{
	const struct parameters *company, *own;
	struct override *overrides;
	struct settings settings;

	TRY(settings_read(req, "overrides", json, &settings));
	TRY(parameters_on(req, on, &company));
	own = settings_over(company, &settings);
	overrides = arena_array(req->arena, struct override, settings.count);
	for (size_t i = 0; i < settings.count; i++)
		overrides[i] = override_of(company, own, settings.items[i].parameter);
	*d = implementing_rules_submit(
	    &acting->by, acting->department.id, overrides, settings.count);
	return NULL;
}

MAY_FAIL
implementing_rules_create(struct request *req, const struct implementing_rules_create_in *in)
{
	const char *id = new_id(req);
	const struct parameters *parameters;
	struct implementing_rules_facts facts = { .submitted_on = req->today,
		.effective_from = in->effective_from };
	struct acting acting;
	struct decision d;

	TRY(acting_begin(req, in->department_id, DUTY_IMPLEMENTING_RULES, &acting));
	TRY(parameters_on(req, req->today, &parameters));
	facts.opinion_days = parameter_integer(parameters, &parameter_rules_opinion_days);
	TRY(check_names(req, "/conditions", in->conditions_json, true));
	TRY(check_names(req, "/criteria", in->criteria_json, false));
	TRY(check_overrides(req, &acting, in->overrides_json, rules_effective_on(&facts), &d));
	decision_used(&d, "rules.opinion_days", facts.opinion_days);
	TRY(decide(req, "implementing_rules", id, &d));
	TRY(sql_implementing_rules_create(req, id, acting.department.id, in->text,
	    in->overrides_json, in->conditions_json, in->criteria_json, in->effective_from,
	    rules_effective_on(&facts), facts.opinion_days, rules_opinion_due(&facts)));
	return tell_and_reply(req, "implementing_rules.submitted", id);
}

MAY_FAIL
implementing_rules_give_opinion(
    struct request *req, const struct implementing_rules_give_opinion_in *in)
{
	struct actor by = actor_of(&req->caller);
	struct implementing_rules_facts facts;
	enum rules_opinion opinion =
	    enum_index(rules_opinion_names, RULES_OPINION_COUNT, in->opinion);
	struct decision d;
	struct row row;

	TRY(sql_implementing_rules_lock(req, in->id, &row));
	facts = (struct implementing_rules_facts) {
		.submitted_on = date_of(row_instant(&row, "submitted_at")),
		.effective_from = row_date(&row, "effective_from"),
		.opinion = row_enum(&row, "opinion", rules_opinion_names, RULES_OPINION_COUNT),
		.opinion_on = date_of(row_instant(&row, "opinion_at")),
		.opinion_days = row_integer(&row, "opinion_days"),
	};
	d = rules_opinion_decide(&facts, &by, opinion, in->reason, req->now);
	TRY(decide(req, "implementing_rules", in->id, &d));
	facts.opinion = opinion;
	facts.opinion_on = req->today;
	TRY(sql_implementing_rules_save_opinion(
	    req, in->id, in->opinion, in->reason, rules_effective_on(&facts)));
	return tell_and_reply(req, "implementing_rules.opinion_given", in->id);
}
