/* The numbers of the regulation as they bind a department (R7.3). */
#ifndef CUSTOMERS_IMPLEMENTING_RULES_H
#define CUSTOMERS_IMPLEMENTING_RULES_H

#include "parameter.h"
#include "rules_standard.h"
#include "service.h"

/*
 * The company's parameters on a date, with what the department's implementing rules of that date
 * make stricter in their place, and their further conditions among admission.conditions. What the
 * company has meanwhile made stricter than the department, holds as the company has it.
 */
MAY_FAIL department_parameters(
    struct request *req, const char *department_id, date on, const struct parameters **parameters);

/* A parameter's value in both, for the rule that compares them. */
struct override override_of(const struct parameters *company, const struct parameters *own,
    const struct parameter *parameter);

#endif
