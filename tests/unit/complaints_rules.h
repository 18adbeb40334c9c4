/* What the tests of the rules of complaints have in common. */
#ifndef KEHU_COMPLAINTS_RULES_H
#define KEHU_COMPLAINTS_RULES_H

#include "rule_test.h"

#endif
