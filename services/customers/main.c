/* The customers service: what it answers, and what a violated constraint means. */
#include "archive_batch.h"
#include "box.h"
#include "credit_standing.h"
#include "customer_problem.h"
#include "customers/tables.h"
#include "default_record.h"
#include "gathering.h"
#include "grievance.h"
#include "lapse.h"
#include "notice.h"
#include "relation.h"
#include "rules.h"
#include "service.h"
#include "stage_review.h"
#include "visit_stop.h"

static const struct refusal refusals[] = {
	{ "admission_open", &problem_admission_open, &R7_11 },
	{ "archive_batch_open", &problem_batch_exists, &R1_2 },
	{ "attendance_once", &problem_duplicate, &R1_15 },
	{ "blacklist_entry_company", &problem_already_listed, &R7_27 },
	{ "blacklist_entry_department_once", &problem_already_listed, &R7_29 },
	{ "borrow_consent_once", &problem_duplicate, &R1_21 },
	{ "contract_number", &problem_contract_exists, &R7_14 },
	{ "customer_unified_social_credit_code", &problem_duplicate, &R7_4 },
	{ "customer_resident_identity_number", &problem_duplicate, &R7_4 },
	{ "customer_external_id", &problem_duplicate, &R7_4 },
	{ "customer_duplicate", &problem_duplicate, &R7_4 },
	{ "customer_product_product", &problem_not_found, &R7_15 },
	{ "customer_reclassification_open", &problem_reclassification_open, &R7_10 },
	{ "department_code", &problem_duplicate, NULL },
	{ "employee_number", &problem_duplicate, NULL },
	{ "employee_subject", &problem_duplicate, NULL },
	{ "department_plan_current", &problem_plan_exists, &R7_5 },
	{ "department_plan_number", &problem_plan_exists, &R7_5 },
	{ "marketing_activity_annual", &problem_annual_exists, &R7_7 },
	{ "grievance_of_complaint", &problem_invalid_state, &R1_30 },
	{ "invitation_once", &problem_invitation_exists, &R1_19 },
	{ "lapse_report_open", &problem_already_taken, &R1_28 },
	{ "ownership_change_open", &problem_already_taken, &R1_29 },
	{ "pitch_open", &problem_pitch_open, &R1_22 },
	{ "product_code", &problem_duplicate, NULL },
	{ "quota_exception_once", &problem_duplicate, &R7_21 },
	{ "referral_once", &problem_already_referred, &R1_6 },
	{ "tier_change_open", &problem_duplicate, &R7_17 },
	{ "trade_reference", &problem_duplicate, &R7_18 },
	{ 0 },
};

int
main(int argc, char **argv)
{
	return service_run(
	    &(struct service) {
		.name = "customers",
		.tables = &customers_tables,
		.refusals = refusals,
		.timers =
		    (const struct timer_kind[]) {
			{ "batch_publication", archive_batch_publication_due },
			{ "box_deadline", box_deadline_passed },
			{ "box_defect", box_defect_due },
			{ "demotion_overdue", customer_problem_overdue },
			{ "gathering_end", gathering_ended },
			{ "grievance_overdue", grievance_overdue },
			{ "lapse_report_expiry", lapse_report_expired },
			{ "relation_papers", relation_papers_due },
			{ "review_overdue", stage_review_overdue },
			{ 0 },
		    },
		.subscriptions =
		    (const struct subscription[]) {
			{ "complaints", "complaint.overdue", complaint_overdue },
			{ "complaints", "complaint.registered", complaint_registered },
			{ "complaints", "complaint.reopened", complaint_reopened },
			{ "complaints", "complaint.settled", complaint_settled },
			{ "credit", "credit.adjusted", credit_adjusted },
			{ "credit", "credit.grade_changed", credit_grade_changed },
			{ "credit", "credit.line_changed", credit_line_changed },
			{ "credit", "credit.policy_promulgated", credit_policy_promulgated },
			{ "credit", "credit.receivable_overdue", credit_receivable_overdue },
			{ "credit", "credit.resumed", credit_trading_changed },
			{ "credit", "credit.suspended", credit_trading_changed },
			{ "credit", "credit.terminated", credit_trading_changed },
			{ "credit", "credit.trading_started", credit_trading_changed },
			{ "visits", "return_visit.recorded", service_visit_reported },
			{ "visits", "visit.customer_dropped", visit_customer_dropped },
			{ "visits", "visit.reported", service_visit_reported },
			{ 0 },
		    },
	    },
	    argc, argv);
}
