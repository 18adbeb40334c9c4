/* An approved adjustment takes effect, all at once (R3.11, R3.12, R3.19). */
#include "adjustment.h"
#include "condition.h"
#include "credit/queries.h"
#include "overlimit.h"
#include "parameter.h"
#include "report.h"
#include "reservation.h"
#include "rules.h"

static const char fallen[] = "The customer has fallen to grade D.";

/* The profile with the new grade and line. */
static struct profile
changed(const struct request *req, const struct adjustment *a)
{
	struct profile to = a->profile;

	to.grade = a->to_grade;
	to.limit_fen = a->to.limit_fen;
	to.term_days = a->to.term_days;
	if (to.grade != a->profile.grade)
		to.grade_since = req->today;
	/* D has no limit to raise: the next one is a first one. */
	if (to.grade == GRADE_D)
		to.limit_raised_on = NO_DATE;
	else if (to.limit_fen > a->profile.limit_fen)
		to.limit_raised_on = req->today;
	return to;
}

static MAY_FAIL
begin_line(struct request *req, const struct adjustment *a, const struct profile *to)
{
	enum credit_line_cause cause =
	    a->profile.grade == GRADE_UNGRADED			  ? CREDIT_LINE_CAUSE_INITIAL
	    : to->grade == GRADE_D && a->profile.grade != GRADE_D ? CREDIT_LINE_CAUSE_GRADE_LOWERED
								  : CREDIT_LINE_CAUSE_ADJUSTMENT;
	struct decision d;
	struct row row;

	TRY(sql_credit_line_last(req, to->id, &row));
	d = line_begins(req->now, row_instant(&row, "valid_from"), req->now);
	TRY(require(req, "credit_adjustment", a->id, &d));
	return sql_credit_line_create(req, new_id(req), to->id, grade_names[to->grade],
	    to->limit_fen, to->term_days, req->now, credit_line_cause_names[cause], a->id);
}

static MAY_FAIL
set_conditions(struct request *req, const struct adjustment *a)
{
	const char *id;
	struct rows rows;

	TRY(sql_credit_adjustment_conditions(req, a->id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		int64_t value_fen = row_integer(&row, "value_fen");
		struct condition_new condition = {
			.customer_id = a->profile.id,
			.type = row_enum(&row, "type", condition_type_names, CONDITION_TYPE_COUNT),
			.applies_to = row_enum(&row, "applies_to", condition_applies_to_names,
			    CONDITION_APPLIES_TO_COUNT),
			.basis = CONDITION_BASIS_ADJUSTMENT,
			.basis_id = a->id,
			.details = row_text(req, &row, "details"),
			.value_fen = row_is_null(&row, "value_fen") ? NULL : &value_fen,
			.valid_until = row_date(&row, "valid_until"),
		};

		TRY(condition_require(req, &condition, &id));
	}
	TRY(sql_credit_adjustment_waived(req, a->id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(condition_waive(req, row_text(req, &row, "id"), a->id));
	}
	return NULL;
}

static MAY_FAIL
tell_grade(struct request *req, const struct profile *to, enum grade from)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "customer_id", to->id);
	member_text(&b, "from", grade_names[from]);
	member_text(&b, "to", grade_names[to->grade]);
	object_close(&b);
	return event_emit(req, "credit.grade_changed", to->id, to->version, b.text);
}

static MAY_FAIL
tell_line(struct request *req, const struct profile *to)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "customer_id", to->id);
	member_integer(&b, "limit_fen", to->limit_fen);
	member_integer(&b, "term_days", to->term_days);
	object_close(&b);
	return event_emit(req, "credit.line_changed", to->id, to->version, b.text);
}

static MAY_FAIL
tell_adjusted(struct request *req, const struct adjustment *a, date ack_due_on)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "customer_id", a->profile.id);
	member_text(&b, "adjustment_id", a->id);
	member_text(&b, "responsible_salesperson_id", a->profile.responsible_salesperson_id);
	member_date(&b, "ack_due_on", ack_due_on);
	object_close(&b);
	return event_emit(req, "credit.adjusted", a->id, 0, b.text);
}

static MAY_FAIL
change_grade(struct request *req, struct profile *to, enum grade from)
{
	TRY(report_grade_changed(req, to, from));
	if (to->grade == GRADE_D) {
		TRY(reservation_release_all(req, to->id, &R3_11, fallen));
		TRY(overlimit_end_all(req, to->id, &R3_11, fallen));
	}
	return tell_grade(req, to, from);
}

MAY_FAIL
adjustment_execute(struct request *req, struct adjustment *a)
{
	struct profile from = a->profile, to = changed(req, a);
	bool line = to.limit_fen != from.limit_fen || to.term_days != from.term_days;
	bool grade = to.grade != from.grade;
	const struct parameters *p;
	date ack_due_on;

	TRY(adjustment_check(req, a));
	TRY(parameters_on(req, req->today, &p));
	ack_due_on = date_plus(req->today,
	    (struct period) {
		.days = (int)parameter_integer(p, &parameter_credit_adjustment_ack_days) });
	if (line || grade) {
		TRY(begin_line(req, a, &to));
		TRY(sql_credit_profile_save_line(req, to.id, grade_names[to.grade], to.grade_since,
		    to.limit_fen, to.term_days, to.limit_raised_on));
		to.version++;
	}
	TRY(set_conditions(req, a));
	if (grade)
		TRY(change_grade(req, &to, from.grade));
	if (line)
		TRY(tell_line(req, &to));
	a->profile = to;
	TRY(sql_credit_adjustment_save_effect(req, a->id, ack_due_on));
	return tell_adjusted(req, a, ack_due_on);
}
