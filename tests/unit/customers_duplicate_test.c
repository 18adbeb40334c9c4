/* When two records look like one customer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "customers/rules_duplicate.h"

static void
alike(const char *a, const char *b)
{
	struct likeness one = likeness_of(false, a, NULL, NULL),
			other = likeness_of(false, b, NULL, NULL);

	assert_string_equal(one.name, other.name);
	assert_true(one.name[0] != '\0');
}

static void
different(const char *a, const char *b)
{
	struct likeness one = likeness_of(false, a, NULL, NULL),
			other = likeness_of(false, b, NULL, NULL);

	assert_string_not_equal(one.name, other.name);
}

static void
company_names(void **state)
{
	(void)state;
	alike("杭州康复器械有限公司", "杭州康复器械有限责任公司");
	alike("杭州康复器械有限公司", "杭州康复器械");
	alike("杭州（中国）康复器械有限公司", "杭州(中国) 康复器械有限公司");
	alike("ＡＢＣ假肢有限公司", "abc假肢有限公司");
	alike("上海·德林　义肢【矫形】器材有限公司", "上海德林义肢矫形器材有限公司");
	alike("Ottobock China Co., Ltd.", "OTTOBOCK CHINA");
	alike("新科器材１２３", "新科器材123");
	different("杭州康复器械有限公司", "杭州康复器械股份有限公司");
	different("浙江省人民医院", "浙江省第二人民医院");
	different("北京康复一厂", "北京康复二厂");
}

static void
a_name_that_is_only_an_ending_stays(void **state)
{
	(void)state;
	assert_string_equal(likeness_of(false, "有限公司", NULL, NULL).name, "有限公司");
	assert_string_equal(likeness_of(false, "Limited", NULL, NULL).name, "limited");
	assert_string_equal(likeness_of(false, "（）", NULL, NULL).name, "");
}

static void
phones(void **state)
{
	static const char *const pairs[][2] = {
		{ "13800000001", "13800000001" },
		{ "+86 138-0000-0001", "13800000001" },
		{ "0086 138 0000 0001", "13800000001" },
		{ "8613800000001", "13800000001" },
		{ "１３８００００００01", "13800000001" },
		{ "0571-87654321", "057187654321" },
		{ "+86 571 8765 4321", "057187654321" },
		{ "(0571) 8765-4321", "057187654321" },
		{ "0571 8765 4321-12", "057187654321" },
		{ "0571-87654321转801", "057187654321" },
		{ "010-62345678#12", "01062345678" },
		{ "+1 415 555 0100", "14155550100" },
		{ "400-820-8820", "4008208820" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++)
		assert_string_equal(likeness_of(false, "甲", pairs[i][0], NULL).phone, pairs[i][1]);
}

static void
cities(void **state)
{
	(void)state;
	assert_string_equal(likeness_of(false, "甲", NULL, "杭州市").city, "杭州");
	assert_string_equal(likeness_of(false, "甲", NULL, " 杭州 ").city, "杭州");
	assert_string_equal(likeness_of(false, "甲", NULL, "延边朝鲜族自治州").city, "延边朝鲜族");
	assert_string_equal(likeness_of(false, "甲", NULL, "北京").city, "北京");
	assert_string_equal(likeness_of(false, "甲", NULL, NULL).city, "");
}

static void
persons_by_name_and_phone(void **state)
{
	(void)state;
	assert_string_equal(
	    likeness_of(true, "王 伟", "+86 13800000001", "杭州").name, "王伟/13800000001");
	assert_string_equal(likeness_of(true, "王伟", NULL, "杭州").name, "");
	assert_string_equal(
	    likeness_of(true, "李有限公司", "13800000001", NULL).name, "李有限公司/13800000001");
	assert_null(likeness_text(likeness_of(true, "王伟", NULL, NULL).name));
}

/* The longest name there may be, of the longest characters. */
static void
long_names_fit(void **state)
{
	char name[801], phone[121];

	(void)state;
	for (size_t i = 0; i < 200; i++)
		memcpy(name + 4 * i, "𠮷", 4);
	name[800] = '\0';
	memset(phone, '9', 120);
	phone[120] = '\0';
	struct likeness l = likeness_of(true, name, phone, name);

	assert_int_equal(strlen(l.name), 800 + 1 + strlen(l.phone));
	assert_true(strlen(l.phone) < sizeof(l.phone) && strlen(l.city) < sizeof(l.city));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(company_names),
		cmocka_unit_test(a_name_that_is_only_an_ending_stays),
		cmocka_unit_test(phones),
		cmocka_unit_test(cities),
		cmocka_unit_test(persons_by_name_and_phone),
		cmocka_unit_test(long_names_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
