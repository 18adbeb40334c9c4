/* The caller as the rules see him. */
#ifndef CUSTOMERS_ACTOR_H
#define CUSTOMERS_ACTOR_H

#include "request.h"
#include "rules_scope.h"

struct actor actor_of(const struct caller *caller);

#endif
