#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "request.h"
#include "route.h"

static const struct operation operations[] = {
	{ .id = "customer_list", .method = "GET", .path = "/v1/customers" },
	{ .id = "customer_create", .method = "POST", .path = "/v1/customers" },
	{ .id = "customer_batch", .method = "POST", .path = "/v1/customers/batch" },
	{ .id = "customer_get", .method = "GET", .path = "/v1/customers/{id}" },
	{ .id = "customer_change", .method = "PATCH", .path = "/v1/customers/{id}" },
	{ .id = "customer_history", .method = "GET", .path = "/v1/customers/{id}/history" },
	{ .id = "quota_put", .method = "PUT", .path = "/v1/departments/{id}/quotas/{product}" },
	{ .id = "openapi", .method = "GET", .path = "/openapi.json" },
	{ 0 },
};

static struct routes *routes;

static int
set_up(void **state)
{
	(void)state;
	routes = routes_new(operations);
	return 0;
}

static struct request *
ask(const char *method, const char *path, const struct problem **problem)
{
	struct arena *arena = arena_open();
	struct http_message *http = arena_new(arena, struct http_message);
	struct request *req = arena_new(arena, struct request);

	http->method = method;
	http->path = path;
	req->arena = arena;
	req->http = http;
	*problem = find_operation(req, routes);
	return req;
}

static void
finds(const char *method, const char *path, const char *id, const char *value, const char *second)
{
	const struct problem *problem;
	struct request *req = ask(method, path, &problem);

	assert_null(problem);
	assert_string_equal(req->operation->id, id);
	if (value)
		assert_string_equal(req->path_values[0], value);
	else
		assert_null(req->path_values[0]);
	if (second)
		assert_string_equal(req->path_values[1], second);
	else
		assert_null(req->path_values[1]);
	arena_close(req->arena);
}

static void
refuses(const char *method, const char *path, int status, const char *allow)
{
	const struct problem *problem;
	struct request *req = ask(method, path, &problem);

	assert_non_null(problem);
	if (problem->status != status)
		fail_msg("%s %s: %d instead of %d", method, path, problem->status, status);
	assert_null(req->operation);
	if (allow)
		assert_string_equal(req->allow, allow);
	else
		assert_null(req->allow);
	arena_close(req->arena);
}

static void
test_finds(void **state)
{
	(void)state;
	finds("GET", "/v1/customers", "customer_list", NULL, NULL);
	finds("HEAD", "/v1/customers", "customer_list", NULL, NULL);
	finds("POST", "/v1/customers", "customer_create", NULL, NULL);
	finds("GET", "/openapi.json", "openapi", NULL, NULL);
	finds("GET", "/v1/customers/7", "customer_get", "7", NULL);
	finds("PATCH", "/v1/customers/7", "customer_change", "7", NULL);
	finds("PUT", "/v1/departments/a/quotas/b", "quota_put", "a", "b");
}

static void
test_a_literal_goes_before_a_value(void **state)
{
	(void)state;
	finds("POST", "/v1/customers/batch", "customer_batch", NULL, NULL);
	finds("GET", "/v1/customers/batch/history", "customer_history", "batch", NULL);
	refuses("GET", "/v1/customers/batch", 405, "POST");
}

static void
test_segments_are_decoded_by_themselves(void **state)
{
	(void)state;
	finds("GET", "/v1/%63ustomers", "customer_list", NULL, NULL);
	finds("GET", "/v1/customers/a%2Fhistory", "customer_get", "a/history", NULL);
	finds("GET", "/v1/customers/a%20b+c", "customer_get", "a b+c", NULL);
	finds("GET", "/v1/customers/%E5%8C%97%E4%BA%AC", "customer_get", "北京", NULL);
	finds("GET", "/v1/customers/%252F", "customer_get", "%2F", NULL);
}

static void
test_not_found(void **state)
{
	(void)state;
	refuses("GET", "/", 404, NULL);
	refuses("GET", "", 404, NULL);
	refuses("GET", "*", 404, NULL);
	refuses("GET", "v1/customers", 404, NULL);
	refuses("GET", "/v1", 404, NULL);
	refuses("GET", "/v1/customers/", 404, NULL);
	refuses("GET", "//v1/customers", 404, NULL);
	refuses("GET", "/v1//customers", 404, NULL);
	refuses("GET", "/v1/Customers", 404, NULL);
	refuses("GET", "/v1/customers/7/history/8", 404, NULL);
	refuses("GET", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o", 404, NULL);
}

static void
test_other_methods(void **state)
{
	(void)state;
	refuses("DELETE", "/v1/customers", 405, "GET, HEAD, POST");
	refuses("OPTIONS", "/v1/customers", 405, "GET, HEAD, POST");
	refuses("get", "/v1/customers", 405, "GET, HEAD, POST");
	refuses("HEAD", "/v1/customers/batch", 405, "POST");
	refuses("PUT", "/v1/customers/7", 405, "GET, HEAD, PATCH");
}

static void
test_what_is_not_text(void **state)
{
	(void)state;
	refuses("GET", "/v1/customers/%00", 400, NULL);
	refuses("GET", "/v1/customers/a%0Ab", 400, NULL);
	refuses("GET", "/v1/customers/%7F", 400, NULL);
	refuses("GET", "/v1/customers/%", 400, NULL);
	refuses("GET", "/v1/customers/%4", 400, NULL);
	refuses("GET", "/v1/customers/%zz", 400, NULL);
	refuses("GET", "/v1/customers/%C0%AF", 400, NULL);
	refuses("GET", "/v1/customers/\xff", 400, NULL);
	refuses("GET", "/v1/customers/%ED%A0%80", 400, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finds),
		cmocka_unit_test(test_a_literal_goes_before_a_value),
		cmocka_unit_test(test_segments_are_decoded_by_themselves),
		cmocka_unit_test(test_not_found),
		cmocka_unit_test(test_other_methods),
		cmocka_unit_test(test_what_is_not_text),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
