/* Paths and methods: whatever is found has the values its path promises, as text; the first byte
 * picks the method. */
#include <stdlib.h>
#include <string.h>

#include "route.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct operation operations[] = {
	{ .id = "customer_list", .method = "GET", .path = "/v1/customers" },
	{ .id = "customer_create", .method = "POST", .path = "/v1/customers" },
	{ .id = "customer_batch", .method = "POST", .path = "/v1/customers/batch" },
	{ .id = "customer_get", .method = "GET", .path = "/v1/customers/{id}" },
	{ .id = "customer_history", .method = "GET", .path = "/v1/customers/{id}/history" },
	{ .id = "batch_x_y", .method = "DELETE", .path = "/v1/customers/batch/{x}/{y}" },
	{ .id = "four", .method = "PUT", .path = "/{a}/{b}/{c}/{d}" },
	{ 0 },
};

static void
insist(bool holds)
{
	if (!holds)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS",
		"get", "" };
	static struct routes *routes;
	struct arena *arena = arena_open();
	struct http_message http = { .query = "" };
	struct request req = { .arena = arena, .http = &http };
	const struct problem *problem;
	size_t values = 0, promised = 0;

	if (!routes)
		routes = routes_new(operations);
	http.method = size ? methods[data[0] % COUNT(methods)] : "GET";
	http.path = arena_copy(arena, data + (size > 0), size - (size > 0));
	problem = find_operation(&req, routes);

	insist(!problem == !!req.operation);
	insist(!problem || problem->status == 404 || problem->status == 400 ||
	       (problem->status == 405 && req.allow));
	for (; values < COUNT(req.path_values) && req.path_values[values]; values++)
		insist(utf8_valid(req.path_values[values], strlen(req.path_values[values])));
	for (const char *c = req.operation ? req.operation->path : ""; *c; c++)
		promised += *c == '{';
	insist(values == promised);
	arena_close(arena);
	return 0;
}
