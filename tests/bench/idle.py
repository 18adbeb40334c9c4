"""What the service costs while it does little: memory, its start, and connections that only wait."""
import re
import socket
import statistics
import subprocess
import time

import requests


def status(pid, name):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(re.search(rf"^{name}:\s+(\d+)", file.read(), re.M)[1])


def start_to_ready(suite):
    """Seconds from the start of the process until /readyz says yes."""
    suite.script("suite", "stop-service", "customers")
    begun = time.time()
    process = subprocess.Popen([str(suite_script()), "start-service", "customers"], env=suite.environment,
                               stdout=subprocess.DEVNULL)
    while True:
        try:
            if requests.get(suite.operations_url() + "/readyz", timeout=1).ok:
                break
        except requests.ConnectionError:
            pass
        time.sleep(0.005)
    ready = time.time() - begun
    process.wait()
    return ready


def suite_script():
    from suite import ROOT
    return ROOT / "shared/scripts/suite"


def measure(suite):
    ready = statistics.median(start_to_ready(suite) for _ in range(3))
    time.sleep(1)
    return {"ready_s": round(ready, 3), "idle_resident_mib": round(status(suite.pid(), "VmRSS") / 1024, 1)}


def with_idle_connections(suite, run, seconds, count=1000):
    """get by id at 64 connections, alone and beside so many that only wait; and the threads of the service."""
    port = int(suite.url.rsplit(":", 1)[1])
    alone, beside, threads = [], [], []
    for _ in range(3):
        alone.append(run("get", 64, seconds))
        threads.append(status(suite.pid(), "Threads"))
        waiting = [socket.create_connection(("127.0.0.1", port)) for _ in range(count)]
        for connection in waiting:
            connection.sendall(b"GET /v1/nothing HTTP/1.1\r\nHost: bench\r\n\r\n")
        for connection in waiting:
            assert connection.recv(4096).startswith(b"HTTP/1.1 404")
        beside.append(run("get", 64, seconds))
        threads.append(status(suite.pid(), "Threads"))
        for connection in waiting:
            connection.close()
    return {"of_alone": round(statistics.median(beside) / statistics.median(alone), 3),
            "threads": sorted(set(threads)), "resident_mib": round(status(suite.pid(), "VmRSS") / 1024, 1)}
