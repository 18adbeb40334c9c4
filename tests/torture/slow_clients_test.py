"""Clients that send a byte now and then hold memory for a while, and nobody up."""
import select
import socket
import time

CLIENTS = 500
HEAD = b"POST /v1/customers HTTP/1.1\r\nHost: slow\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"


def connect_slow(victim):
    port = int(victim.url.rsplit(":", 1)[1])
    return [socket.create_connection(("127.0.0.1", port)) for _ in range(CLIENTS)]


def drip(connections, byte):
    open_ones = []
    for connection in connections:
        try:
            connection.sendall(byte)
            open_ones.append(connection)
        except OSError:
            connection.close()
    return open_ones


def others_are_served(victim, connections, sent):
    """Drips for longer than a request may take; others ask meanwhile, and the slow ones are gone at the end."""
    client = victim.client(roles="auditor")
    deadline, served = time.time() + 8, 0
    while time.time() < deadline:
        connections = drip(connections, sent)
        for _ in range(20):
            client.get("/v1/customers?limit=1", expect=200)
            served += 1
    assert served > 100
    ended = 0
    for connection in connections:
        readable, _, _ = select.select([connection], [], [], 5)
        try:
            ended += bool(readable) and connection.recv(1) == b""
        except OSError:
            ended += 1
        connection.close()
    assert ended == len(connections), f"{len(connections) - ended} slow clients are still connected"


def test_headers_that_never_end(victim, department):
    connections = connect_slow(victim)
    drip(connections, HEAD + b"X-Slow: ")
    others_are_served(victim, connections, b"a")


def test_bodies_that_never_end(victim, department):
    connections = connect_slow(victim)
    drip(connections, HEAD + b"\r\n{")
    others_are_served(victim, connections, b" ")


def test_request_lines_that_never_end(victim, department):
    connections = connect_slow(victim)
    drip(connections, b"GET /v1/customers?q=")
    others_are_served(victim, connections, b"a")
