/* Channels published for customers and consumers (R11.18). */
#ifndef COMPLAINTS_PUBLIC_CHANNEL_H
#define COMPLAINTS_PUBLIC_CHANNEL_H

#include "service.h"

/* 422 CHANNEL_NOT_PUBLISHED for one that is named and not published; NULL is none named. */
MAY_FAIL channel_published(struct request *req, const char *channel_id);

#endif
