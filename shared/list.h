/*
 * Lists: keyset pages, filters, sort, search, totals, CSV, all from the
 * operation's spec and one :page query. A list needs no handler of its own.
 *
 * A :page query is an ordinary select with named parameters taken from the
 * operation's input (or implicit ones); list.c wraps it: filters, the cursor's
 * position and the order are added around it, every value a parameter.
 */
#ifndef KEHU_LIST_H
#define KEHU_LIST_H

#include "operation.h"

/* The generated handler of every list operation. arguments: the :page query's own, in order. */
MAY_FAIL list_reply(struct request *req, const struct list *list, const char *const *arguments);

#endif
