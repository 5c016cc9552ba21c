"""The figures in words, for a terminal."""

from typing import Any


def show(results: dict[str, Any]) -> None:
    """Prints what was measured."""
    if "life" in results:
        _life(results["life"])
    if "certificate" in results:
        figures = results["certificate"]
        print(
            f"\nDecision to certificates on the shelf, idle workers: p50 {figures['p50_s']:.1f} s, "
            f"longest of {figures['cases']} {figures['max_s']:.1f} s"
        )
    if "statements" in results:
        _statements(results["statements"])
    if "work_list" in results:
        _work_list(results["work_list"])
    if "public" in results:
        _public(results["public"])


def _life(figures: dict[str, Any]) -> None:
    print("House transfer from draft to last decision, through HTTP")
    print(f"{'clients':>8}{'lives/s':>10}{'plain SQL':>11}{'share':>8}{'p95':>9}")
    for clients, row in figures["clients"].items():
        print(
            f"{clients:>8}{row['lives_per_second']:>10.2f}{row['limit_lives_per_second']:>11.1f}"
            f"{row['share_of_limit']:>8.1%}{row['p95_ms']:>7.0f}ms"
        )
        for failure in row["failures"]:
            print(f"         failed: {failure}")
    print("\nStep at 4 clients: p50, p95")
    for step, times in figures["clients"]["4"]["steps"].items():
        print(f"  {step:<12}{times['p50_ms']:>7.0f} ms{times['p95_ms']:>7.0f} ms")
    print("\nLargest process of each program: peak, and its share of what is shared")
    for name, mib in figures["memory_mib"].items():
        print(f"  {name:<12}{mib['peak']:>7.0f} MiB{mib['own']:>7.0f} MiB")


def _statements(figures: dict[str, Any]) -> None:
    print("\nPer call, caches warm: SQL statements (identity and key included), transaction control, CPU")
    for step, row in figures.items():
        print(f"  {step:<12}{row['statements']:>4}{row['control']:>4}{row['cpu_ms']:>7.1f} ms")
    total = sum(row["statements"] for row in figures.values())
    print(f"  {'whole life':<12}{total:>4}{sum(row['cpu_ms'] for row in figures.values()):>11.1f} ms")


def _work_list(figures: dict[str, Any]) -> None:
    print("\nWork list of a reviewer")
    for cases, row in figures["cases"].items():
        print(
            f"  {int(cases):>10,} cases: p50 {row['p50_ms']:.0f} ms, p95 {row['p95_ms']:.0f} ms, "
            f"{row['statements']} statements, by {', '.join(row['ways'])}"
        )
    print(f"  the longer takes {figures['ratio']:.2f} times the shorter")


def _public(figures: dict[str, Any]) -> None:
    print("\nPages that everybody opens")
    for kind, row in figures.items():
        print(f"  {kind}: at most {row['statements']} statements")
        for clients, times in row["clients"].items():
            print(
                f"{clients:>8} clients: p50 {times['p50_ms']:.0f} ms, p95 {times['p95_ms']:.0f} ms, "
                f"{times['per_second']:.1f} a second"
            )
