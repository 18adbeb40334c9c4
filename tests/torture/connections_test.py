"""Connections end while they are in use: the database's come back, all of them, and clients' do not disturb the end."""
import socket
import threading
import time

OF_SERVICE = "from pg_stat_activity where usename = 'customers' and backend_type = 'client backend'"


def ask_always(victim, stop):
    client = victim.client(roles="auditor")
    while not stop.is_set():
        assert client.get("/v1/customers?limit=1").status_code in (200, 503)


def test_connections_to_the_database_come_back(victim, rounds):
    """Also those that were written to after their end, before anybody had read of it."""
    stop = threading.Event()
    readers = [threading.Thread(target=ask_always, args=(victim, stop), daemon=True) for _ in range(16)]
    for reader in readers:
        reader.start()
    with victim.connect() as database, database.cursor() as cursor:
        cursor.execute("select count(*) " + OF_SERVICE)
        before = cursor.fetchone()[0]
        for _ in range(10 * rounds):
            cursor.execute("select pg_terminate_backend(pid) " + OF_SERVICE)
            time.sleep(0.2)
        deadline = time.time() + 15
        while time.time() < deadline:
            cursor.execute("select count(*) " + OF_SERVICE)
            if cursor.fetchone()[0] == before:
                break
            time.sleep(0.2)
        stop.set()
        for reader in readers:
            reader.join(10)
        cursor.execute("select count(*) " + OF_SERVICE)
        assert cursor.fetchone()[0] == before
    for _ in range(20):
        victim.client(roles="auditor").get("/v1/customers?limit=1", expect=200)


def test_requests_on_kept_connections_do_not_disturb_the_end(victim, rounds):
    authorization = "Bearer " + victim.token(roles=["auditor"], sub="kept")
    request = f"GET /v1/customers?limit=1 HTTP/1.1\r\nHost: kept\r\nAuthorization: {authorization}\r\n\r\n".encode()
    port = int(victim.service_url("customers").rsplit(":", 1)[1])
    for _ in range(2 * rounds):
        kept = [socket.create_connection(("127.0.0.1", port)) for _ in range(300)]
        for connection in kept:
            connection.sendall(request)
            assert connection.recv(65536).startswith(b"HTTP/1.1 ")
        ending = threading.Thread(target=victim.script, args=("suite", "stop-service", "customers"))
        ending.start()
        time.sleep(0.02)
        for connection in kept:
            try:
                connection.sendall(request)
            except OSError:
                pass
            time.sleep(0.0001)
        ending.join(20)
        for connection in kept:
            connection.close()
        assert '"text":"stopped"' in victim.log().splitlines()[-1]
        victim.script("suite", "start-service", "customers")
        victim.await_(lambda: victim.is_ready(int(victim.operations_url().rsplit(":", 1)[1])))
