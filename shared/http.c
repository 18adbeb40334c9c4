#define _GNU_SOURCE
#include "http_internal.h"

#include "calendar.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

#include "config.h"
#include "coroutine.h"
#include "dispatch.h"
#include "log.h"
#include "loop.h"
#include "trace.h"

#define CONNECTION_MEMORY     (24 * 1024) /* holds the header: 16 KiB of it, and what the library needs */
#define BODY_MAX              ((size_t)20 * 1024 * 1024) /* of any operation; each has its own below */

/* One request, while it is answered. */
struct call {
	struct http_message       message;
	const struct _u_request  *source;
	struct request           *req;
	struct connection        *connection;
	bool                      answered, parked;
	struct MHD_Response      *response;
};

/* ---- the answer ---- */

static enum MHD_Result
real_queue_response(struct MHD_Connection *mhd, unsigned int status, struct MHD_Response *response)
{
	static enum MHD_Result (*real)(struct MHD_Connection *, unsigned int, struct MHD_Response *);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "MHD_queue_response");
	return real(mhd, status, response);
}

static void
add_header(struct MHD_Response *response, const char *name, const char *value)
{
	if (value)
		MHD_add_response_header(response, name, value);
}

static struct MHD_Response *
make_response(const struct request *req)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(
	    req->answer.length, req->answer.text, MHD_RESPMEM_MUST_COPY);

	if (req->answer.length)
		add_header(response, "Content-Type", req->content_type);
	add_header(response, "Cache-Control", "no-store");
	add_header(response, "ETag", req->etag);
	add_header(response, "Location", req->location);
	add_header(response, "Link", req->link);
	add_header(response, "Allow", req->allow);
	add_header(response, "WWW-Authenticate", req->www_authenticate);
	add_header(response, "Idempotent-Replayed", req->replayed ? "true" : NULL);
	if (req->retry_after)
		add_header(response, "Retry-After", arena_print(req->arena, "%d", req->retry_after));
	add_header(response, "traceparent", trace_parent(req));
	if (atomic_load_explicit(&http_stopping, memory_order_relaxed))
		add_header(response, "Connection", "close");
	return response;
}

/* From here on it is the client who may be slow. */
static enum MHD_Result
send_answer(struct call *call)
{
	struct connection *connection = call->connection;

	connection->state = SENDING;
	connection->since = clock_ticks();
	connection->sending = call->req->answer.length;

	enum MHD_Result result =
	    real_queue_response(connection->mhd, (unsigned int)call->req->status, call->response);

	MHD_destroy_response(call->response);
	return result;
}

static void
run_call(void *what)
{
	struct call    *call = what;
	struct request *req = call->req;

	req->coroutine = coroutine_running();
	dispatch(req);
	call->response = make_response(req);
	call->answered = true;
	if (!call->parked)
		return; /* on_request() is still there and answers */

	struct arena          *arena = req->arena;
	struct MHD_Connection *mhd = call->connection->mhd;

	send_answer(call);
	MHD_resume_connection(mhd);
	loop_again(req->loop);
	arena_close(arena);
}

/* ---- the request ---- */

static const char *
header_of(const struct http_message *message, const char *name)
{
	const struct _u_request *source = message->peer;

	return u_map_get_case(source->map_header, name);
}

static struct call *
read_call(struct connection *connection, const struct _u_request *source)
{
	struct arena   *arena = arena_open();
	struct request *req = arena_new(arena, struct request);
	struct call    *call = arena_new(arena, struct call);
	const char     *query = strchr(source->http_url, '?');

	call->source = source;
	call->req = req;
	call->connection = connection;
	call->message = (struct http_message){
		.method = source->http_verb,
		.path = query ? arena_copy(arena, source->http_url, (size_t)(query - source->http_url))
		              : source->http_url,
		.query = query ? query + 1 : "",
		.body = source->binary_body_length ? (const char *)source->binary_body : "",
		.body_length = source->binary_body_length,
		.body_too_large = source->binary_body_length > BODY_MAX,
		.header = header_of,
		.peer = (void *)source,
	};
	req->arena = arena;
	req->service = connection->server->service;
	req->loop = connection->server->loop;
	req->http = &call->message;
	req->now = clock_now();
	req->today = date_of(req->now);
	req->answer = buffer_in(arena);
	trace_begin(req, header_of(&call->message, "traceparent"));
	return call;
}

/* The request is here, whole: answers it at once, or parks the connection until its coroutine has. */
static enum MHD_Result
on_request(struct MHD_Connection *mhd, const struct _u_request *source)
{
	struct connection *connection =
	    MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;

	/* Counted first: stop() refuses, and then looks whether any are counted. */
	connection->state = ANSWERING;
	atomic_fetch_add(&http_answering, 1);
	if (atomic_load(&http_refusing))
		return MHD_NO;

	struct call *call = read_call(connection, source);

	coroutine_start(run_call, call);
	if (!call->answered) {
		call->parked = true;
		MHD_suspend_connection(mhd);
		return MHD_YES;
	}
	enum MHD_Result result = send_answer(call);

	arena_close(call->req->arena);
	return result;
}

/*
 * ulfius has no way to answer later: it queues a response when its callback
 * returns. So the callback only notes the request, and this function, which
 * ulfius finds in place of libmicrohttpd's own, takes over from there.
 */
static __thread const struct _u_request *noted;

static int
note_request(const struct _u_request *source, struct _u_response *response, void *data)
{
	(void)response, (void)data;
	noted = source;
	return U_CALLBACK_COMPLETE;
}

enum MHD_Result
MHD_queue_response(struct MHD_Connection *mhd, unsigned int status, struct MHD_Response *response)
{
	const struct _u_request *source = noted;

	noted = NULL;
	return source ? on_request(mhd, source) : real_queue_response(mhd, status, response);
}

/* ---- the server ---- */

static void
log_library(void *what, const char *format, va_list arguments)
{
	char text[300];

	(void)what;
	vsnprintf(text, sizeof(text), format, arguments);
	log_event(LOG_DEBUG, "http", "%s", text);
}

static void
on_ready(void *what, uint32_t events)
{
	(void)what, (void)events; /* run_library() comes at the end of the turn */
}

static void
run_library(void *what)
{
	struct http_server *server = what;
	MHD_UNSIGNED_LONG_LONG wait;

	MHD_run(server->mhd);
	if (MHD_get_timeout(server->mhd, &wait) == MHD_YES && wait == 0)
		loop_again(server->loop);
}

struct http_server *
http_start(struct loop *loop, const struct service *service)
{
	struct http_server   *server = calloc(1, sizeof(*server));
	struct MHD_OptionItem options[] = {
		{ MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)log_library, NULL }, /* first: it speaks of the others */
		{ MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)on_completed, NULL },
		{ MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)on_request_line, NULL },
		{ MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)on_connection, server },
		{ MHD_OPTION_CONNECTION_LIMIT, (intptr_t)config_integer("connections_max"), NULL },
		{ MHD_OPTION_PER_IP_CONNECTION_LIMIT, (intptr_t)config_integer("connections_per_address"), NULL },
		{ MHD_OPTION_CONNECTION_TIMEOUT, KEEP_ALIVE_S, NULL },
		{ MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY, NULL },
		{ MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL },
		{ MHD_OPTION_END, 0, NULL },
	};

	if (!server)
		die("out of memory for a server");
	server->loop = loop;
	server->service = service;
	/* The port is only for ulfius to hold: http_listen() opens it. */
	if (ulfius_init_instance(&server->instance, (unsigned int)config_integer("port"), NULL, NULL) != U_OK ||
	    ulfius_add_endpoint_by_val(&server->instance, "*", NULL, "*", 0, note_request, server) != U_OK)
		return NULL;
	server->instance.max_post_body_size = BODY_MAX + 1;
	server->instance.check_utf8 = 0; /* headers that are not UTF-8 are not hidden from us */
	server->instance.allowed_post_processor = U_POST_PROCESS_NONE;
	if (ulfius_start_framework_with_mhd_options(&server->instance,
	        MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
	            MHD_USE_ERROR_LOG, options) != U_OK) {
		fputs("the HTTP server does not start\n", stderr);
		return NULL;
	}
	server->mhd = server->instance.mhd_daemon;
	loop_watch(loop, MHD_get_daemon_info(server->mhd, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, EPOLLIN,
	    on_ready, server);
	loop_each_turn(loop, run_library, server);
	loop_after(loop, SECOND, sweep_connections, server);
	return server;
}

void
http_close(struct http_server *server)
{
	ulfius_stop_framework(&server->instance);
	ulfius_clean_instance(&server->instance);
	free(server);
}

