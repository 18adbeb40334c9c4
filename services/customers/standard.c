/* /v1/standards: what the marketing division lays down for all departments (R7.2). */
#include "actor.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "rules_standard.h"
#include "scope.h"
#include "settings.h"

/* The conditions of admission that the settings leave; NULL: they do not speak of them. */
static MAY_FAIL
conditions_of(struct request *req, const struct settings *settings, const char *const **conditions)
{
	const struct parameters *parameters;

	*conditions = NULL;
	if (!settings_have(settings, &parameter_admission_conditions))
		return NULL;
	TRY(parameters_on(req, req->today, &parameters));
	*conditions =
	    parameter_words(settings_over(parameters, settings), &parameter_admission_conditions);
	return NULL;
}

/* What is wrong with a draft already now. */
static MAY_FAIL
check_draft(struct request *req, const char *id, const char *parameters, date effective_from)
{
	const char *const *conditions;
	struct settings settings;
	struct decision d;

	TRY(settings_read(req, "parameters", parameters, &settings));
	TRY(conditions_of(req, &settings, &conditions));
	if (conditions) {
		d = conditions_complete(conditions);
		TRY(require(req, "standard", id, &d));
	}
	if (effective_from != NO_DATE && effective_from < req->today)
		return problem_rule(req, &problem_effective_date_past, &R7_2,
		    "A standard does not take effect in the past.");
	return NULL;
}

MAY_FAIL
standard_draft(struct request *req, const struct standard_draft_in *in)
{
	const char *id = new_id(req);
	struct row row;

	TRY(check_draft(req, id, in->parameters_json, in->effective_from));
	TRY(sql_standard_kind_lock(req, in->kind, &row));
	TRY(sql_standard_create(
	    req, id, in->kind, in->text, in->parameters_json, in->effective_from));
	return reply_one(req, sql_standard_get, id);
}

MAY_FAIL
standard_update(struct request *req, const struct standard_update_in *in)
{
	struct row row;

	TRY(sql_standard_lock(req, in->id, &row));
	if (row_enum(&row, "state", standard_state_names, STANDARD_STATE_COUNT) !=
	    STANDARD_STATE_DRAFT)
		return problem_rule(req, &problem_invalid_state, &R7_2,
		    "It was put into effect, and is changed by a new version only.");
	TRY(check_draft(req, in->id, in->parameters_json, in->effective_from));
	TRY(sql_standard_save(req, in->id, req->body));
	return reply_one(req, sql_standard_get, in->id);
}

/* Of two with one date only the later issued holds: what the other alone changes is taken back. */
static MAY_FAIL
take_back_overtaken(
    struct request *req, const char *kind, date effective_from, const char *settings)
{
	const struct parameters *before;
	struct rows rows;

	TRY(sql_standard_overtaken(req, kind, effective_from, settings, &rows));
	if (!rows.count)
		return NULL;
	TRY(parameters_on(req, effective_from - 1, &before));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const struct parameter *parameter =
		    parameter_named(req, row_text(req, &row, "parameter"));

		if (parameter)
			TRY(parameter_set(
			    req, parameter, parameter_json(before, parameter), effective_from));
	}
	return NULL;
}

static MAY_FAIL
take_effect(struct request *req, const struct row *standard, const struct settings *settings)
{
	const char *kind = row_text(req, standard, "kind");
	date from = row_date(standard, "effective_from");
	struct row row;

	TRY(sql_standard_kind_lock(req, kind, &row));
	TRY(take_back_overtaken(req, kind, from, row_text(req, standard, "parameters")));
	for (size_t i = 0; i < settings->count; i++)
		TRY(parameter_set(
		    req, settings->items[i].parameter, settings->items[i].value, from));
	return sql_standard_save_issue(req, row_text(req, standard, "id"));
}

MAY_FAIL
standard_put_into_effect(struct request *req, const struct standard_put_into_effect_in *in)
{
	struct actor by = actor_of(&req->caller);
	const char *const *conditions;
	struct settings settings;
	struct decision d;
	struct row row;

	TRY(sql_standard_lock(req, in->id, &row));
	TRY(settings_read(req, "parameters", row_text(req, &row, "parameters"), &settings));
	TRY(conditions_of(req, &settings, &conditions));
	d = standard_issue(
	    &(struct standard_facts) {
		.kind = row_enum(&row, "kind", standard_kind_names, STANDARD_KIND_COUNT),
		.state = row_enum(&row, "state", standard_state_names, STANDARD_STATE_COUNT),
		.drafted_by = row_text(req, &row, "drafted_by"),
		.effective_from = row_date(&row, "effective_from"),
		.conditions = conditions,
	    },
	    &by, req->today);
	TRY(decide(req, "standard", in->id, &d));
	TRY(take_effect(req, &row, &settings));
	TRY(sql_standard_get(req, in->id, &row));
	TRY(event_emit(
	    req, "standard.issued", in->id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}
