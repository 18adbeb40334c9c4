#include "classification.h"

#include "complaint_intake.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"

/* No name of a ground is part of another one. */
static unsigned
grounds_of(const char *listed)
{
	unsigned grounds = 0;

	for (int i = 1; i < CRITERION_GROUND_COUNT; i++)
		if (strstr(listed, criterion_ground_names[i]))
			grounds |= 1u << i;
	return grounds;
}

struct criterion *
criteria_of(struct request *req, const struct rows *rows)
{
	struct criterion *made = arena_array(req->arena, struct criterion, (size_t)rows->count);

	for (int i = 0; i < rows->count; i++) {
		struct row row = rows_at(rows, i);

		made[i] = (struct criterion) {
			.code = row_enum(&row, "code", criterion_code_names, CRITERION_CODE_COUNT),
			.grounds = grounds_of(row_text(req, &row, "grounds")),
			.findings = (size_t)row_integer(&row, "findings"),
			.unconfirmed = (size_t)row_integer(&row, "unconfirmed"),
		};
	}
	return made;
}

MAY_FAIL
classification_read(struct request *req, const struct complaint *c, struct intake *form,
    struct classification *made)
{
	const struct parameters *p;
	struct rows standing;
	struct row row;

	TRY(complaint_parameters(req, c, &p));
	TRY(intake_of(req, c, form));
	TRY(sql_classification_row(req, c->id, &row));
	TRY(sql_criterion_standing(req, c->id, &standing));
	*made = (struct classification) {
		.state = c->state,
		.form = form,
		.waybill_number = row_text(req, &row, "waybill_number"),
		.no_shipment = row_boolean(&row, "no_shipment"),
		.incident_unknown = row_boolean(&row, "incident_unknown"),
		.late_attitude = row_boolean(&row, "late_attitude"),
		.attitude_limit = parameter_period(p, &parameter_complaint_attitude_limit),
		.attitude_subtypes =
		    parameter_has(p, &parameter_complaint_invalid_criteria, "N6")
			? parameter_words(p, &parameter_complaint_attitude_subtypes)
			: NULL, /* nothing comes too late */
		.validity = c->validity,
		.severity =
		    row_enum(&row, "severity", complaint_severity_names, COMPLAINT_SEVERITY_COUNT),
		.motive = row_enum(&row, "motive", complaint_motive_names, COMPLAINT_MOTIVE_COUNT),
		.criteria = criteria_of(req, &standing),
		.criterion_count = (size_t)standing.count,
	};
	return NULL;
}

/* Until it is decided; what is to be decided again may be classified again (R10.5). */
static enum complaint_state
until(const struct complaint *c)
{
	return c->redo_decision ? COMPLAINT_STATE_IMPLEMENTING : COMPLAINT_STATE_IN_MEETING;
}

MAY_FAIL
classification_may(struct request *req, const struct complaint *c, const struct rule *rule)
{
	TRY(complaint_between(req, c, COMPLAINT_STATE_RECEIVED, until(c), rule));
	return complaint_acts_as(req, c, FUNCTION(HANDLER), rule);
}

MAY_FAIL
classification_complete(struct request *req, const struct complaint *c)
{
	struct classification standing;
	struct intake form;
	struct decision d;

	if (!profile_policy(c->profile, c->channel).classification_required)
		return NULL;
	TRY(classification_read(req, c, &form, &standing));
	d = classification_stands(&standing, req->now);
	return require(req, "complaint", c->id, &d);
}

MAY_FAIL
classification_note_late(struct request *req, struct complaint *c)
{
	struct classification standing;
	struct intake form;
	bool late;

	TRY(classification_read(req, c, &form, &standing));
	late = attitude_late(&standing);
	if (late == standing.late_attitude)
		return NULL;
	c->version++;
	return sql_classification_save_late(req, c->id, late);
}

/* The company may have fewer sub-types than the regulation. */
MAY_FAIL
classification_know_subtypes(struct request *req, const struct complaint *c,
    const char *const *subtypes, size_t count)
{
	const struct parameters *p;

	TRY(complaint_parameters(req, c, &p));
	for (size_t i = 0; i < count; i++)
		if (!parameter_has(p, &parameter_complaint_subtypes, subtypes[i]))
			return problem_fault(
			    req, "/subtypes", "ONE_OF", "Must be some of complaint.subtypes.");
	return NULL;
}

static MAY_FAIL
may_classify(struct request *req, const struct complaint *c)
{
	TRY(complaint_between(req, c, COMPLAINT_STATE_REGISTERED, until(c), &R12_4));
	if (c->organiser)
		return NULL;
	return complaint_acts_as(req, c, FUNCTION(HANDLER) | FUNCTION(OFFICER), &R12_4);
}

/* What it is of decides whether it came too late (R12.7). */
MAY_FAIL
complaint_classification_set(struct request *req, const struct complaint_classification_set_in *in)
{
	struct classification made;
	struct complaint c;
	struct intake form;
	struct decision d;

	TRY(complaint_lock(req, in->id, &c));
	TRY(may_classify(req, &c));
	TRY(classification_know_subtypes(req, &c, in->subtypes, in->subtypes_count));
	TRY(sql_classification_save_type(req, c.id, in->type,
	    in->subtypes_json ? in->subtypes_json : "[]", in->subtype_text, in->waybill_number,
	    in->no_shipment, in->incident_dates_json, in->incident_unknown));
	TRY(classification_read(req, &c, &form, &made));
	d = classification_type(&made, req->now);
	TRY(decide(req, "complaint", c.id, &d));
	TRY(classification_note_late(req, &c));
	return complaint_reply(req, c.id);
}
