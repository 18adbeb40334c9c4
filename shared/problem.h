/*
 * The only kind of error: what the client will be told (RFC 9457). A problem
 * is for the client; a bug stops the process.
 *
 * The kinds, with their status and titles in English and Chinese, stand in
 * api-spec/problems.yaml and arrive here as constants: problem_not_found,
 * problem_customer_blacklisted. An occurrence that has more to say is made of
 * a kind by the functions below.
 */
#ifndef KEHU_PROBLEM_H
#define KEHU_PROBLEM_H

#include "base.h"

struct request;

/* A rule of the company's regulations, generated from api-spec/rules/. */
struct rule {
	const char *id; /* "R7.21" */
	const char *title_en, *title_zh, *text_en, *text_zh;
};

/* One fault of the input. The pointer is RFC 6901 for the body, "?name" for the query, "@name" for the path or a header. */
struct fault {
	const char *pointer, *code, *message;
};

struct problem {
	int         status;
	const char *code; /* UPPER_SNAKE_CASE */
	const char *title_en, *title_zh;

	/* Of the occurrence; 0 where it has nothing to add. */
	const struct rule  *rule;
	const char         *detail;
	const char         *parameters; /* JSON object: the values the rule used */
	const char         *members;    /* JSON object whose members join the answer: candidates, conditions */
	const struct fault *faults;
	size_t              fault_count;
	int                 retry_after; /* seconds */
};

#include "problems.h" /* generated: extern const struct problem problem_…; */

/* The kind, with a sentence about this occurrence. */
MAY_FAIL problem_detail(struct request *req, const struct problem *kind, const char *format, ...)
    PRINTF_LIKE(3, 4);
/* The kind, refused by this rule. */
MAY_FAIL problem_rule(struct request *req, const struct problem *kind, const struct rule *rule,
    const char *format, ...) PRINTF_LIKE(4, 5);
/* The problem, with members added: json is an object. */
MAY_FAIL problem_members(struct request *req, const struct problem *problem, const char *json);
/* 400 VALIDATION_FAILED at one field. */
MAY_FAIL problem_fault(struct request *req, const char *pointer, const char *code, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* The answer, application/problem+json. instance and trace_id may be NULL. */
struct buffer;
void problem_write(struct buffer *b, const struct problem *p, bool chinese, const char *instance,
    const char *trace_id);

#endif
