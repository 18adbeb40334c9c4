/* When the next report of a customer is due, and that it is told (R3.27). */
#include "credit/queries.h"
#include "parameter.h"
#include "report.h"
#include "rules.h"
#include "rules_reporting.h"
#include "rules_text.h"

MAY_FAIL
report_latest(struct request *req, const char *customer_id, date on, struct filed_report *report)
{
	struct row row;
	bool found;

	*report = (struct filed_report) { 0 };
	TRY(sql_credit_report_latest(req, customer_id, on, &row, &found));
	if (found)
		*report = (struct filed_report) {
			.id = row_text(req, &row, "id"),
			.filed_on = row_date(&row, "filed_on"),
			.scored = !row_is_null(&row, "investigation_score"),
			.investigation_score = row_integer(&row, "investigation_score"),
			.insolvency_or_enforcement = row_boolean(&row, "insolvency_or_enforcement"),
			.declared_single_purchase_fen =
			    row_integer(&row, "declared_single_purchase_fen"),
			.declared_cycle_days = row_integer(&row, "declared_cycle_days"),
			.recommended_grade =
			    row_enum(&row, "recommended_grade", grade_names, GRADE_COUNT),
			.recommended_limit_fen = row_integer(&row, "recommended_limit_fen"),
			.recommended_term_days = row_integer(&row, "recommended_term_days"),
		};
	return NULL;
}

static struct reporting_facts
facts_of(const struct profile *profile)
{
	return (struct reporting_facts) {
		.grade = profile->grade,
		.grade_since = profile->grade_since,
		.last_report_on = profile->last_report_on,
	};
}

/*
 * The handlers of these timers do not lock the customer: who moves a timer holds that lock, and
 * waits for a timer that rings.
 */
static MAY_FAIL
set_timers(struct request *req, const struct profile *profile, const struct parameters *p)
{
	int64_t notice_days = parameter_integer(p, &parameter_credit_report_notice_days);

	if (profile->report_due_on == NO_DATE) {
		TRY(timer_cancel(req, "report_notice", profile->id));
		return timer_cancel(req, "report_overdue", profile->id);
	}
	TRY(timer_set(req, "report_notice", profile->id,
	    reporting_notice_at(profile->report_due_on, notice_days, req->now)));
	return timer_set(
	    req, "report_overdue", profile->id, reporting_overdue_at(profile->report_due_on));
}

/* A due date that stays is not told again. */
static MAY_FAIL
keep_due(struct request *req, struct profile *profile, date due, date verification_due,
    const struct parameters *p)
{
	bool moved = due != profile->report_due_on;

	profile->report_due_on = due;
	profile->verification_due_on = verification_due;
	TRY(sql_credit_profile_save_report(req, profile->id, profile->last_report_on,
	    profile->report_due_on, profile->verification_due_on));
	profile->version++;
	return moved ? set_timers(req, profile, p) : NULL;
}

/* A verification comes so many days after the report that it rests on (R3.18). */
static date
verification_due(date report_due, const struct parameters *p)
{
	return reporting_verification_due(
	    report_due, parameter_integer(p, &parameter_credit_verification_slack_days));
}

MAY_FAIL
report_grade_changed(struct request *req, struct profile *profile, enum grade from_grade)
{
	struct reporting_facts facts = facts_of(profile);
	struct reporting_intervals intervals;
	const struct parameters *p;
	date due;

	TRY(parameters_on(req, req->today, &p));
	intervals = reporting_intervals_of(p);
	due = reporting_due_changed(&facts, &intervals, from_grade, profile->report_due_on);
	return keep_due(req, profile, due, verification_due(due, p), p);
}

/* The verification that this report is for is still owed: its day stays. */
static MAY_FAIL
filed(struct request *req, struct profile *profile, date on)
{
	struct reporting_intervals intervals;
	struct reporting_facts facts;
	const struct parameters *p;
	date due, verification;

	profile->last_report_on = on;
	facts = facts_of(profile);
	TRY(parameters_on(req, req->today, &p));
	intervals = reporting_intervals_of(p);
	due = reporting_due(&facts, &intervals);
	verification = profile->verification_due_on;
	if (verification == NO_DATE || due == NO_DATE)
		verification = verification_due(due, p);
	return keep_due(req, profile, due, verification, p);
}

MAY_FAIL
report_filed_today(struct request *req, struct profile *profile)
{
	return filed(req, profile, req->today);
}

MAY_FAIL
report_taken_over(struct request *req, struct profile *profile, date filed_on)
{
	/* A grade that is younger is what the next one is counted from, as it was. */
	if (filed_on > profile->grade_since)
		return filed(req, profile, filed_on);
	profile->last_report_on = filed_on;
	return sql_credit_profile_save_report(req, profile->id, profile->last_report_on,
	    profile->report_due_on, profile->verification_due_on);
}

MAY_FAIL
report_verified(struct request *req, struct profile *profile)
{
	const struct parameters *p;

	TRY(parameters_on(req, req->today, &p));
	return keep_due(
	    req, profile, profile->report_due_on, verification_due(profile->report_due_on, p), p);
}

MAY_FAIL
report_owed_again(struct request *req, const struct profile *profile)
{
	const struct parameters *p;

	TRY(parameters_on(req, req->today, &p));
	return set_timers(req, profile, p);
}

static MAY_FAIL
tell_due(struct request *req, const char *customer_id, const char *event)
{
	struct buffer b = buffer_in(req->arena);
	struct profile profile;

	TRY(profile_read(req, customer_id, &R3_27, &profile));
	/* What was merged owes none any more; who it lives on in has its own timer. */
	if (!same(profile.id, customer_id) || profile.report_due_on == NO_DATE ||
	    profile.trading_status == TRADING_STATUS_TERMINATED)
		return NULL;
	object_open(&b);
	member_text(&b, "customer_id", profile.id);
	member_text(&b, "grade", grade_names[profile.grade]);
	member_text(&b, "responsible_salesperson_id", profile.responsible_salesperson_id);
	member_date(&b, "due_on", profile.report_due_on);
	object_close(&b);
	return event_emit(req, event, profile.id, 0, b.text);
}

MAY_FAIL
report_notice(struct request *req, const char *customer_id)
{
	return tell_due(req, customer_id, "credit.report_due");
}

MAY_FAIL
report_overdue(struct request *req, const char *customer_id)
{
	return tell_due(req, customer_id, "credit.report_overdue");
}
