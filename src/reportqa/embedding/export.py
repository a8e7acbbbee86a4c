"""Exports a BERT checkpoint to OpenVINO, for speed and for asking without torch."""

import warnings
from pathlib import Path
from typing import Any

from reportqa.embedding.eight_bits import in_eight_bits
from reportqa.embedding.openvino_encoder import GRAPH_FILE
from reportqa.embedding.runtime import core, openvino

_HALVED_FILE = "halved.xml"


def export_encoder(model: Any, folder: Path) -> None:
    """Write the graph (batch and length free, layers in 8 bits) into an existing folder.

    Its inputs are token ids and mask, both (batch, length) int64; its output is the last hidden
    state, (batch, length, hidden) float32.
    """
    import torch

    class TokenStates(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.encoder(
                input_ids=input_ids, attention_mask=attention_mask
            ).last_hidden_state
            return states

    runtime = openvino()
    free = {0: torch.export.Dim.AUTO, 1: torch.export.Dim.AUTO}
    # Two texts of seven tokens: any sizes that are neither 0 nor 1, which export takes as fixed.
    example = (torch.ones(2, 7, dtype=torch.int64), torch.ones(2, 7, dtype=torch.int64))
    # The libraries warn about each other's deprecated calls, which a user can do nothing about.
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        exported = torch.export.export(
            TokenStates().eval(),
            example,
            dynamic_shapes={"input_ids": free, "attention_mask": free},
        )
        graph = runtime.convert_model(exported)
    # In two steps, since OpenVINO halves no embeddings of a graph that holds 8-bit constants.
    halved = folder / _HALVED_FILE
    runtime.save_model(graph, halved, compress_to_fp16=True)
    graph = core().read_model(str(halved))
    in_eight_bits(graph)
    runtime.save_model(graph, folder / GRAPH_FILE, compress_to_fp16=False)
    del graph  # lets go of the file
    for suffix in (".xml", ".bin"):
        halved.with_suffix(suffix).unlink()
