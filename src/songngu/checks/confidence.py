"""Whether the model itself was sure: the check ``confidence``. A sure model can be wrong; an unsure one mostly is."""

from typing import Final

from .pair import Pair

# Mean log-probability per token, natural logarithm. The bound is whisper's (transcribe.py, logprob_threshold). On 400
# newsroom development sentences of the starter it parts the better from the worse: mean sentence chrF2 is 17 at -1.6,
# 21 at -1.2, 25 at -0.9 and 30 above -0.85. Models of a useful size lie well above it.
LEAST_SCORE: Final = -1.0


def unsure(pair: Pair) -> list[str]:
    """The model found its own words improbable."""
    if pair.score is None or round(pair.score, 2) >= LEAST_SCORE:
        return []
    return [f"confidence: mean log-probability {pair.score:.2f}, expected {LEAST_SCORE} or more"]
