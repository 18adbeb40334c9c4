/*
 * HTTP: the only files that know of ulfius and libmicrohttpd are http*.c.
 * Each loop has a server of its own; connections are accepted on the first
 * loop and dealt to the servers in turn.
 */
#ifndef KEHU_HTTP_H
#define KEHU_HTTP_H

#include "tables.h"

struct loop;
struct http_server;

/* Readies a server on this loop, from any thread before the loop runs. NULL: could not (said on stderr). */
struct http_server *http_start(struct loop *loop, const struct service *service);
/* Listens on the configured address and port; from the first loop's thread. false: could not (said on stderr). */
bool http_listen(struct http_server *const *servers, int count);
/* Accepts no more; answers from now on close their connections. From the first loop's thread. */
void http_quiesce(void);
/* What arrives from now on is not taken: its connection ends. */
void http_refuse(void);
/* Requests that are not answered yet, of all servers. */
int http_in_flight(void);
/* Closes what is left; when its loop has ended and nothing is in flight. */
void http_close(struct http_server *server);

#endif
