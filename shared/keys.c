#include "keys.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "keys_source.h"
#include "operations_port.h"

/* Guards which set is the present one; taken only for tokens not verified before. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct key_set *present;

static atomic_uint_fast64_t generation;

struct key_set *
keys_hold(void)
{
	struct key_set *set;

	pthread_mutex_lock(&lock);
	set = present;
	set->holders++;
	pthread_mutex_unlock(&lock);
	return set;
}

void
keys_let_go(struct key_set *set)
{
	bool last;

	pthread_mutex_lock(&lock);
	last = --set->holders == 0;
	pthread_mutex_unlock(&lock);
	if (last)
		arena_close(set->arena);
}

uint64_t
keys_generation(void)
{
	return atomic_load_explicit(&generation, memory_order_acquire);
}

void
keys_replace(const struct key_list *list, bool complete)
{
	struct key_set *set = arena_new(list->arena, struct key_set), *old;

	*set = (struct key_set) {
		.arena = list->arena,
		.holders = 1,
		.generation = keys_generation() + 1,
		.complete = complete,
		.keys = list->keys,
		.count = list->count,
	};
	pthread_mutex_lock(&lock);
	old = present;
	present = set;
	atomic_store_explicit(&generation, set->generation, memory_order_release);
	pthread_mutex_unlock(&lock);
	if (old)
		keys_let_go(old);
	readiness_set("keys", complete);
}

void
keys_forget(void)
{
	if (present)
		keys_let_go(present);
	present = NULL;
}

const struct key *
keys_find(const struct key_set *set, enum token_algorithm algorithm, const char *kid)
{
	const struct key *found = NULL;

	for (size_t i = 0; i < set->count; i++) {
		const struct key *key = &set->keys[i];

		if (key->algorithm != algorithm)
			continue;
		if (kid && key->kid && strcmp(key->kid, kid) == 0)
			return key;
		if (!kid && found)
			return NULL;
		if (!kid)
			found = key;
	}
	return found;
}

bool
keys_know(const struct key_set *set, const char *kid)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->keys[i].kid && strcmp(set->keys[i].kid, kid) == 0)
			return true;
	return false;
}
