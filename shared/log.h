/*
 * One JSON line each, to standard output: gathered in a buffer, written by a
 * thread of its own; a reader that is too slow loses lines, never requests
 * (the number lost is logged). No token and no personal data.
 */
#ifndef KEHU_LOG_H
#define KEHU_LOG_H

#include "base.h"

struct request;

enum log_level { LOG_ERROR = 1, LOG_WARNING, LOG_INFO, LOG_DEBUG };

void log_start(const char *service);
void log_stop(void); /* writes what is left */

/* Something that happened outside a request. */
void log_event(enum log_level level, const char *what, const char *format, ...) PRINTF_LIKE(3, 4);
/* The line of a finished request. */
void log_request(const struct request *req, const struct problem *problem, instant duration);

#endif
