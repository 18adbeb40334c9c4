#include "batch.h"

#include <string.h>

#include "auth.h"
#include "db.h"
#include "json_read.h"

struct request
item_request(const struct request *req, const struct operation *item, struct arena *arena,
    const void *input, struct http_message *http)
{
	struct request inner = *req;

	*http = *req->http;
	http->method = item->method;
	http->path = item->path; /* an item's operation has no values in its path */
	http->query = "";
	inner.http = http;
	inner.operation = item;
	inner.arena = arena;
	inner.input = input;
	inner.body = NULL;
	inner.if_match = 0;
	inner.status = 0;
	inner.content_type = inner.etag = inner.location = inner.link = NULL;
	inner.decision_json = NULL;
	inner.answer = buffer_in(arena);
	return inner;
}

bool
ends_all(const struct problem *problem)
{
	return problem && problem->status >= 500;
}

/* A kind, without a word of this occurrence, is nobody's: what tells the dispatcher to try again
 * must stay itself. */
const struct problem *
problem_for(struct request *req, const struct problem *problem)
{
	struct problem *copy;

	if (!problem || !problem->detail)
		return problem;
	copy = arena_new(req->arena, struct problem);
	*copy = (struct problem) { .status = problem->status,
		.code = problem->code,
		.title_en = problem->title_en,
		.title_zh = problem->title_zh,
		.rule = problem->rule,
		.retry_after = problem->retry_after };
	copy->detail = arena_text(req->arena, problem->detail);
	return copy;
}

/* ---- the items of a batch ---- */

static void
write_success(struct buffer *b, const struct request *inner)
{
	object_open(b);
	member_integer(b, "status", inner->status ? inner->status : inner->operation->status);
	member_text(b, "location", inner->location);
	member_text(b, "etag", inner->etag);
	member_raw(b, "body", inner->answer.length ? inner->answer.text : NULL);
	object_close(b);
}

static void
write_refusal(struct buffer *b, const struct request *req, const struct problem *problem)
{
	object_open(b);
	member_integer(b, "status", problem->status);
	member_name(b, "problem");
	problem_write(b, problem, req->chinese, NULL, req->trace_id);
	object_close(b);
}

/* In a part of the transaction that is its own. */
static MAY_FAIL
do_item(struct request *inner)
{
	const struct problem *problem, *failed;

	TRY(db_savepoint(inner));
	problem = inner->operation->handle(inner, inner->input);
	if (!problem)
		problem = db_savepoint_release(inner);
	if (!problem || ends_all(problem))
		return problem;
	failed = db_savepoint_rollback(inner);
	return failed ? failed : problem;
}

static MAY_FAIL
answer_item(struct request *req, const struct operation *item, json_t *value, size_t index)
{
	const struct place items = { .name = "/items" },
			   place = { .above = &items, .index = index };
	struct faults faults = { .req = req };
	void *input = arena_take(req->arena, item->input_size + 1);
	struct http_message http;
	struct request inner = item_request(req, item, req->arena, input, &http);
	const struct problem *problem;

	if (json_is_object(value))
		fields_from_json(&faults, item->fields, item->field_count, value, input, &place);
	else
		fault_add(&faults, &place, "TYPE", "Must be an object.");
	problem = faults_problem(&faults);
	if (!problem)
		problem = do_item(&inner);
	if (ends_all(problem))
		return problem;
	if (problem)
		write_refusal(&req->answer, req, problem);
	else
		write_success(&req->answer, &inner);
	return NULL;
}

/* {"items":[…]} and nothing else. */
static MAY_FAIL
read_items(struct request *req, json_t **items)
{
	static const struct field element = {
		.name = "", .in = IN_BODY, .type = TYPE_JSON, .required = true
	};
	static const struct field fields[] = { { .name = "items",
	    .in = IN_BODY,
	    .type = TYPE_LIST,
	    .required = true,
	    .min = 1,
	    .max = BATCH_MAX,
	    .fields = &element,
	    .field_count = 1,
	    .size = sizeof(const char *),
	    .item_type = TYPE_JSON,
	    .json_offset = sizeof(void *),
	    .count_offset = 2 * sizeof(void *) } };

	struct faults faults = { .req = req };
	const struct place whole = { 0 };
	void *unused[3];
	json_t *body = json_read_object(&faults, req->http->body, req->http->body_length, &whole);

	if (body)
		fields_from_json(&faults, fields, COUNT(fields), body, unused, &whole);
	TRY(faults_problem(&faults));
	*items = json_object_get(body, "items");
	return NULL;
}

MAY_FAIL
may_do_items(struct request *req, const struct operation *item)
{
	struct http_message http;
	struct request inner = item_request(req, item, req->arena, NULL, &http);

	return authorize(&inner);
}

MAY_FAIL
settle(struct request *req)
{
	TRY(db_savepoint(req));
	return db_savepoint_release(req);
}

MAY_FAIL
batch_handle(struct request *req, const void *input)
{
	const struct operation *item = req->operation->item;
	json_t *items, *value;
	size_t i;

	(void)input;
	TRY(may_do_items(req, item));
	TRY(read_items(req, &items));
	TRY(settle(req));
	object_open(&req->answer);
	list_open(&req->answer, "items");
	json_array_foreach(items, i, value) TRY(answer_item(req, item, value, i));
	list_close(&req->answer);
	object_close(&req->answer);
	return NULL;
}
