def _tape_draw(rng, nodes, n, dtype="float64"):
    """A random tape: each node after the first two is made from up to three before it."""
    tape = [[], []]
    for i in range(2, nodes):
        places = [int(j) for j in rng.integers(0, i, size=rng.integers(1, 4))]
        tape.append([(j, rng.normal(size=n).astype(dtype)) for j in places])
    return tape, [np.zeros(n, dtype=dtype) for _ in range(nodes)]


def _tape_tangents(tape, start):
    """The forward sweep: how fast each node moves when node 0, 1, … move as `start` says."""
    rates = []
    for i, entries in enumerate(tape):
        rates.append(start[i] + sum(rates[j] * slope for j, slope in entries))
    return rates


@points(2, hint="Seeds times tangents of the outputs must equal gradients times the start.")
def test_reverse_agrees_with_forward(reverse_sweep, rng):
    """Why: both sweeps multiply by the same Jacobian, from its two sides."""
    for nodes, n in growing((3, 8), (1, 2)):
        tape, seeds = _tape_draw(rng, nodes, n)
        seeds[-1] = rng.normal(size=n)
        start = [rng.normal(size=n) for _ in tape]
        rates, g = _tape_tangents(tape, start), reverse_sweep(tape, seeds)
        left = sum(seed * rate for seed, rate in zip(seeds, rates))
        right = sum(a * b for a, b in zip(g, start))
        assert_close(right, left, rtol=1e-9, atol=1e-10, what="gradients times start")


@points(2, hint="An output may be used by later nodes: its seed is one more share.")
def test_several_outputs(reverse_sweep, rng):
    """Why: a loss with an auxiliary term touches a hidden node directly and through the rest."""
    for nodes, n in growing((3, 8), (1, 2)):
        tape, _ = _tape_draw(rng, nodes, n)
        seeds = [rng.normal(size=n) for _ in tape]
        g = reverse_sweep(tape, seeds)
        assert_equal(len(g), nodes, what="number of gradients")
        for j in range(nodes):
            start = [np.full(n, float(i == j)) for i in range(nodes)]
            expected = sum(s * r for s, r in zip(seeds, _tape_tangents(tape, start)))
            assert_close(g[j], expected, rtol=1e-9, atol=1e-10, what=f"gradient of node {j}")


@points(1, hint="What nothing uses and no loss touches has the gradient 0.")
def test_unused_nodes_have_gradient_zero(reverse_sweep, rng):
    """Why: a parameter that the loss does not feel must stay where it is."""
    x = rng.normal(size=3)
    tape = [[], [], [(0, x)], [(1, x)], [(0, x)]]
    g = reverse_sweep(tape, [np.zeros(3)] * 4 + [np.ones(3)])
    for node, expected in enumerate((x, 0 * x, 0 * x, 0 * x, np.ones(3))):
        assert_close(g[node], expected, what=f"gradient of node {node}")


@points(1, hint="Each entry of the tape is visited once; paths are not.")
def test_many_paths_cost_no_more_than_few(reverse_sweep):
    """Why: 40 doublings have 2^40 paths and 80 entries."""
    half = np.array([0.5])
    tape = [[]] + [[(i, half), (i, half + 0.5)] for i in range(40)]
    g = reverse_sweep(tape, [np.zeros(1)] * 40 + [np.ones(1)])
    assert_close(g[0], [1.5**40], what="gradient of the first of 41 nodes")


@points(1, hint="float32 in, float32 out; the tape and the seeds are still needed by the caller.")
def test_dtype_is_kept_and_inputs_left_alone(reverse_sweep, rng):
    """Why: a second backward pass over the same tape must give the same gradients."""
    tape, seeds = _tape_draw(rng, 5, 2, "float32")
    seeds = [rng.normal(size=2).astype(np.float32) for _ in seeds]
    for gradient in reverse_sweep(tape, seeds):
        assert_dtype(gradient, "float32", "a gradient")
    tape, _ = _tape_draw(rng, 6, 3)
    seeds = [rng.normal(size=3) for _ in tape]
    g, after = reverse_sweep.call_and_arguments(tape, seeds)
    assert_equal(after, [tape, seeds], what="the arguments after the call")
    again = reverse_sweep(tape, seeds)
    for node, (a, b) in enumerate(zip(g, again)):
        assert_close(b, a, what=f"gradient of node {node} in the second call")


@points(1, hint="Whole numbers need no autograd: the sweep multiplies and adds.")
def test_whole_numbers(reverse_sweep, rng):
    """Why: integers are exact, and autograd refuses them; a sweep of one's own does not."""
    a, b, c = rng.integers(-5, 6, size=(3, 4))
    one = np.ones(4, dtype=int)
    tape = [[], [(0, a)], [(1, b), (0, c)], [(2, one), (1, one)]]
    g = reverse_sweep(tape, [0 * one, 0 * one, one, one])
    assert_close(g[0], a + 2 * (a * b + c), what="gradient of node 0")
