/*
 * The keys that tokens may be signed with: from PEM files, JWKS files and
 * URLs, and files of shared secrets; several at once, so that an issuer can
 * change them. Read anew every few minutes; a source that cannot be read keeps
 * the keys it had.
 */
#ifndef KEHU_KEYS_H
#define KEHU_KEYS_H

#include "token.h"

struct key {
	const char *kid; /* NULL: only for tokens without one */
	enum token_algorithm algorithm;
	const char *text; /* a public key in PEM, or the shared secret */
	size_t length;
};

/* A set does not change; the next one takes its place. */
struct key_set {
	struct arena *arena;
	int holders;
	uint64_t generation; /* another one for each set whose keys differ */
	bool complete;	     /* every source was read at least once */
	struct key *keys;
	size_t count;
};

/*
 * sources: separated by blanks or commas, each [kid=]path or a URL. A path is
 * a PEM file (its kid, unless given, is the file's name without the ending),
 * a JWKS, or a secret (*.secret). NULL, or what is wrong with them.
 */
const char *keys_start(const char *sources, unsigned algorithms);
void keys_stop(void);

/* The present set. */
struct key_set *keys_hold(void);
void keys_let_go(struct key_set *set);
uint64_t keys_generation(void);

/* By kid and algorithm; without kid the only key of the algorithm, if it is the only one. */
const struct key *
keys_find(const struct key_set *set, enum token_algorithm algorithm, const char *kid);

/* Whether a key of any algorithm has this kid. */
bool keys_know(const struct key_set *set, const char *kid);

/*
 * After a kid that is not known: has the sources read anew, unless that was
 * done within half a minute, and parks the request until it is done. false:
 * nothing new can be there.
 */
bool keys_await_refresh(struct request *req);

/* keys_read.c: adds the usable keys of a source's text. NULL, or what is wrong with it. */
struct key_list {
	struct arena *arena;
	unsigned algorithms; /* those configured; keys for others are passed over in a JWKS */
	struct key *keys;
	size_t count, capacity;
};
const char *keys_read_pem(struct key_list *list, const char *kid, const char *text, size_t length);
const char *keys_read_jwks(struct key_list *list, const char *text, size_t length);
const char *
keys_read_secret(struct key_list *list, const char *kid, const char *text, size_t length);

#endif
