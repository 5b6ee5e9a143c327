"""Measure briefs: ``python benchmarks/briefs DATA``; see ``command.py``."""

from command import main

main()
