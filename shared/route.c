#include "route.h"

#include <string.h>

#include "text.h"

#define VALUES_MAX COUNT(((struct request *)0)->path_values)

static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };

/* One segment of the paths: "customers", or any value where a path says {id}. */
struct node {
	const char *segment;
	size_t length;
	struct node *next;     /* the next segment that may stand in the same place */
	struct node *children; /* literal segments below this one */
	struct node *value;    /* {…} below this one */
	const struct operation *operations[COUNT(methods)];
	const char *allow; /* NULL: no path ends here */
};

struct routes {
	struct arena *arena;
	struct node root;
};

static void
must(bool holds, const struct operation *operation, const char *otherwise)
{
	if (!holds)
		die("operation %s: %s", operation->id, otherwise);
}

static int
method_index(const char *method)
{
	for (size_t i = 0; i < COUNT(methods); i++)
		if (strcmp(methods[i], method) == 0)
			return (int)i;
	return -1;
}

static struct node *
literal_below(const struct node *node, const char *segment, size_t length)
{
	for (struct node *child = node->children; child; child = child->next)
		if (child->length == length && memcmp(child->segment, segment, length) == 0)
			return child;
	return NULL;
}

static struct node *
node_add(struct arena *arena, struct node *above, const char *segment, size_t length)
{
	bool is_value = segment[0] == '{';
	struct node *node = is_value ? above->value : literal_below(above, segment, length);

	if (node)
		return node;
	node = arena_new(arena, struct node);
	node->segment = segment;
	node->length = length;
	if (is_value) {
		above->value = node;
	} else {
		node->next = above->children;
		above->children = node;
	}
	return node;
}

static const char *
allowed(struct arena *arena, const struct node *node)
{
	struct buffer b = buffer_in(arena);

	for (size_t i = 0; i < COUNT(methods); i++)
		if (node->operations[i])
			buffer_print(
			    &b, "%s%s", b.length ? ", " : "", i == 0 ? "GET, HEAD" : methods[i]);
	return b.text;
}

static void
add_operation(struct routes *routes, const struct operation *operation)
{
	struct node *node = &routes->root;
	const char *segment = operation->path;
	size_t values = 0;
	int method = method_index(operation->method);

	must(method >= 0, operation, "its method is not known");
	while (*segment == '/') {
		size_t length = strcspn(++segment, "/");

		must(length > 0, operation, "its path has an empty segment");
		values += *segment == '{';
		node = node_add(routes->arena, node, segment, length);
		segment += length;
	}
	must(
	    *segment == '\0' && node != &routes->root, operation, "its path does not begin with /");
	must(values <= VALUES_MAX, operation, "its path has too many values");
	must(!node->operations[method], operation, "another operation has its method and path");
	node->operations[method] = operation;
	node->allow = allowed(routes->arena, node);
}

struct routes *
routes_new(const struct operation *operations)
{
	struct arena *arena = arena_open();
	struct routes *routes = arena_new(arena, struct routes);

	routes->arena = arena;
	for (const struct operation *operation = operations; operation->id; operation++)
		add_operation(routes, operation);
	return routes;
}

/* What a segment says: itself, unless it is escaped or not plain ASCII. NULL: not text, or with
 * control characters. */
static const char *
segment_text(struct arena *arena, const char *segment, size_t *length)
{
	const char *text = segment;
	bool plain = true;

	for (size_t i = 0; i < *length; i++)
		plain &= segment[i] != '%' && segment[i] > ' ' && segment[i] < 0x7f;
	if (plain)
		return segment;
	text = percent_decode(arena, PERCENT_PATH, segment, *length, length);
	for (size_t i = 0; text && i < *length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return NULL;
	return text;
}

struct segment {
	const char *text;
	size_t length;
};

/* The node of the remaining segments. A literal goes before a value; where it leads nowhere, the
 * value is tried. */
static const struct node *
descend(const struct node *node, const struct segment *segments, size_t count,
    const struct segment **values)
{
	const struct node *found;

	if (count == 0) {
		*values = NULL;
		return node->allow ? node : NULL;
	}
	found = literal_below(node, segments->text, segments->length);
	if (found)
		found = descend(found, segments + 1, count - 1, values);
	if (!found && node->value) {
		*values = segments;
		found = descend(node->value, segments + 1, count - 1, values + 1);
	}
	return found;
}

#define SEGMENTS_MAX 12

/* The path's segments, decoded each by itself: %2F does not separate. More than any route has, or
 * an empty one: *count is 0. */
static MAY_FAIL
split(struct request *req, struct segment *segments, size_t *count)
{
	const char *at = req->http->path;

	*count = 0;
	while (*at == '/') {
		size_t length = strcspn(++at, "/");
		const char *text;

		if (length == 0 || *count == SEGMENTS_MAX) {
			*count = 0;
			return NULL;
		}
		segments[*count].length = length;
		text = segment_text(req->arena, at, &segments[*count].length);
		if (!text)
			return problem_fault(req, "@path", "FORMAT",
			    "The path has a malformed escape, a control character or bytes that "
			    "are not UTF-8.");
		segments[(*count)++].text = text;
		at += length;
	}
	if (*at)
		*count = 0;
	return NULL;
}

MAY_FAIL
find_operation(struct request *req, const struct routes *routes)
{
	const struct segment *values[SEGMENTS_MAX + 1] = { NULL };
	struct segment segments[SEGMENTS_MAX];
	const struct operation *operation = NULL;
	const struct node *node = NULL;
	const char *method = req->http->method;
	size_t count;
	int index;

	TRY(split(req, segments, &count));
	if (count > 0)
		node = descend(&routes->root, segments, count, values);
	if (!node)
		return &problem_not_found;

	index = method_index(strcmp(method, "HEAD") == 0 ? "GET" : method);
	if (index >= 0)
		operation = node->operations[index];
	if (!operation) {
		req->allow = node->allow;
		return &problem_method_not_allowed;
	}
	req->operation = operation;
	for (size_t i = 0; i < VALUES_MAX && values[i]; i++)
		req->path_values[i] = arena_copy(req->arena, values[i]->text, values[i]->length);
	return NULL;
}
