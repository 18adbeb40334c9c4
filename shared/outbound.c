#include "outbound.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "buffer.h"

struct body {
	struct buffer text;
	size_t max;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
begin(void)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
		die("libcurl cannot be started");
}

/* Less taken than offered ends the transfer. */
static size_t
take(char *bytes, size_t size, size_t count, void *what)
{
	struct body *body = what;
	size_t length = size * count;

	if (length > body->max - body->text.length)
		return 0;
	buffer_add(&body->text, bytes, length);
	return length;
}

/* Asked about once a second, also while nothing arrives. */
static int
is_cancelled(void *what, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	(void)a, (void)b, (void)c, (void)d;
	return *(_Atomic(bool) *)what;
}

static struct curl_slist *
headers_of(struct arena *arena, const struct outbound *call)
{
	struct curl_slist *headers = NULL;

	if (call->accept)
		headers =
		    curl_slist_append(headers, arena_print(arena, "Accept: %s", call->accept));
	if (call->bearer)
		headers = curl_slist_append(
		    headers, arena_print(arena, "Authorization: Bearer %s", call->bearer));
	return headers;
}

/* No redirection is followed: a bearer token is meant for the address it was configured with. */
static void
set_options(CURL *curl, const struct outbound *call)
{
	curl_easy_setopt(curl, CURLOPT_URL, call->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "kehu");
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)call->timeout_ms);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)call->timeout_ms);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	if (call->cancelled) {
		curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
		curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_cancelled);
		curl_easy_setopt(curl, CURLOPT_XFERINFODATA, call->cancelled);
	}
}

void
outbound_get(struct arena *arena, struct outbound *call)
{
	char error[CURL_ERROR_SIZE] = "";
	struct body body = { buffer_in(arena), call->size_max };
	struct curl_slist *headers;
	long status = 0;
	CURLcode code;
	CURL *curl;

	pthread_once(&once, begin);
	call->status = 0;
	curl = curl_easy_init();
	if (!curl)
		die("out of memory");
	headers = headers_of(arena, call);
	set_options(curl, call);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);

	code = curl_easy_perform(curl);
	if (code == CURLE_OK)
		curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	else
		snprintf(call->error, sizeof(call->error), "%.*s", (int)sizeof(call->error) - 1,
		    code == CURLE_WRITE_ERROR ? "answers more than is taken"
		    : *error		      ? error
					      : curl_easy_strerror(code));
	call->status = (int)status;
	call->body = body.text.text ? body.text.text : arena_text(arena, "");
	call->length = body.text.length;
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
}
