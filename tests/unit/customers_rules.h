/* What the tests of the customers service's rules have in common. */
#ifndef CUSTOMERS_RULES_TEST_H
#define CUSTOMERS_RULES_TEST_H

#include "rule_test.h"
#include "customers/rules_scope.h"

/* People of two sales departments, S1 and S2, and of the marketing division. */
static const struct actor staff __attribute__((unused)) = { "staff", "S1", ROLE_STAFF };
static const struct actor supervisor
    __attribute__((unused)) = { "supervisor", "S1", ROLE_SUPERVISOR };
static const struct actor manager __attribute__((unused)) = { "manager", "S1", ROLE_MANAGER };
static const struct actor manager_of_s2
    __attribute__((unused)) = { "manager2", "S2", ROLE_MANAGER };
static const struct actor division __attribute__((unused)) = { "division", "M", ROLE_DIVISION };
static const struct actor head
    __attribute__((unused)) = { "head", "M", ROLE_DIVISION | ROLE_DIVISION_HEAD };

#endif
