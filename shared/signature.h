/* Whether a token was signed with a key. Only for a token whose header was read: its algorithm is
 * the key's. */
#ifndef KEHU_SIGNATURE_H
#define KEHU_SIGNATURE_H

#include "keys.h"

/* By libjwt; for typ at+jwt, which libjwt refuses, by rhonabwy. token ends with a NUL. */
bool signature_fits(const char *token, const struct token_header *header, const struct key *key);
bool signature_fits_access_token(const char *token, const struct key *key);

#endif
