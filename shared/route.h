/* Finds the operation of a method and path. */
#ifndef KEHU_ROUTE_H
#define KEHU_ROUTE_H

#include "operation.h"

/* Once, at start: a tree of path segments over the operations. Ends the process on two equal routes. */
struct routes;
struct routes *routes_new(const struct operation *operations);

/*
 * Sets req->operation and req->path_values (percent-decoded per segment, valid
 * UTF-8, no NUL, "/" only as %2F). 404 NOT_FOUND; 405 METHOD_NOT_ALLOWED with
 * req->allow. HEAD is served as its GET. A trailing or doubled slash is 404.
 */
MAY_FAIL find_operation(struct request *req, const struct routes *routes);

#endif
