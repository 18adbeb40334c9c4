/* W3C trace context: which request of the world this one belongs to. */
#ifndef KEHU_TRACE_H
#define KEHU_TRACE_H

#include "request.h"

/* Sets trace_id from a valid traceparent header or anew, and a span_id of this request's own. */
void trace_begin(struct request *req, const char *traceparent);

/* The header's value for the answer and for calls to others: "00-<trace>-<span>-01". */
const char *trace_parent(const struct request *req);

#endif
