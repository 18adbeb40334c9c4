/* What the client's headers ask for or say of the body: media types, language, version. */
#ifndef KEHU_NEGOTIATE_H
#define KEHU_NEGOTIATE_H

#include "base.h"

/* The weight, in thousandths, that an Accept header gives a media type ("text/csv"); no header:
 * 1000 for everything. */
int accept_weight(const char *accept, const char *type);

/* Whether Accept-Language puts Chinese before English; without a header, or equal: English. */
bool language_is_chinese(const char *accept_language);

/* Whether a Content-Type is this media type, in UTF-8 (stated or not). */
bool content_type_is(const char *content_type, const char *type);

/* If-Match: one strong tag "7" is 7, * is -1. false: anything else. */
bool if_match_read(const char *header, int64_t *version);

#endif
