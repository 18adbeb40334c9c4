#include "token.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "text.h"

/* More than any issuer needs, and little for whoever tries to make us work. */
#define DEPTH_MAX     8
#define AUDIENCES_MAX 32
#define ROLES_MAX     64

#define NAME_MAX_BYTES 256
#define TEXT_MAX_BYTES 2000
#define YEAR_10000     253402300800

const char *const token_algorithm_names[TOKEN_ALGORITHMS] = {
	[TOKEN_ES256] = "ES256",
	[TOKEN_RS256] = "RS256",
	[TOKEN_HS256] = "HS256",
};

/* What a service calls itself and its own role; nobody else is called so. */
static const char own_name[] = "system";

struct part {
	const char *text;
	size_t length;
};

static bool
is_base64url(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_';
}

/* Three parts of the alphabet, none of them empty, between exactly two dots. */
static bool
split(const char *token, size_t length, struct part parts[3])
{
	size_t part = 0, begin = 0;

	if (length > TOKEN_MAX)
		return false;
	for (size_t i = 0; i <= length; i++) {
		if (i < length && is_base64url(token[i]))
			continue;
		if (i == begin || part > 2 || (i < length && token[i] != '.'))
			return false;
		parts[part++] = (struct part) { token + begin, i - begin };
		begin = i + 1;
	}
	return part == 3;
}

/* Parsers of JSON recurse; those behind this one, in the libraries that check the signature, too.
 */
static bool
is_shallow(const char *json, size_t length)
{
	int depth = 0;
	bool in_text = false;

	for (size_t i = 0; i < length; i++) {
		char c = json[i];

		if (in_text) {
			if (c == '\\')
				i++;
			else if (c == '"')
				in_text = false;
		} else if (c == '"') {
			in_text = true;
		} else if (c == '{' || c == '[') {
			if (++depth > DEPTH_MAX)
				return false;
		} else if (c == '}' || c == ']') {
			depth--;
		}
	}
	return true;
}

static void
forget(void *json)
{
	json_decref(json);
}

/* An object without duplicate members, without NUL, in valid UTF-8, with nothing behind it; or
 * NULL. */
static const json_t *
object(struct arena *arena, struct part part)
{
	size_t length;
	const char *json = base64url_decode(arena, part.text, part.length, &length);
	json_t *object;

	if (!json || !is_shallow(json, length))
		return NULL;
	object = json_loadb(json, length, JSON_REJECT_DUPLICATES, NULL);
	if (object)
		arena_defer(arena, forget, object);
	return json_is_object(object) ? object : NULL;
}

/* Printable, of 1 to max bytes. */
static const char *
text(const json_t *value, size_t max)
{
	const char *text = json_string_value(value);
	size_t length = json_string_length(value);

	if (!text || length == 0 || length > max)
		return NULL;
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			return NULL;
	return text;
}

static bool
required_text(const json_t *claims, const char *name, const char **value)
{
	*value = text(json_object_get(claims, name), NAME_MAX_BYTES);
	return *value != NULL;
}

/* Absent and null are the same. */
static bool
optional_text(const json_t *claims, const char *name, size_t max, const char **value)
{
	const json_t *found = json_object_get(claims, name);

	*value = NULL;
	if (!found || json_is_null(found))
		return true;
	*value = text(found, max);
	return *value != NULL;
}

static bool
is_access_token(const char *typ)
{
	return ascii_same(typ, "at+jwt") || ascii_same(typ, "application/at+jwt");
}

enum token_fault
token_read_header(struct arena *arena, const char *token, size_t length,
    const struct token_policy *policy, struct token_header *header)
{
	struct part parts[3];
	const json_t *json;
	const char *name, *typ;
	size_t ignored;

	*header = (struct token_header) { 0 };
	if (!split(token, length, parts))
		return TOKEN_MALFORMED;
	json = object(arena, parts[0]);
	if (!json || !base64url_decode(arena, parts[1].text, parts[1].length, &ignored) ||
	    !base64url_decode(arena, parts[2].text, parts[2].length, &ignored))
		return TOKEN_MALFORMED;

	/* No extension is understood here, so none may be critical. */
	if (json_object_get(json, "crit") || json_object_get(json, "b64"))
		return TOKEN_MALFORMED;
	if (!optional_text(json, "typ", NAME_MAX_BYTES, &typ) ||
	    !optional_text(json, "kid", NAME_MAX_BYTES, &header->kid) ||
	    !required_text(json, "alg", &name))
		return TOKEN_MALFORMED;
	if (typ && !ascii_same(typ, "JWT") && !is_access_token(typ))
		return TOKEN_MALFORMED;
	header->access_token = typ && is_access_token(typ);

	for (int algorithm = 1; algorithm < TOKEN_ALGORITHMS; algorithm++)
		if (strcmp(name, token_algorithm_names[algorithm]) == 0)
			header->algorithm = algorithm;
	if (!(policy->algorithms & TOKEN_ALGORITHM_BIT(header->algorithm)) || !header->algorithm)
		return TOKEN_UNTRUSTED;
	return TOKEN_FITS;
}

/* A NumericDate: seconds since 1970, whole or not. */
static bool
required_instant(const json_t *claims, const char *name, instant *at)
{
	const json_t *value = json_object_get(claims, name);
	double seconds = json_number_value(value);

	if (!json_is_number(value) || !isfinite(seconds) || seconds < 0 || seconds >= YEAR_10000)
		return false;
	*at = json_is_integer(value) ? json_integer_value(value) * SECOND
				     : (instant)(seconds * SECOND);
	return true;
}

/* A text or a list of texts that holds the wanted one. false in *well_formed: it is neither. */
static bool
is_meant_for(const json_t *audience, const char *wanted, bool *well_formed)
{
	size_t count = json_array_size(audience);
	bool found = false;

	*well_formed = text(audience, TEXT_MAX_BYTES) || (count > 0 && count <= AUDIENCES_MAX);
	if (json_is_string(audience))
		return *well_formed && strcmp(json_string_value(audience), wanted) == 0;
	for (size_t i = 0; *well_formed && i < count; i++) {
		const char *name = text(json_array_get(audience, i), TEXT_MAX_BYTES);

		*well_formed = name != NULL;
		found = found || (name && strcmp(name, wanted) == 0);
	}
	return found;
}

/* Absent, null and empty are the same: somebody without a role. */
static bool
read_roles(struct arena *arena, const json_t *value, const char *const **roles)
{
	size_t count = json_array_size(value);
	const char **names;

	if (count > ROLES_MAX || (value && !json_is_array(value) && !json_is_null(value)))
		return false;
	names = arena_array(arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++) {
		names[i] = text(json_array_get(value, i), NAME_MAX_BYTES);
		if (!names[i] || strcmp(names[i], own_name) == 0)
			return false;
	}
	*roles = names;
	return true;
}

enum token_fault
token_read_claims(struct arena *arena, const char *token, size_t length,
    const struct token_policy *policy, instant now, struct token_claims *claims)
{
	struct part parts[3];
	const json_t *json;
	struct caller *caller = &claims->caller;
	const char *issuer;
	instant issued_at;
	bool well_formed, meant_for_us;

	*claims = (struct token_claims) { 0 };
	if (!split(token, length, parts) || !(json = object(arena, parts[1])))
		return TOKEN_MALFORMED;

	if (!required_text(json, "iss", &issuer))
		return TOKEN_CLAIMS;
	meant_for_us = is_meant_for(json_object_get(json, "aud"), policy->audience, &well_formed);
	if (!well_formed)
		return TOKEN_CLAIMS;
	if (strcmp(issuer, policy->issuer) != 0 || !meant_for_us)
		return TOKEN_FOREIGN;

	if (!required_text(json, "sub", &caller->id) || !required_text(json, "jti", &caller->jti) ||
	    !required_instant(json, "exp", &claims->expires_at) ||
	    !required_instant(json, "iat", &issued_at))
		return TOKEN_CLAIMS;
	if (strcmp(caller->id, own_name) == 0)
		return TOKEN_CLAIMS;
	claims->not_before = issued_at;
	if (json_object_get(json, "nbf") || !policy->nbf_optional) {
		if (!required_instant(json, "nbf", &claims->not_before))
			return TOKEN_CLAIMS;
	}
	if (!optional_text(json, "name", NAME_MAX_BYTES, &caller->name) ||
	    !optional_text(json, "department_id", NAME_MAX_BYTES, &caller->department_id) ||
	    !optional_text(json, "client_id", NAME_MAX_BYTES, &caller->client_id) ||
	    !optional_text(json, "scope", TEXT_MAX_BYTES, &caller->scope) ||
	    !read_roles(arena, json_object_get(json, "roles"), &caller->roles))
		return TOKEN_CLAIMS;

	/* A token from the future was made by somebody who guesses, whatever its nbf says. */
	if (issued_at > claims->not_before)
		claims->not_before = issued_at;
	return token_in_time(claims->not_before, claims->expires_at, now);
}

enum token_fault
token_in_time(instant not_before, instant expires_at, instant now)
{
	if (now >= expires_at + TOKEN_SKEW)
		return TOKEN_EXPIRED;
	if (now < not_before - TOKEN_SKEW)
		return TOKEN_EARLY;
	return TOKEN_FITS;
}
