/* /v1/field-surveys: what the salesperson collects at the customer's (R3.23). */
#include "credit/operations.h"
#include "credit/queries.h"
#include "investigation.h"
#include "parameter.h"
#include "profile.h"
#include "rules.h"
#include "rules_survey.h"
#include "rules_text.h"
#include "standing.h"

static MAY_FAIL
read_items(struct request *req, const char *json, const struct survey_item **items, size_t *count)
{
	struct survey_item *read;
	struct rows rows;

	TRY(sql_field_survey_items(req, json, &rows));
	read = arena_array(req->arena, struct survey_item, (size_t)rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		read[i] = (struct survey_item) {
			.name = row_text(req, &row, "name"),
			.json_type = row_text(req, &row, "json_type"),
			.value_type = row_text(req, &row, "value_type"),
			.value = row_text(req, &row, "value"),
			.reason = row_text(req, &row, "reason"),
			.not_obtainable = row_boolean(&row, "not_obtainable"),
			.members_known = row_boolean(&row, "members_known"),
		};
	}
	*items = read;
	*count = (size_t)rows.count;
	return NULL;
}

/* 400 for what is no item, 422 for a visit that is still to come. */
static MAY_FAIL
check_items(struct request *req, const char *json, date *visited_on)
{
	const struct survey_item *items;
	struct decision d;
	size_t count;

	*visited_on = NO_DATE;
	TRY(read_items(req, json, &items, &count));
	for (size_t i = 0; i < count; i++) {
		const char *fault = survey_item_fault(&items[i]);

		if (fault)
			return problem_fault(req,
			    arena_print(req->arena, "/items/%.100s", items[i].name), "INVALID",
			    "%s", fault);
		if (same(items[i].name, SURVEY_VISITED_ON))
			*visited_on = survey_item_date(&items[i]);
	}
	d = survey_visit_decide(*visited_on, req->today);
	return d.refusal ? decide(req, "field_survey", NULL, &d) : NULL;
}

/* The present survey of this customer, which the new one corrects. */
static MAY_FAIL
replaced(
    struct request *req, const char *replaces_id, const struct profile *profile, struct row *row)
{
	bool found;

	TRY(sql_field_survey_of(req, replaces_id, profile->id, row, &found));
	if (!found)
		return problem_fault(
		    req, "/replaces_id", "UNKNOWN", "This customer has no such survey.");
	if (row_enum(row, "state", field_survey_state_names, FIELD_SURVEY_STATE_COUNT) !=
	    FIELD_SURVEY_STATE_SUBMITTED)
		return problem_rule(req, &problem_invalid_state, &R3_23,
		    "The latest survey that was handed over is corrected.");
	return NULL;
}

static MAY_FAIL
know_investigation(struct request *req, const char *id, const struct profile *profile)
{
	struct investigation i;
	bool found;

	if (!id)
		return NULL;
	TRY(investigation_hold(req, id, profile, &i, &found));
	if (!found)
		return problem_fault(req, "/investigation_id", "UNKNOWN",
		    "This customer has no such investigation.");
	if (i.state != INVESTIGATION_STATE_REQUESTED && i.state != INVESTIGATION_STATE_IN_PROGRESS)
		return problem_rule(
		    req, &problem_invalid_state, &R3_22, "The investigation is over.");
	return NULL;
}

MAY_FAIL
field_survey_create(struct request *req, const struct field_survey_create_in *in)
{
	const char *id = new_id(req), *items = in->items, *investigation_id = in->investigation_id;
	struct standing standing;
	struct profile profile;
	struct row row;
	int64_t number = 1;
	date visited_on;

	TRY(profile_lock(req, in->customer_id, &R3_23, &profile));
	TRY(standing_of(req, &profile, &standing));
	TRY(standing_is_responsible(req, &standing, &R3_23));
	if (in->replaces_id) {
		TRY(replaced(req, in->replaces_id, &profile, &row));
		number = row_integer(&row, "number") + 1;
		items = items ? items : row_text(req, &row, "items");
		if (!investigation_id)
			investigation_id = row_text(req, &row, "investigation_id");
	}
	if (in->investigation_id)
		TRY(know_investigation(req, in->investigation_id, &profile));
	items = items ? items : "{}";
	TRY(check_items(req, items, &visited_on));
	TRY(sql_field_survey_create(
	    req, id, profile.id, investigation_id, number, in->replaces_id, visited_on, items));
	return reply_one(req, sql_field_survey_told, id);
}

/* The survey of the row, locked behind its customer. */
static MAY_FAIL
begin(struct request *req, const char *id, struct profile *profile, struct row *row)
{
	TRY(sql_field_survey_get(req, id, row));
	TRY(profile_lock(req, row_text(req, row, "customer_id"), &R3_23, profile));
	return sql_field_survey_lock(req, id, row);
}

static MAY_FAIL
facts_of(struct request *req, const struct row *row, struct survey_facts *facts)
{
	const struct parameters *p;

	TRY(parameters_on(req, req->today, &p));
	*facts = (struct survey_facts) {
		.state = row_enum(row, "state", field_survey_state_names, FIELD_SURVEY_STATE_COUNT),
		.author = same(row_text(req, row, "created_by"), req->caller.id),
		.replaces = !row_is_null(row, "replaces_id"),
		.replaced_stands = row_boolean(row, "replaced_stands"),
		.required = parameter_words(p, &parameter_credit_field_survey_required_items),
		.max_not_obtainable =
		    parameter_integer(p, &parameter_credit_field_survey_max_not_obtainable),
		.visited_on = row_date(row, "visited_on"),
		.today = req->today,
	};
	return read_items(req, row_text(req, row, "items"), &facts->items, &facts->count);
}

MAY_FAIL
field_survey_update(struct request *req, const struct field_survey_update_in *in)
{
	struct survey_facts facts;
	struct profile profile;
	struct row row;
	date visited_on;

	TRY(begin(req, in->id, &profile, &row));
	TRY(facts_of(req, &row, &facts));
	if (!facts.author)
		return problem_rule(req, &problem_forbidden_role, &R3_23,
		    "The salesperson who collects it fills it in.");
	if (facts.state != FIELD_SURVEY_STATE_DRAFT)
		return problem_rule(req, &problem_invalid_state, &R3_23,
		    "What was handed over is not changed; a new survey corrects it.");
	if (in->items_given) {
		TRY(sql_field_survey_with(req, in->id, in->items, &row));
		TRY(check_items(req, row_text(req, &row, "items"), &visited_on));
		TRY(sql_field_survey_save_items(
		    req, in->id, row_text(req, &row, "items"), visited_on));
	}
	if (in->investigation_id_given) {
		TRY(know_investigation(req, in->investigation_id, &profile));
		TRY(sql_field_survey_save_investigation(req, in->id, in->investigation_id));
	}
	return reply_one(req, sql_field_survey_told, in->id);
}

/* It answers the channel FIELD of its investigation, while that is not complete (R3.22). */
static MAY_FAIL
answer_channel(struct request *req, const struct row *row, const struct profile *profile)
{
	const char *id = row_text(req, row, "id");
	struct investigation i;
	bool found;
	date on = row_date(row, "visited_on");

	if (row_is_null(row, "investigation_id"))
		return NULL;
	TRY(investigation_hold(req, row_text(req, row, "investigation_id"), profile, &i, &found));
	if (!found || (i.state != INVESTIGATION_STATE_REQUESTED &&
			  i.state != INVESTIGATION_STATE_IN_PROGRESS))
		return NULL;
	return sql_finding_create(req, new_id(req), i.id,
	    investigation_channel_names[INVESTIGATION_CHANNEL_FIELD], NULL,
	    row_text(req, row, "met"), on == NO_DATE ? req->today : on, row_text(req, row, "seen"),
	    arena_print(req->arena, "/v1/field-surveys/%s", id),
	    finding_kind_names[FINDING_KIND_ORDINARY], id);
}

MAY_FAIL
field_survey_submit(struct request *req, const struct field_survey_submit_in *in)
{
	struct survey_facts facts;
	struct profile profile;
	struct decision d;
	struct row row;

	TRY(begin(req, in->id, &profile, &row));
	TRY(facts_of(req, &row, &facts));
	d = survey_submit_decide(&facts);
	TRY(decide(req, "field_survey", in->id, &d));
	TRY(sql_field_survey_save_submitted(req, in->id, survey_not_obtainable(&facts)));
	if (facts.replaces)
		TRY(sql_field_survey_save_replaced(req, row_text(req, &row, "replaces_id")));
	TRY(answer_channel(req, &row, &profile));
	return reply_one(req, sql_field_survey_told, in->id);
}
