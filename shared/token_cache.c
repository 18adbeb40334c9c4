#include "token_cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/*
 * A table of buckets of a few slots. A full bucket gives up the slot that was
 * used longest ago. The hash is keyed, so that nobody can choose tokens that
 * meet in one bucket.
 */
#define SLOTS 8

/* One piece of memory: this, the token, and all that its claims point to. */
struct entry {
	struct verified_token verified;
	int holders; /* the cache is one, each request that uses it another */
	size_t length;
	char token[];
};

struct slot {
	uint64_t hash, used;
	struct entry *entry;
};

struct token_cache {
	uint64_t key[2], uses;
	size_t buckets; /* a power of two */
	struct slot slots[];
};

struct token_cache *
token_cache_new(size_t entries)
{
	size_t buckets = 1;
	struct token_cache *cache;

	while (buckets * SLOTS * 2 <= entries)
		buckets *= 2;
	cache = calloc(1, sizeof(*cache) + buckets * SLOTS * sizeof(struct slot));
	if (!cache || getrandom(cache->key, sizeof(cache->key), 0) != sizeof(cache->key))
		die("no token cache: out of memory, or of random numbers");
	cache->buckets = buckets;
	return cache;
}

static void
let_go(void *what)
{
	struct entry *entry = what;

	if (--entry->holders == 0)
		free(entry);
}

void
token_cache_free(struct token_cache *cache)
{
	for (size_t i = 0; cache && i < cache->buckets * SLOTS; i++)
		if (cache->slots[i].entry)
			let_go(cache->slots[i].entry);
	free(cache);
}

static uint64_t
rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

static void
sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[2] += v[3];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] = rotate(v[0], 32) + v[3];
	v[2] += v[1];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

/*
 * SipHash-1-3 of the token's end: that is its signature, which is as good as
 * random, and tokens are compared whole before one is believed.
 */
static uint64_t
hash_of(const struct token_cache *cache, const char *token, size_t length)
{
	size_t rest = length < 64 ? length : 64;
	const char *text = token + length - rest;
	uint64_t v[4] = {
		cache->key[0] ^ 0x736f6d6570736575,
		cache->key[1] ^ 0x646f72616e646f6d,
		cache->key[0] ^ 0x6c7967656e657261,
		cache->key[1] ^ 0x7465646279746573,
	};
	uint64_t word;

	for (; rest >= sizeof(word); rest -= sizeof(word), text += sizeof(word)) {
		memcpy(&word, text, sizeof(word));
		v[3] ^= word;
		sip_round(v);
		v[0] ^= word;
	}
	word = (uint64_t)length << 56;
	for (size_t i = 0; i < rest; i++)
		word |= (uint64_t)(unsigned char)text[i] << 8 * i;
	v[3] ^= word;
	sip_round(v);
	v[0] ^= word;
	v[2] ^= 0xff;
	sip_round(v);
	sip_round(v);
	sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

static struct slot *
bucket_of(struct token_cache *cache, uint64_t hash)
{
	return cache->slots + (hash & (cache->buckets - 1)) * SLOTS;
}

static struct verified_token *
lend(struct entry *entry, struct arena *arena)
{
	entry->holders++;
	arena_defer(arena, let_go, entry);
	return &entry->verified;
}

struct verified_token *
token_cache_get(struct token_cache *cache, struct arena *arena, const char *token, size_t length)
{
	uint64_t hash = hash_of(cache, token, length);
	struct slot *slots = bucket_of(cache, hash);

	for (int i = 0; i < SLOTS; i++) {
		struct entry *entry = slots[i].entry;

		if (!entry || slots[i].hash != hash || entry->length != length ||
		    memcmp(entry->token, token, length) != 0)
			continue;
		slots[i].used = ++cache->uses;
		return lend(entry, arena);
	}
	return NULL;
}

/* The slot of the same token, else a free one, else the one used longest ago. */
static struct slot *
slot_for(struct slot *slots, uint64_t hash, const char *token, size_t length)
{
	struct slot *best = slots;

	for (int i = 0; i < SLOTS; i++) {
		const struct entry *entry = slots[i].entry;

		if (entry && slots[i].hash == hash && entry->length == length &&
		    memcmp(entry->token, token, length) == 0)
			return &slots[i];
		if (slots[i].used < best->used)
			best = &slots[i];
	}
	return best;
}

static size_t
room_for(const char *text)
{
	return text ? strlen(text) + 1 : 0;
}

static const char *
place(char **free_space, const char *text)
{
	size_t room = room_for(text);
	char *placed = *free_space;

	if (!text)
		return NULL;
	memcpy(placed, text, room);
	*free_space += room;
	return placed;
}

static struct entry *
entry_of(const char *token, size_t length, const struct token_claims *claims)
{
	const struct caller *from = &claims->caller;
	size_t roles = 0, room, names;
	struct entry *entry;
	const char **role;
	struct caller *to;
	char *space;

	room = room_for(from->id) + room_for(from->name) + room_for(from->department_id) +
	       room_for(from->client_id) + room_for(from->scope) + room_for(from->jti);
	for (; from->roles[roles]; roles++)
		room += room_for(from->roles[roles]);

	/* The list of roles follows the token, where a pointer may stand. */
	names = (sizeof(*entry) + length + sizeof(*role) - 1) / sizeof(*role) * sizeof(*role);
	entry = malloc(names + (roles + 1) * sizeof(*role) + room);
	if (!entry)
		die("out of memory");
	*entry = (struct entry) { .verified.claims = *claims, .holders = 1, .length = length };
	memcpy(entry->token, token, length);

	to = &entry->verified.claims.caller;
	to->roles = role = (const char **)((char *)entry + names);
	space = (char *)(role + roles + 1);
	to->id = place(&space, from->id);
	to->name = place(&space, from->name);
	to->department_id = place(&space, from->department_id);
	to->client_id = place(&space, from->client_id);
	to->scope = place(&space, from->scope);
	to->jti = place(&space, from->jti);
	for (size_t i = 0; i < roles; i++)
		role[i] = place(&space, from->roles[i]);
	role[roles] = NULL;
	return entry;
}

struct verified_token *
token_cache_put(struct token_cache *cache, struct arena *arena, const char *token, size_t length,
    const struct token_claims *claims)
{
	uint64_t hash = hash_of(cache, token, length);
	struct slot *slot = slot_for(bucket_of(cache, hash), hash, token, length);

	if (slot->entry)
		let_go(slot->entry);
	*slot = (struct slot) { hash, ++cache->uses, entry_of(token, length, claims) };
	return lend(slot->entry, arena);
}
