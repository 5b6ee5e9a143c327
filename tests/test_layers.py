"""Arrows of import go downwards only, and importing the package costs nothing heavy."""

import ast
import subprocess
import sys
from pathlib import Path

import songngu

ROOT = Path(songngu.__file__).parent
# From the bottom up: a part imports only parts that stand before it. docs/architecture.md draws the same.
ORDER = (
    "version", "errors", "canonical", "types", "stores", "signatures", "words", "prompts", "abbreviations", "candidates", "boundaries", "segments", "telling", "languages",
    "parallel", "quantities", "names", "phrases", "pages", "formats", "articles", "cleaning", "drafts", "translators", "training", "checks", "summarisers", "ledgers", "reviews", "repairs", "glossaries", "renderings", "evaluation", "retries", "cache", "pipeline", "digests", "outputs",
    "places", "models", "assembly", "api", "jobs", "cli",
)  # fmt: skip
HEAVY = {"torch", "transformers", "ctranslate2", "ray"}


def imports(path: Path) -> set[str]:
    """Names of our own parts that a file imports, also inside functions."""
    found: set[str] = set()
    package = ["songngu", *path.relative_to(ROOT).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = [*base, *(node.module or "").split(".")] if node.module else base
            names = (
                [".".join([*module, alias.name]) for alias in node.names] if len(module) == 1 else [".".join(module)]
            )
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("songngu.")}
    return found


def test_arrows_go_down() -> None:
    for path in sorted(ROOT.rglob("*.py")):
        part = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if part.startswith("__"):
            continue
        wrong = {name for name in imports(path) - {part} if ORDER.index(name) >= ORDER.index(part)}
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


def test_the_parts_that_must_not_know_each_other() -> None:
    for part, forbidden in {
        "translators": {"articles", "cache", "outputs", "pipeline"},
        "summarisers": {"translators"},
        "checks": {"translators", "renderings"},
        "cache": {"translators", "renderings"},
        "drafts": {"translators", "checks", "articles"},
        "pipeline": {"outputs", "articles", "cache", "api"},
        "ledgers": {"checks", "names"},
        "reviews": {"translators", "summarisers"},
        "outputs": {"checks", "translators", "renderings", "pipeline", "quantities", "names", "ledgers", "reviews"},
    }.items():
        for path in [*ROOT.glob(f"{part}.py"), *ROOT.glob(f"{part}/*.py")]:
            assert not imports(path) & forbidden, path


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = (
        f"import songngu, sys; dir(songngu); assert not {HEAVY} & set(sys.modules); assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_public_names_are_there() -> None:
    assert len(songngu.__all__) == len(set(songngu.__all__))
    for name in songngu.__all__:
        assert getattr(songngu, name) is not None
