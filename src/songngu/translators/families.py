"""Which family a model folder belongs to."""

from typing import Final

from ..errors import ModelError
from .family import Family
from .folders import ModelFolder
from .m2m import M2M100Family, NllbFamily
from .marian import MarianFamily
from .t5 import T5Family

# model_type of config.json and, where it does not tell enough, the tokenizer's class.
FAMILIES: Final[dict[tuple[str, str], type[Family]]] = {
    ("t5", ""): T5Family,
    ("mt5", ""): T5Family,
    ("umt5", ""): T5Family,
    ("m2m_100", "NllbTokenizer"): NllbFamily,
    ("m2m_100", "M2M100Tokenizer"): M2M100Family,
    ("marian", ""): MarianFamily,
}

# Where a folder does not name its tokenizer's class: facebook/m2m100_418M does not, NLLB does.
_TOKENIZERS: Final = {"m2m_100": "M2M100Tokenizer"}


def is_chat(folder: ModelFolder) -> bool:
    """True for a model that is called through a chat template; it belongs to no family."""
    return "chat_template" in folder.tokenizer or (folder.path / "chat_template.jinja").is_file()


def family_of(folder: ModelFolder) -> Family:
    """The family of a model folder, by ``model_type`` and tokenizer class.

    Raises:
        ModelError: if it is none of ``FAMILIES``.
    """
    model_type = str(folder.config.get("model_type"))
    tokenizer = str(folder.tokenizer.get("tokenizer_class") or _TOKENIZERS.get(model_type)).removesuffix("Fast")
    family = FAMILIES.get((model_type, "")) or FAMILIES.get((model_type, tokenizer))
    if family is None:
        known = ", ".join(" with ".join(filter(None, key)) for key in FAMILIES)
        raise ModelError(
            f"{folder.path}: model_type {model_type!r} with tokenizer {tokenizer!r} is no family that songngu knows; "
            f"there are: {known}. Choose another model."
        )
    return family(folder)
