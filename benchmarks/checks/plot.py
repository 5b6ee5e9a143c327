"""Recall and false alarms as a picture: a bar for each kind of damage, a dot for each direction."""

from pathlib import Path

import matplotlib as mpl
from items import DIRECTIONS
from measure import Findings, alarms, recall
from requirements import REQUIREMENTS

INK, BAR, DOT, LINE = "#222222", "#9db8d2", "#1f4e79", "#b03a2e"


def draw(path: Path, damage: Findings, references: Findings) -> None:
    """Write the picture; about 60 kB as PNG."""
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    kinds = [(kind, family) for family in REQUIREMENTS for kind in family.kinds][::-1]
    figure, axes = plt.subplots(figsize=(7.2, 5.6), layout="constrained")
    for y, (kind, family) in enumerate(kinds):
        axes.barh(y, recall(damage, kind).percent, height=0.7, color=BAR)
        dots = [recall(damage, kind, direction=d) for d in DIRECTIONS]
        axes.plot(
            [rate.percent for rate in dots if rate.total],
            [y] * sum(r.total > 0 for r in dots),
            ".",
            color=DOT,
            alpha=0.6,
        )
        if family.recall is not None:
            axes.plot([family.recall] * 2, [y - 0.42, y + 0.42], color=LINE, linewidth=1.4)
    axes.set_yticks(range(len(kinds)), [kind for kind, _ in kinds], color=INK)
    axes.set_xlim(0, 101)
    axes.set_xlabel("damaged sentences refused, per cent (dots: directions; red: required)", color=INK)
    axes.set_title(f"Correct sentences refused: {alarms(references).percent:.1f} per cent", fontsize=10, color=INK)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)
