#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base.h"
#include "formats.h"

static void
check(const char *(*format)(const char *, size_t), const char *const *right, size_t right_count,
    const char *const *wrong, size_t wrong_count)
{
	for (size_t i = 0; i < right_count; i++)
		if (format(right[i], strlen(right[i])))
			fail_msg("\"%s\": %s", right[i], format(right[i], strlen(right[i])));
	for (size_t i = 0; i < wrong_count; i++)
		if (!format(wrong[i], strlen(wrong[i])))
			fail_msg("\"%s\" fits", wrong[i]);
}

#define CHECK(format) check(format, right, COUNT(right), wrong, COUNT(wrong))

static void
test_email(void **state)
{
	static const char *const right[] = { "a@b.cn", "wang.li+x@mail.example.com.cn",
		"o'neil@example.com", "1@2.cn", "a@x-y.cn" };
	static const char *const wrong[] = { "", "@", "a@", "@b.cn", "a@b", "a@b.", "a@.cn",
		"a..b@c.cn", ".a@b.cn", "a.@b.cn", "a b@c.cn", "a@b c.cn", "a@b@c.cn", "a@-b.cn",
		"a@b-.cn", "a@b..cn", "a\n@b.cn", "王@b.cn", "a<b>@c.cn",
		"12345678901234567890123456789012345678901234567890123456789012345@b.cn" };

	(void)state;
	CHECK(format_email);
}

static void
test_phone(void **state)
{
	static const char *const right[] = { "13812345678", "19912345678", "+8613812345678",
		"+14155552671", "010-62345678", "01062345678", "010 6234 5678", "021-62345678-123",
		"0571-87654321", "0571 8765 4321-12", "0771-1234567", "400-820-8820",
		"4008208820" };
	static const char *const wrong[] = { "", "1", "12812345678", "1381234567", "138123456789",
		"+0613812345678", "+86 13812345678", "+861381234567890123", "+", "010-6234567",
		"010-623456789", "0571-876543210", "010--62345678", "-01062345678", "010-62345678-",
		"010-62345678-1234567", "010-62345678-1-2", "9912345678", "300-820-8820",
		"010-6234567a", "１３８１２３４５６７８", "13812345678 " };

	(void)state;
	CHECK(format_phone);
}

static void
test_unified_social_credit_code(void **state)
{
	static const char *const right[] = { "91350100M000100Y43", "91110000802100433B",
		"9144030071526726XG", "914403001922038216", "91330100799655058B",
		"91110108551385082Q" };
	static const char *const wrong[] = { "", "91350100M000100Y4", "91350100M000100Y433",
		"91350100M000100Y44", "91350100M000100y43", "91350101M000100Y43",
		"9135010OM000100Y43", "91I50100M000100Y43", "91350100M000010Y43",
		"9135O100M000100Y43", "91 50100M000100Y43", "91350100Z000100Y43" };

	(void)state;
	CHECK(format_unified_social_credit_code);
}

/* Any single character changed, and any two neighbours exchanged, is seen. */
static void
test_unified_social_credit_code_sees_slips(void **state)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	static const char code[] = "91350100M000100Y43";

	(void)state;
	for (size_t i = 0; i < 18; i++)
		for (const char *c = alphabet; *c; c++) {
			char slip[19];

			memcpy(slip, code, sizeof(slip));
			slip[i] = *c;
			if (*c != code[i])
				assert_non_null(format_unified_social_credit_code(slip, 18));
		}
	for (size_t i = 0; i + 1 < 18; i++) {
		char slip[19];

		memcpy(slip, code, sizeof(slip));
		slip[i] = code[i + 1];
		slip[i + 1] = code[i];
		if (code[i] != code[i + 1])
			assert_non_null(format_unified_social_credit_code(slip, 18));
	}
}

static void
test_resident_identity_number(void **state)
{
	/* The first two are the examples of GB 11643; 29 February of a leap year. */
	static const char *const right[] = { "11010519491231002X", "440524188001010014",
		"110101200002290018", "34052419800101001X", "830000199001010012" };
	/* Wrong check character; a day, region or century there is not; lower case; length. */
	static const char *const wrong[] = { "", "110105194912310021", "110101199902290018",
		"990101199902280016", "110101179902280014", "11010519491231002x",
		"1101051949123100", "11010519491231002XX", "1101051949123100X2",
		"110105194912 1002X" };

	(void)state;
	CHECK(format_resident_identity_number);
}

static void
test_url(void **state)
{
	static const char *const right[] = { "http://example.com",
		"https://example.com/a?b=c&d=%20", "HTTPS://EXAMPLE.com:8443/",
		"http://localhost:1", "http://192.0.2.1/x", "https://[2001:db8::1]:443/x",
		"https://[::1]", "http://example.com?x=1", "https://xn--fiqs8s.cn/" };
	static const char *const wrong[] = { "", "example.com", "ftp://example.com", "https://",
		"http:///x", "https://user@example.com", "https://user:pw@example.com/",
		"https://example.com/#a", "https://example.com/a b",
		"https://example.com:", "https://example.com:99999", "https://example.com:12a",
		"https://exa_mple.com", "https://-a.com", "https://a..com",
		"https://example.com\\@evil.com", "javascript:alert(1)", "https://客户.cn",
		"https://[::1", "https://[zz::1]", "http://a:1:2", "https://example.com\t" };

	(void)state;
	CHECK(format_url);
}

static void
test_duration(void **state)
{
	static const char *const right[] = { "P6M", "PT48H", "P1Y2M3DT4H5M6S" };
	static const char *const wrong[] = { "", "P", "6M", "P-1D", "PT" };

	(void)state;
	CHECK(format_duration);
	assert_non_null(format_duration("P6M\0", 4));
}

static void
test_quantity(void **state)
{
	static const char *const right[] = { "1", "2.5", "0.001", "999999999.999", "0010",
		"12.340" };
	static const char *const wrong[] = { "", "0", "0.000", ".5", "5.", "-1", "1.2345", "1,5",
		"1e3", "1234567890", "1.5.", "1.", " 1", "1 ", "." };

	(void)state;
	CHECK(format_quantity);
	assert_non_null(format_quantity("1\0", 2));
}

static void
test_jti(void **state)
{
	static const char *const right[] = { "a", "0190e1a2-7b1c-7000-8000-000000000000",
		"urn:x/y+z==" };
	static const char *const wrong[] = { "", "a b", "a\n", "客户", "\x7f" };
	char longest[258];

	(void)state;
	CHECK(format_jti);
	memset(longest, 'x', sizeof(longest));
	assert_null(format_jti(longest, 256));
	assert_non_null(format_jti(longest, 257));
}

static void
test_line(void **state)
{
	static const char *const right[] = { "", "客户 with spaces", "-" };
	static const char *const wrong[] = { "a\nb", "a\tb", "\x1b[0m", "\x7f", "a\r" };

	(void)state;
	CHECK(format_line);
}

static void
test_prose(void **state)
{
	static const char *const right[] = { "", "a", " a", "\n\xE5\xBC\xA0\n" };
	static const char *const wrong[] = { " ", "\n", "\xE3\x80\x80", " \t\xC2\xA0" };

	(void)state;
	CHECK(format_prose);
}

static void
test_reference(void **state)
{
	static const char *const right[] = { "", "PO-1", "订单 1 号", "\xE2\x80\x8B", "a\xC2\xA0z" };
	static const char *const wrong[] = { " ", " PO-1", "PO-1 ", "\xC2\xA0PO-1", "PO-1\xE3\x80\x80",
		"PO-1\xE2\x80\x82", "\xE3\x80\x80", "PO\n1" };

	(void)state;
	CHECK(format_reference);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_email),
		cmocka_unit_test(test_phone),
		cmocka_unit_test(test_unified_social_credit_code),
		cmocka_unit_test(test_unified_social_credit_code_sees_slips),
		cmocka_unit_test(test_resident_identity_number),
		cmocka_unit_test(test_url),
		cmocka_unit_test(test_duration),
		cmocka_unit_test(test_quantity),
		cmocka_unit_test(test_jti),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_prose),
		cmocka_unit_test(test_reference),
	};

	return cmocka_run_group_tests_name("formats", tests, NULL, NULL);
}
