/* What the tests of rules have in common. Names of tests are those of the rulebook's worked examples. */
#ifndef KEHU_RULE_TEST_H
#define KEHU_RULE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "calendar.h"
#include "decision.h"
#include "rules.h"

#define TEST(name) static void name(void **unused __attribute__((unused)))

static inline date
on(const char *text)
{
	date d;

	if (!date_read(text, strlen(text), &d))
		abort();
	return d;
}

/* "2027-03-15 23:59:59.999999", of the business time zone. */
static inline instant
at(const char *text)
{
	char full[40] = { 0 };
	instant i;

	memcpy(full, text, strlen(text));
	full[10] = 'T';
	memcpy(full + strlen(full), "+08:00", 7);
	if (!instant_read(full, strlen(full), &i))
		abort();
	return i;
}

static inline struct period
period(const char *text)
{
	struct period p;

	if (!period_read(text, &p))
		abort();
	return p;
}

/* The decision is by value: so that a call can stand in the assertion. */
#define assert_allowed(made, expected_rule, expected_outcome)                                      \
	do {                                                                                       \
		struct decision d_ = (made);                                                       \
		if (d_.refusal)                                                                    \
			fail_msg("refused %s: %s", d_.refusal->code, d_.because);                  \
		assert_ptr_equal(d_.rule, &expected_rule);                                         \
		assert_string_equal(d_.outcome, expected_outcome);                                 \
		assert_true(strlen(d_.because) > 0);                                               \
	} while (0)

#define assert_refused(made, expected_rule, expected_status, expected_code)                        \
	do {                                                                                       \
		struct decision d_ = (made);                                                       \
		if (!d_.refusal)                                                                   \
			fail_msg("allowed %s: %s", d_.outcome, d_.because);                        \
		assert_string_equal(d_.refusal->code, expected_code);                              \
		assert_int_equal(d_.refusal->status, expected_status);                             \
		assert_ptr_equal(d_.rule, &expected_rule);                                         \
		assert_true(strlen(d_.because) > 0);                                               \
	} while (0)

/* What the refusal adds, as it stands in the answer. */
#define assert_members(made, expected)                                                             \
	do {                                                                                       \
		struct decision d_ = (made);                                                       \
		assert_string_equal(d_.members, expected);                                         \
	} while (0)

#define assert_because(made, expected)                                                             \
	do {                                                                                       \
		struct decision d_ = (made);                                                       \
		assert_string_equal(d_.because, expected);                                         \
	} while (0)

#endif
