/* R7.17-R7.20: the tiers, their criteria, and a change of tier. */
#ifndef CUSTOMERS_RULES_TIER_H
#define CUSTOMERS_RULES_TIER_H

#include "rules_relation.h"
#include "rules_text.h"

/* Business with the company, all departments together, in a calendar year. */
struct yearly_volume {
	int64_t year, fen;
};

struct default_facts {
	date occurred_on;
	bool annulled;	   /* our fault, with the division's consent */
	bool this_problem; /* made by the very problem the demotion is for (R7.25) */
};

/* A criterion the department added (R7.3, R7.22). */
struct extra_criterion {
	const char *name;
	bool met;
};

struct tier_facts {
	date on;
	enum customer_kind kind;
	enum hospital_grade grade;	     /* 0: none, or unknown */
	enum specialty specialty;	     /* 0: none */
	int64_t beds;			     /* -1: unknown */
	date business_began_on;		     /* NO_DATE: no business yet */
	const struct yearly_volume *volumes; /* in any order; a year that is not there had none */
	size_t volume_count;
	bool has_paid;			      /* at least one paid transaction */
	const struct default_facts *defaults; /* with any department */
	size_t default_count;
	enum rating ratings[RATING_SUBJECT_COUNT]; /* by enum rating_subject; 0: not rated */
	enum risk risk;				   /* 0: not rated */
	date evaluated_on;			   /* NO_DATE: no evaluation */
	bool statement_signed; /* VIP: long-term partnership; PREFERRED: written will */
	const struct extra_criterion *extra;
	size_t extra_count;
};

/* The figures of one tier. */
struct tier_figures {
	enum hospital_grade min_grade;	  /* tier.<TIER>.min_grade; 0: null */
	int64_t min_beds;		  /* tier.<TIER>.min_beds; -1: null */
	int64_t min_yearly_volume_fen;	  /* tier.<TIER>.min_yearly_volume_fen; -1: null */
	enum rating min_rating;		  /* tier.<TIER>.min_rating */
	enum risk max_risk;		  /* tier.<TIER>.max_risk */
	int64_t volume_lookback_years;	  /* tier.volume_lookback_years */
	bool lookback_all;		  /* tier.default_lookback is ALL … */
	struct period lookback;		  /* … or this */
	struct period evaluation_max_age; /* tier.evaluation_max_age */
};

/*
 * Whether the customer meets a tier's criteria: 422 EVALUATION_TOO_OLD;
 * CRITERION_NOT_MET with "criteria", all that are unmet, and "not_configured",
 * the blank parameters that kept an alternative closed. QUALIFIED has no
 * criteria. Outcome CRITERIA_MET.
 */
struct decision
tier_criteria(enum tier tier, const struct tier_facts *facts, const struct tier_figures *figures);

struct tier_change {
	bool exempt; /* R7.10 */
	enum relation_state state;
	enum tier from, to;
	enum tier_change_cause cause;
	bool graded; /* there was a grading since the admission */
	const char *proposed_by;
};

/*
 * R7.17: 403 FORBIDDEN_ROLE, SEPARATION_OF_DUTIES; 422 TIER_NOT_APPLICABLE,
 * NO_CHANGE; 409 INVALID_STATE: not admitted, or the cause does not lead from
 * there to there. Criteria, quota and blacklist are asked apart. Outcome: the tier.
 */
struct decision tier_change_decide(const struct tier_change *change, const struct actor *by);

/* The best tier whose criteria are met and that has a place. */
enum tier tier_attainable(bool vip_met, bool vip_free, bool preferred_met, bool preferred_free);

#endif
