#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules_text.h"
#include "text.h"

static int
open_arena(void **state)
{
	*state = arena_open();
	return 0;
}

static int
close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

static bool
valid(const char *text)
{
	return utf8_valid(text, strlen(text));
}

/* Every character there is, written and read; what lies between is refused. */
static void
test_utf8_every_character(void **state)
{
	(void)state;
	for (uint32_t character = 0; character <= 0x10FFFF; character++) {
		char bytes[4];
		size_t length = utf8_put(bytes, character);
		bool surrogate = character >= 0xD800 && character <= 0xDFFF;

		assert_int_equal(utf8_step(bytes, length), surrogate ? 0 : length);
		assert_int_equal(utf8_step(bytes, length - 1), 0);
	}
}

static void
test_utf8_refuses(void **state)
{
	static const char *const wrong[] = { "\x80", "\xbf", "\xc0\xaf", "\xc1\xbf", "\xc3",
		"\xc3(", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xe5\xae",
		"\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
		"\xfe", "\xff", "ascii \xe5", "12345678\xff", "1234567\xe5\xae" };

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(valid(wrong[i]));
	assert_true(valid(""));
	assert_true(valid("客户 Ärger 😀, and enough of ASCII"));
	assert_true(utf8_valid("a\0b", 3));
}

static void
test_utf8_counts_characters(void **state)
{
	(void)state;
	assert_int_equal(utf8_count("", 0), 0);
	assert_int_equal(utf8_count("abc", 3), 3);
	assert_int_equal(utf8_count("客户😀", strlen("客户😀")), 3);
}

static void
test_ascii_case(void **state)
{
	(void)state;
	assert_true(ascii_same("Content-Type", "content-TYPE"));
	assert_false(ascii_same("Content-Type", "Content-Typ"));
	assert_false(ascii_same("a", "ab"));
	assert_false(ascii_same("@", "`"));
	assert_true(ascii_same("", ""));
	assert_true(ascii_same_prefix("BEARER x", "Bearer "));
	assert_false(ascii_same_prefix("Bear", "Bearer"));
}

static void
test_hex(void **state)
{
	unsigned char bytes[] = { 0x00, 0x7f, 0xab, 0xff }, back[4];
	char text[9];

	(void)state;
	hex_encode(text, bytes, 4);
	assert_string_equal(text, "007fabff");
	assert_true(hex_decode(back, "007FabFF", 8));
	assert_memory_equal(back, bytes, 4);
	assert_false(hex_decode(back, "007", 3));
	assert_false(hex_decode(back, "0g", 2));
	assert_false(hex_decode(back, "0:", 2));
	assert_int_equal(hex_digit('F'), 15);
	assert_int_equal(hex_digit('G'), -1);
}

/* RFC 4648 section 10, without the padding. */
static void
test_base64url_vectors(void **state)
{
	static const char *const vectors[][2] = { { "", "" }, { "f", "Zg" }, { "fo", "Zm8" },
		{ "foo", "Zm9v" }, { "foob", "Zm9vYg" }, { "fooba", "Zm9vYmE" },
		{ "foobar", "Zm9vYmFy" }, { "\xfb\xff\xfe", "-__-" } };

	for (size_t i = 0; i < COUNT(vectors); i++) {
		const char *plain = vectors[i][0], *coded = vectors[i][1];
		size_t length;
		char *back = base64url_decode(*state, coded, strlen(coded), &length);

		assert_string_equal(base64url_encode(*state, plain, strlen(plain)), coded);
		assert_non_null(back);
		assert_int_equal(length, strlen(plain));
		assert_string_equal(back, plain);
	}
}

static void
test_base64url_has_one_text_for_one_value(void **state)
{
	static const char *const wrong[] = { "Z", "Zh", "Zm9", "Zg==", "Zm9v=", "Zm 9", "Zm9v\n",
		"+/+/", "Zm9vZ", "Zm9v!!!!" };
	size_t length;

	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_null(base64url_decode(*state, wrong[i], strlen(wrong[i]), &length));
}

static const char *
decode(void **state, enum percent where, const char *text)
{
	return percent_decode(*state, where, text, strlen(text), NULL);
}

static void
test_percent_decoding(void **state)
{
	static const char *const wrong[] = { "%", "%2", "%zz", "a%0", "%00", "%ff", "%e5%ae",
		"\xff" };

	assert_string_equal(decode(state, PERCENT_PATH, "a%2Fb+c"), "a/b+c");
	assert_string_equal(decode(state, PERCENT_QUERY, "a%2Fb+c%2b"), "a/b c+");
	assert_string_equal(decode(state, PERCENT_QUERY, "%E5%AE%a2%e6%88%b7"), "客户");
	assert_string_equal(decode(state, PERCENT_PATH, ""), "");
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_null(decode(state, PERCENT_QUERY, wrong[i]));
	assert_null(percent_decode(*state, PERCENT_PATH, "a\0b", 3, NULL));
}

static void
test_percent_encoding_comes_back(void **state)
{
	static const char text[] = "Az09-._~ +/?&=%客户";
	struct buffer b = buffer_in(*state);
	size_t length;

	percent_encode(&b, text, sizeof(text) - 1);
	assert_string_equal(b.text, "Az09-._~%20%2B%2F%3F%26%3D%25%E5%AE%A2%E6%88%B7");
	assert_string_equal(percent_decode(*state, PERCENT_QUERY, b.text, b.length, &length), text);
	assert_int_equal(length, sizeof(text) - 1);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)

static void
test_blanks(void **state)
{
	static const char *const blanks[] = { "", " ", "\t\r\n", " \xE3\x80\x80 ", "\xC2\xA0\xE2\x80\x8A" };
	static const char *const texts[] = { "a", " \xE3\x80\x80\xE5\xBC\xA0", "\xE2\x80\x8B", "-\n", "\xC2\xA1" };

	(void)state;
	assert_false(has_text(NULL));
	for (size_t i = 0; i < COUNT(blanks); i++)
		assert_false(has_text(blanks[i]));
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_true(has_text(texts[i]));
	assert_int_equal(utf8_blank("\xE3\x80\x80", 2), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_utf8_every_character),
		TEST(test_utf8_refuses),
		TEST(test_utf8_counts_characters),
		TEST(test_blanks),
		TEST(test_ascii_case),
		TEST(test_hex),
		TEST(test_base64url_vectors),
		TEST(test_base64url_has_one_text_for_one_value),
		TEST(test_percent_decoding),
		TEST(test_percent_encoding_comes_back),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
