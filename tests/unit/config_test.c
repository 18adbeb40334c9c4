#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "config.h"

#define OUTPUT 16384

static char output[OUTPUT];
static char path[] = "/tmp/kehu-config-test-XXXXXX";

/* Reads the configuration in a process of its own, prints some of it; its exit status, and output.
 */
static int
status_of(const char *const *environment, const char *const *arguments)
{
	int ends[2], status;
	size_t length = 0;
	char *argv[8] = { (char *)"customers" };
	int argc = 1;

	for (; arguments && arguments[argc - 1]; argc++)
		argv[argc] = (char *)arguments[argc - 1];
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();

	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		dup2(ends[1], STDERR_FILENO);
		clearenv();
		for (; *environment; environment++)
			putenv((char *)*environment);
		config_read("customers", argc, argv);
		printf("%s|%s|%d|%d", config_text("database"), config_text("database_password"),
		    (int)config_integer("port"), config_boolean("token_nbf_optional"));
		exit(0);
	}
	close(ends[1]);
	for (ssize_t got; (got = read(ends[0], output + length, OUTPUT - 1 - length)) > 0;)
		length += (size_t)got;
	output[length] = '\0';
	close(ends[0]);
	waitpid(child, &status, 0);
	return WEXITSTATUS(status);
}

static void
write_file(const char *text)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

#define NEEDED                                                                                     \
	"KEHU_DATABASE=host=a dbname=b", "KEHU_TOKEN_ISSUER=i", "KEHU_TOKEN_AUDIENCE=a",           \
	    "KEHU_TOKEN_KEYS=k"
#define LIST(...)                                                                                  \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}

static void
test_defaults(void **state)
{
	(void)state;
	assert_int_equal(status_of(LIST(NEEDED), NULL), 0);
	assert_string_equal(output, "host=a dbname=b||8081|0");
}

static void
test_environment_over_file_over_default(void **state)
{
	(void)state;
	write_file(
	    "# ours\n\n port = 9001 \r\ndatabase = from file = here\ntoken_nbf_optional=true\n");
	assert_int_equal(status_of(LIST(NEEDED), LIST("--config", path)), 0);
	assert_string_equal(output, "host=a dbname=b||9001|1");
	assert_int_equal(status_of(LIST("KEHU_PORT=9002", "KEHU_TOKEN_ISSUER=i",
				       "KEHU_TOKEN_AUDIENCE=a", "KEHU_TOKEN_KEYS=k"),
			     LIST("--config", path)),
	    0);
	assert_string_equal(output, "from file = here||9002|1");
}

static void
test_secret_from_file(void **state)
{
	char variable[64];

	(void)state;
	write_file("hush\n");
	snprintf(variable, sizeof(variable), "KEHU_DATABASE_PASSWORD_FILE=%s", path);
	assert_int_equal(status_of(LIST(NEEDED, variable), NULL), 0);
	assert_string_equal(output, "host=a dbname=b|hush|8081|0");
	assert_int_equal(status_of(LIST(NEEDED, "KEHU_DATABASE_PASSWORD_FILE=/nowhere"), NULL), 2);
	assert_int_equal(status_of(LIST(NEEDED, "KEHU_PORT_FILE=/etc/hostname"), NULL), 2);
}

static void
test_all_faults_at_once(void **state)
{
	(void)state;
	write_file("prot=1\nnonsense\n");
	assert_int_equal(status_of(LIST("KEHU_PORT=65536", "KEHU_LOOPS=two", "KEHU_LOPS=2",
				       "KEHU_TOKEN_NBF_OPTIONAL=yes"),
			     LIST("--config", path, "--faster")),
	    2);
	for (const char *const *part = LIST("no setting prot", "line 2 is not name=value",
		 "--faster", "port is \"65536\"", "loops is \"two\"", "KEHU_lops",
		 "token_nbf_optional is \"yes\"", "database must be set");
	     *part; part++)
		assert_non_null(strstr(output, *part));
}

static void
test_scripts_own_names_pass(void **state)
{
	(void)state;
	assert_int_equal(status_of(LIST(NEEDED, "KEHU_VAR=/x", "KEHU_PORT_BASE=1"), NULL), 0);
}

static void
test_help_and_check(void **state)
{
	(void)state;
	assert_int_equal(status_of(LIST("A=b"), LIST("--help")), 0);
	assert_non_null(strstr(output, "| `port` | `8081` | port for requests |\n"));
	assert_non_null(strstr(output, "| `database` | must be set |"));
	assert_int_equal(status_of(LIST(NEEDED), LIST("--check-config")), 0);
	assert_string_equal(output, "the configuration is valid\n");
	assert_int_equal(status_of(LIST("A=b"), LIST("--check-config")), 2);
}

static void
test_a_name_that_is_none_ends_the_process(void **state)
{
	(void)state;
	pid_t child;
	int status;

	fflush(NULL);
	child = fork();
	if (child == 0) {
		signal(SIGABRT, SIG_DFL);
		fclose(stderr);
		config_text("no_such_setting");
		_exit(0);
	}
	waitpid(child, &status, 0);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) != 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_environment_over_file_over_default),
		cmocka_unit_test(test_secret_from_file),
		cmocka_unit_test(test_all_faults_at_once),
		cmocka_unit_test(test_scripts_own_names_pass),
		cmocka_unit_test(test_help_and_check),
		cmocka_unit_test(test_a_name_that_is_none_ends_the_process),
	};

	close(mkstemp(path));
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	unlink(path);
	return failed;
}
