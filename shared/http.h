/* The only files that know of ulfius and libmicrohttpd: http*.c. */
#ifndef KEHU_HTTP_H
#define KEHU_HTTP_H

#include "service.h"

struct loop;
struct http_server;

/* Listens on the configured address and port, its connections served by this loop. NULL: could not (logged). */
struct http_server *http_start(struct loop *loop, const struct service *service);
/* Accepts no more, answers what is under way (at most grace microseconds), closes. Before loop_stop(). */
void http_stop(struct http_server *server, instant grace);

#endif
