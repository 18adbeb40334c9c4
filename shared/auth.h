/* Who asks, and may he: bearer tokens (RFC 6750, 7519, 8725, 9068) and roles. */
#ifndef KEHU_AUTH_H
#define KEHU_AUTH_H

#include "request.h"

/* Reads the configured keys (PEM files, JWKS files or URLs). NULL, or what is wrong with the configuration. */
const char *auth_start(void);
void        auth_stop(void);

/* Fills req->caller from the Authorization header: 401 with WWW-Authenticate. Public operations pass without. */
MAY_FAIL authenticate(struct request *req);
/* The operation's roles: 403 FORBIDDEN_ROLE. */
MAY_FAIL authorize(struct request *req);

/* A revoked jti is refused until its expiry; known to this process at once, to others within a second (from the table). */
void auth_revoke(const char *jti, instant expires_at);

#endif
