"""Training: rows of parallel text → a T5 model of ours. ``songngu train`` and the recipe in ``training/`` both use it.

``batches`` makes fixed shapes, ``alignments`` teaches the attention, ``fused`` is the loss, ``optimiser`` the step,
``loop`` the run with its checkpoint, ``folders`` the model folder, ``pairs`` a user's own, ``tuning`` a model for them.
Knows no articles and no checks.
"""
