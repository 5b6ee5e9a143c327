"""ROUGE-2 of all ways to make a brief, as a picture."""

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl

INK, BAR, OURS = "#222222", "#9db8d2", "#1f4e79"


def draw(path: Path, rows: Mapping[str, Mapping[str, float]]) -> None:
    """Write the picture; about 40 kB as PNG."""
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    names = sorted(rows, key=lambda name: rows[name]["ROUGE-2"])
    figure, axes = plt.subplots(figsize=(7.2, 4.4), layout="constrained")
    bars = axes.barh(
        names, [rows[name]["ROUGE-2"] for name in names], color=[OURS if "ours" in name else BAR for name in names]
    )
    axes.bar_label(bars, fmt="%.1f", padding=3, color=INK)
    axes.set_xlabel("ROUGE-2 (F1, per cent) against the editor's abstract; sentences in brackets", color=INK)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)
