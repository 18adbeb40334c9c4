/* Runs the timers that are due: see timer.h. */
#ifndef KEHU_TIMER_RUNNER_H
#define KEHU_TIMER_RUNNER_H

#include "tables.h"

void timer_runner_start(struct loop *loop, const struct service *service);

#endif
