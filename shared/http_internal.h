/* What the http*.c files share, and nobody else sees. */
#ifndef KEHU_HTTP_INTERNAL_H
#define KEHU_HTTP_INTERNAL_H

#include <stdatomic.h>
#include <ulfius.h>

#include "http.h"

#define KEEP_ALIVE_S 75 /* a connection without a request is closed after this */

/* One connection, and since when its client keeps us waiting. */
struct connection {
	struct MHD_Connection *mhd;
	struct http_server    *server;
	struct connection     *next, **link;
	int                    socket;
	instant                since; /* in ticks */
	size_t                 sending; /* bytes */
	enum { FIRST_REQUEST, READING, ANSWERING, SENDING, KEPT_ALIVE } state;
};

struct http_server {
	struct _u_instance    instance;
	struct MHD_Daemon    *mhd;
	struct loop          *loop;
	const struct service *service;
	struct connection    *connections;
};

extern atomic_int  http_answering; /* requests under way, of all servers */
extern atomic_bool http_stopping;  /* answers close their connections */
extern atomic_bool http_refusing;  /* nothing is answered any more */

/* What the library calls at the begin and end of a connection, and of a request. */
void on_connection(void *what, struct MHD_Connection *mhd, void **context,
    enum MHD_ConnectionNotificationCode code);
void *on_request_line(void *what, const char *uri, struct MHD_Connection *mhd);
void on_completed(void *what, struct MHD_Connection *mhd, void **context,
    enum MHD_RequestTerminationCode code);
/* Closes connections whose request does not arrive; each second. */
void sweep_connections(void *what);

#endif
