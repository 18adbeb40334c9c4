/* The ways to answer. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "db.h"
#include "operation.h"
#include "request.h"

/* A 201 tells where the new thing is. */
static void
set_location(struct request *req, const struct row *row)
{
	if (req->operation && req->operation->status == 201 && row_has_column(row, "id") && req->http)
		req->location = arena_print(req->arena, "%s/%s", req->http->path, row_text(req, row, "id"));
}

static void
set_etag(struct request *req, const struct row *row)
{
	if (row_has_column(row, "version") && !row_is_null(row, "version"))
		req->etag = arena_print(req->arena, "\"%s\"", row_text(req, row, "version"));
}

MAY_FAIL
reply_row_with(struct request *req, const struct row *row, const char *json)
{
	struct buffer *b = &req->answer;
	size_t         length = json ? strlen(json) : 0;

	set_location(req, row);
	set_etag(req, row);
	buffer_add(b, "{", 1);
	buffer_row_members(b, row);
	if (length > 2) { /* more than {} */
		if (b->text[b->length - 1] != '{')
			buffer_add(b, ",", 1);
		buffer_add(b, json + 1, length - 2);
	}
	if (req->decision_json)
		member_raw(b, "decision", req->decision_json);
	buffer_add(b, "}", 1);
	return NULL;
}

MAY_FAIL
reply_row(struct request *req, const struct row *row)
{
	return reply_row_with(req, row, NULL);
}

MAY_FAIL
reply_one(struct request *req, const struct problem *(*query)(struct request *req, const char *id, struct row *row),
    const char *id)
{
	struct row row;

	TRY(query(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
reply_put(struct request *req, const struct row *row)
{
	int64_t before = row_integer(row, "version") - 1;

	if ((req->if_match > 0 && req->if_match != before) || (req->if_match < 0 && before == 0))
		return problem_detail(req, &problem_version_conflict,
		    before ? "The version was %" PRId64 ", not the one that If-Match names" : "There was none yet", before);
	req->matched = true;
	return reply_row(req, row);
}

MAY_FAIL
reply_json(struct request *req, const char *json)
{
	struct buffer *b = &req->answer;

	if (!req->decision_json) {
		buffer_text(b, json);
		return NULL;
	}
	buffer_add(b, json, strlen(json) - 1);
	member_raw(b, "decision", req->decision_json);
	buffer_add(b, "}", 1);
	return NULL;
}

MAY_FAIL
reply_rows(struct request *req, const struct rows *rows)
{
	struct buffer *b = &req->answer;

	buffer_text(b, "{\"items\":[");
	for (int i = 0; i < rows->count; i++) {
		struct row row = rows_at(rows, i);

		if (i)
			buffer_add(b, ",", 1);
		buffer_row(b, &row);
	}
	buffer_text(b, "]}");
	return NULL;
}

MAY_FAIL
reply_empty(struct request *req)
{
	req->status = 204;
	return NULL;
}
