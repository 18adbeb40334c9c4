#include "log.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buffer.h"
#include "config.h"
#include "loop.h"
#include "operation.h"

#define ROOM	   (1 << 20)	      /* bytes gathered while the writer is busy */
#define PIECE	   4096		      /* what a pipe that is ready takes without blocking */
#define GATHER	   (20 * MILLISECOND) /* lines are written together: this late at most */
#define LAST_WORDS 1000 /* milliseconds a reader has to take what is left at the end */

static const char *const level_names[] = { NULL, "error", "warning", "info", "debug" };

/* Two buffers change places: one is filled under the lock, the other written without it. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t filled;
	pthread_t writer;
	char *filling, *writing;
	size_t length;
	long lost;
	bool stopping;
} lines = { .lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER };

static const char *service_name;
static _Atomic int shown; /* the least important level that is logged; 0: the log is not open */

static void
add(const char *text, size_t length)
{
	pthread_mutex_lock(&lines.lock);
	if (lines.length + length > ROOM) {
		lines.lost++;
	} else {
		memcpy(lines.filling + lines.length, text, length);
		if (lines.length == 0)
			pthread_cond_signal(&lines.filled);
		lines.length += length;
	}
	pthread_mutex_unlock(&lines.lock);
}

static struct buffer
begin_line(struct arena *arena, enum log_level level, const char *event)
{
	struct buffer b = buffer_in(arena);

	object_open(&b);
	member_instant(&b, "at", clock_now());
	member_text(&b, "level", level_names[level]);
	member_text(&b, "service", service_name);
	member_text(&b, "event", event);
	return b;
}

static void
end_line(struct buffer *b)
{
	object_close(b);
	buffer_text(b, "\n");
	add(b->text, b->length);
}

void
log_event(enum log_level level, const char *what, const char *format, ...)
{
	struct arena *arena;
	struct buffer b;
	va_list args;

	if ((int)level > atomic_load_explicit(&shown, memory_order_relaxed))
		return;
	arena = arena_open();
	b = begin_line(arena, level, what);
	va_start(args, format);
	member_text(&b, "text", arena_vprint(arena, format, args));
	va_end(args);
	end_line(&b);
	arena_close(arena);
}

/* The path as the specification writes it, so that no id and no search of a client is kept. */
static void
members_of_operation(struct buffer *b, const struct operation *operation)
{
	if (!operation)
		return;
	member_text(b, "operation", operation->id);
	member_text(b, "path", operation->path);
}

void
log_request(const struct request *req, const struct problem *problem, instant duration)
{
	enum log_level level = req->status >= 500 ? LOG_ERROR : LOG_INFO;
	struct buffer b;

	if ((int)level > atomic_load_explicit(&shown, memory_order_relaxed))
		return;
	b = begin_line(req->arena, level, "request");
	if (req->http)
		member_text(&b, "method", req->http->method);
	members_of_operation(&b, req->operation);
	member_integer(&b, "status", req->status);
	if (problem) {
		member_text(&b, "code", problem->code);
		if (problem->rule)
			member_text(&b, "rule", problem->rule->id);
	}
	member_integer(&b, "duration_us", duration);
	member_text(&b, "caller", req->caller.id);
	member_text(&b, "client", req->caller.client_id);
	member_text(&b, "trace_id", req->trace_id);
	if (req->http)
		member_integer(&b, "bytes_in", (int64_t)req->http->body_length);
	member_integer(&b, "bytes_out", (int64_t)req->answer.length);
	end_line(&b);
}

/* Once the log is to be closed, a reader that takes nothing does not keep the process. */
static void
write_all(const char *text, size_t length)
{
	while (length > 0) {
		struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };
		size_t piece = length < PIECE ? length : PIECE;

		if (poll(&out, 1, LAST_WORDS) == 0) {
			if (atomic_load(&shown) == 0)
				return;
			continue;
		}
		ssize_t written = write(STDOUT_FILENO, text, piece);

		if (written < 0 && errno != EINTR && errno != EAGAIN)
			return;
		if (written > 0) {
			text += written;
			length -= (size_t)written;
		}
	}
}

static void
tell_lost(long lost)
{
	char line[256];
	int length = snprintf(line, sizeof(line),
	    "{\"level\":\"warning\",\"service\":\"%s\",\"event\":\"log\",\"text\":\"%ld lines were "
	    "lost\"}\n",
	    service_name, lost);

	write_all(line, (size_t)length);
}

static void *
write_lines(void *unused)
{
	bool last = false;

	while (!last) {
		char *text;
		size_t length;
		long lost;

		pthread_mutex_lock(&lines.lock);
		while (lines.length == 0 && !lines.stopping)
			pthread_cond_wait(&lines.filled, &lines.lock);
		if (!lines.stopping) {
			pthread_mutex_unlock(&lines.lock);
			usleep(GATHER);
			pthread_mutex_lock(&lines.lock);
		}
		last = lines.stopping;
		text = lines.filling;
		length = lines.length;
		lost = lines.lost;
		lines.filling = lines.writing;
		lines.writing = text;
		lines.length = 0;
		lines.lost = 0;
		pthread_mutex_unlock(&lines.lock);

		write_all(text, length);
		if (lost > 0 && !last)
			tell_lost(lost);
	}
	return unused;
}

static int
configured_level(void)
{
	const char *wanted = config_text("log_level");

	for (int level = LOG_ERROR; level <= LOG_DEBUG; level++)
		if (strcmp(level_names[level], wanted) == 0)
			return level;
	fprintf(stderr, "log_level is \"%s\", but must be error, warning, info or debug\n", wanted);
	exit(2);
}

void
log_start(const char *service)
{
	service_name = service;
	lines.filling = malloc(ROOM);
	lines.writing = malloc(ROOM);
	if (!lines.filling || !lines.writing ||
	    pthread_create(&lines.writer, NULL, write_lines, NULL) != 0)
		die("the log cannot be opened");
	atomic_store(&shown, configured_level());
}

void
log_stop(void)
{
	if (atomic_exchange(&shown, 0) == 0)
		return;
	pthread_mutex_lock(&lines.lock);
	lines.stopping = true;
	pthread_cond_signal(&lines.filled);
	pthread_mutex_unlock(&lines.lock);
	pthread_join(lines.writer, NULL);
}
