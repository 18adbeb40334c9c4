/* A listening socket, for requests and for operations alike. */
#ifndef KEHU_LISTEN_H
#define KEHU_LISTEN_H

/* address: IPv4 or IPv6; not blocking, closed on exec. -1: could not (said on stderr). */
int listen_on(const char *address, int port);

#endif
