"""Prompt templates are found, complete, and hold the article as data."""

import string

import pytest

from songngu import UsageError, prompts


@pytest.mark.parametrize("task", ["translate", "brief"])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_prompt_can_be_filled(task: str, language: str) -> None:
    template = prompts.load(task, language)
    fields = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    assert fields == {"segments", *{"translate": ["source_language"], "brief": ["sentences", "keys"]}[task]}
    filled = template.format(segments="1. {not a field}", source_language="Bengali", sentences=3, keys='{"1": "…"}')
    assert "1. {not a field}" in filled
    assert "{{" not in filled


def test_a_missing_prompt_lists_those_that_exist() -> None:
    with pytest.raises(UsageError, match=r"no prompt translate\.xx; there are brief\.en, brief\.vi, translate\.en"):
        prompts.load("translate", "xx")
