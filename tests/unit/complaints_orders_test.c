/* Warranty, charges, times and papers of orders by the worked examples (R11.1, R11.3 to R11.5,
 * R11.8 to R11.12). */
#include "complaints/rules_order.h"
#include "complaints/rules_order_form.h"
#include "complaints/rules_order_work.h"
#include "complaints/rules_warranty.h"
#include "complaints_rules.h"

#define YEAR ((struct period) { .months = 12 })

TEST(R11_3_example_1_the_day_of_the_report_counts)
{
	date end = warranty_end(on("2024-08-31"), YEAR);

	assert_true(end == on("2025-08-31"));
	assert_true(in_warranty(end, date_of(at("2025-08-31 23:59:59"))));
	assert_false(in_warranty(end, date_of(at("2025-09-01 00:00:00"))));
	assert_false(in_warranty(NO_DATE, on("2025-09-01")));
}

TEST(R11_3_example_2_a_leap_day)
{
	assert_true(warranty_end(on("2024-02-29"), YEAR) == on("2025-02-28"));
	assert_true(warranty_end(NO_DATE, YEAR) == NO_DATE);
}

static struct charge_line
part(int64_t quantity, int64_t price)
{
	return (struct charge_line) { .order = ORDER_KIND_REPAIR,
		.kind = CHARGE_KIND_PART,
		.quantity = quantity,
		.listed = true,
		.unit_price_fen = price };
}

TEST(R11_3_example_3_parts_only)
{
	struct charge_line antenna = part(2, 3550), cable = part(1, 1299), labour = part(1, 0);
	int64_t a, c, price, fee = 5000;

	assert_allowed(charge_line(&antenna, &a), R11_3, "CHARGED");
	assert_allowed(charge_line(&cable, &c), R11_3, "CHARGED");
	assert_true(2 * a + c == 8399);
	assert_true(charge_after_discount(8399, 399) == 8000);
	assert_true(charge_after_discount(8399, 9000) == 0);
	labour.kind = CHARGE_KIND_LABOUR;
	labour.amount_fen = &fee;
	assert_refused(charge_line(&labour, &price), R11_3, 422, "LABOUR_NOT_CHARGEABLE");
	antenna.amount_fen = &fee;
	assert_refused(charge_line(&antenna, &price), R11_3, 422, "AMOUNT_MISMATCH");
	antenna.in_warranty = true;
	assert_refused(charge_line(&antenna, &price), R11_3, 422, "IN_WARRANTY_FREE");
	antenna.amount_fen = NULL;
	assert_allowed(charge_line(&antenna, &price), R11_3, "FREE");
	assert_true(price == 0);
	cable.listed = false;
	assert_refused(charge_line(&cable, &price), R11_3, 422, "PRICE_NOT_ON_LIST");
	cable.free_if_not_listed = true;
	assert_allowed(charge_line(&cable, &price), R11_11, "FREE");
}

TEST(R11_1_example_1_installing_costs_nothing)
{
	int64_t fee = 1, price;
	struct charge_line line = { .order = ORDER_KIND_INSTALL, .kind = CHARGE_KIND_DESIGN };

	assert_allowed(charge_line(&line, &price), R11_1, "FREE");
	assert_true(3 * price == 0);
	line.amount_fen = &fee;
	assert_refused(charge_line(&line, &price), R11_1, 422, "INSTALLATION_IS_FREE");
}

TEST(R11_4_examples_papers)
{
	static const char *const five[] = { "桂A1", "桂A2", "桂A3", "桂A4", "桂A5" },
				 *const twice[] = { "桂A1", "桂A2", "桂A3", "桂A4", "桂A1" };
	struct install_papers papers = { 5, true, true, five, 4, five, 5 };

	assert_refused(install_papers(&papers), R11_4, 422, "VEHICLE_COUNT_MISMATCH");
	papers.plate_count = 5;
	assert_allowed(install_papers(&papers), R11_4, "CONSISTENT");
	papers.plates = twice;
	assert_refused(install_papers(&papers), R11_4, 422, "DUPLICATE_PLATE");
	papers.plates = five;
	papers.driver_count = 4;
	assert_refused(install_papers(&papers), R11_4, 422, "DRIVER_INFO_MISSING");
	papers.driver_info = false;
	assert_refused(install_papers(&papers), R11_4, 422, "DOCUMENT_MISSING");
}

TEST(R11_5_examples_intake)
{
	bool clarified = false;
	struct repair_intake intake = { "南宁运输公司", NULL, "李强", "G-20", "终端不上线",
		"指示灯不亮", "LETTER", on("2025-10-10"), NULL, &clarified,
		at("2025-10-09 10:00:00"), at("2025-10-09 11:00:00"), true, 5 };

	assert_refused(repair_intake(&intake), R11_5, 422, "FORM_INCOMPLETE");
	intake.address = "南宁";
	assert_refused(repair_intake(&intake), R11_5, 422, "PURCHASE_IN_FUTURE");
	intake.purchased_on = on("2025-09-01");
	intake.reported_at = at("2025-09-30 10:00:00");
	assert_allowed(repair_intake(&intake), R11_5, "COMPLETE");
	assert_true(date_of(intake.reported_at) == on("2025-09-30"));
	intake.symptoms = "不亮了呢";
	assert_refused(repair_intake(&intake), R11_5, 422, "FORM_INCOMPLETE");
	intake.symptoms = "指示灯不亮";
	intake.model_known = false;
	assert_refused(repair_intake(&intake), R11_5, 422, "UNKNOWN_MODEL");
}

TEST(R11_8_example_2_departure_after_ready)
{
	instant ready = at("2025-10-10 08:00:00"), now = at("2025-10-10 09:00:00");
	struct order_checklist all = { true, true, true, true },
			       no_parts = { true, true, false, true };

	assert_refused(order_times(&R11_8, ready, at("2025-10-10 07:59:59"), now), R11_8, 422,
	    "TIMES_INCONSISTENT");
	assert_allowed(order_times(&R11_8, ready, ready, now), R11_8, "IN_ORDER");
	assert_refused(order_times(&R11_8, ready, now + 1, now), R11_8, 422, "TIME_IN_FUTURE");
	assert_allowed(order_checklist(&all), R11_8, "READY");
	assert_refused(order_checklist(&no_parts), R11_8, 422, "CHECKLIST_INCOMPLETE");
}

TEST(R11_9_example_1_repair_time_without_the_wait)
{
	struct order_wait_span wait = { at("2025-10-10 11:00:00"), at("2025-10-10 15:30:00") };

	assert_true(
	    repair_minutes(at("2025-10-10 10:00:00"), at("2025-10-10 16:10:59"), &wait, 1) == 100);
	assert_true(whole_minutes(NO_INSTANT, 0) == -1);
}

TEST(R11_9_clocks_from_the_approval_or_the_appointment)
{
	instant approved = at("2025-10-10 08:00:00");
	struct period two = { .time = 120 * MINUTE }, eight = { .time = 480 * MINUTE };
	struct order_due due = order_due(approved, NO_INSTANT, two, eight);

	assert_true(due.depart == approved + 120 * MINUTE && due.arrive == approved + 480 * MINUTE);
	due = order_due(approved, approved + 600 * MINUTE, two, eight);
	assert_true(due.depart == approved + 240 * MINUTE && due.arrive == approved + 600 * MINUTE);
}

TEST(R11_7_who_suits)
{
	struct technician t = { "Y", true, true, true, false };

	assert_allowed(technician_suits(&t), R11_7, "SUITABLE");
	t.free = false;
	assert_refused(technician_suits(&t), R11_7, 422, "NOT_AVAILABLE");
	t.recused = true;
	assert_refused(technician_suits(&t), R11_7, 403, "RECUSED");
	t.skilled = false;
	assert_refused(technician_suits(&t), R11_7, 422, "NOT_QUALIFIED");
}

TEST(R11_10_label_and_numbers)
{
	struct terminal_return r = { "桂A1", "指示灯不亮", "桂A1", "指示灯不亮", "照片", true, true,
		"G20-0007", "G20-0100", NULL };

	assert_allowed(terminal_return(&r), R11_10, "REPLACED");
	r.appearance_clean = false;
	assert_refused(terminal_return(&r), R11_10, 422, "APPEARANCE_NOT_CONFIRMED");
	r.label_plate = NULL;
	assert_refused(terminal_return(&r), R11_10, 422, "LABEL_MISSING");
	r.new_no = "G20-0007";
	assert_refused(terminal_return(&r), R11_10, 422, "SAME_TERMINAL");
	r.new_no = NULL;
	assert_refused(terminal_return(&r), R11_10, 422, "TERMINAL_NUMBERS_MISSING");
}

TEST(R11_11_sim_numbers)
{
	assert_allowed(sim_change("1064…01", "1064…02", false), R11_11, "CHANGED");
	assert_refused(sim_change("1064…01", NULL, false), R11_11, 422, "SIM_NUMBERS_MISSING");
	assert_refused(sim_change("1064…01", "1064…01", false), R11_11, 422, "SAME_SIM");
	assert_refused(sim_change("1064…01", "1064…02", true), R11_11, 409, "SIM_IN_USE");
}

TEST(R11_12_example_1_and_papers)
{
	static const char *const untested[] = { "桂A00005" };
	struct work_papers papers = { .kind = ORDER_KIND_INSTALL,
		.untested = untested,
		.untested_count = 1,
		.plate = true,
		.terminal = true,
		.parts = true,
		.photos_required = true,
		.signature = CUSTOMER_SIGNATURE_REFUSED,
		.signature_note = "不满意" };
	struct decision d = work_papers(&papers);

	assert_refused(d, R11_12, 422, "TEST_MISSING");
	assert_non_null(strstr(d.because, "桂A00005"));
	papers.untested_count = 0;
	assert_refused(work_papers(&papers), R11_12, 422, "DAMAGE_STATEMENT_MISSING");
	papers.damage = DAMAGE_STATEMENT_NO_DAMAGE;
	assert_refused(work_papers(&papers), R11_12, 422, "DOCUMENTS_INCOMPLETE");
	papers.photos = true;
	assert_allowed(work_papers(&papers), R11_12, "COMPLETE");
}

TEST(R11_12_example_3_repeated_within_thirty_days)
{
	struct period window = { .days = 30 };
	date done = on("2025-09-01");

	assert_true(repeats_repair(done, on("2025-10-01"), window));
	assert_false(repeats_repair(done, on("2025-10-02"), window));
}

TEST(R11_6_steps_of_an_order)
{
	assert_allowed(order_step(ORDER_KIND_INSTALL, SERVICE_ORDER_STATE_SUBMITTED,
			   SERVICE_ORDER_STATE_APPROVED, &R11_6),
	    R11_6, "APPROVED");
	assert_refused(order_step(ORDER_KIND_REPAIR, SERVICE_ORDER_STATE_DRAFT,
			   SERVICE_ORDER_STATE_APPROVED, &R11_6),
	    R11_6, 409, "INVALID_STATE");
	assert_refused(order_step(ORDER_KIND_INSTALL, SERVICE_ORDER_STATE_IN_PROGRESS,
			   SERVICE_ORDER_STATE_RETURNED_FOR_REPAIR, &R11_10),
	    R11_10, 409, "INVALID_STATE");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R11_3_example_1_the_day_of_the_report_counts),
		cmocka_unit_test(R11_3_example_2_a_leap_day),
		cmocka_unit_test(R11_3_example_3_parts_only),
		cmocka_unit_test(R11_1_example_1_installing_costs_nothing),
		cmocka_unit_test(R11_4_examples_papers),
		cmocka_unit_test(R11_5_examples_intake),
		cmocka_unit_test(R11_8_example_2_departure_after_ready),
		cmocka_unit_test(R11_9_example_1_repair_time_without_the_wait),
		cmocka_unit_test(R11_9_clocks_from_the_approval_or_the_appointment),
		cmocka_unit_test(R11_7_who_suits),
		cmocka_unit_test(R11_10_label_and_numbers),
		cmocka_unit_test(R11_11_sim_numbers),
		cmocka_unit_test(R11_12_example_1_and_papers),
		cmocka_unit_test(R11_12_example_3_repeated_within_thirty_days),
		cmocka_unit_test(R11_6_steps_of_an_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
