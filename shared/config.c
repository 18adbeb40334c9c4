#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config_source.h"

#define VERSION "0.1"

enum setting_type { TEXT = 1, SECRET, INTEGER, BOOLEAN };

struct setting {
	const char *name;
	enum setting_type type;
	const char *default_value; /* NULL: must be set */
	int64_t min, max;	   /* of an integer */
	const char *help;
};

/* In the order --help and the README show them. */
static const struct setting settings[] = {
	{ "listen_address", TEXT, "127.0.0.1", 0, 0, "address for requests" },
	{ "port", INTEGER, "8081", 1, 65535, "port for requests" },
	{ "operations_address", TEXT, "127.0.0.1", 0, 0,
	    "address for /livez, /readyz and /metrics" },
	{ "operations_port", INTEGER, "8181", 1, 65535, "port for /livez, /readyz and /metrics" },
	{ "base_url", TEXT, "", 0, 0,
	    "where clients reach the service; the sources of its events begin with it" },
	{ "database", TEXT, NULL, 0, 0, "connection string of libpq; several hosts are allowed" },
	{ "database_password", SECRET, "", 0, 0, "of the service's role; better as a file" },
	{ "read_connections", INTEGER, "4", 1, 100,
	    "connections of a loop that reads share, in pipelines" },
	{ "write_connections", INTEGER, "12", 1, 200, "connections of a loop for transactions" },
	{ "prepared_statements", INTEGER, "768", 1, 768,
	    "statements a connection keeps prepared; beyond them it begins anew" },
	{ "statement_timeout_ms", INTEGER, "5000", 1, 3600000,
	    "a statement that takes longer is given up" },
	{ "loops", INTEGER, "2", 1, 64, "threads that serve requests" },
	{ "connections_max", INTEGER, "20000", 1, 1000000, "connections of clients at once" },
	{ "connections_per_address", INTEGER, "20000", 1, 1000000,
	    "connections of one address at once" },
	{ "request_timeout_ms", INTEGER, "30000", 100, 3600000,
	    "a request must have arrived whole in this time" },
	{ "stop_grace_ms", INTEGER, "10000", 0, 3600000,
	    "how long requests under way may take when the service is to stop" },
	{ "token_issuer", TEXT, NULL, 0, 0, "the one iss that access tokens may name" },
	{ "token_audience", TEXT, NULL, 0, 0, "what their aud must contain" },
	{ "token_algorithms", TEXT, "ES256", 0, 0,
	    "accepted algorithms: ES256, RS256, HS256, separated by blanks" },
	{ "token_keys", TEXT, NULL, 0, 0,
	    "keys: [kid=]path of PEM, JWKS or .secret files, or URLs, separated by blanks" },
	{ "token_nbf_optional", BOOLEAN, "false", 0, 0,
	    "whether a token may come without nbf (RFC 9068 allows it)" },
	{ "token_cache_entries", INTEGER, "10000", 1, 10000000,
	    "verified tokens a loop remembers" },
	{ "business_offset_minutes", INTEGER, "480", -840, 840,
	    "the business time zone: minutes east of UTC" },
	{ "calendar_file", TEXT, "", 0, 0,
	    "holidays and working weekends; empty: Monday to Friday" },
	{ "peers", TEXT, "", 0, 0,
	    "the other services whose events are read: name=url, separated by blanks" },
	{ "peer_token", SECRET, "", 0, 0, "access token for asking them; better as a file" },
	{ "event_poll_wait_s", INTEGER, "25", 1, 30, "how long a poll for their events may wait" },
	{ "event_attempts", INTEGER, "10", 1, 1000,
	    "how often one of their events is tried before it is put aside" },
	{ "log_level", TEXT, "info", 0, 0, "error, warning, info or debug" },
};

struct value {
	char *text; /* NULL: the default */
	int64_t number;
};

static struct value values[COUNT(settings)];

static size_t
find(const char *name)
{
	size_t i = 0;

	while (i < COUNT(settings) && strcmp(settings[i].name, name) != 0)
		i++;
	return i;
}

bool
config_take(const char *name, bool from_file, const char *value)
{
	size_t at = find(name);

	if (at == COUNT(settings) || (from_file && settings[at].type != SECRET))
		return false;
	free(values[at].text);
	values[at].text = strdup(value);
	return true;
}

static void
check_value(size_t at)
{
	const struct setting *setting = &settings[at];
	const char *text = values[at].text ? values[at].text : setting->default_value;
	char *end;

	if (!text) {
		config_fault("%s must be set", setting->name);
		return;
	}
	if (setting->type == BOOLEAN && strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
		config_fault("%s is \"%s\", but must be true or false", setting->name, text);
	if (setting->type != INTEGER)
		return;
	errno = 0;
	values[at].number = strtoll(text, &end, 10);
	if (errno || end == text || *end || values[at].number < setting->min ||
	    values[at].number > setting->max)
		config_fault("%s is \"%s\", but must be a whole number from %lld to %lld",
		    setting->name, text, (long long)setting->min, (long long)setting->max);
}

static void
help(const char *service)
{
	printf(
	    "usage: %s [--config FILE] [--check-config | --help | --version]\n\n"
	    "Settings come from KEHU_<NAME> in the environment, else from name=value lines of the\n"
	    "file, else from their defaults. A secret may also stand in a file that\n"
	    "KEHU_<NAME>_FILE names.\n\n",
	    service);
	printf("| setting | default | what it is |\n|---|---|---|\n");
	for (size_t i = 0; i < COUNT(settings); i++)
		printf("| `%s` | %s%s%s | %s |\n", settings[i].name,
		    settings[i].default_value && *settings[i].default_value ? "`" : "",
		    settings[i].default_value ? settings[i].default_value : "must be set",
		    settings[i].default_value && *settings[i].default_value ? "`" : "",
		    settings[i].help);
}

void
config_read(const char *service, int argc, char **argv)
{
	bool check_only = false;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--help") == 0) {
			help(service);
			exit(0);
		} else if (strcmp(argv[i], "--version") == 0) {
			printf("%s %s\n", service, VERSION);
			exit(0);
		} else if (strcmp(argv[i], "--check-config") == 0) {
			check_only = true;
		} else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
			config_read_lines(argv[++i]);
		} else {
			config_fault("%s is not understood; --help tells what is", argv[i]);
		}
	}
	config_read_environment();
	for (size_t i = 0; i < COUNT(settings); i++)
		check_value(i);
	if (config_faults > 0)
		exit(2);
	if (check_only) {
		puts("the configuration is valid");
		exit(0);
	}
}

static size_t
known(const char *name)
{
	size_t at = find(name);

	if (at == COUNT(settings))
		die("config.c has no setting %s", name);
	return at;
}

const char *
config_text(const char *name)
{
	size_t at = known(name);

	return values[at].text		    ? values[at].text
	       : settings[at].default_value ? settings[at].default_value
					    : "";
}

int64_t
config_integer(const char *name)
{
	size_t at = known(name);

	if (settings[at].type != INTEGER)
		die("the setting %s is no integer", name);
	return values[at].number;
}

bool
config_boolean(const char *name)
{
	if (settings[known(name)].type != BOOLEAN)
		die("the setting %s is no boolean", name);
	return strcmp(config_text(name), "true") == 0;
}
