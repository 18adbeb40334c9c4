#include "idempotency.h"

#include <openssl/sha.h>
#include <string.h>

#include "metrics.h"
#include "operation.h"
#include "platform/queries.h"
#include "text.h"

#define KEY_MAX 255
#define KEPT	(24 * HOUR)

/*
 * What counts as the same request: method, path, query and body. Only answers
 * of success are kept; what was refused has changed nothing, so a retry with
 * its key is decided anew.
 */
static const char *
request_hash(struct request *req)
{
	unsigned char body[SHA256_DIGEST_LENGTH], whole[SHA256_DIGEST_LENGTH];
	struct buffer b = buffer_in(req->arena);
	char hex[2 * SHA256_DIGEST_LENGTH + 1];

	SHA256((const unsigned char *)(req->http->body ? req->http->body : ""),
	    req->http->body_length, body);
	buffer_print(&b, "%s %s?%s\n", req->http->method, req->http->path, req->http->query);
	buffer_add(&b, body, sizeof(body));
	SHA256((const unsigned char *)b.text, b.length, whole);
	hex_encode(hex, whole, sizeof(whole));
	return arena_text(req->arena, hex);
}

static bool
well_formed(const char *key)
{
	size_t length = 0;

	for (; key[length]; length++)
		if (key[length] < ' ' || key[length] > '~' || length == KEY_MAX)
			return false;
	return length > 0;
}

/* NULL: the request has none that counts. */
static const char *
key_of(struct request *req)
{
	if (!req->http || req->dry_run || strcmp(req->operation->method, "POST") != 0)
		return NULL;
	return req->http->header(req->http, "Idempotency-Key");
}

MAY_FAIL
idempotency_claim(struct request *req)
{
	const char *key = key_of(req);

	if (!key || !req->operation->writes)
		return NULL;
	if (!well_formed(key))
		return problem_fault(req, "@Idempotency-Key", "FORMAT",
		    "Must be 1 to %d printable ASCII characters.", KEY_MAX);
	return sql_idempotency_claim(req, req->operation->id, key);
}

MAY_FAIL
idempotency_keep(struct request *req)
{
	const char *key = key_of(req);

	if (!key || !req->operation->writes)
		return NULL;
	return sql_idempotency_keep(req, req->operation->id, key, request_hash(req),
	    req->status ? req->status : req->operation->status, req->content_type, req->location,
	    req->etag, req->answer.length ? req->answer.text : "", req->now + KEPT);
}

static void
answer_again(struct request *req, const struct row *row)
{
	const char *answer = row_text(req, row, "answer");

	req->replayed = true;
	req->status = (int)row_integer(row, "status");
	req->content_type = row_text(req, row, "content_type");
	req->location = row_text(req, row, "location");
	req->etag = row_text(req, row, "etag");
	buffer_text(&req->answer, answer);
}

MAY_FAIL
idempotency_replay(struct request *req)
{
	struct row row;
	bool found;

	TRY(sql_idempotency_kept(req, req->operation->id, key_of(req), &row, &found));
	if (!found) /* it has expired just now */
		return &problem_idempotency_key_in_progress;
	if (strcmp(row_text(req, &row, "request_hash"), request_hash(req)) != 0)
		return &problem_idempotency_key_reused;
	answer_again(req, &row);
	metric_add(metric_new("idempotency_replays_total", "counter",
		       "Answers given again to a known idempotency key."),
	    1);
	return NULL;
}
