def _flops_of(*products):
    """Operations of matrix products, from the shapes of their two factors: result by result."""
    return sum(2 * np.ones(a).shape[1] * (np.ones(a) @ np.ones(b)).size for a, b in products)


def _flops_are_whole(*counts):
    """A count of operations is an integer; float32 would lose the last digits of a large one."""
    for count in counts:
        assert_that(type(count) is int, "a Python int", type(count).__name__, "operations")


@points(2, hint="With one layer the backward pass is as large as the forward pass.")
def test_mlps_of_any_depth(mlp_flops, rng):
    """Why: the shapes of all products, written out, are the definition."""
    for depth in (1, 2, 4):
        sizes = [int(s) for s in rng.integers(1, 20, size=depth + 1)]
        n, pairs = int(rng.integers(1, 9)), list(zip(sizes, sizes[1:]))
        ahead = [((n, a), (a, b)) for a, b in pairs]
        back = [((a, n), (n, b)) for a, b in pairs] + [((n, b), (b, a)) for a, b in pairs[1:]]
        forward, backward = mlp_flops(sizes, n)
        _flops_are_whole(forward, backward)
        assert_close(forward, _flops_of(*ahead), what=f"forward, sizes {sizes}, n={n}")
        assert_close(backward, _flops_of(*back), what=f"backward, sizes {sizes}, n={n}")


@points(2, hint="Double t: the projections double, the scores become four times as many.")
def test_gpts_of_any_shape(gpt_forward_flops, rng):
    """Why: width, length and vocabulary enter with different powers."""
    for layers in (0, 1, 3):
        d, v, t = (int(a) for a in rng.integers(2, 25, size=3))
        block = 4 * [((t, d), (d, d))] + [((t, d), (d, t)), ((t, t), (t, d))]
        block += [((t, d), (d, 4 * d)), ((t, 4 * d), (4 * d, d))]
        expected = layers * _flops_of(*block) + _flops_of(((t, d), (d, v)))
        got = gpt_forward_flops(layers, d, v, t)
        _flops_are_whole(got)
        assert_close(got, expected, what=f"layers={layers}, d={d}, v={v}, t={t}")


@points(1, hint="Two operations for each weight and token, and attention on top.")
def test_gpt3_is_near_two_per_parameter(gpt_forward_flops):
    """Why: the rule 2N for each token is good to a few per cent, and attention is the rest."""
    per_token = gpt_forward_flops(96, 12288, 50257, 2048) / 2048
    assert_close(per_token, 358_791_143_424.0, what="operations for each token of GPT-3")


@points(2, hint="Devices, peak and utilisation divide the time; devices multiply the energy.")
def test_runs_of_any_size(training_run, rng):
    """Why: energy depends on the work and the efficiency, not on the number of devices."""
    for _ in range(4):
        n, tokens, peak = (float(10.0**e) for e in rng.uniform((6, 8, 12), (12, 13, 15)))
        devices, share = int(rng.integers(2, 5000)), float(rng.uniform(0.1, 0.9))
        watts = float(rng.uniform(100, 900))
        got = training_run(n, tokens, devices, peak, share, watts)
        joules = 6 * n * tokens / (share * peak) * watts
        assert_close(got["flops"], 6 * n * tokens, what="flops")
        assert_close(got["kilowatt_hours"], joules / 3.6e6, what="kilowatt_hours")
        assert_close(got["days"], joules / (watts * devices) / 86400, what="days")


@points(
    1, hint="Torch counts each product as 2mkn and nothing for bias or ReLU.", backends=("torch",)
)
def test_torch_counts_the_same(mlp_flops, gpt_forward_flops):
    """Why: the built network, run forwards and backwards, is the judge."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    nn, n = torch.nn, 6
    model = nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 3))
    with FlopCounterMode(display=False) as ahead:
        loss = model(torch.ones(n, 5)).sum()
    with FlopCounterMode(display=False) as back:
        loss.backward()
    forward, backward = mlp_flops([5, 8, 8, 3], n)
    assert_close(forward, ahead.get_total_flops(), what="forward")
    assert_close(backward, back.get_total_flops(), what="backward")
    t, d, v = 7, 4, 11
    x, square, wide = torch.ones(t, d), torch.ones(d, d), torch.ones(d, 4 * d)
    with FlopCounterMode(display=False) as block:
        q, k, values = x @ square, x @ square, x @ square
        x = (torch.softmax(q @ k.T, dim=1) @ values) @ square
        x = torch.relu(x @ wide) @ wide.T
        x @ torch.ones(d, v)
    assert_close(gpt_forward_flops(1, d, v, t), block.get_total_flops(), what="one block")
