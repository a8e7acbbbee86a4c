"""The training loop: float32 masters and a twin that multiplies, resumable at any checkpoint.

The twin is in bfloat16 where the processor multiplies that itself; where it only imitates it, a
step takes five times as long as in float32, so there the twin is in float32.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional

from reportqa.answering.reader.weights import read_weights
from reportqa.embedding.eight_bits import restored
from training.encoding import Batch, Encoding
from training.mixing import Source, stream
from training.network import Body, Embeddings, masked

_HAS_WEIGHT = 0.5
_SOME_SPAN_WEIGHT = 0.3
_NEVER = -1e4
_CLIP = 1.0
_LAST_MARK = 2  # <s>, <pad>, </s>
_SAVE_EVERY_S = 240


@dataclass(frozen=True, slots=True)
class Schedule:
    """Learning rate: up over `warm_up` steps, level, then down to nothing over `decay` steps."""

    steps: int
    warm_up: int
    decay: int
    peak: float

    def rate(self, step: int) -> float:
        """The rate at a step from 0."""
        up = min(1.0, (step + 1) / max(1, self.warm_up))
        down = min(1.0, (self.steps - step) / max(1, self.decay))
        return self.peak * max(0.0, min(up, down))


def loss_of(scores: torch.Tensor, has: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Cross entropy of the span (null from `<s>` to itself) and of whether there is an answer.

    Where only relevance is known, a relevant passage is taught to prefer any span to the null.

    Args:
        scores: of an answer from one token to another, (batch, length, length).
        has: logits of there being an answer, (batch,).
        batch: with the targets.
    """
    pairs = (batch.allowed[:, :, None] & batch.allowed[:, None, :]).triu()
    pairs[:, 0, 1:] = False
    logs = functional.log_softmax(scores.masked_fill(~pairs, _NEVER).flatten(1), 1)
    rows = torch.arange(len(has))
    # A pair is two choices, and counts as one.
    right = -logs[rows, batch.start * scores.shape[1] + batch.end] / 2
    null = logs[:, 0] / 2
    some = -torch.log1p(-null.exp().clamp(max=0.999))
    unknown = torch.where(batch.answers > 0, some, -null) * _SOME_SPAN_WEIGHT
    spans = torch.where(batch.span_known > 0, right, unknown).mean()
    answerable = functional.binary_cross_entropy_with_logits(has, batch.answers)
    return spans + _HAS_WEIGHT * answerable


class Trainer:
    """Holds masters, their twin and the optimiser's state."""

    def __init__(self, checkpoint: Path, seed: int, fixed: int = 0) -> None:
        torch.manual_seed(seed)
        self._seed = seed
        self._fixed = fixed
        self.embed = Embeddings(checkpoint)
        self.master = Body.from_checkpoint(checkpoint)
        # The public torch.backends tells of no bfloat16; torch's own compiler asks this.
        fast = torch.cpu._is_avx512_bf16_supported()
        self._precision = torch.bfloat16 if fast else torch.float32
        self.twin = Body.from_checkpoint(checkpoint).to(self._precision)
        self._masters = list(self.master.parameters())
        self._twins = list(self.twin.parameters())
        decayed = [p for p in self._masters if p.ndim > 1]
        plain = [p for p in self._masters if p.ndim <= 1]
        self.optimiser = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
            betas=(0.9, 0.98),
            eps=1e-6,
            foreach=True,
        )
        self.step = 0
        self._copy()

    def learn(self, batch: Batch, rate: float) -> float:
        """One step; the loss before it."""
        # By the step alone, so that a run that goes on draws what an unbroken one would have.
        torch.manual_seed(self._seed + self.step)
        # Marks and padding stand, since they tell question from passage.
        ids = masked(batch.ids, batch.ids <= _LAST_MARK)
        scores, has = self.twin(self.embed(ids).to(self._precision), batch.mask, self._fixed)
        loss = loss_of(scores, has, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        for master, twin in zip(self._masters, self._twins, strict=True):
            master.grad = twin.grad.float() if twin.grad is not None else None
            twin.grad = None
        torch.nn.utils.clip_grad_norm_(self._masters, _CLIP)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.step()
        self._copy()
        self.step += 1
        return float(loss.detach())

    def start_from(self, weights: Path) -> None:
        """Take over the weights that `training.shipping` wrote, with a fresh optimiser."""
        plain = restored(read_weights(weights))
        stored = {name: torch.tensor(array).float() for name, array in plain.items()}
        self.master.load_state_dict(stored)
        self._copy()

    def save(self, path: Path) -> None:
        """Everything that going on needs, in one file that is whole or not there."""
        partial = path.with_suffix(".partial")
        torch.save(
            {
                "step": self.step,
                "body": self.master.state_dict(),
                "optimiser": self.optimiser.state_dict(),
            },
            partial,
        )
        partial.replace(path)

    def load(self, path: Path) -> None:
        """Go on from `save`."""
        stored = torch.load(path, weights_only=True)
        self.step = stored["step"]
        self.master.load_state_dict(stored["body"])
        self.optimiser.load_state_dict(stored["optimiser"])
        self._copy()

    def _copy(self) -> None:
        with torch.no_grad():
            for twin, master in zip(self._twins, self._masters, strict=True):
                twin.copy_(master)


def train(
    trainer: Trainer,
    sources: Sequence[Source],
    encoding: Encoding,
    schedule: Schedule,
    folder: Path,
    seed: int,
    first: int,
    tell: Callable[[str], None],
) -> None:
    """Train to the schedule's end; writes `folder/state.pt` every few minutes and at the end.

    `first` is the step at which this mixture begins. After a break, the batches already seen are
    drawn again and passed over.
    """
    started = saved = told = time.monotonic()
    total, tokens, count = 0.0, 0, 0
    for number, batch in enumerate(stream(sources, encoding, seed), first):
        if number < trainer.step:
            continue
        if trainer.step >= schedule.steps:
            break
        total += trainer.learn(batch, schedule.rate(trainer.step))
        tokens += int(batch.mask.sum())
        count += 1
        now = time.monotonic()
        if now - told > 30:
            speed = tokens / (now - started)
            tell(f"step {trainer.step} loss {total / count:.3f} {speed:.0f} tokens/s")
            total, count, told = 0.0, 0, now
        if now - saved > _SAVE_EVERY_S:
            trainer.save(folder / "state.pt")
            saved = now
    trainer.save(folder / "state.pt")
