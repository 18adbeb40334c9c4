/* The complaints service: what it answers, and what a violated constraint means. */
#include "arbitration.h"
#include "complaint_intake.h"
#include "complaint_source.h"
#include "complaints/tables.h"
#include "deadline.h"
#include "directory.h"
#include "escalation.h"
#include "handling.h"
#include "holiday_watch.h"
#include "inspection.h"
#include "membership.h"
#include "message.h"
#include "fee.h"
#include "new_demand.h"
#include "outcome.h"
#include "rules.h"
#include "service.h"
#include "service_request.h"
#include "supervision.h"

static const struct refusal refusals[] = {
	{ "complaint_analysis_report_once", &problem_duplicate, &R12_20 },
	{ "complaint_decision_valid", &problem_already_decided, &R10_11 },
	{ "complaint_method_number", &problem_duplicate, &R7_8 },
	{ "complaint_policy_number", &problem_duplicate, &R10_1 },
	{ "complaint_respondent_credit_code", &problem_duplicate, &R10_5 },
	{ "complaint_respondent_customer", &problem_duplicate, &R10_5 },
	{ "complaint_respondent_department", &problem_duplicate, &R10_5 },
	{ "complaint_respondent_employee", &problem_duplicate, &R10_5 },
	{ "complaint_unit_code", &problem_duplicate, NULL },
	{ "complaint_unit_pk", &problem_duplicate, NULL },
	{ "custody_item_code", &problem_duplicate, &R11_15 },
	{ "dispatch_time_from", &problem_duplicate, &R6_29 },
	{ "expectation_gap_once", &problem_duplicate, &R6_30 },
	{ "holiday_duty_once", &problem_duplicate, &R6_21 },
	{ "inbound_item_subject_once", &problem_duplicate, &R11_19 },
	{ "major_report_open", &problem_invalid_state, &R6_8 },
	{ "onsite_assignment_once", &problem_invalid_state, &R6_29 },
	{ "order_assignment_once", &problem_duplicate, &R11_7 },
	{ "order_skill_standing", &problem_duplicate, &R11_7 },
	{ "order_vehicle_open_plate", &problem_plate_in_open_order, &R11_4 },
	{ "outcome_feedback_once", &problem_immutable, &R10_20 },
	{ "part_price_list_from", &problem_duplicate, &R11_3 },
	{ "product_model_code", &problem_duplicate, NULL },
	{ "request_transfer_pending", &problem_transfer_pending, &R6_7 },
	{ "satisfaction_inquiry_once", &problem_duplicate, &R10_18 },
	{ "service_assessment_once", &problem_duplicate, &R6_2 },
	{ "service_category_code", &problem_duplicate, &R6_5 },
	{ "service_document_from", &problem_duplicate, &R6_1 },
	{ "service_document_version", &problem_duplicate, &R6_1 },
	{ "service_order_of_request", &problem_duplicate, &R11_4 },
	{ "service_project_contract", &problem_duplicate, &R6_14 },
	{ "service_supervision_report_first", &problem_duplicate, &R6_3 },
	{ "service_type_code", &problem_duplicate, &R6_1 },
	{ "suggestion_digest_once", &problem_duplicate, &R11_19 },
	{ "survey_answer_once", &problem_duplicate, &R6_25 },
	{ "technician_skill_once", &problem_duplicate, &R6_29 },
	{ "terminal_no", &problem_duplicate, &R11_10 },
	{ "outsourcing_vendor_code", &problem_duplicate, &R11_22 },
	{ "product_record_terminal", &problem_duplicate, &R11_2 },
	{ "repair_invoice_number", &problem_invoice_duplicate, &R11_13 },
	{ "repair_invoice_one", &problem_invoice_duplicate, &R11_13 },
	{ "verbal_approval_replaced_once", &problem_invalid_state, &R11_21 },
	{ "weekly_meeting_once", &problem_duplicate, &R6_13 },
	{ "written_opinion_valid", &problem_immutable, &R10_6 },
	{ 0 },
};

int
main(int argc, char **argv)
{
	return service_run(
	    &(struct service) {
		.name = "complaints",
		.tables = &complaints_tables,
		.refusals = refusals,
		.timers =
		    (const struct timer_kind[]) {
			{ "assistance_overdue", assistance_overdue },
			{ "complaint_overdue", complaint_days_over },
			{ "deadline", deadline_passed },
			{ "escalation_unacknowledged", escalation_unacknowledged },
			{ "forwarding_unacknowledged", forwarding_unacknowledged },
			{ "holiday_watch", holiday_watch_due },
			{ "inspection_next", inspection_next },
			{ "fee_hand_in_overdue", fee_hand_in_overdue },
			{ "fee_not_returned", fee_not_returned },
			{ "new_demand_round", new_demand_round_opens },
			{ "proposal_deadline", proposal_deadline_passed },
			{ "remote_authorisation_over", remote_authorisation_over },
			{ "ruled_task", ruled_task_due },
			{ "supervision_overdue", supervision_month_over },
			{ "transfer_unaccepted", request_transfer_waits },
			{ "wait_notice", wait_notice_comes },
			{ 0 },
		    },
		.subscriptions =
		    (const struct subscription[]) {
			{ "customers", "department.created", directory_department_told },
			{ "customers", "department.updated", directory_department_told },
			{ "customers", "employee.created", membership_employee_told },
			{ "customers", "employee.updated", membership_employee_told },
			{ "customers", "customer.created", new_demand_customer_created },
			{ "customers", "customer.merged", directory_merged },
			{ "customers", "customer.owner_changed", directory_owner_changed },
			{ "customers", "customer.salesperson_complaint_raised",
			    complaint_raised_on_floor },
			{ "customers", "customer.updated", directory_customer_told },
			{ "customers", "grievance.fined", grievance_was_fined },
			{ "customers", "grievance.transferred", grievance_was_transferred },
			{ "visits", "visit.complaint_noted", complaint_noted_on_visit },
			{ "visits", "visit.issue_raised", service_request_raised_on_visit },
			{ "visits", "visit.return_completed", return_visit_counted },
			{ "visits", "visit.return_due", return_visit_counted },
			{ "visits", "visit.return_overdue", return_visit_counted },
			{ 0 },
		    },
	    },
	    argc, argv);
}
