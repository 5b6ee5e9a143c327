"""Models: which there are, how they come here and stay whole, and which of them this machine can run.

``catalog`` knows them and finds the one that is asked for. ``pulls`` brings one from a ``hub``, ``bundles`` carries one
to a machine without network, both through ``installations``, whole or not at all; ``manifests`` say what every file
must be, ``inspections`` what a folder holds. ``hardware`` gives advice, ``slim`` makes a
model smaller, ``calibration`` says how one runs fastest here. Importing the package imports none of them.
"""

from typing import Final

AUTO: Final = "auto"  # as the name of a model: the best that is installed
CHAT: Final = "chat"  # as its family: one that is called through a chat template
