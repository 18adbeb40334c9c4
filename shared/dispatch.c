#include "dispatch.h"

#include <stdlib.h>
#include <string.h>

#include "auth.h"
#include "calendar.h"
#include "coroutine.h"
#include "db_internal.h"
#include "idempotency.h"
#include "input.h"
#include "log.h"
#include "loop.h"
#include "metrics.h"
#include "negotiate.h"
#include "route.h"
#include "tables.h"
#include "trace.h"

#define ATTEMPTS 5 /* of a transaction that another one made impossible */

static MAY_FAIL route(struct request *req);
static MAY_FAIL run_handler(struct request *req);

/* What happens to every request, in this order; the first problem ends it. */
static const struct problem *(*const phases[])(struct request *) = {
	route,        /* 404, 405 */
	authenticate, /* 401 */
	authorize,    /* 403 */
	read_input,   /* 400, 406, 413, 415, 428 */
	run_handler,
};

static const struct routes *routes;

void
dispatch_start(const struct service *service)
{
	routes = routes_new(service->tables->operations);
}

static MAY_FAIL
route(struct request *req)
{
	return find_operation(req, routes);
}

/* What an attempt has put into the answer must not stay there for the next one. */
static void
forget_answer(struct request *req)
{
	req->status = 0;
	req->content_type = req->etag = req->location = req->link = NULL;
	req->decision_json = NULL;
	req->matched = false;
	req->answer.length = 0;
}

static MAY_FAIL
write_once(struct request *req)
{
	db_begin(req);

	const struct problem *problem = idempotency_claim(req);

	if (!problem)
		problem = req->operation->handle(req, req->input);
	if (!problem && req->if_match > 0 && !req->matched)
		problem = problem_detail(req, &problem_version_conflict, "Nothing here has the version that If-Match names");
	if (!problem)
		problem = idempotency_keep(req);
	return db_end(req, problem);
}

/*
 * One transaction. A problem rolls it back; nothing is answered before it is
 * committed. A handler has no effect but the transaction and the answer, so it
 * may run again where another transaction was in the way.
 */
static MAY_FAIL
run_handler(struct request *req)
{
	const struct problem *problem = &db_retry;

	if (!req->operation->writes && !req->operation->kept)
		return req->operation->handle(req, req->input);
	for (int i = 0; i < ATTEMPTS && problem == &db_retry; i++) {
		if (i)
			loop_sleep(req->loop, i * i * 5 * MILLISECOND);
		forget_answer(req);
		problem = write_once(req);
	}
	if (problem && problem->status == problem_idempotency_key_claimed.status &&
	    strcmp(problem->code, problem_idempotency_key_claimed.code) == 0) {
		forget_answer(req);
		return idempotency_replay(req);
	}
	return problem;
}

static void
reply_problem(struct request *req, const struct problem *problem)
{
	forget_answer(req);
	req->status = problem->status;
	req->content_type = "application/problem+json";
	if (problem->retry_after)
		req->retry_after = problem->retry_after;
	else if (problem->status == 503)
		req->retry_after = 1;
	problem_write(&req->answer, problem, req->chinese, req->http ? req->http->path : NULL, req->trace_id);
}

void
dispatch(struct request *req)
{
	instant               begun = clock_ticks();
	const struct problem *problem = NULL;

	req->chinese = language_is_chinese(req->http->header(req->http, "Accept-Language"));
	for (size_t i = 0; i < COUNT(phases) && !problem; i++)
		problem = phases[i](req);

	if (problem)
		reply_problem(req, problem);
	else if (!req->status)
		req->status = req->operation->status;
	if (!req->content_type)
		req->content_type = "application/json";

	instant taken = clock_ticks() - begun;

	log_request(req, problem, taken);
	metrics_request(req->operation, req->status, taken);
}

/* ---- what the service asks of itself ---- */

static const char *const own_roles[] = { "system", NULL };

struct request *
own_request(struct arena *arena, struct loop *loop, const struct service *service, instant now)
{
	struct request *req = arena_new(arena, struct request);

	req->arena = arena;
	req->service = service;
	req->loop = loop;
	req->coroutine = coroutine_running();
	req->now = now;
	req->today = date_of(now);
	req->caller = (struct caller){ .id = "system", .name = service->name, .roles = own_roles };
	req->answer = buffer_in(arena);
	return req;
}

static MAY_FAIL
run_own(struct request *req, const struct problem *(*body)(struct request *, void *), void *argument)
{
	const struct problem *problem = &db_retry;

	for (int i = 0; i < ATTEMPTS && problem == &db_retry; i++) {
		if (i)
			loop_sleep(req->loop, i * i * 5 * MILLISECOND);
		db_begin(req);
		problem = db_end(req, body(req, argument));
	}
	return problem;
}

struct own {
	struct loop          *loop;
	const struct service *service;
	const char           *name;
	instant               now;
	const struct problem *(*body)(struct request *, void *);
	void                 *argument;
	void (*done)(void *, const struct problem *);
};

static void
run_own_coroutine(void *what)
{
	struct own      own = *(struct own *)what;
	struct arena   *arena = arena_open();
	struct request *req = own_request(arena, own.loop, own.service, own.now);

	free(what);
	trace_begin(req, NULL);

	const struct problem *problem = run_own(req, own.body, own.argument);

	if (problem && problem->status >= 500)
		log_event(LOG_WARNING, own.name, "%s %s", problem->code, problem->detail ? problem->detail : "");
	if (own.done)
		own.done(own.argument, problem);
	arena_close(arena);
}

static void
start_own(void *what)
{
	coroutine_start(run_own_coroutine, what);
}

void
dispatch_own(struct loop *loop, const struct service *service, const char *name, instant now,
    const struct problem *(*body)(struct request *req, void *argument), void *argument,
    void (*done)(void *argument, const struct problem *problem))
{
	struct own *own = malloc(sizeof(*own));

	if (!own)
		die("out of memory");
	*own = (struct own){ loop, service, name, now, body, argument, done };
	/* A coroutine is not started from within another one. */
	if (coroutine_running())
		loop_post(loop, start_own, own);
	else
		start_own(own);
}

MAY_FAIL
dispatch_within(struct request *req, const char *name, instant now,
    const struct problem *(*body)(struct request *req, void *argument), void *argument)
{
	struct request       *inner = own_request(req->arena, req->loop, req->service, now);
	const struct problem *problem;

	inner->trace_id = req->trace_id;
	inner->span_id = req->span_id;
	problem = run_own(inner, body, argument);
	if (problem && problem->status >= 500)
		log_event(LOG_WARNING, name, "%s %s", problem->code, problem->detail ? problem->detail : "");
	return problem;
}
