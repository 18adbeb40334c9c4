/* R3.14: may this order be shipped on credit? */
#ifndef CREDIT_RULES_CHECK_H
#define CREDIT_RULES_CHECK_H

#include "calendar.h"
#include "credit/enums.h"
#include "decision.h"

struct checked_order {
	enum payment_mode mode;
	int64_t amount_fen, prepaid_fen;
};

/* What is known of the customer at the instant of the check. */
struct check_facts {
	date today;
	enum grade grade;
	enum trading_status trading_status;
	bool blacklisted; /* by the company, or by the order's department */
	int64_t limit_fen, used_fen;
	const int64_t *order_cap_fen, *month_cap_fen; /* NULL: none was ordered (R3.31) */
	int64_t month_fen;			      /* orders of the calendar month so far */
	int64_t deposit_required_fen, deposit_paid_fen;
	bool unmet_for_credit, unmet_for_all; /* conditions, by what they apply to (R3.36) */
	bool bill_incident_open;
	date earliest_due_on; /* of the receivables that are open; NO_DATE: none */
	date report_due_on;   /* NO_DATE: none is owed */
	int64_t granted_fen;  /* by a grant for this order that can be used; 0: none */

	int64_t overdue_grace_days;	    /* credit.overdue.grace_days */
	bool bill_incident_blocks_credit;   /* credit.bill_incident.blocks_credit */
	bool overdue_report_blocks_credit;  /* credit.report.overdue_blocks_credit */
};

struct check_answer {
	enum credit_decision decision;
	bool reasons[CREDIT_CHECK_REASON_COUNT]; /* all that apply, by enum credit_check_reason */
	enum payment_mode required_mode;	 /* 0: none would help, or none is needed */
	int64_t available_fen;			 /* before this order */
	int64_t excess_fen;			 /* what is missing of the limit */
	/* Where it was let pass on credit: how it divides (R3.13). */
	int64_t within_limit_fen, granted_fen;
};

/* Outcome APPROVED or DECLINED: declining is an answer, no refusal. */
struct decision check_decide(
    const struct check_facts *facts, const struct checked_order *order, struct check_answer *answer);

#endif
