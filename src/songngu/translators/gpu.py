"""The graphics card, asked of its driver: no engine is imported for that. NVIDIA on Linux only; elsewhere is none.

Also finds cuBLAS for CTranslate2, which opens ``libcublas.so.12`` at its first product and has no copy of its own.
"""

import ctypes
import sys
from functools import cache
from pathlib import Path
from typing import Final

CUBLAS: Final = "libcublas.so.12"
REMEDY: Final = "pip install nvidia-cublas-cu12"  # NVIDIA's own package; torch for CUDA 12 brings it along too
_DRIVER: Final = "libcuda.so.1"
_MAJOR, _MINOR = 75, 76  # CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR and _MINOR of cuda.h


@cache
def capability() -> tuple[int, int]:
    """Compute capability of the first card that this process may use (``CUDA_VISIBLE_DEVICES``); (0, 0) without one."""
    try:
        driver = ctypes.CDLL(_DRIVER)
    except OSError:
        return 0, 0
    device, major, minor = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    failed = (
        driver.cuInit(0)
        or driver.cuDeviceGet(ctypes.byref(device), 0)
        or driver.cuDeviceGetAttribute(ctypes.byref(major), _MAJOR, device)
        or driver.cuDeviceGetAttribute(ctypes.byref(minor), _MINOR, device)
    )
    return (0, 0) if failed else (major.value, minor.value)


@cache
def has_cublas() -> bool:
    """Load cuBLAS, so that CTranslate2 finds it: the system's, or that of Python's packages. False without any."""
    packaged = [Path(folder) / "nvidia" / "cublas" / "lib" / CUBLAS for folder in sys.path]
    return any(_loads(name) for name in (CUBLAS, *(str(path) for path in packaged if path.is_file())))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library, ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True
