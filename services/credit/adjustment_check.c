/* What stands in the way of an adjustment (R3.6 to R3.11). */
#include "adjustment.h"
#include "credit/queries.h"
#include "grade.h"
#include "parameter.h"
#include "purchase_basis.h"
#include "rules.h"
#include "rules_reporting.h"
#include "rules_text.h"

static MAY_FAIL
check_grade(struct request *req, const struct adjustment *a, const struct parameters *p)
{
	struct adjustment_facts facts = {
		.from_grade = a->profile.grade,
		.to_grade = a->to_grade,
		.from = { a->profile.limit_fen, a->profile.term_days },
		.to = a->to,
		.conditions_change = a->conditions || a->waived_condition_ids,
		.report_filed_on = NO_DATE,
		.incident_basis = a->incident_basis,
		.submitted_on = a->submitted_on,
		.max_age = parameter_is_null(p, &parameter_credit_grade_report_max_age)
			       ? reporting_intervals_of(p).of[a->to_grade]
			       : parameter_period(p, &parameter_credit_grade_report_max_age),
	};
	struct graded graded;
	struct decision d = adjustment_changes(&facts);

	TRY(require(req, "credit_adjustment", a->id, &d));
	TRY(grade_of(req, &a->profile, req->today, &graded));
	if (graded.report.id) {
		TRY(decide(req, "credit_adjustment", a->id, &graded.decision));
		facts.computed = graded.computed.grade;
		facts.report_filed_on = graded.report.filed_on;
	}
	d = adjustment_supported(&facts);
	return decide(req, "credit_adjustment", a->id, &d);
}

static MAY_FAIL
check_line(struct request *req, const struct adjustment *a, const struct parameters *p)
{
	struct sales_policy policy = sales_policy_of(p);
	struct relaxation relaxation = {
		.present_limit_fen = a->profile.limit_fen,
		.raised_on = a->profile.limit_raised_on,
		.effective_on = req->today,
	};
	struct purchase_basis basis;
	struct decision d;
	struct row row;

	TRY(purchase_basis_of(req, a->profile.id, req->today, &basis));
	if (a->to_grade == GRADE_B && relaxation.raised_on != NO_DATE) {
		TRY(sql_credit_adjustment_since(req, a->profile.id, relaxation.raised_on, &row));
		relaxation.report_filed = row_boolean(&row, "report_filed");
		relaxation.overdue = row_boolean(&row, "overdue");
		relaxation.bill_incident = row_boolean(&row, "bill_incident");
	}
	d = sales_policy_decide(a->to_grade, a->to, &basis, &policy, &relaxation);
	decision_used_text(&d, "credit.purchase_basis.window",
	    show_period(parameter_period(p, &parameter_credit_purchase_basis_window)).text);
	decision_used(&d, "credit.purchase_basis.min_entries",
	    parameter_integer(p, &parameter_credit_purchase_basis_min_entries));
	return decide(req, "credit_adjustment", a->id, &d);
}

/* R3.10: the data, item by item, as they are today. */
static MAY_FAIL
check_scrutiny(struct request *req, const struct adjustment *a, const struct parameters *p)
{
	struct filed_report report;
	struct scrutiny data;
	struct decision d;
	struct row row;

	if (a->to_grade != GRADE_C || a->to.limit_fen == 0)
		return NULL;
	TRY(report_latest(req, a->profile.id, req->today, &report));
	TRY(sql_credit_adjustment_scrutiny_data(req, a->profile.id, a->waived_condition_ids,
	    parameter_json(p, &parameter_credit_info_card_required_fields), &row));
	data =
	    (struct scrutiny) { .items = {
				    [SCRUTINY_ITEM_REPORT_CURRENT] =
					report.id && a->submitted_on <=
							 date_plus(report.filed_on,
							     reporting_intervals_of(p).of[GRADE_C]),
				    [SCRUTINY_ITEM_NO_OVERDUE_RECEIVABLE] =
					row_boolean(&row, "no_overdue_receivable"),
				    [SCRUTINY_ITEM_NO_OPEN_BILL_INCIDENT] =
					row_boolean(&row, "no_open_bill_incident"),
				    [SCRUTINY_ITEM_NO_CONDITION_UNMET] =
					row_boolean(&row, "no_condition_unmet"),
				    [SCRUTINY_ITEM_INFO_CARD_COMPLETE] =
					row_boolean(&row, "info_card_complete"),
				} };
	d = scrutiny_decide(a->to_grade, a->to.limit_fen, a->scrutiny, &data);
	return decide(req, "credit_adjustment", a->id, &d);
}

MAY_FAIL
adjustment_check(struct request *req, const struct adjustment *a)
{
	const struct parameters *p;

	TRY(parameters_on(req, req->today, &p));
	TRY(check_grade(req, a, p));
	TRY(check_line(req, a, p));
	return check_scrutiny(req, a, p);
}
