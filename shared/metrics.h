/* Counters and histograms, per thread without locks, read as Prometheus text. */
#ifndef KEHU_METRICS_H
#define KEHU_METRICS_H

#include "buffer.h"

struct operation;
struct service;

void metrics_start(const struct service *service);
/* http_server_request_duration_seconds by operation (NULL: none found) and status. */
void metrics_request(const struct operation *operation, int status, instant duration);

/* Named gauges and counters of the process; the name and help are constants. Safe from any thread. */
struct metric;
struct metric *metric_new(const char *name, const char *type, const char *help);
void           metric_add(struct metric *metric, int64_t change);
void           metric_set(struct metric *metric, int64_t value);

void metrics_write(struct buffer *b);

#endif
