#include "trace.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "text.h"

/* Random bytes are drawn in batches: a system call a request would be felt. */
static void
random_bytes(unsigned char *bytes, size_t length)
{
	static __thread unsigned char drawn[512];
	static __thread size_t        left;

	if (left < length) {
		if (getrandom(drawn, sizeof(drawn), 0) != (ssize_t)sizeof(drawn))
			die("no random numbers");
		left = sizeof(drawn);
	}
	left -= length;
	memcpy(bytes, drawn + left, length);
}

static const char *
random_hex(struct request *req, size_t bytes)
{
	unsigned char drawn[16];
	char          hex[33];

	random_bytes(drawn, bytes);
	drawn[0] |= 1; /* all zero is not allowed */
	hex_encode(hex, drawn, bytes);
	return arena_copy(req->arena, hex, bytes * 2);
}

static bool
is_hex(const char *text, size_t length)
{
	bool nonzero = false;

	for (size_t i = 0; i < length; i++) {
		if (!(text[i] >= '0' && text[i] <= '9') && !(text[i] >= 'a' && text[i] <= 'f'))
			return false;
		nonzero |= text[i] != '0';
	}
	return nonzero;
}

void
trace_begin(struct request *req, const char *traceparent)
{
	bool given = traceparent && strlen(traceparent) >= 55 && strncmp(traceparent, "00-", 3) == 0 &&
	    is_hex(traceparent + 3, 32) && traceparent[35] == '-' && is_hex(traceparent + 36, 16) &&
	    traceparent[52] == '-' && traceparent[55] == '\0';

	req->trace_id = given ? arena_copy(req->arena, traceparent + 3, 32) : random_hex(req, 16);
	req->span_id = random_hex(req, 8);
}

const char *
trace_parent(const struct request *req)
{
	return arena_print(req->arena, "00-%s-%s-01", req->trace_id, req->span_id);
}
