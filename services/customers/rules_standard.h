/*
 * R7.2, R7.3: company standards, versioned; departments' implementing rules,
 * which may only be stricter.
 */
#ifndef CUSTOMERS_RULES_STANDARD_H
#define CUSTOMERS_RULES_STANDARD_H

#include "calendar.h"
#include "customers/enums.h"
#include "rules_scope.h"

/* The letters of R7.12-R7.15, ends with NULL: no standard and no parameter can drop one. */
extern const char *const mandatory_conditions[];

/* R7.2: 422 CONDITION_MANDATORY, with those dropped, if the list does not have all six. */
struct decision conditions_complete(const char *const *conditions);

struct standard_facts {
	enum standard_kind kind;
	enum standard_state state;
	const char *drafted_by;
	date effective_from;
	const char *const *conditions; /* of kind ADMISSION; NULL: not touched */
};

/* R7.2: the draft is put into effect. Outcome EFFECTIVE. */
struct decision
standard_issue(const struct standard_facts *standard, const struct actor *by, date today);

/* A value of a parameter; which member is meant depends on the parameter. */
struct rule_value {
	bool is_null;
	bool boolean;
	int64_t integer;
	struct period period;
	const char *text;
	const char *const *list; /* ends with NULL */
};

struct override {
	const char *parameter;
	struct rule_value company, own;
};

/*
 * Whether the department's value is as strict as the company's, or stricter. A parameter that
 * departments do not own is never.
 */
bool as_strict(const struct override *override);

/* R7.3: 403; 422 WEAKER_THAN_COMPANY with all overrides that are weaker. Outcome SUBMITTED. */
struct decision implementing_rules_submit(const struct actor *by, const char *department_id,
    const struct override *overrides, size_t count);

struct implementing_rules_facts {
	date submitted_on;
	date effective_from;	    /* as the department wishes; NO_DATE: as soon as possible */
	enum rules_opinion opinion; /* 0: none yet */
	date opinion_on;
	int64_t opinion_days; /* rules.opinion_days */
};

/* The last instant for the division's opinion. */
instant rules_opinion_due(const struct implementing_rules_facts *rules);
/* The date from which the version holds, as far as is known; NO_DATE: it does not take effect. */
date rules_effective_on(const struct implementing_rules_facts *rules);
/*
 * R7.3: 403; 400 objection without reason; 409 INVALID_STATE once given, or too late. Outcome
 * NOTED, OBJECTED.
 */
struct decision rules_opinion_decide(const struct implementing_rules_facts *rules,
    const struct actor *by, enum rules_opinion opinion, const char *reason, instant now);

#endif
