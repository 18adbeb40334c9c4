/* All that a service includes. */
#ifndef KEHU_SERVICE_H
#define KEHU_SERVICE_H

#include <string.h>

#include "arena.h"
#include "banned.h"
#include "buffer.h"
#include "calendar.h"
#include "db.h"
#include "decision.h"
#include "event.h"
#include "operation.h"
#include "problem.h"
#include "request.h"
#include "tables.h"
#include "timer.h"

/* Reads the configuration, serves until SIGTERM or SIGINT, answers what is under way, ends. */
int service_run(const struct service *service, int argc, char **argv);

#endif
