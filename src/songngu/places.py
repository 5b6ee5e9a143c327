"""Where songngu keeps things on this machine. Makes no folder, and holds no files itself."""

import os
from pathlib import Path
from typing import Final

CACHE_VARIABLE: Final = "SONGNGU_CACHE"
MODELS_VARIABLE: Final = "SONGNGU_MODELS"
HUB_VARIABLE: Final = "HF_HOME"


def cache_folder() -> Path:
    """``$SONGNGU_CACHE``, or the user's cache folder of this platform (``$XDG_CACHE_HOME/songngu`` on Linux)."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("songngu")


def models_folder() -> Path:
    """Where models are installed: ``$SONGNGU_MODELS``, else ``$HF_HOME/songngu``, else ``models`` in the cache folder.

    Not in the hub client's own cache: there a model is a folder of links to blobs, which can be neither copied to
    another machine nor put in place by one rename. Who moved that cache to a large disk with ``HF_HOME`` wants these
    gigabytes there, too.
    """
    if chosen := os.environ.get(MODELS_VARIABLE):
        return Path(chosen).expanduser()
    if home := os.environ.get(HUB_VARIABLE):
        return Path(home).expanduser() / "songngu"
    return cache_folder() / "models"
