"""What a cache of fixed size, and compiled code, are worth to transformers on a CPU.

    python benchmarks/static_cache.py [threads, default 1]

The starter, 16 random sentences of 40 tokens, greedy, 48 tokens out; processor time of each of four calls, in
seconds. The first call of the compiled model compiles.
"""

import sys
import time
from typing import Any

import torch
from transformers import AutoModelForSeq2SeqLM

from songngu.models.catalog import STARTER

ROWS, LENGTH, OUT, CALLS = 16, 40, 48, 4


def main() -> None:
    """Print a line for each way."""
    torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    torch.manual_seed(0)
    model = AutoModelForSeq2SeqLM.from_pretrained(STARTER.folder, dtype=torch.float32).eval()
    print("growing cache\t", *seconds(model))
    print("static cache\t", *seconds(model, cache_implementation="static", disable_compile=True))
    model.forward = torch.compile(model.forward)
    print("static cache, compiled\t", *seconds(model, cache_implementation="static"))


def seconds(model: Any, **options: Any) -> list[str]:
    """Of each call."""
    ids = torch.randint(300, model.config.vocab_size, (ROWS, LENGTH))
    found = []
    for _ in range(CALLS):
        begin = time.process_time()
        with torch.inference_mode():
            model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                min_new_tokens=OUT,
                max_new_tokens=OUT,
                do_sample=False,
                **options,
            )
        found.append(f"{time.process_time() - begin:.2f}")
    return found


if __name__ == "__main__":
    main()
