/* One listening socket; its connections are dealt to the servers in turn. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "config.h"
#include "http_internal.h"
#include "loop.h"

atomic_int  http_answering;
atomic_bool http_stopping;

static struct {
	int                        socket, count, next;
	struct http_server *const *servers;
} listener = { .socket = -1 };

struct arrival {
	struct http_server     *server;
	int                     socket;
	socklen_t               length;
	struct sockaddr_storage address;
};

static void
take_connection(void *what)
{
	struct arrival *arrival = what;

	/* The library closes the socket itself when it refuses (a limit is reached). */
	MHD_add_connection(
	    arrival->server->mhd, arrival->socket, (struct sockaddr *)&arrival->address, arrival->length);
	free(arrival);
}

static void
accept_all(void *what, uint32_t events)
{
	(void)what, (void)events;
	for (int i = 0; i < 64; i++) {
		struct sockaddr_storage address;
		socklen_t               length = sizeof(address);
		int socket = accept4(listener.socket, (struct sockaddr *)&address, &length,
		    SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (socket < 0)
			return;
		struct arrival *arrival = malloc(sizeof(*arrival));
		int             one = 1;

		if (!arrival)
			die("out of memory for a connection");
		setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		*arrival = (struct arrival){
			listener.servers[listener.next++ % listener.count], socket, length, address };
		loop_post(arrival->server->loop, take_connection, arrival);
	}
}

bool
http_listen(struct http_server *const *servers, int count)
{
	const char         *address = config_text("listen_address");
	int                 port = (int)config_integer("port"), one = 1;
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
	struct sockaddr_in  four = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	bool                is_six = inet_pton(AF_INET6, address, &six.sin6_addr) == 1;

	if (!is_six && inet_pton(AF_INET, address, &four.sin_addr) != 1) {
		fprintf(stderr, "listen_address %s is not an address\n", address);
		return false;
	}
	listener.servers = servers;
	listener.count = count;
	listener.socket = socket(is_six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	setsockopt(listener.socket, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (listener.socket < 0 ||
	    bind(listener.socket, is_six ? (struct sockaddr *)&six : (struct sockaddr *)&four,
	        is_six ? sizeof(six) : sizeof(four)) != 0 ||
	    listen(listener.socket, 1024) != 0) {
		fprintf(stderr, "cannot listen on %s port %d: %s\n", address, port, strerror(errno));
		return false;
	}
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

int
http_in_flight(void)
{
	return atomic_load(&http_answering);
}
