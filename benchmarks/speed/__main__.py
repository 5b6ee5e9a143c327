"""Measure speed: ``python benchmarks/speed ARTICLES``; see ``running.py``."""

from running import main

main()
