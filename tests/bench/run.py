"""Kehu beside the limit (pgbench, the same SQL, the same number of connections) and beside Fastify
(pg and a JWT plugin, two workers), in one run, alternating; medians over the rounds. The checks of
orders stand beside pgbench alone.

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
import orders  # noqa: E402
import peers  # noqa: E402
import statements  # noqa: E402
from suite import BUILD, Suite  # noqa: E402

ROWS = int(os.environ.get("KEHU_BENCH_ROWS", "1000000"))
ROUNDS = int(os.environ.get("KEHU_BENCH_ROUNDS", "5"))
SECONDS = int(os.environ.get("KEHU_BENCH_SECONDS", "4"))
CONNECTIONS = [int(count) for count in os.environ.get("KEHU_BENCH_CONNECTIONS", "16 64").split()]
OPERATIONS = ["get", "list", "create"]
# What is asked at least, at every number of connections.
FLOORS = {"get": {"pgbench": 0.45, "fastify": 3.0}, "list": {"pgbench": 0.55, "fastify": 3.0},
          "create": {"pgbench": 0.60, "fastify": 1.6}, "check": {"pgbench": 0.60}, "check_hot": {"pgbench": 0.60}}


def say(*lines):
    print(*lines, sep="\n", flush=True)


def measure(runners):
    """Every round asks everybody in turn, so that what else the machine does falls on all alike.
    runners: of each operation, by their names."""
    seen = {}
    for turn in range(ROUNDS):
        for connections in CONNECTIONS:
            for operation, of_operation in runners.items():
                for name, run in of_operation.items():
                    rate = run(operation, connections, SECONDS)
                    seen.setdefault((operation, connections, name), []).append(rate)
        say(f"round {turn + 1} of {ROUNDS} done")
    return {key: statistics.median(rates) for key, rates in seen.items()}


def table(median):
    say("", "| | connections | pgbench | Kehu | of pgbench | Fastify | of Fastify | through the gateway |",
        "|---|---|---|---|---|---|---|---|")
    met = True
    for operation, floors in FLOORS.items():
        for connections in CONNECTIONS:
            rate = {name: median.get((operation, connections, name)) for name in ("pgbench", "kehu", "fastify", "gateway")}
            of = {peer: rate["kehu"] / rate[peer] for peer in floors}
            fastify = f"{rate['fastify']:,.0f} | {of['fastify']:.1f} x | {rate['gateway']:,.0f}" if "fastify" in of else " | | "
            say(f"| {operation} | {connections} | {rate['pgbench']:,.0f} | {rate['kehu']:,.0f} | {of['pgbench']:.2f} | {fastify} |")
            met &= all(of[peer] >= floor for peer, floor in floors.items())
    say("", "every floor is reached" if met else "NOT every floor is reached:",
        *(f"{name}: {floor['pgbench']} of pgbench" + (f", {floor['fastify']} x Fastify" if "fastify" in floor else "")
          for name, floor in FLOORS.items()))


def ratios(median, connections):
    return {operation: {peer: round(median[operation, connections, "kehu"] / median[operation, connections, peer], 3)
                        for peer in floors} for operation, floors in FLOORS.items()}


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
        orders.load(suite)
        of_orders = {"pgbench": orders.Pgbench(suite, orders.capture(suite)).run, "kehu": orders.Wrk(suite).run}
        median = measure({**{operation: runners for operation in OPERATIONS},
                          **{operation: of_orders for operation in orders.OPERATIONS}})
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
