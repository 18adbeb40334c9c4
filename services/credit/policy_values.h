/* The values of a version of the policy: all parameters of credit (R3.2, R3.3). */
#ifndef CREDIT_POLICY_VALUES_H
#define CREDIT_POLICY_VALUES_H

#include "parameter.h"
#include "service.h"

/* As a version has them: json is its object of values; NULL: as the regulation itself says. */
MAY_FAIL
policy_values_of(struct request *req, const char *json, const struct parameters **values);

/*
 * With the changes that a draft names, json or NULL for none: 400, with the place in
 * the body, for what is no parameter of credit or does not fit it, 422
 * WEIGHTS_INVALID for weights that do not add up.
 */
MAY_FAIL
policy_values_change(struct request *req, const char *json, const struct parameters **values);

/* All of them as an object. */
const char *policy_values_json(struct request *req, const struct parameters *values);

/* They are the company's from that date on. */
MAY_FAIL
policy_values_set(struct request *req, const struct parameters *values, date effective_from);

#endif
