/* The connections of clients, and how long each may keep us waiting. */
#include <stdlib.h>
#include <sys/socket.h>

#include "config.h"
#include "http_internal.h"
#include "loop.h"

#define SLOWEST 10000 /* bytes a second a client must take of an answer */

void
on_connection(void *what, struct MHD_Connection *mhd, void **context,
    enum MHD_ConnectionNotificationCode code)
{
	struct http_server *server = what;
	struct connection  *connection = *context;

	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		*connection->link = connection->next;
		if (connection->next)
			connection->next->link = connection->link;
		free(connection);
		return;
	}
	connection = calloc(1, sizeof(*connection));
	if (!connection)
		die("out of memory for a connection");
	*connection = (struct connection){
		.mhd = mhd,
		.server = server,
		.next = server->connections,
		.link = &server->connections,
		.socket = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd,
		.since = clock_ticks(),
		.state = FIRST_REQUEST,
	};
	if (connection->next)
		connection->next->link = &connection->next;
	server->connections = connection;
	*context = connection;
}

void *
on_request_line(void *what, const char *uri, struct MHD_Connection *mhd)
{
	struct connection *connection =
	    MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;

	connection->state = READING;
	connection->since = clock_ticks();
	return ulfius_uri_logger(what, uri);
}

void
on_completed(void *what, struct MHD_Connection *mhd, void **context,
    enum MHD_RequestTerminationCode code)
{
	struct connection *connection =
	    MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;

	if (connection->state == ANSWERING || connection->state == SENDING)
		atomic_fetch_sub(&http_answering, 1);
	connection->state = KEPT_ALIVE;
	connection->since = clock_ticks();
	mhd_request_completed(what, mhd, context, code);
}

/*
 * The library's timeout is of silence only: a byte a second would hold a
 * connection for ever. So each gets this long for a whole request, and a
 * client that takes its answer slowly so much longer as the answer is large.
 */
void
sweep_connections(void *what)
{
	struct http_server *server = what;
	instant             now = clock_ticks();
	instant             limit = config_integer("request_timeout_ms") * MILLISECOND;

	for (struct connection *c = server->connections; c; c = c->next) {
		instant allowed = limit;

		if (c->state == KEPT_ALIVE)
			allowed += KEEP_ALIVE_S * SECOND;
		if (c->state == SENDING)
			allowed += (instant)(c->sending / SLOWEST) * SECOND;
		if (c->state != ANSWERING && now - c->since > allowed)
			shutdown(c->socket, SHUT_RDWR);
	}
	loop_after(server->loop, SECOND, sweep_connections, server);
}
