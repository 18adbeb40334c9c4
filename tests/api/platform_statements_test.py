"""A connection keeps a bounded number of statements prepared; those that come back later are as good as the first ones."""
import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest

from factories import new

PLACE = 87


@pytest.fixture(scope="module")
def narrow(suite):
    """A process whose connections keep so few that every request is beyond them."""
    process = suite.beside("customers", PLACE, "customers", suite.var / "secrets/customers", "narrow-customers",
                           prepared_statements=2, read_connections=1, write_connections=2)
    yield suite.client("administrator", url=f"http://127.0.0.1:{suite.base + PLACE}")
    process.terminate()
    assert process.wait(15) == 0


def forms():
    for sort, kind, total in itertools.product(("code", "-code", "created_at", "-created_at"), (None, "SALES"), (True, False)):
        yield {"sort": sort, "limit": 1, **({"kind": kind} if kind else {}), **({"include_total": "true"} if total else {})}


def test_more_statements_than_are_kept_are_answered_alike(suite, narrow, company):
    """In several rounds and at once, so that what was let go is wanted again."""
    def asked(form):
        return narrow.get("/v1/departments", params=form, expect=200).json()["items"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(asked, list(forms()) * 6))
    assert answers == [company.administrator.get("/v1/departments", params=form, expect=200).json()["items"]
                       for form in forms()] * 6


def test_transactions_begin_with_what_was_let_go(suite, narrow, company):
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: narrow.post("/v1/departments", {"code": new("D"), "name": new("部门"), "kind": "OTHER"}, expect=201).json()["id"], range(60)))
    assert len(set(made)) == 60
    connection = suite.connect()

    def let_go():
        """The last that a connection was asked: of this process alone, as no other keeps so few."""
        with connection, connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_stat_activity where usename = 'customers' and query = 'deallocate all'")
            return cursor.fetchone()[0] > 0
    suite.await_(let_go)
