/* The grade of a customer as the facts make it (R3.5, R3.6). */
#include "grade.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "parameter.h"
#include "rules.h"
#include "standing.h"

static MAY_FAIL
receivables_of(struct request *req, const char *customer_id, date since, struct grade_facts *facts)
{
	struct owed *owed;
	struct rows rows;

	TRY(sql_grade_receivables(req, customer_id, facts->on, since, &rows));
	owed = arena_array(req->arena, struct owed, rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		owed[i] = (struct owed) {
			.due_on = row_date(&row, "due_on"),
			.amount_fen = row_integer(&row, "amount_fen"),
			.on_time_fen = row_integer(&row, "on_time_fen"),
			.cleared_on = row_date(&row, "cleared_on"),
		};
	}
	facts->receivables = owed;
	facts->count = (size_t)rows.count;
	return NULL;
}

MAY_FAIL
grade_of(struct request *req, const struct profile *profile, date on, struct graded *graded)
{
	const struct parameters *parameters;
	struct grade_standard standard;
	struct grade_facts facts;
	struct row row;
	date since;

	*graded = (struct graded) { 0 };
	TRY(report_latest(req, profile->id, on, &graded->report));
	if (!graded->report.scored)
		graded->report.id = NULL;
	if (!graded->report.id)
		return NULL;
	TRY(parameters_on(req, req->today, &parameters));
	standard = grade_standard_of(parameters);
	since = grade_window_start(on, &standard);
	facts = (struct grade_facts) { .on = on,
		.investigation_score = graded->report.investigation_score,
		.blacklisted = profile->blacklisted };
	TRY(receivables_of(req, profile->id, since, &facts));
	TRY(sql_grade_incidents(req, profile->id, on, since, end_of(on), &row));
	facts.dishonoured = row_integer(&row, "dishonoured");
	facts.open_bill_incident = row_boolean(&row, "open_incident");
	facts.insolvency_or_enforcement =
	    graded->report.insolvency_or_enforcement || row_boolean(&row, "insolvency_found");
	graded->investigation_score = facts.investigation_score;
	graded->dishonoured_bills = facts.dishonoured;
	graded->decision = grade_compute(&facts, &standard, &graded->computed);
	return NULL;
}

void
member_overrides(struct buffer *b, const struct computed_grade *computed)
{
	list_open(b, "overrides");
	for (int i = 1; i < GRADE_OVERRIDE_COUNT; i++)
		if (computed->overrides[i])
			item_text(b, grade_override_names[i]);
	list_close(b);
}

static void
member_behaviour(struct buffer *b, const struct graded *graded)
{
	const struct behaviour *behaviour = &graded->computed.behaviour;

	member_name(b, "behaviour");
	object_open(b);
	member_boolean(b, "recorded", behaviour->recorded);
	member_integer(b, "due_fen", behaviour->due_fen);
	member_integer(b, "on_time_fen", behaviour->on_time_fen);
	member_integer(b, "longest_delay_days", behaviour->longest_delay_days);
	member_integer(b, "dishonoured_bills", graded->dishonoured_bills);
	member_integer(b, "punctuality_points", behaviour->punctuality_points);
	member_integer(b, "delay_points", behaviour->delay_points);
	member_integer(b, "dishonour_points", behaviour->dishonour_points);
	member_integer(b, "score", behaviour->score);
	object_close(b);
}

static MAY_FAIL
reply_graded(
    struct request *req, const struct profile *profile, date on, const struct graded *graded)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "customer_id", profile->id);
	member_date(&b, "as_of", on);
	member_text(&b, "report_id", graded->report.id);
	member_date(&b, "report_filed_on", graded->report.filed_on);
	member_integer(&b, "investigation_score", graded->investigation_score);
	member_behaviour(&b, graded);
	member_integer(&b, "total", graded->computed.total);
	member_text(&b, "grade_by_total", grade_names[graded->computed.by_total]);
	member_boolean(&b, "capped", graded->computed.capped);
	member_overrides(&b, &graded->computed);
	member_text(&b, "grade", grade_names[graded->computed.grade]);
	object_close(&b);
	decision_show(req, &graded->decision);
	return reply_json(req, b.text);
}

MAY_FAIL
computed_grade_get(struct request *req, const struct computed_grade_get_in *in)
{
	date on = in->as_of == NO_DATE ? req->today : in->as_of;
	struct standing standing;
	struct profile profile;
	struct graded graded;

	TRY(profile_read(req, in->id, &R3_6, &profile));
	TRY(standing_of(req, &profile, &standing));
	TRY(standing_reads(req, &standing, &R3_6));
	TRY(grade_of(req, &profile, on, &graded));
	if (!graded.report.id)
		return problem_rule(req, &problem_report_missing, &R3_6,
		    "No credit report of this customer had been filed by then.");
	if (graded.decision.refusal)
		return decide(req, "credit_profile", profile.id, &graded.decision);
	return reply_graded(req, &profile, on, &graded);
}
