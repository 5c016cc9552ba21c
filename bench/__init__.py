"""Benchmarks: every figure as a ratio measured in the same run. `make bench` runs them all.

May import everything; nothing imports it.
"""
