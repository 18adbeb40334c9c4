/* /livez, /readyz and /metrics on a port of their own (a plain blocking thread; never in the way of requests). */
#ifndef KEHU_OPERATIONS_PORT_H
#define KEHU_OPERATIONS_PORT_H

#include "tables.h"

void operations_port_start(const struct service *service);
void operations_port_stop(void);

/* What /readyz says: set by db.c (a connection works, migrations applied) and by the graceful stop. */
void readiness_set(const char *part, bool ready);
bool readiness_all(void);

#endif
