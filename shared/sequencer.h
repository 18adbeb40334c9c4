/*
 * Numbers the committed events of the outbox, so that they are served in an
 * order that never changes: only what has a number is served, and what commits
 * late gets a later one.
 */
#ifndef KEHU_SEQUENCER_H
#define KEHU_SEQUENCER_H

#include "tables.h"

void sequencer_start(struct loop *loop, const struct service *service);

/* From any thread: an event was, or is about to be, committed. */
void sequencer_hint(void);

#endif
