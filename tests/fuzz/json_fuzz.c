/*
 * JSON bodies: read without fault they are written compactly, and read again
 * the same; with faults, pointers are text.
 */
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "json_read.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct item {
	const char *name;
	const int64_t *count;
};

struct thing {
	const char *name, *id, *any;
	const int64_t *fen;
	const bool *active;
	date on;
	instant at;
	const struct item *items;
	size_t items_count;
	const char *items_json;
};

static const struct field item_fields[] = {
	{ .name = "name",
	    .in = IN_BODY,
	    .type = TYPE_TEXT,
	    .required = true,
	    .max = 10,
	    .offset = offsetof(struct item, name) },
	{ .name = "count",
	    .in = IN_BODY,
	    .type = TYPE_INTEGER,
	    .min = 1,
	    .max = 9,
	    .offset = offsetof(struct item, count) },
};

static const struct field fields[] = {
	{ .name = "name",
	    .in = IN_BODY,
	    .type = TYPE_TEXT,
	    .min = 1,
	    .max = 10,
	    .offset = offsetof(struct thing, name) },
	{ .name = "id", .in = IN_BODY, .type = TYPE_UUID, .offset = offsetof(struct thing, id) },
	{ .name = "any", .in = IN_BODY, .type = TYPE_JSON, .offset = offsetof(struct thing, any) },
	{ .name = "fen",
	    .in = IN_BODY,
	    .type = TYPE_INTEGER,
	    .min = INT64_MIN,
	    .max = INT64_MAX,
	    .offset = offsetof(struct thing, fen) },
	{ .name = "active",
	    .in = IN_BODY,
	    .type = TYPE_BOOLEAN,
	    .offset = offsetof(struct thing, active) },
	{ .name = "on", .in = IN_BODY, .type = TYPE_DATE, .offset = offsetof(struct thing, on) },
	{ .name = "at", .in = IN_BODY, .type = TYPE_INSTANT, .offset = offsetof(struct thing, at) },
	{ .name = "items",
	    .in = IN_BODY,
	    .type = TYPE_LIST,
	    .max = 3,
	    .fields = item_fields,
	    .field_count = COUNT(item_fields),
	    .size = sizeof(struct item),
	    .item_type = TYPE_OBJECT,
	    .offset = offsetof(struct thing, items),
	    .count_offset = offsetof(struct thing, items_count),
	    .json_offset = offsetof(struct thing, items_json) },
};

static const struct operation operation = { .id = "thing_create",
	.method = "POST",
	.path = "/v1/things",
	.fields = fields,
	.field_count = COUNT(fields),
	.input_size = sizeof(struct thing),
	.body_type = "application/json" };

static void
insist(bool holds)
{
	if (!holds)
		abort();
}

static void
check_again(struct request *req, json_t *json)
{
	struct faults faults = { .req = req };
	const char *text = json_text_of(req->arena, json);
	json_t *again =
	    json_read_object(&faults, text, strlen(text), &(struct place) { .name = "" });

	insist(again && json_equal(json, again));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_open();
	struct request req = { .arena = arena };
	struct faults faults = { .req = &req };
	const char *text = arena_copy(arena, data, size);
	const void *in;
	json_t *json = json_read_object(&faults, text, size, &(struct place) { .name = "" });
	const struct problem *problem = input_from_json(&req, &operation, text, size, "", &in);

	insist(!json == (faults.count == 1));
	if (json)
		check_again(&req, json);
	for (size_t i = 0; problem && i < problem->fault_count; i++)
		insist(utf8_valid(problem->faults[i].pointer, strlen(problem->faults[i].pointer)));
	insist(json || problem);
	arena_close(arena);
	return 0;
}
