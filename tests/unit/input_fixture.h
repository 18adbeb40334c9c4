/* An operation with every type of field, as the generator would describe it, and requests to it. */
#ifndef KEHU_INPUT_FIXTURE_H
#define KEHU_INPUT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "calendar.h"
#include "input.h"

/* Not every program uses all of it. */
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-const-variable"

struct contact {
	const char *name, *phone;
};

struct address {
	const char *city;
	int64_t floor;
};

struct create_in {
	const char *id, *view, *name, *class, *uuid, *period, *anything, *anything_else;
	int64_t amount_fen;
	const int64_t *count;
	bool active;
	const bool *vip;
	date on;
	instant at;
	const struct address *address;
	const char *address_json;
	const struct contact *contacts;
	size_t contacts_count;
	const char *contacts_json;
	const char *const *tags;
	size_t tags_count;
	const char *tags_json;
};

static const char *const classes[] = { "PERSON", "ENTERPRISE", NULL };

static const struct field contact_fields[] = {
	{ .name = "name",
	    .in = IN_BODY,
	    .type = TYPE_TEXT,
	    .required = true,
	    .max = 10,
	    .offset = offsetof(struct contact, name) },
	{ .name = "phone",
	    .in = IN_BODY,
	    .type = TYPE_TEXT,
	    .offset = offsetof(struct contact, phone) },
};

static const struct field address_fields[] = {
	{ .name = "city",
	    .in = IN_BODY,
	    .type = TYPE_TEXT,
	    .offset = offsetof(struct address, city) },
	{ .name = "floor",
	    .in = IN_BODY,
	    .type = TYPE_INTEGER,
	    .required = true,
	    .min = -9,
	    .max = 200,
	    .offset = offsetof(struct address, floor) },
};

static const struct field tag_field[] = {
	{ .name = "", .in = IN_BODY, .type = TYPE_TEXT, .required = true, .min = 1, .max = 5 },
};

static const char *
no_digits(const char *text, size_t length)
{
	return strcspn(text, "0123456789") < length ? "Must have no digits." : NULL;
}

#define IN(member) .offset = offsetof(struct create_in, member)

static const struct field create_fields[] = {
	{ .name = "id", .in = IN_PATH, .type = TYPE_UUID, .required = true, IN(id) },
	{ .name = "view", .in = IN_QUERY, .type = TYPE_TEXT, IN(view) },
	{ .name = "name",
	    .in = IN_BODY,
	    .type = TYPE_TEXT,
	    .required = true,
	    .min = 1,
	    .max = 4,
	    .format = no_digits,
	    IN(name) },
	{ .name = "class", .in = IN_BODY, .type = TYPE_TEXT, .one_of = classes, IN(class) },
	{ .name = "uuid", .in = IN_BODY, .type = TYPE_UUID, IN(uuid) },
	{ .name = "period", .in = IN_BODY, .type = TYPE_PERIOD, IN(period) },
	{ .name = "anything",
	    .in = IN_BODY,
	    .type = TYPE_JSON,
	    .item_type = TYPE_OBJECT,
	    IN(anything) },
	{ .name = "anything_else", .in = IN_BODY, .type = TYPE_JSON, IN(anything_else) },
	{ .name = "amount_fen",
	    .in = IN_BODY,
	    .type = TYPE_INTEGER,
	    .required = true,
	    .min = INT64_MIN,
	    .max = INT64_MAX,
	    IN(amount_fen) },
	{ .name = "count", .in = IN_BODY, .type = TYPE_INTEGER, .min = 1, .max = 3, IN(count) },
	{ .name = "active", .in = IN_BODY, .type = TYPE_BOOLEAN, .required = true, IN(active) },
	{ .name = "vip", .in = IN_BODY, .type = TYPE_BOOLEAN, IN(vip) },
	{ .name = "on", .in = IN_BODY, .type = TYPE_DATE, IN(on) },
	{ .name = "at", .in = IN_BODY, .type = TYPE_INSTANT, IN(at) },
	{ .name = "address",
	    .in = IN_BODY,
	    .type = TYPE_OBJECT,
	    .fields = address_fields,
	    .field_count = COUNT(address_fields),
	    .size = sizeof(struct address),
	    .json_offset = offsetof(struct create_in, address_json),
	    IN(address) },
	{ .name = "contacts",
	    .in = IN_BODY,
	    .type = TYPE_LIST,
	    .max = 2,
	    .fields = contact_fields,
	    .field_count = COUNT(contact_fields),
	    .size = sizeof(struct contact),
	    .item_type = TYPE_OBJECT,
	    .json_offset = offsetof(struct create_in, contacts_json),
	    .count_offset = offsetof(struct create_in, contacts_count),
	    IN(contacts) },
	{ .name = "tags",
	    .in = IN_BODY,
	    .type = TYPE_LIST,
	    .min = 1,
	    .max = 3,
	    .fields = tag_field,
	    .field_count = 1,
	    .size = sizeof(const char *),
	    .item_type = TYPE_TEXT,
	    .json_offset = offsetof(struct create_in, tags_json),
	    .count_offset = offsetof(struct create_in, tags_count),
	    IN(tags) },
};

static const struct operation create = {
	.id = "thing_create",
	.method = "POST",
	.path = "/v1/owners/{id}/things",
	.fields = create_fields,
	.field_count = COUNT(create_fields),
	.input_size = sizeof(struct create_in),
	.body_type = "application/json",
	.body_required = true,
	.body_max = 100000,
	.writes = true,
};

struct change_in {
	const char *name, *note;
	bool name_given, note_given;
	const int64_t *count;
	bool count_given;
};

static const struct field change_fields[] = {
	{ .name = "name",
	    .in = IN_BODY,
	    .type = TYPE_TEXT,
	    .offset = offsetof(struct change_in, name),
	    .given_offset = offsetof(struct change_in, name_given) + 1 },
	{ .name = "note",
	    .in = IN_BODY,
	    .type = TYPE_TEXT,
	    .nullable = true,
	    .offset = offsetof(struct change_in, note),
	    .given_offset = offsetof(struct change_in, note_given) + 1 },
	{ .name = "count",
	    .in = IN_BODY,
	    .type = TYPE_INTEGER,
	    .nullable = true,
	    .offset = offsetof(struct change_in, count),
	    .given_offset = offsetof(struct change_in, count_given) + 1 },
};

static const struct operation change = {
	.id = "thing_change",
	.method = "PATCH",
	.path = "/v1/things",
	.fields = change_fields,
	.field_count = COUNT(change_fields),
	.input_size = sizeof(struct change_in),
	.body_type = "application/merge-patch+json",
	.body_required = true,
	.body_max = 1000,
	.writes = true,
	.needs_match = true,
};

static const struct operation approve = {
	.id = "thing_approve",
	.method = "POST",
	.path = "/v1/things/approve",
	.body_max = 1000,
	.writes = true,
};

#define ID    "01890A5D-AC96-774B-BCCE-B302099A8057"
#define LEAST "\"name\":\"n\",\"amount_fen\":1,\"active\":true"

static struct arena *arena;
static const char *content_type, *accept, *if_match;

static const char *
header(const struct http_message *message, const char *name)
{
	(void)message;
	if (strcmp(name, "Content-Type") == 0)
		return content_type;
	if (strcmp(name, "If-Match") == 0)
		return if_match;
	return strcmp(name, "Accept") == 0 ? accept : NULL;
}

static int
set_up(void **state)
{
	(void)state;
	arena = arena_open();
	content_type = "application/json";
	accept = if_match = NULL;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

static const struct problem *
ask(struct request *req, const struct operation *operation, const char *query, const char *body,
    size_t length)
{
	struct http_message *http = arena_new(arena, struct http_message);

	*http = (struct http_message) { .method = operation->method,
		.path = operation->path,
		.query = query,
		.body = arena_copy(arena, body, length),
		.body_length = length,
		.header = header };
	*req = (struct request) {
		.arena = arena, .http = http, .operation = operation, .path_values = { ID }
	};
	return read_input(req);
}

static const struct create_in *
accepts(const char *query, const char *body)
{
	struct request req;
	const struct problem *problem = ask(&req, &create, query, body, strlen(body));

	if (problem && problem->fault_count)
		fail_msg("%s: %s", problem->faults[0].pointer, problem->faults[0].message);
	assert_null(problem);
	return req.input;
}

/* faults: "pointer CODE", in order, ended by NULL. */
static void
refuses_bytes(const char *query, const char *body, size_t length, const char *const *faults)
{
	struct request req;
	const struct problem *problem = ask(&req, &create, query, body, length);
	size_t i = 0;

	assert_non_null(problem);
	assert_int_equal(problem->status, 400);
	for (; faults[i]; i++) {
		char told[300];

		if (i == problem->fault_count)
			fail_msg("%s is not told of %s", faults[i], body);
		snprintf(told, sizeof(told), "%s %s", problem->faults[i].pointer,
		    problem->faults[i].code);
		assert_string_equal(told, faults[i]);
		assert_true(strlen(problem->faults[i].message) > 5);
	}
	if (i < problem->fault_count)
		fail_msg("%s %s", problem->faults[i].pointer, problem->faults[i].message);
}

#define refuses(query, body, ...)                                                                  \
	refuses_bytes(query, body, strlen(body), (const char *const[]) { __VA_ARGS__, NULL })

static void
is_status(const struct operation *operation, const char *query, const char *body, int status)
{
	struct request req;
	const struct problem *problem = ask(&req, operation, query, body, strlen(body));

	if (status == 0)
		assert_null(problem);
	else
		assert_int_equal(problem ? problem->status : 0, status);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
