/* Type, validity, severity and motive of a complaint (R12.4, R12.6 to R12.10). */
#ifndef COMPLAINTS_CLASSIFICATION_H
#define COMPLAINTS_CLASSIFICATION_H

#include "complaint.h"

/*
 * Asked by the decision (T7): 422 SUBTYPE_MISSING, WAYBILL_MISSING, TEXT_MISSING, VALIDITY_MISSING,
 * MUST_BE_INVALID, N4_NOT_ANONYMOUS, SEVERITY_MISSING, MOTIVE_MISSING, where the profile requires a
 * classification.
 */
MAY_FAIL classification_complete(struct request *req, const struct complaint *c);

#endif
