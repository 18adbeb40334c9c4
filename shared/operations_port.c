#define _GNU_SOURCE /* accept4 */
#include "operations_port.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "buffer.h"
#include "config.h"
#include "listen.h"
#include "loop.h"
#include "metrics.h"

#define PATIENCE  (2 * SECOND) /* with a client that is slow */
#define PARTS_MAX 8

static int listener = -1, stopped = -1;
static pthread_t thread;

static struct {
	pthread_mutex_t lock;
	struct {
		const char *name;
		bool ready;
	} parts[PARTS_MAX];
	size_t count;
} readiness = { .lock = PTHREAD_MUTEX_INITIALIZER };

void
readiness_set(const char *part, bool ready)
{
	size_t i = 0;

	pthread_mutex_lock(&readiness.lock);
	while (i < readiness.count && strcmp(readiness.parts[i].name, part) != 0)
		i++;
	if (i == PARTS_MAX)
		die("more than %d parts of readiness", PARTS_MAX);
	readiness.parts[i].name = part;
	readiness.parts[i].ready = ready;
	if (i == readiness.count)
		readiness.count++;
	pthread_mutex_unlock(&readiness.lock);
}

bool
readiness_all(void)
{
	bool all = true;

	pthread_mutex_lock(&readiness.lock);
	for (size_t i = 0; i < readiness.count; i++)
		all &= readiness.parts[i].ready;
	pthread_mutex_unlock(&readiness.lock);
	return all;
}

static void
write_readiness(struct buffer *b)
{
	object_open(b);
	member_boolean(b, "ready", readiness_all());
	pthread_mutex_lock(&readiness.lock);
	for (size_t i = 0; i < readiness.count; i++)
		member_boolean(b, readiness.parts[i].name, readiness.parts[i].ready);
	pthread_mutex_unlock(&readiness.lock);
	object_close(b);
	buffer_text(b, "\n");
}

/* Waits until the socket is ready. false: it is not in time. */
static bool
await(int socket, short events, instant until)
{
	instant left = until - clock_ticks();
	struct pollfd waiting = { .fd = socket, .events = events };

	return left > 0 && poll(&waiting, 1, (int)(left / MILLISECOND) + 1) == 1;
}

static bool
receive(int socket, char *text, size_t size, instant until)
{
	size_t length = 0;

	while (length < size - 1 && await(socket, POLLIN, until)) {
		ssize_t got = recv(socket, text + length, size - 1 - length, 0);

		if (got <= 0)
			return false;
		length += (size_t)got;
		text[length] = '\0';
		if (strstr(text, "\r\n\r\n") || strstr(text, "\n\n"))
			return true;
	}
	return false;
}

static void
send_all(int socket, const char *text, size_t length, instant until)
{
	while (length > 0 && await(socket, POLLOUT, until)) {
		ssize_t sent = send(socket, text, length, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		text += sent;
		length -= (size_t)sent;
	}
}

/* The status; the body is written to b. */
static const char *
answer(struct buffer *b, const char *request)
{
	if (strncmp(request, "GET /livez ", 11) == 0) {
		buffer_text(b, "{\"alive\":true}\n");
		return "200 OK";
	}
	if (strncmp(request, "GET /readyz ", 12) == 0) {
		write_readiness(b);
		return readiness_all() ? "200 OK" : "503 Service Unavailable";
	}
	if (strncmp(request, "GET /metrics ", 13) == 0) {
		metrics_write(b);
		return "200 OK";
	}
	buffer_text(b, "{\"paths\":[\"/livez\",\"/readyz\",\"/metrics\"]}\n");
	return "404 Not Found";
}

static void
serve(int socket)
{
	char request[4096];
	instant until = clock_ticks() + PATIENCE;
	struct arena *arena;
	struct buffer head, body;
	const char *status;

	if (!receive(socket, request, sizeof(request), until))
		return;
	arena = arena_open();
	head = buffer_in(arena);
	body = buffer_in(arena);
	status = answer(&body, request);
	buffer_print(&head,
	    "HTTP/1.0 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
	    status,
	    strncmp(request, "GET /metrics ", 13) == 0 ? "text/plain; version=0.0.4"
						       : "application/json",
	    body.length);
	send_all(socket, head.text, head.length, until);
	send_all(socket, body.text, body.length, until);
	arena_close(arena);
}

static void *
run(void *unused)
{
	struct pollfd waiting[] = { { .fd = listener, .events = POLLIN },
		{ .fd = stopped, .events = POLLIN } };

	while (poll(waiting, 2, -1) >= 0 || errno == EINTR) {
		if (waiting[1].revents)
			break;
		int socket = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

		if (socket < 0) {
			if (errno == EMFILE || errno == ENFILE)
				poll(NULL, 0, 100); /* it is still there, and told of without end */
			continue;
		}
		serve(socket);
		close(socket);
	}
	return unused;
}

void
operations_port_start(const struct service *service)
{
	readiness_set("service", false);
	listener =
	    listen_on(config_text("operations_address"), (int)config_integer("operations_port"));
	stopped = eventfd(0, EFD_CLOEXEC);
	if (listener < 0 || stopped < 0 || pthread_create(&thread, NULL, run, NULL) != 0) {
		fprintf(stderr, "%s: no port for operations\n", service->name);
		exit(1);
	}
}

void
operations_port_stop(void)
{
	eventfd_write(stopped, 1);
	pthread_join(thread, NULL);
	close(listener);
	close(stopped);
}
