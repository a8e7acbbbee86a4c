"""The reader as it is trained: the built-in encoder's layers with three heads, in torch.

Written out rather than taken from transformers, because in bfloat16 plain matrix products for the
attention train half as fast again on two cores as the fused kernel (4,400 against 2,900 tokens/s,
same machine, batches of 6,000 tokens); in float32 the fused kernel is an eighth the faster.
"""

from pathlib import Path
from typing import Any, Self

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

WIDTH = 384
LAYERS = 12
LINK_WIDTH = 64
_HEADS = 12
_EPSILON = 1e-12
_HIDDEN = -1e4
_MASK = 250001
_MASKED = 0.03


def _attend(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, bias: torch.Tensor
) -> torch.Tensor:
    scaled = query * (WIDTH // _HEADS) ** -0.5
    return torch.softmax(scaled @ key.transpose(-1, -2) + bias, -1) @ value


def _attend_fused(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, bias: torch.Tensor
) -> torch.Tensor:
    length = query.shape[2]
    return functional.scaled_dot_product_attention(
        query, key, value, attn_mask=bias.expand(-1, _HEADS, length, length)
    )


class Layer(nn.Module):
    """One transformer layer; query, key and value are one matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=_EPSILON)

    def forward(self, states: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """States (batch, length, width) to states; `bias` (batch, 1, 1, length) hides padding."""
        batch, length, _ = states.shape
        parts = self.qkv(states).view(batch, length, 3, _HEADS, -1).permute(2, 0, 3, 1, 4)
        query, key, value = parts.unbind(0)
        attend = _attend if states.dtype == torch.bfloat16 else _attend_fused
        mixed = attend(query, key, value, bias).transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.norm1(states + self.out(mixed))
        wide = functional.gelu(self.wide(states))
        after: torch.Tensor = self.norm2(states + self.narrow(wide))
        return after


class Body(nn.Module):
    """What is trained and ships: the layers and three heads.

    `span` gives start and end logits for each token and `link` two vectors, whose product is how
    well a start and an end go together; those at `<s>` are the null answer's. `has` gives one
    logit from `<s>`: whether the passage answers at all.
    """

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.span = nn.Linear(WIDTH, 2)
        self.link = nn.Linear(WIDTH, 2 * LINK_WIDTH)
        self.has = nn.Linear(WIDTH, 1)
        # Fresh, the product is 0, so that scores are those without this head.
        nn.init.zeros_(self.link.weight[LINK_WIDTH:])
        nn.init.zeros_(self.link.bias)

    def forward(
        self, states: torch.Tensor, mask: torch.Tensor, fixed: int = 0
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores (batch, length, length) and logits (batch,).

        Of embedded tokens, (batch, length, width); a score is that of an answer from one token to
        another.
        The first `fixed` layers are taken as they are: nothing is learnt by them.
        """
        bias = ((1 - mask) * _HIDDEN).to(states.dtype)[:, None, None, :]
        with torch.no_grad():
            for layer in self.layers[:fixed]:
                states = layer(states, bias)
        for layer in self.layers[fixed:]:
            states = layer(states, bias)
        ends = self.span(states).float()
        begins, closes = self.link(states).float().chunk(2, -1)
        scores = ends[..., :1] + ends[:, None, :, 1] + begins @ closes.transpose(-1, -2)
        return scores, self.has(states[:, 0]).float()[:, 0]

    @classmethod
    def from_checkpoint(cls, folder: Path) -> Self:
        """The built-in encoder's layers with fresh heads (seeded by the caller)."""
        stored = load_file(folder / "model.safetensors")
        body = cls()
        nn.init.normal_(body.span.weight, std=0.02)
        nn.init.normal_(body.has.weight, std=0.02)
        names: dict[str, torch.Tensor] = {}
        for at in range(LAYERS):
            old, new = f"encoder.layer.{at}.", f"layers.{at}."
            for end in ("weight", "bias"):
                names[f"{new}qkv.{end}"] = torch.cat(
                    [stored[f"{old}attention.self.{p}.{end}"] for p in ("query", "key", "value")]
                ).float()
                for ours, theirs in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("wide", "intermediate.dense"),
                    ("narrow", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    names[f"{new}{ours}.{end}"] = stored[f"{old}{theirs}.{end}"].float()
        missing, unexpected = body.load_state_dict(names, strict=False)
        if unexpected or any(name.startswith("layers.") for name in missing):
            raise ValueError(f"{folder}: not the built-in encoder ({missing}, {unexpected})")
        return body


def masked(ids: torch.Tensor, spare: torch.Tensor) -> torch.Tensor:
    """The ids with a few replaced by the mask token, none where `spare` is true.

    Words met in training questions are then not all that the reader can go by.
    """
    hidden = (torch.rand(ids.shape) < _MASKED) & ~spare
    return ids.masked_fill(hidden, _MASK)


class Embeddings:
    """The built-in encoder's embeddings, which stay as they are."""

    def __init__(self, folder: Path) -> None:
        stored: dict[str, Any] = load_file(folder / "model.safetensors")
        self._word = stored["embeddings.word_embeddings.weight"]
        self._place = stored["embeddings.position_embeddings.weight"].float()
        self._place += stored["embeddings.token_type_embeddings.weight"][0].float()
        self._scale = stored["embeddings.LayerNorm.weight"].float()
        self._shift = stored["embeddings.LayerNorm.bias"].float()

    def __call__(self, ids: torch.Tensor) -> torch.Tensor:
        """Token ids (batch, length) to states (batch, length, width), float32."""
        states = self._word[ids].float() + self._place[: ids.shape[1]]
        return functional.layer_norm(states, (WIDTH,), self._scale, self._shift, _EPSILON)
