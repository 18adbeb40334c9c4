/* Type, validity, severity and motive (R12.4, R12.6 to R12.10). */
#ifndef COMPLAINTS_RULES_CLASSIFICATION_H
#define COMPLAINTS_RULES_CLASSIFICATION_H

#include "rules_intake.h"

#define GROUND(name) (1u << CRITERION_GROUND_##name)

/* What makes a complaint invalid, as far as it is established. */
struct criterion {
	enum criterion_code code;
	unsigned grounds;
	size_t findings, unconfirmed; /* it refers to, and those of them that confirm nothing */
};

struct classification {
	enum complaint_state state;
	const struct intake *form;
	const char *waybill_number;
	bool no_shipment, incident_unknown, late_attitude; /* as it is kept */
	struct period attitude_limit;
	const char *const *attitude_subtypes; /* ends with NULL */
	enum complaint_validity validity;
	enum complaint_severity severity; /* 0: none yet */
	enum complaint_motive motive;	  /* 0: none yet */
	const struct criterion *criteria; /* that stand, or are named now */
	size_t criterion_count;
};

/* The last day on which an attitude of that day may be complained of (R12.7, C4). */
date attitude_last_day(date incident_on, struct period limit);
/* All sub-types are about attitude, and the last incident lies longer back than that. */
bool attitude_late(const struct classification *c);

/* 422 MIXED_TYPES, TEXT_MISSING, SUBTYPE_MISSING, WAYBILL_MISSING, INCIDENT_IN_FUTURE. Outcome: the
 * type. */
struct decision classification_type(const struct classification *c, instant now);

/* 422 N4_NOT_ANONYMOUS, FACTS_PRESENT (R12.8); of N6 INCIDENT_DATE_MISSING,
 * CRITERION_WITHOUT_FINDING (R12.7): may it be named at all? */
struct decision criterion_allowed(const struct classification *c, const struct criterion *named);

/* The same, and is it established: 422 N1_INCOMPLETE, CRITERION_MISSING, CRITERION_WITHOUT_FINDING
 * (R12.6)? */
struct decision criterion_stands(const struct classification *c, const struct criterion *named);

/* 422 INCIDENT_DATE_MISSING: who complains of an attitude says when it was shown, or that nobody
 * knows (R12.7). */
struct decision incident_told(const struct classification *c);

/* 409 NOT_INVESTIGATED; 422 INCIDENT_DATE_MISSING, CRITERION_WITHOUT_FINDING, CRITERION_MISSING,
 * N1_INCOMPLETE, MUST_BE_INVALID and those of criterion_allowed(). Outcome: the validity. */
struct decision
classification_validity(const struct classification *c, enum complaint_validity validity);

/* 409 NOT_INVESTIGATED; 422 VALIDITY_MISSING, SEVERITY_FOR_INVALID, CRITERION_MISSING. Outcome: the
 * severity. criteria: of M1 to M3, how many have evidence. */
struct decision classification_severity(
    const struct classification *c, enum complaint_severity severity, size_t criteria);

/* malicious: the criteria that come from malice by themselves, ends with NULL (R12.10). */
enum complaint_motive motive_default(const struct classification *c, const char *const *malicious);
/* 409 NOT_INVESTIGATED; 422 VALIDITY_MISSING, MOTIVE_FOR_VALID, MOTIVE_FIXED, REASON_MISSING.
 * Outcome: the motive. */
struct decision classification_motive(const struct classification *c, enum complaint_motive motive,
    const char *const *malicious, const char *reason);

/* T7: SUBTYPE_MISSING, VALIDITY_MISSING, SEVERITY_MISSING, MOTIVE_MISSING, and what does not hold
 * any more. Outcome COMPLETE. */
struct decision classification_stands(const struct classification *c, instant now);

#endif
