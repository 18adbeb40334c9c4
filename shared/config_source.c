#include "config_source.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

#define FILE_MAX    65536
#define SETTING_MAX 64 /* characters of a name */

extern char **environ;

/* Names of the environment that are the scripts', not a service's. */
static const char *const others[] = { "var", "port_base", NULL };

int config_faults;

void
config_fault(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("configuration: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	config_faults++;
}

/* The contents of a small file without the line's end; what is wrong with it is told. */
static char *
read_file(const char *path)
{
	char *text = calloc(1, FILE_MAX + 1);
	FILE *file = fopen(path, "re");
	size_t length = file && text ? fread(text, 1, FILE_MAX, file) : 0;
	bool failed = !file || !text || ferror(file);

	if (failed)
		config_fault("%s cannot be read: %s", path, strerror(errno));
	else if (length == FILE_MAX || memchr(text, '\0', length))
		config_fault("%s is not a text of less than %d bytes", path, FILE_MAX);
	while (length > 0 && strchr("\r\n", text[length - 1]))
		text[--length] = '\0';
	if (file)
		fclose(file);
	return text;
}

static char *
trim(char *text)
{
	while (*text == ' ' || *text == '\t')
		text++;
	for (size_t end = strlen(text); end > 0 && strchr(" \t\r", text[end - 1]); end--)
		text[end - 1] = '\0';
	return text;
}

/* name=value lines; # begins a comment. */
void
config_read_lines(const char *path)
{
	char *text = read_file(path), *rest = text, *line;
	int number = 0;

	while (rest && (line = strsep(&rest, "\n"))) {
		char *equals = strchr(line, '=');

		number++;
		line = trim(line);
		if (!*line || *line == '#')
			continue;
		if (!equals) {
			config_fault("%s line %d is not name=value", path, number);
			continue;
		}
		*equals = '\0';
		if (!config_take(trim(line), false, trim(equals + 1)))
			config_fault("%s line %d: there is no setting %s", path, number, line);
	}
	free(text);
}

/* KEHU_<NAME>, and KEHU_<NAME>_FILE for a secret. */
static void
read_variable(const char *name, const char *value)
{
	static const char suffix[] = "_file";
	size_t stem = strlen(name) > strlen(suffix) ? strlen(name) - strlen(suffix) : 0;
	char secret[SETTING_MAX], *text;

	for (const char *const *other = others; *other; other++)
		if (strcmp(name, *other) == 0)
			return;
	if (config_take(name, false, value))
		return;
	if (strcmp(name + stem, suffix) == 0) {
		text = read_file(value);
		snprintf(secret, sizeof(secret), "%.*s", (int)stem, name);
		bool taken = config_take(secret, true, text);

		free(text);
		if (taken)
			return;
	}
	config_fault("KEHU_%s in the environment: there is no such setting", name);
}

void
config_read_environment(void)
{
	char name[SETTING_MAX];

	for (char **entry = environ; *entry; entry++) {
		const char *equals = strchr(*entry, '=');
		size_t length = 0;

		if (strncmp(*entry, "KEHU_", 5) != 0 || !equals)
			continue;
		for (const char *c = *entry + 5; c < equals && length < sizeof(name) - 1; c++)
			name[length++] = ascii_lower(*c);
		name[length] = '\0';
		read_variable(name, equals + 1);
	}
}
