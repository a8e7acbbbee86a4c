"""Embedding: texts to vectors, with the built-in model or any sentence-transformers model."""

from pathlib import Path

from reportqa.embedding.encoder import Encoder, ExpectsMany, Kind, Notify

__all__ = ["BUILTIN", "Encoder", "ExpectsMany", "Kind", "Notify", "load_encoder", "model_folder"]

BUILTIN = "builtin"


def load_encoder(model: str | None = None, *, notify: Notify | None = None) -> Encoder:
    """Load an embedding model.

    Args:
        model: None or "builtin" for the built-in multilingual-e5-small; otherwise the path or
            the name of a sentence-transformers model. A path never touches the network; a name
            is looked up in the local cache alone, unless the environment variable
            REPORTQA_ALLOW_DOWNLOAD is 1.
        notify: told the stages of building the built-in model, in Chinese, with the fraction
            done (0 to 1); not called when it is built already.

    Raises:
        ModelError: the model cannot be built, found or loaded.
    """
    if model is None or model == BUILTIN:
        from reportqa.embedding.builtin import load_builtin

        return load_builtin(notify)
    from reportqa.embedding.sentence_encoder import load_sentence_encoder

    return load_sentence_encoder(model)


def model_folder(*, notify: Notify | None = None) -> Path:
    """The built-in model as a sentence-transformers checkpoint (float32 when loaded).

    It is built first where it is missing; the folder belongs to the cache: read it, copy it,
    never write to it.

    Raises:
        ModelError: the model cannot be built.
    """
    from reportqa.embedding.builtin import ensure_builtin

    return ensure_builtin(notify)
