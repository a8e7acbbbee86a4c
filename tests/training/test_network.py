import torch
from training.network import LAYERS, WIDTH, Body

_FIXED = 5


def test_fixed_layers_are_run_and_not_taught() -> None:
    torch.manual_seed(0)
    body = Body().eval()
    states, mask = torch.randn(2, 8, WIDTH), torch.ones(2, 8)
    scores, has = body(states, mask, _FIXED)
    (scores.sum() + has.sum()).backward()
    taught = [all(p.grad is not None for p in layer.parameters()) for layer in body.layers]
    untouched = [all(p.grad is None for p in layer.parameters()) for layer in body.layers]
    assert taught == [False] * _FIXED + [True] * (LAYERS - _FIXED)
    assert untouched == [True] * _FIXED + [False] * (LAYERS - _FIXED)
    with torch.no_grad():
        whole = body(states, mask)
    assert torch.equal(scores, whole[0])
    assert torch.equal(has, whole[1])
