/* The credit service: what it answers, and what a violated constraint means. */
#include "condition.h"
#include "credit/tables.h"
#include "directory.h"
#include "emergency.h"
#include "merge.h"
#include "overlimit.h"
#include "policy.h"
#include "profile_events.h"
#include "receivable.h"
#include "report.h"
#include "reservation.h"
#include "rules.h"
#include "service.h"

static const struct refusal refusals[] = {
	{ "bill_incident_instrument_once", &problem_incident_exists, &R3_38 },
	{ "credit_adjustment_open", &problem_adjustment_open, &R3_19 },
	{ "credit_line_version_from", &problem_effective_date_past, &R3_12 },
	{ "credit_profile_pk", &problem_profile_exists, &R3_1 },
	{ "credit_readable", &problem_forbidden_role, &R3_25 },
	{ "credit_report_of_investigation", &problem_report_exists, &R3_25 },
	{ "info_card_customer", &problem_card_exists, &R3_32 },
	{ "info_card_readable", &problem_forbidden_role, &R3_32 },
	{ "investigation_open", &problem_investigation_open, &R3_21 },
	{ "overlimit_request_open", &problem_request_exists, &R3_17 },
	{ "reservation_order", &problem_order_already_checked, &R3_14 },
	{ "trading_card_active", &problem_card_active, &R3_35 },
	{ 0 },
};

int
main(int argc, char **argv)
{
	return service_run(
	    &(struct service) {
		.name = "credit",
		.tables = &credit_tables,
		.refusals = refusals,
		.timers =
		    (const struct timer_kind[]) {
			{ "condition_lapse", condition_lapse_due },
			{ "overlimit_lapse", overlimit_lapse },
			{ "policy_effective", policy_effective },
			{ "receivable_overdue", receivable_overdue },
			{ "report_notice", report_notice },
			{ "report_overdue", report_overdue },
			{ "reservation_expiry", reservation_expiry },
			{ 0 },
		    },
		.subscriptions =
		    (const struct subscription[]) {
			DIRECTORY_OF_STAFF,
			{ "customers", "customer.admission_ended", directory_admission_ended },
			{ "customers", "customer.admission_held", directory_admission_held },
			{ "customers", "customer.admission_renewed", directory_admitted },
			{ "customers", "customer.admitted", directory_admitted },
			{ "customers", "customer.blacklisted", profile_blacklisted },
			{ "customers", "customer.created", profile_customer_created },
			{ "customers", "customer.merged", merge_customer_merged },
			{ "customers", "customer.owner_changed", profile_owner_changed },
			{ "customers", "customer.reclassified", directory_reclassified },
			{ "customers", "customer.unblacklisted", profile_unblacklisted },
			{ "customers", "customer.updated", profile_customer_updated },
			{ "visits", "visit.credit_change_noted", emergency_noted_on_visit },
			{ 0 },
		    },
	    },
	    argc, argv);
}
