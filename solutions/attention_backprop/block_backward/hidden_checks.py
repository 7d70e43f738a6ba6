def _outer_sum(X, g):
    """Input times gradient, summed over all tokens."""
    return X.reshape(-1, X.shape[-1]).T @ g.reshape(-1, g.shape[-1])


def _tanh_part(W, log):
    """A part Y = tanh(XW) that writes down how it is called."""

    def forward(X):
        log.append(("forward", X))
        return np.tanh(X @ W)

    def backward(dY, X):
        log.append(("backward", X))
        g = dY * (1 - np.tanh(X @ W) ** 2)
        return g @ W.T, {"W": _outer_sum(X, g), "first": X}

    return forward, backward


def _block_by_hand(X, weights, order):
    """The block's output, and the inputs of its four parts."""
    f = [lambda Z, W=W: np.tanh(Z @ W) for W in weights]
    if order == "pre":
        N1 = f[0](X)
        Y = X + f[1](N1)
        N2 = f[2](Y)
        return Y + f[3](N2), (X, N1, Y, N2)
    U = X + f[1](X)
    Y = f[0](U)
    V = Y + f[3](Y)
    return f[2](V), (U, X, V, Y)


@points(2, hint="Write pre and post as five lines each, then read them from the last to the first.")
def test_gradients_predict_small_changes(block_backward, rng):
    """Why: a small step in the input and in all weights changes the loss as the gradients say."""
    for order in ("pre", "post"):
        for shape in ((1, 1, 3), (2, 4, 3)):
            X, dZ = rng.normal(size=shape), rng.normal(size=shape)
            weights = [rng.normal(size=(3, 3)) for _ in range(4)]
            dX, gradients = block_backward(dZ, X, [_tanh_part(W, []) for W in weights], order)
            step = [rng.normal(size=a.shape) for a in (X, *weights)]
            ends = [
                np.sum(
                    dZ
                    * _block_by_hand(
                        X + h * step[0], [W + h * s for W, s in zip(weights, step[1:])], order
                    )[0]
                )
                for h in (1e-6, -1e-6)
            ]
            slope = (ends[0] - ends[1]) / 2e-6
            found = [np.sum(dX * step[0])]
            found += [np.sum(g["W"] * s) for g, s in zip(gradients, step[1:])]
            assert_close(
                sum(found), slope, rtol=1e-6, atol=1e-6, what=f"change of the loss, {order}"
            )


@points(1, hint="A part's backward pass needs the part's own input: the sum, or the normed sum?")
def test_each_part_gets_its_own_input(block_backward, ref, rng):
    """Why: tanh' at a wrong input has the right shape and the wrong value."""
    X, dZ = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    weights = [rng.normal(size=(3, 3)) for _ in range(4)]
    for order in ("pre", "post"):
        parts = [_tanh_part(W, []) for W in weights]
        dX, gradients = block_backward(dZ, X, parts, order)
        assert_close(dX, ref.block_backward(dZ, X, parts, order)[0], what=f"dX, {order}")
        wanted = _block_by_hand(X, weights, order)[1]
        for name, gradient, want in zip(("norm1", "attention", "norm2", "mlp"), gradients, wanted):
            assert_close(gradient["first"], want, what=f"input of {name}, {order}")


@points(1, hint="Keep the inputs while you go forward; the output of the last part is not needed.")
def test_nothing_is_computed_twice(block_backward, rng):
    """Why: a forward pass too many in each of 96 blocks is a quarter of the training time."""
    X, dZ = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    for order in ("pre", "post"):
        logs = [[], [], [], []]
        block_backward(dZ, X, [_tanh_part(rng.normal(size=(3, 3)), log) for log in logs], order)
        for name, log in zip(("norm1", "attention", "norm2", "mlp"), logs):
            kinds = [kind for kind, _ in log]
            assert_equal(kinds.count("backward"), 1, what=f"calls of {name}'s backward, {order}")
            assert_that(kinds.count("forward") <= 1, "at most one call of forward", kinds, name)


@points(1, hint="Whatever a backward returns for its parameters goes into the list as it is.")
def test_any_parameters_are_passed_on(block_backward, rng):
    """Why: a norm has gain and bias, an attention four arrays, another part none."""
    X = rng.normal(size=(2, 3))
    made = [{}, {"a": np.ones(2), "b": np.zeros((1, 4))}, {"gamma": 3.0}, {"b": np.ones(1)}]
    parts = [((lambda Z: 0 * Z), (lambda dY, Z, m=m: (0 * dY, m))) for m in made]
    for order in ("pre", "post"):
        _, gradients = block_backward(X, X, parts, order)
        for got, want in zip(gradients, made):
            assert_equal(sorted(got), sorted(want), what="names")
            for name in want:
                assert_close(got[name], want[name], what=name)


@points(1, hint="Y += … writes into an array that somebody else still needs.")
def test_dtype_and_inputs_are_kept(block_backward, rng):
    """Why: the block below still needs its output, which is this X, and dZ feeds two paths."""
    X, dZ = (rng.normal(size=(2, 3)).astype("float32") for _ in range(2))
    same = (lambda Z: Z), (lambda dY, Z: (dY, {}))
    for order in ("pre", "post"):
        dX, _ = block_backward(dZ, X, [same] * 4, order)
        assert_dtype(dX, "float32", f"dX, {order}")
        assert_close(dX, 4 * dZ, what=f"dX of identities, {order}")
        after = block_backward.call_and_arguments(dZ, X, [same] * 4, order)[1]
        assert_close(after[0], dZ, what="dZ after the call")
        assert_close(after[1], X, what="X after the call")
