"""Operations and bytes of one token, from a model's config.json: what a computer must do at least. Pure arithmetic.

An operation is a multiplication or an addition, so a weight that is used once costs two. A target token is computed for
each hypothesis of the beam; the weights are read once for a whole batch.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Costs:
    """Of one model.

    Attributes:
        encoder: weights that every source token is multiplied with; those for the keys and values that the decoder
            looks at are among them.
        decoder: weights that every target token is multiplied with; the output layer is among them.
        output: those of the output layer alone.
        encoder_heads, decoder_heads: width of all heads together, summed over the layers.
    """

    encoder: int
    decoder: int
    output: int
    encoder_heads: int
    decoder_heads: int

    def source(self, length: float) -> float:
        """Operations for one token of a source of that length."""
        return 2 * self.encoder + 4 * self.encoder_heads * length

    def target(self, length: float, source: float, beam: int) -> float:
        """Operations for one token of an output of that length; it looks at half of the output, on average."""
        return beam * (2 * self.decoder + 4 * self.decoder_heads * (length / 2 + source))

    def work(self, sources: int, targets: int, sentences: int, beam: int) -> float:
        """Operations for so many sentences with so many tokens in all."""
        source, target = sources / sentences, targets / sentences
        return sources * self.source(source) + targets * self.target(target, source, beam)

    def bytes_a_step(self, size: int) -> int:
        """Bytes of weights that one step of decoding reads, whatever the batch, at *size* bytes a weight."""
        return self.decoder * size


def costs(config: Mapping[str, Any]) -> Costs:
    """From config.json of a T5, Marian, M2M100 or NLLB model."""
    width = config["d_model"]
    if config["model_type"] in ("t5", "mt5", "umt5"):
        heads = config["d_kv"] * config["num_heads"]
        layers = config["num_layers"], config["num_decoder_layers"]
        inner = (config["d_ff"] * (3 if config.get("is_gated_act") else 2) // 2,) * 2
    else:
        heads = width
        layers = config["encoder_layers"], config["decoder_layers"]
        inner = config["encoder_ffn_dim"], config["decoder_ffn_dim"]
    attention = 4 * width * heads  # queries, keys, values, output
    looked_at = layers[1] * 2 * width * heads  # keys and values of the source, once for each decoder layer
    output = config["vocab_size"] * width
    return Costs(
        encoder=layers[0] * (attention + 2 * width * inner[0]) + looked_at,
        decoder=layers[1] * (attention + 2 * width * heads + 2 * width * inner[1]) + output,
        output=output,
        encoder_heads=layers[0] * heads,
        decoder_heads=layers[1] * heads,
    )
