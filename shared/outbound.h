/* HTTP to other services and key sets, by libcurl: bounded in time and size, blocking; call through loop_offload(). */
#ifndef KEHU_OUTBOUND_H
#define KEHU_OUTBOUND_H

#include "arena.h"

struct outbound {
	const char *url, *bearer; /* bearer may be NULL */
	const char *accept;
	int         timeout_ms;
	size_t      size_max;
	_Atomic(bool) *cancelled; /* NULL, or what ends the call within a second once it is true */
	/* Filled in. */
	int    status; /* 0: no answer */
	char  *body;   /* in the arena */
	size_t length;
	char   error[200];
};

void outbound_get(struct arena *arena, struct outbound *call);

#endif
