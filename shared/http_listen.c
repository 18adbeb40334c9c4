/* One listening socket; its connections are dealt to the servers in turn. */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "config.h"
#include "http_internal.h"
#include "listen.h"
#include "log.h"
#include "loop.h"

#define REST (100 * MILLISECOND) /* from accepting, while there is no descriptor to be had */

atomic_int http_answering;
atomic_bool http_stopping;
atomic_bool http_refusing;

static struct {
	int socket, count;
	unsigned next; /* goes round */
	struct http_server *const *servers;
} listener = { .socket = -1 };

struct arrival {
	struct http_server *server;
	int socket;
	socklen_t length;
	struct sockaddr_storage address;
};

static void
take_connection(void *what)
{
	struct arrival *arrival = what;

	/* The library closes the socket itself when it refuses (a limit is reached). */
	MHD_add_connection(arrival->server->mhd, arrival->socket,
	    (struct sockaddr *)&arrival->address, arrival->length);
	free(arrival);
}

static void accept_all(void *what, uint32_t events);

static void
listen_again(void *what)
{
	(void)what;
	if (!atomic_load(&http_stopping))
		loop_watch(listener.servers[0]->loop, listener.socket, EPOLLIN, accept_all, NULL);
}

/* Out of descriptors, or of memory: the connection that waits would be told of without end. */
static void
rest(void)
{
	struct loop *loop = listener.servers[0]->loop;

	log_event(LOG_ERROR, "http", "no connection can be accepted: %s", strerror(errno));
	loop_watch(loop, listener.socket, 0, NULL, NULL);
	loop_after(loop, REST, listen_again, NULL);
}

static void
accept_all(void *what, uint32_t events)
{
	(void)what, (void)events;
	for (int i = 0; i < 64; i++) {
		struct sockaddr_storage address;
		socklen_t length = sizeof(address);
		int socket = accept4(listener.socket, (struct sockaddr *)&address, &length,
		    SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (socket < 0) {
			if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
			    errno == ENOMEM)
				rest();
			return;
		}
		struct arrival *arrival = malloc(sizeof(*arrival));
		int one = 1;

		if (!arrival)
			die("out of memory for a connection");
		setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		*arrival =
		    (struct arrival) { listener.servers[listener.next++ % (unsigned)listener.count],
			    socket, length, address };
		loop_post(arrival->server->loop, take_connection, arrival);
	}
}

bool
http_listen(struct http_server *const *servers, int count)
{
	listener.servers = servers;
	listener.count = count;
	listener.socket = listen_on(config_text("listen_address"), (int)config_integer("port"));
	if (listener.socket < 0)
		return false;
	loop_watch(servers[0]->loop, listener.socket, EPOLLIN, accept_all, NULL);
	return true;
}

void
http_quiesce(void)
{
	loop_watch(listener.servers[0]->loop, listener.socket, 0, NULL, NULL);
	close(listener.socket);
	atomic_store(&http_stopping, true);
}

void
http_refuse(void)
{
	atomic_store(&http_refusing, true);
}

int
http_in_flight(void)
{
	return atomic_load(&http_answering);
}
