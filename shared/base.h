/* The few words that every file of Kehu speaks. */
#ifndef KEHU_BASE_H
#define KEHU_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* An instant, in microseconds since 1970-01-01T00:00:00Z. */
typedef int64_t instant;

#define MILLISECOND ((instant)1000)
#define SECOND      (1000 * MILLISECOND)
#define MINUTE      (60 * SECOND)
#define HOUR        (60 * MINUTE)
#define DAY         (24 * HOUR)

/* A calendar date, in days since 1970-01-01. NO_DATE stands for none. */
typedef int32_t date;

#define NO_DATE    INT32_MIN
#define NO_INSTANT INT64_MIN

struct problem;

/*
 * What a function that can fail returns: NULL is success, everything else is
 * what the client will be told. Ignoring it does not compile.
 */
#define MAY_FAIL __attribute__((warn_unused_result)) const struct problem *

#define TRY(call)                                          \
	do {                                               \
		const struct problem *try_problem = (call); \
		if (try_problem)                           \
			return try_problem;                \
	} while (0)

#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))

/* A bug, or memory that cannot be had: one line on standard error, and the process ends (with a core). */
_Noreturn void die(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
