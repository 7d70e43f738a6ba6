def _outer_sum(X, g):
    """Input times gradient, summed over all tokens."""
    return X.reshape(-1, X.shape[-1]).T @ g.reshape(-1, g.shape[-1])


def _logged_layer(W, log, k):
    """Y = tanh(XW), and a log of (kind, layer, input)."""

    def forward(X):
        log.append(("forward", k, X))
        return np.tanh(X @ W)

    def backward(dY, X):
        log.append(("backward", k, X))
        g = dY * (1 - np.tanh(X @ W) ** 2)
        return g @ W.T, {"W": _outer_sum(X, g)}

    return forward, backward


def _plain_backward(dY, X, weights):
    """All inputs kept: dX, the weights' gradients, and the inputs."""
    inputs = [X]
    for W in weights:
        inputs.append(np.tanh(inputs[-1] @ W))
    gradients = []
    for k in reversed(range(len(weights))):
        g = dY * (1 - inputs[k + 1] ** 2)
        gradients.append(_outer_sum(inputs[k], g))
        dY = g @ weights[k].T
    return dY, gradients[::-1], inputs[:-1]


@points(3, hint="The plain backward pass gives the same numbers, to the last bit.")
def test_gradients_equal_those_without_recomputation(backward_with_recomputation, rng):
    """Why: the same arithmetic on the same numbers; a difference is a wrong input somewhere."""
    for L in range(1, 7):
        widths = rng.integers(1, 4, size=L + 1)
        weights = [rng.normal(size=(a, b)) for a, b in zip(widths, widths[1:])]
        X, dY = rng.normal(size=(2, widths[0])), rng.normal(size=(2, widths[-1]))
        dX_plain, plain, inputs = _plain_backward(dY, X, weights)
        for every in range(1, L + 2):
            log = []
            layers = [_logged_layer(W, log, k) for k, W in enumerate(weights)]
            dX, gradients, _ = backward_with_recomputation(dY, X, layers, every)
            assert_close(dX, dX_plain, what=f"dX, L = {L}, every = {every}")
            for got, want in zip(gradients, plain):
                assert_close(got["W"], want, what=f"dW, L = {L}, every = {every}")
            back = [(k, Z) for kind, k, Z in log if kind == "backward"]
            assert_equal([k for k, _ in back], list(range(L))[::-1], what="order of backward")
            for k, Z in back:
                assert_close(Z, inputs[k], what=f"input that layer {k}'s backward got")


@points(2, hint="Go through the segments on paper; the last one may be shorter than the others.")
def test_peak_counts_what_is_held(backward_with_recomputation):
    """Why: the memory is the point; a short last segment hides where the peak is."""
    same = (lambda X: X), (lambda dY, X: (dY, {}))
    X = np.ones(1)
    for L in range(1, 9):
        for every in range(1, L + 2):
            kept = list(range(0, L, every))
            held = [len(kept)]
            for j, start in enumerate(kept):
                held.append(j + min(every, L - start))
            peak = backward_with_recomputation(X, X, [same] * L, every)[2]
            assert_equal(peak, max(held), what=f"peak, L = {L}, every = {every}")
            assert_that(isinstance(peak, (int, np.integer)), "a whole number", peak, "peak")


@points(2, hint="A layer whose input is kept is not computed again; nor is a segment's output.")
def test_work_is_done_once_and_memory_is_really_saved(backward_with_recomputation, rng):
    """Why: who keeps all inputs and reports a small peak has saved nothing."""
    for L, every in ((1, 1), (4, 1), (4, 2), (5, 2), (6, 3), (5, 7)):
        log = []
        layers = [_logged_layer(np.eye(2), log, k) for k in range(L)]
        backward_with_recomputation(np.ones(2), np.ones(2), layers, every)
        runs = [k for kind, k, _ in log if kind == "forward"]
        most = 2 * L - len(range(0, L, every))
        assert_that(
            len(runs) <= most,
            f"at most {most} forward calls",
            f"{len(runs)}",
            f"L = {L}, every = {every}",
        )
        first = next(i for i, (kind, _, _) in enumerate(log) if kind == "backward")
        late = {k for kind, k, _ in log[first:] if kind == "forward"}
        last = range(0, L, every)[-1]
        needed = {k for k in range(last) if (k + 1) % every}
        assert_that(
            needed <= late,
            f"layers {sorted(needed)} run again on the way back",
            f"{sorted(late)}",
            f"L = {L}, every = {every}",
        )


@points(1, hint="Compare every with 1 first; then think about a list without layers.")
def test_edges(backward_with_recomputation, rng):
    """Why: every = 0 would loop for ever or divide by 0; no layer is the identity."""
    same = (lambda X: X), (lambda dY, X: (dY, {}))
    X, dY = rng.normal(size=(1, 2)), rng.normal(size=(1, 2))
    for every in (0, -1):
        assert_raises(ValueError, backward_with_recomputation, dY, X, [same], every)
    dX, gradients, peak = backward_with_recomputation(dY, X, [], 2)
    assert_close(dX, dY, what="dX without layers")
    assert_equal((list(gradients), peak), ([], 0), what="gradients and peak without layers")


@points(1, hint="Write into no array that you were given; float32 stays float32.")
def test_dtype_and_inputs_are_kept(backward_with_recomputation, rng):
    """Why: recomputation starts from kept inputs, so a change in place would spoil the second run."""
    X, dY = (rng.normal(size=(3, 2)).astype("float32") for _ in range(2))
    same = (lambda Z: Z), (lambda g, Z: (g, {}))
    value, after = backward_with_recomputation.call_and_arguments(dY, X, [same] * 3, 2)
    assert_dtype(value[0], "float32", "dX")
    assert_close(after[0], dY, what="dY after the call")
    assert_close(after[1], X, what="X after the call")
