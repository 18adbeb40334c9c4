#include "listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 1024

int
listen_on(const char *address, int port)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
	struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	bool is_six = inet_pton(AF_INET6, address, &six.sin6_addr) == 1;
	int one = 1, listener;

	if (!is_six && inet_pton(AF_INET, address, &four.sin_addr) != 1) {
		fprintf(stderr, "%s is not an address to listen on\n", address);
		return -1;
	}
	listener =
	    socket(is_six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (listener < 0 ||
	    bind(listener, is_six ? (struct sockaddr *)&six : (struct sockaddr *)&four,
		is_six ? sizeof(six) : sizeof(four)) != 0 ||
	    listen(listener, BACKLOG) != 0) {
		fprintf(
		    stderr, "cannot listen on %s port %d: %s\n", address, port, strerror(errno));
		if (listener >= 0)
			close(listener);
		return -1;
	}
	return listener;
}
