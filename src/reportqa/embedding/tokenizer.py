"""Writes the XLM-RoBERTa tokenizer of the built-in model for the `tokenizers` library."""

import json
from pathlib import Path

from reportqa.embedding.unigram import MAX_TOKENS
from reportqa.embedding.weights import SpecialIds

_MASK = "<mask>"
# U+FF5E stands in ranges (30～40). The original character map keeps it where NFKC would make it
# an ASCII tilde, so it passes NFKC disguised as the last private-use code point.
_KEPT = "～"
_DISGUISE = "\U0010fffd"


def write_tokenizer(folder: Path, pieces: list[tuple[str, float]], special: SpecialIds) -> None:
    """Write `tokenizer.json` and its `tokenizer_config.json` into an existing folder."""
    from tokenizers import (
        AddedToken,
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=special.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(_KEPT, _DISGUISE),
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Replace(_DISGUISE, _KEPT),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    names = {
        "bos_token": pieces[special.bos][0],
        "eos_token": pieces[special.eos][0],
        "pad_token": pieces[special.pad][0],
        "unk_token": pieces[special.unk][0],
    }
    tokenizer.add_special_tokens(
        [AddedToken(name, special=True, normalized=False) for name in names.values()]
        + [AddedToken(_MASK, special=True, normalized=False, lstrip=True)]
    )
    bos, eos = names["bos_token"], names["eos_token"]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, special.bos), (eos, special.eos)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        **names,
        "cls_token": bos,
        "sep_token": eos,
        "mask_token": _MASK,
        "model_max_length": MAX_TOKENS,
        "model_input_names": ["input_ids", "attention_mask"],
        "tokenizer_class": "PreTrainedTokenizerFast",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1), "utf-8")
