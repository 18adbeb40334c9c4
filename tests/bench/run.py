"""Kehu beside the limit (pgbench, the same SQL, the same number of connections) and beside Fastify
(pg and a JWT plugin, two workers), in one run, alternating; medians over the rounds.

KEHU_BENCH_ROWS (1000000), KEHU_BENCH_ROUNDS (5), KEHU_BENCH_SECONDS (4), KEHU_BENCH_CONNECTIONS ("16 64").
Writes build/bench.json; at 64 connections, as multiples: {"ratios": {"get": {"pgbench": …, "fastify": …}, …}}.
"""
import json
import os
import statistics
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]
import idle  # noqa: E402
import load  # noqa: E402
import peers  # noqa: E402
import statements  # noqa: E402
from suite import BUILD, Suite  # noqa: E402

ROWS = int(os.environ.get("KEHU_BENCH_ROWS", "1000000"))
ROUNDS = int(os.environ.get("KEHU_BENCH_ROUNDS", "5"))
SECONDS = int(os.environ.get("KEHU_BENCH_SECONDS", "4"))
CONNECTIONS = [int(count) for count in os.environ.get("KEHU_BENCH_CONNECTIONS", "16 64").split()]
OPERATIONS = ["get", "list", "create"]
# What is asked at least, at every number of connections.
FLOORS = {"get": (0.45, 3.0), "list": (0.55, 3.0), "create": (0.60, 1.6)}


def say(*lines):
    print(*lines, sep="\n", flush=True)


def measure(runners):
    """Every round asks everybody in turn, so that what else the machine does falls on all alike."""
    seen = {}
    for turn in range(ROUNDS):
        for connections in CONNECTIONS:
            for operation in OPERATIONS:
                for name, run in runners.items():
                    rate = run(operation, connections, SECONDS)
                    seen.setdefault((operation, connections, name), []).append(rate)
        say(f"round {turn + 1} of {ROUNDS} done")
    return {key: statistics.median(rates) for key, rates in seen.items()}


def table(median):
    say("", "| | connections | pgbench | Kehu | of pgbench | Fastify | of Fastify | through the gateway |",
        "|---|---|---|---|---|---|---|---|")
    met = True
    for operation in OPERATIONS:
        for connections in CONNECTIONS:
            limit, kehu, fastify, gateway = (median[operation, connections, name]
                                             for name in ("pgbench", "kehu", "fastify", "gateway"))
            say(f"| {operation} | {connections} | {limit:,.0f} | {kehu:,.0f} | {kehu / limit:.2f} "
                f"| {fastify:,.0f} | {kehu / fastify:.1f} x | {gateway:,.0f} |")
            met &= kehu / limit >= FLOORS[operation][0] and kehu / fastify >= FLOORS[operation][1]
    say("", "every floor is reached" if met else "NOT every floor is reached:",
        *(f"{name}: {floor[0]} of pgbench, {floor[1]} x Fastify" for name, floor in FLOORS.items()))


def ratios(median, connections):
    return {operation: {peer: round(median[operation, connections, "kehu"] / median[operation, connections, peer], 3)
                        for peer in ("pgbench", "fastify")} for operation in OPERATIONS}


def main():
    suite = Suite(var="bench-var", base=int(os.environ.get("KEHU_PORT_BASE", "8080")) + 3000, faked=False, durable=True)
    fastify = None
    suite.start()
    try:
        idle_figures = idle.measure(suite)
        say(f"loading {ROWS:,} customers")
        load.customers(suite, ROWS)
        captured = statements.capture(suite)
        fastify = peers.Fastify(suite, captured)
        runners = {
            "pgbench": peers.Pgbench(suite, captured, ROWS).run,
            "kehu": peers.Wrk(suite, suite.url, ROWS).run,
            "fastify": peers.Wrk(suite, fastify.url, ROWS).run,
            "gateway": peers.Wrk(suite, suite.gateway_url, ROWS).run,
        }
        median = measure(runners)
        idle_figures["get_at_1000_idle"] = idle.with_idle_connections(suite, runners["kehu"], SECONDS)
        table(median)
        say("", *(f"{name}: {value}" for name, value in idle_figures.items()))
        (BUILD / "bench.json").write_text(json.dumps({
            "ratios": ratios(median, max(CONNECTIONS)),
            "by_connections": {str(count): ratios(median, count) for count in CONNECTIONS},
            "per_second": {f"{operation} {count} {name}": round(rate)
                           for (operation, count, name), rate in median.items()},
            "rows": ROWS, "rounds": ROUNDS, "seconds": SECONDS, **idle_figures}, indent=1) + "\n")
    finally:
        if fastify:
            fastify.stop()
        suite.stop()


if __name__ == "__main__":
    main()
