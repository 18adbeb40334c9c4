#include "revocation.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "common_operations.h"
#include "platform/queries.h"
#include "token.h"

/* A row may be committed this much later than the time it carries, by a process whose clock
 * differs. */
#define OVERLAP (2 * MINUTE)

struct revoked {
	char *jti; /* NULL: free */
	instant expires_at;
};

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static struct revoked *table; /* open addressing; capacity is a power of two, never full */
static size_t capacity, count;

static atomic_uint_fast64_t number = 1;
static _Atomic(instant) read_until = NO_INSTANT; /* set by loop 0's refresh alone */

uint64_t
revocation_number(void)
{
	return atomic_load_explicit(&number, memory_order_acquire);
}

/* FNV-1a. */
static uint64_t
hash_of(const char *jti)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (; *jti; jti++)
		hash = (hash ^ (unsigned char)*jti) * 0x100000001b3;
	return hash;
}

/* Where it is, or where it belongs. */
static struct revoked *
find(struct revoked *in, size_t size, const char *jti)
{
	size_t at = hash_of(jti) & (size - 1);

	while (in[at].jti && strcmp(in[at].jti, jti) != 0)
		at = (at + 1) & (size - 1);
	return &in[at];
}

bool
revocation_holds(const char *jti, instant now)
{
	const struct revoked *found = NULL;
	bool holds;

	pthread_rwlock_rdlock(&lock);
	if (count > 0)
		found = find(table, capacity, jti);
	holds = found && found->jti && now < found->expires_at + TOKEN_SKEW;
	pthread_rwlock_unlock(&lock);
	return holds;
}

/* Room for more, without those whose tokens expired long ago. */
static void
make_room(instant now)
{
	size_t size = 64, kept = 0;
	struct revoked *larger;

	for (size_t i = 0; i < capacity; i++)
		kept += table[i].jti && now < table[i].expires_at + OVERLAP;
	while (size < (kept + 1) * 4)
		size *= 2;
	larger = calloc(size, sizeof(*larger));
	if (!larger)
		die("out of memory");
	for (size_t i = 0; i < capacity; i++) {
		if (!table[i].jti)
			continue;
		if (now < table[i].expires_at + OVERLAP)
			*find(larger, size, table[i].jti) = table[i];
		else
			free(table[i].jti);
	}
	free(table);
	table = larger;
	capacity = size;
	count = kept;
}

void
revocation_add(const char *jti, instant expires_at)
{
	struct revoked *place;

	pthread_rwlock_wrlock(&lock);
	if (count * 2 >= capacity)
		make_room(read_until);
	place = find(table, capacity, jti);
	if (place->jti) {
		if (place->expires_at < expires_at)
			place->expires_at = expires_at;
	} else {
		*place = (struct revoked) { strdup(jti), expires_at };
		if (!place->jti)
			die("out of memory");
		count++;
		atomic_fetch_add_explicit(&number, 1, memory_order_release);
	}
	pthread_rwlock_unlock(&lock);
}

MAY_FAIL
revocation_refresh(struct request *req, void *argument)
{
	struct rows rows;

	(void)argument;
	TRY(sql_revocation_recent(req, read_until == NO_INSTANT ? 0 : read_until - OVERLAP, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		revocation_add(row_text(req, &row, "jti"), row_instant(&row, "expires_at"));
	}
	read_until = req->now;
	return NULL;
}

MAY_FAIL
token_revoke(struct request *req, const struct token_revoke_in *in)
{
	TRY(sql_revocation_keep(req, in->jti, in->expires_at));
	if (!req->dry_run)
		revocation_add(in->jti, in->expires_at);
	return reply_empty(req);
}

void
revocation_clear(void)
{
	pthread_rwlock_wrlock(&lock);
	for (size_t i = 0; i < capacity; i++)
		free(table[i].jti);
	free(table);
	table = NULL;
	capacity = count = 0;
	read_until = NO_INSTANT;
	atomic_fetch_add_explicit(&number, 1, memory_order_release);
	pthread_rwlock_unlock(&lock);
}
