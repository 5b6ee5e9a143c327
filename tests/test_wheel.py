"""What is built is complete: the model, the prompts, the type marker, the licence."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_wheel_carries_all_that_it_needs(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    prompts = {f"songngu/prompts/{path.name}" for path in (ROOT / "prompts").iterdir()}
    starter = {f"songngu/starter/{name}" for name in ("config.json", "model.safetensors", "spiece.model", "README.md")}
    assert prompts | starter | {"songngu/py.typed", "songngu/cli/commands.py"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert wheel.stat().st_size < 80_000_000
    assert not any(name.startswith(("tests", "seeds")) for name in names)
