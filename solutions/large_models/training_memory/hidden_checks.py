_MEMORY_PARTS = ("weights", "gradients", "master", "moments", "activations")


def _memory_run(sizes, n, activation):
    """Does a forward pass and keeps what the backward pass will read."""
    kept, a = [], np.ones((n, sizes[0]))
    for d_in, d_out in zip(sizes, sizes[1:]):
        kept.append(a)
        z = a @ np.ones((d_in, d_out))
        a = z.copy()
        if activation == "gelu":
            kept.append(z)
    return sum(k.size for k in (kept[:-1] if activation == "gelu" else kept))


@points(2, hint="Count the inputs of the linear layers first; then what GELU adds.")
def test_saved_values_of_any_depth(mlp_saved_values, rng):
    """Why: one layer keeps its input and nothing else; every hidden layer adds its width."""
    for depth in (1, 2, 4):
        sizes = [int(s) for s in rng.integers(1, 20, size=depth + 1)]
        n = int(rng.integers(1, 9))
        for activation in ("relu", "gelu"):
            got = mlp_saved_values(sizes, n, activation)
            assert_that(type(got) is int, "an int", type(got).__name__, "mlp_saved_values")
            where = f"sizes {sizes}, n={n}, {activation}"
            assert_equal(got, _memory_run(sizes, n, activation), where)


@points(1, hint="A misspelt activation must not be counted as the other one.")
def test_unknown_activation(mlp_saved_values):
    """Why: a wrong count looks like any other count."""
    for name in ("Relu", "swish", ""):
        assert_raises(ValueError, mlp_saved_values, [3, 4, 2], 5, name)


@points(2, hint="A frozen parameter needs its weight and nothing else.")
def test_frozen_parameters(training_bytes, rng):
    """Why: fine-tuning with most parameters frozen fits where full training does not."""
    for precision, size, master in (("float32", 4, 0), ("mixed", 2, 4)):
        p, trainable, saved = 1000, int(rng.integers(1, 999)), int(rng.integers(1, 999))
        got = training_bytes(p, trainable, saved, precision, "adam")
        values = (size * p, size * trainable, master * trainable, 8 * trainable, size * saved)
        where = f"{p} parameters, {trainable} trainable, {saved} saved, {precision}"
        assert_equal(got, dict(zip(_MEMORY_PARTS, values)), where)
        for part in _MEMORY_PARTS:
            assert_that(type(got[part]) is int, "an int", type(got[part]).__name__, part)


@points(1, hint="Adam keeps two averages, momentum one, plain SGD none, always in float32.")
def test_every_optimizer(training_bytes, rng):
    """Why: the moments are half of Adam's state; another optimizer halves the bill."""
    trainable = int(rng.integers(5, 500))
    for optimizer, each in (("adam", 8), ("momentum", 4), ("sgd", 0)):
        for precision in ("float32", "mixed"):
            got = training_bytes(600, trainable, 3, precision, optimizer)
            assert_equal(got["moments"], each * trainable, f"moments, {optimizer}, {precision}")


@points(2, hint="Whole examples only, and never fewer than none.")
def test_batches(largest_batch, rng):
    """Why: the largest batch fits, and one example more does not."""
    for _ in range(5):
        state, one, n = (int(v) for v in rng.integers(2, 10**9, size=3))
        memory = state + n * one
        for extra, expected in ((0, n), (one - 1, n), (-1, n - 1)):
            got = largest_batch(memory + extra, state, one)
            assert_that(type(got) is int, "an int", type(got).__name__, "largest_batch")
            assert_equal(got, expected, f"{memory + extra} bytes, state {state}, {one} each")
    assert_equal(largest_batch(10, 10, 3), 0, "memory that holds just the state")
    assert_equal(largest_batch(80, 2800, 1), 0, "memory that does not hold the state")


@points(1, hint="Let torch say what it saves, without the parameters.", backends=("torch",))
def test_torch_saves_as_much(mlp_saved_values):
    """Why: the saved tensors themselves are the judge."""
    import torch

    nn, sizes, n = torch.nn, [6, 9, 9, 4], 3
    for name, layer in (("relu", nn.ReLU), ("gelu", nn.GELU)):
        parts = [m for a, b in zip(sizes, sizes[1:]) for m in (nn.Linear(a, b), layer())]
        model, seen = nn.Sequential(*parts[:-1]), {}
        own = {p.data_ptr() for p in model.parameters()}

        def pack(saved, seen=seen):
            seen[saved.data_ptr()] = saved
            return saved

        with torch.autograd.graph.saved_tensors_hooks(pack, lambda saved: saved):
            model(torch.ones(n, sizes[0]))
        expected = sum(s.numel() for at, s in seen.items() if at not in own)
        assert_equal(mlp_saved_values(sizes, n, name), expected, f"sizes {sizes}, n={n}, {name}")
