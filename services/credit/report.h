/* Credit reports, as other parts see them: the latest, and when the next one is due (R3.25, R3.27).
 */
#ifndef CREDIT_REPORT_H
#define CREDIT_REPORT_H

#include "profile.h"

/* A report that was filed, acknowledged or not. */
struct filed_report {
	const char *id; /* NULL: there is none */
	date filed_on;	/* its date */
	bool
	    scored; /* investigation_score is known: of a customer once investigated it always is */
	int64_t investigation_score;
	bool insolvency_or_enforcement;	      /* was found (R3.5) */
	int64_t declared_single_purchase_fen; /* 0: not declared (R3.8) */
	int64_t declared_cycle_days;	      /* 0: not declared */
	enum grade recommended_grade;	      /* 0: none */
	int64_t recommended_limit_fen, recommended_term_days;
};

/* The latest report of a customer that was filed on that date or before. */
MAY_FAIL
report_latest(struct request *req, const char *customer_id, date on, struct filed_report *report);

/*
 * After the grade changed: profile has the new grade and since when, and gets the new due
 * dates; they are saved, and what is to be told of them moves (R3.27). The customer is locked.
 */
MAY_FAIL report_grade_changed(struct request *req, struct profile *profile, enum grade from_grade);
/* After a report was filed today: likewise. Its verification is still owed, and due as before. */
MAY_FAIL report_filed_today(struct request *req, struct profile *profile);
/* After the latest report became this customer's by a merge: likewise. */
MAY_FAIL report_taken_over(struct request *req, struct profile *profile, date filed_on);
/* After a verification on the last report: the next one is due with the next report (R3.18). */
MAY_FAIL report_verified(struct request *req, struct profile *profile);
/* After the customer trades again: what fell due while it owed no reports is told at once. */
MAY_FAIL report_owed_again(struct request *req, const struct profile *profile);

/* Timers of a customer. */
MAY_FAIL report_notice(struct request *req, const char *customer_id);
MAY_FAIL report_overdue(struct request *req, const char *customer_id);

#endif
