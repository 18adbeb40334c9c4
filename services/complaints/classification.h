/* Type, validity, severity and motive of a complaint (R12.4, R12.6 to R12.10). */
#ifndef COMPLAINTS_CLASSIFICATION_H
#define COMPLAINTS_CLASSIFICATION_H

#include "complaint.h"
#include "rules_classification.h"

/*
 * Asked by the decision (T7): 422 SUBTYPE_MISSING, WAYBILL_MISSING, TEXT_MISSING, VALIDITY_MISSING,
 * MUST_BE_INVALID, N4_NOT_ANONYMOUS, SEVERITY_MISSING, MOTIVE_MISSING, where the profile requires a
 * classification.
 */
MAY_FAIL classification_complete(struct request *req, const struct complaint *c);

/* The classification as it stands, with the criteria established so far; form is filled for it. */
MAY_FAIL classification_read(struct request *req, const struct complaint *c, struct intake *form,
    struct classification *made);

/* R12.7: whether it came too late is known from the form, and told as soon as the form has it. */
MAY_FAIL classification_note_late(struct request *req, struct complaint *c);

/* R12.4: 400 at /subtypes for what is none of the company's. */
MAY_FAIL classification_know_subtypes(struct request *req, const struct complaint *c,
    const char *const *subtypes, size_t count);

/* What a query says of criteria: code, grounds, findings, unconfirmed. */
struct criterion *criteria_of(struct request *req, const struct rows *rows);

/* 403 FORBIDDEN_ROLE but for the handler; 409 INVALID_STATE once it is decided. */
MAY_FAIL
classification_may(struct request *req, const struct complaint *c, const struct rule *rule);

#endif
