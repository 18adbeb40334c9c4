#include "identifier.h"

#include <endian.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/random.h>

#include "request.h"
#include "text.h"

/* Random bytes are fetched for many identifiers at once: a system call for each would show. */
struct pool {
	uint32_t words[128];
	size_t left;
};

static _Thread_local struct pool pool;
static atomic_uint_fast32_t made; /* identifiers made by this process, from a random start */
static pthread_once_t started = PTHREAD_ONCE_INIT;

static void
fill(void *bytes, size_t size)
{
	if (getrandom(bytes, size, 0) != (ssize_t)size)
		die("the system gives no random bytes");
}

/* Half of the counter lies ahead, so that in practice it never wraps. */
static void
start(void)
{
	uint32_t first;

	fill(&first, sizeof(first));
	atomic_init(&made, first >> 1);
}

static uint32_t
random_word(void)
{
	if (!pool.left) {
		fill(pool.words, sizeof(pool.words));
		pool.left = COUNT(pool.words);
	}
	return pool.words[--pool.left];
}

static const char hyphens[] = { 8, 13, 18, 23 };

static bool
is_hyphen(size_t at)
{
	return memchr(hyphens, (int)at, sizeof(hyphens)) != NULL;
}

/*
 * 48 bits of milliseconds; 12 bits of the millisecond's fraction; 32 bits that
 * count, so that one time's identifiers are in order and never the same; 30
 * random bits, and the counter's start, tell processes apart.
 */
void
uuid_new(char out[UUID_LENGTH + 1], instant at)
{
	uint64_t millisecond, fraction, count, high, low;
	char hex[33];
	const char *from = hex;

	pthread_once(&started, start);
	if (at < 0) /* before 1970 there is no UUIDv7 */
		at = 0;
	millisecond = (uint64_t)(at / MILLISECOND);
	fraction = (uint64_t)(at % MILLISECOND) * 4096 / (uint64_t)MILLISECOND;
	count = (uint32_t)atomic_fetch_add_explicit(&made, 1, memory_order_relaxed);

	high = htobe64(millisecond << 16 | 7 << 12 | fraction);
	low = htobe64(UINT64_C(2) << 62 | count << 30 | random_word() >> 2);
	hex_encode(hex, &high, sizeof(high));
	hex_encode(hex + 16, &low, sizeof(low));
	for (size_t i = 0; i < UUID_LENGTH; i++)
		out[i] = is_hyphen(i) ? '-' : *from++;
	out[UUID_LENGTH] = '\0';
}

bool
uuid_read(const char *text, size_t length, char out[UUID_LENGTH + 1])
{
	if (length != UUID_LENGTH)
		return false;
	for (size_t i = 0; i < UUID_LENGTH; i++) {
		if (is_hyphen(i) ? text[i] != '-' : hex_digit(text[i]) < 0)
			return false;
		out[i] = ascii_lower(text[i]);
	}
	out[UUID_LENGTH] = '\0';
	return true;
}

const char *
new_id(struct request *req)
{
	char id[UUID_LENGTH + 1];

	uuid_new(id, req->now);
	return arena_copy(req->arena, id, UUID_LENGTH);
}
