/* What a handler may use: the request, its time, its caller; and the ways to answer. */
#ifndef KEHU_REQUEST_H
#define KEHU_REQUEST_H

#include "arena.h"
#include "buffer.h"
#include "decision.h"
#include "problem.h"

struct operation;
struct page;
struct service;
struct loop;
struct db_session;
struct row;
struct rows;

/* Who asks, as the token says (or "system" for what the service asks of itself). */
struct caller {
	const char        *id; /* sub; NULL: nobody, a public operation */
	const char        *name, *department_id, *client_id, *scope, *jti;
	const char *const *roles; /* ends with NULL */
};

bool caller_is(const struct caller *caller, const char *role);

/* The HTTP request as it came; everything is UTF-8-checked only where it says so. */
struct http_message {
	const char *method;
	const char *path;  /* raw, as sent, without the query */
	const char *query; /* raw, without "?"; "" if there is none */
	const char *body;
	size_t      body_length;
	bool        body_too_large;
	/* The header's value (name in any case), or NULL. */
	const char *(*header)(const struct http_message *message, const char *name);
	void       *peer; /* http.c's own */
};

struct request {
	struct arena              *arena;
	const struct service      *service;
	const struct http_message *http; /* NULL for what the service asks of itself */
	const struct operation    *operation;
	const char                *path_values[4]; /* decoded, in the order of the operation's path */
	struct caller              caller;
	instant                    now;   /* read once: the only time there is */
	date                       today; /* its date in the business time zone */
	const char                *trace_id; /* 32 hex digits */
	const char                *span_id;  /* 16 hex digits, of this request */
	const void                *input;    /* the operation's own struct */
	const char                *body;     /* the checked JSON body, compact, or NULL */
	const struct page         *page;     /* of a list: what is asked for */
	bool                       dry_run;
	int64_t                    if_match; /* version the client holds; 0: none given; -1: "*" */
	bool                       matched;  /* if_match was compared with what is written */
	bool                       chinese;  /* titles in Chinese */

	struct loop       *loop;
	struct coroutine  *coroutine;
	struct db_session *db;

	/* The answer. */
	int         status; /* 0: the operation's own */
	const char *content_type;
	const char *etag, *location, *link, *www_authenticate;
	bool        replayed;
	int         retry_after;
	const char *allow;
	struct buffer answer;
	const char   *decision_json; /* of the last decide() */
};

/* A new UUIDv7 of the request's time. */
const char *new_id(struct request *req);

/*
 * Keeps a decision about a subject ("customer", its id) and shows it as
 * "decision" in the answer; a refusal becomes the problem returned.
 */
MAY_FAIL decide(struct request *req, const char *subject, const char *subject_id, const struct decision *d);
/* A refusal becomes the problem, as in decide(); what is allowed passes, and is not kept. */
MAY_FAIL require(struct request *req, const char *subject, const char *subject_id, const struct decision *d);
/* Shows a decision that changes nothing, the answer to a question: it is not kept. */
void decision_show(struct request *req, const struct decision *d);

/*
 * Answers. The status is the operation's success status; a 201 gets a Location
 * of the request's path + "/" + id. reply_row also sets the ETag from the
 * column "version". A decision made before is added as "decision".
 */
MAY_FAIL reply_row(struct request *req, const struct row *row);
/* What a query of one id finds: sql_customer_get, say. */
MAY_FAIL reply_one(struct request *req,
    const struct problem *(*query)(struct request *req, const char *id, struct row *row), const char *id);
/* The row that one statement has entered or replaced: If-Match must name the version it had before. */
MAY_FAIL reply_put(struct request *req, const struct row *row);
/* The row, and further members: json is an object. */
MAY_FAIL reply_row_with(struct request *req, const struct row *row, const char *json);
MAY_FAIL reply_json(struct request *req, const char *json);       /* an object */
MAY_FAIL reply_rows(struct request *req, const struct rows *rows); /* {"items":[…]}, the whole of a small set */
MAY_FAIL reply_empty(struct request *req);                         /* 204 */

#endif
