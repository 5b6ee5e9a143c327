"""What all tests share: no network, and toy models built once."""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

import toys

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault
settings.load_profile("untimed")

os.environ["CUDA_VISIBLE_DEVICES"] = ""  # tests have no GPU, also where there is one
os.environ["HF_HUB_OFFLINE"] = "1"  # read when huggingface_hub is imported, which is in the tests only


@pytest.fixture(scope="session", autouse=True)
def no_models(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees the models that its developer has installed."""
    os.environ["SONGNGU_MODELS"] = str(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="session")
def toy_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives the folder of a toy model by its name in ``toys.TOYS``; do not write into it."""

    @cache
    def build(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        toys.TOYS[name](folder)
        return folder

    return build


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache folder for all tests that use the true starter, so that it is converted once."""
    return tmp_path_factory.mktemp("cache")
