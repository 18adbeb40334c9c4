/*
 * Takes in the events of other services: asks each peer that has something
 * this service listens to, and runs the handlers, each in one transaction with
 * the cursor: what an event causes happens once.
 */
#ifndef KEHU_SUBSCRIBER_H
#define KEHU_SUBSCRIBER_H

#include "tables.h"

void subscriber_start(struct loop *loop, const struct service *service);

#endif
