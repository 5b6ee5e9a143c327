"""The speeds as a picture: a panel for each model, a bar for each contender."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
from reports import OURS, medians

INK, BAR, OWN = "#222222", "#9db8d2", "#1f4e79"


def draw(path: Path, results: Mapping[str, Any]) -> None:
    """Write the picture, sentences a second on a logarithmic axis."""
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    shapes = results["shapes"]
    sizes = [len(medians(entry)) for entry in shapes.values()]
    figure, panels = plt.subplots(
        len(shapes), 1, figsize=(7.2, 0.5 + 0.33 * sum(sizes)), height_ratios=sizes, layout="constrained", squeeze=False
    )
    for axes, (shape, entry) in zip(panels[:, 0], shapes.items(), strict=True):
        found = list(medians(entry).items())[::-1]
        rates = [run["rate"] for _, run in found]
        bars = axes.barh(range(len(found)), rates, height=0.7, color=[OWN if n in OURS else BAR for n, _ in found])
        axes.bar_label(bars, [f"{rate:.3g}" for rate in rates], padding=3, fontsize=8, color=INK)
        axes.set_yticks(range(len(found)), [name for name, _ in found], fontsize=8, color=INK)
        axes.set_xscale("log")
        axes.set_xlim(min(rates) / 2, max(rates) * 2)
        axes.tick_params(axis="x", which="minor", labelbottom=False)
        axes.set_title(shape, fontsize=10, loc="left", color=INK)
        axes.spines[["top", "right"]].set_visible(False)
    panels[-1, 0].set_xlabel("sentences a second", color=INK)
    figure.savefig(path, dpi=110)
    plt.close(figure)
