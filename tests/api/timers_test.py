"""Timers: done once, in order, at their own due time, by any number of processes, and after any stop."""
import datetime
import time
import uuid

import pytest
from probes import Probes


@pytest.fixture(scope="module")
def probes(suite):
    probes = Probes(suite)
    yield probes
    probes.stop_all()


@pytest.fixture
def now(clock):
    return lambda **more: datetime.datetime.fromtimestamp(clock.now(), datetime.timezone.utc) + datetime.timedelta(**more)


def put(probes, kind, due, count=1):
    """Sets timers as a handler's transaction would have; their subjects."""
    subjects = [str(uuid.uuid4()) for _ in range(count)]
    for subject in subjects:
        probes.query("insert into timer (kind, subject_id, due_at, try_at, state, changed_at, changed_by, trace_id)"
                     " values (%s, %s, %s, %s, 'SET', %s, 'test', 'test')", kind, subject, due, due, due)
    return subjects


def state(probes, subject):
    return probes.query("select state, attempts, last_error, due_at, try_at from timer where subject_id = %s", subject)[0]


def test_done_when_due_and_not_before(probes, clock, now):
    probes.start()
    due = now(hours=1)
    subject, = put(probes, "ring", due)
    probes.stop()
    probes.start()
    assert state(probes, subject)[0] == "SET" and probes.done("ring", [subject]) == {subject: []}
    clock.forward(minutes=61)
    probes.await_(lambda: state(probes, subject)[0] == "DONE")
    assert probes.done("ring", [subject]) == {subject: [due]}
    probes.stop()


def test_after_a_stop_all_that_came_due_is_done_in_order_at_its_own_time(probes, clock, now):
    dues = [now(minutes=minutes) for minutes in (30, 10, 20)]
    subjects = [put(probes, "ring", due)[0] for due in dues]
    clock.forward(days=3)
    probes.start()
    probes.await_(lambda: all(probes.done("ring", subjects).values()))
    assert probes.done("ring", subjects) == {subject: [due] for subject, due in zip(subjects, dues)}
    ids = [row[0] for row in probes.query("select subject_id from timer where subject_id = any(%s) order by xmin::text::bigint", subjects)]
    assert ids == [subjects[1], subjects[2], subjects[0]]
    probes.stop()


def test_one_that_sets_itself_anew_catches_up(probes, clock, now):
    due = now(days=1)
    subject, = put(probes, "ring_weekly", due)
    clock.forward(days=16)
    probes.start()
    probes.await_(lambda: len(probes.done("ring_weekly", [subject])[subject]) == 3)
    assert probes.done("ring_weekly", [subject])[subject] == [due + datetime.timedelta(days=7 * week) for week in range(3)]
    assert state(probes, subject)[0] == "SET" and state(probes, subject)[3] == due + datetime.timedelta(days=21)
    probes.stop()


def test_several_processes_do_each_once(probes, now):
    subjects = put(probes, "ring", now(), 300)
    for number in (1, 2, 3):
        probes.start(number)
    probes.await_(lambda: all(probes.done("ring", subjects).values()), 30)
    assert {len(times) for times in probes.done("ring", subjects).values()} == {1}
    probes.stop_all()


def test_a_process_that_is_killed_loses_and_doubles_nothing(probes, now):
    subjects = put(probes, "ring", now(), 300)
    count = lambda: sum(map(len, probes.done("ring", subjects).values()))  # noqa: E731
    for _ in range(4):
        before = count()
        probes.start()
        probes.await_(lambda: count() > before or before == len(subjects))
        probes.kill()
    probes.start()
    probes.await_(lambda: all(probes.done("ring", subjects).values()), 30)
    assert {len(times) for times in probes.done("ring", subjects).values()} == {1}
    probes.stop()


def test_a_failure_keeps_nothing_is_told_and_tried_again(probes, clock, now):
    subject, = put(probes, "ring_in_vain", now())
    other, = put(probes, "ring", now())
    probes.start()
    probes.await_(lambda: state(probes, subject)[1] == 1)
    probes.await_(lambda: state(probes, other)[0] == "DONE")  # it holds up no other
    set_, attempts, error, due, again = state(probes, subject)
    assert (set_, attempts, error) == ("SET", 1, "INVALID_STATE: nobody answers") and again > due
    clock.forward(seconds=6)
    probes.await_(lambda: state(probes, subject)[1] == 2)
    assert probes.done("ring_in_vain", [subject]) == {subject: []}
    assert "nobody answers" in probes.log()
    probes.query("update timer set state = 'CANCELLED' where subject_id = %s", subject)
    probes.stop()


HOLD = "select pg_advisory_xact_lock(hashtextextended(concat_ws(chr(31), current_schema(), 'parameter', %s), 0))"


@pytest.mark.parametrize("change", ["state = 'CANCELLED'", "due_at = due_at + interval '1 hour', try_at = try_at + interval '1 hour'"])
def test_who_changes_a_timer_behind_its_own_locks_does_not_wait_for_one_that_rings(suite, probes, clock, now, change):
    """It waits for those locks; the change counts, not the ring."""
    due = now()
    subject, = put(probes, "ring_behind", due)
    writer = suite.connect(service="probe")
    writer.autocommit = False
    with writer.cursor() as cursor:
        cursor.execute(HOLD, (subject,))
        probes.start()
        probes.await_(lambda: probes.query("select pid from pg_locks where locktype = 'advisory' and not granted"))
        cursor.execute("set local lock_timeout = '500ms'")
        cursor.execute(f"update timer set {change}, trace_id = 'other' where subject_id = %s", (subject,))
        writer.commit()
    writer.close()
    other, = put(probes, "ring", now())
    probes.await_(lambda: state(probes, other)[0] == "DONE")
    assert probes.done("ring_behind", [subject]) == {subject: []}
    if "due_at" in change:
        clock.forward(minutes=61)
        probes.await_(lambda: state(probes, subject)[0] == "DONE")
        assert probes.done("ring_behind", [subject]) == {subject: [due + datetime.timedelta(hours=1)]}
    else:
        assert state(probes, subject)[:2] == ("CANCELLED", 0)
    probes.stop()


def test_one_that_rings_does_not_wait_for_who_changes_it(suite, probes, now):
    """Its row is held until the change is kept, or not: then it rings."""
    subject, = put(probes, "ring", now())
    writer = suite.connect(service="probe")
    writer.autocommit = False
    with writer.cursor() as cursor:
        cursor.execute("update timer set state = 'CANCELLED' where subject_id = %s", (subject,))
        probes.start()
        other, = put(probes, "ring", now())
        time.sleep(0.5)
        assert not probes.query("select pid from pg_locks where not granted") and probes.done("ring", [subject]) == {subject: []}
        writer.rollback()
    writer.close()
    probes.await_(lambda: state(probes, subject)[0] == state(probes, other)[0] == "DONE")
    assert state(probes, subject)[1] == 0
    probes.stop()


def test_what_another_version_knows_is_left_alone(probes, now):
    subject, = put(probes, "of_another_version", now())
    other, = put(probes, "ring", now())
    probes.start()
    probes.await_(lambda: state(probes, other)[0] == "DONE")
    assert state(probes, subject)[:2] == ("SET", 0)
    probes.stop()
