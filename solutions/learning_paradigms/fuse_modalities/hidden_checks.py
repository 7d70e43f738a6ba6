@points(1, hint="Copy the entries one after the other: first all of A's row, then all of B's.")
def test_concatenation_row_by_row(fuse_concat, rng):
    """Why: fresh sizes, so that (n, d) is not taken for (d, n)."""
    for n, d_a, d_b in growing((1, 3), (1, 3), (1, 2)):
        A, B = rng.normal(size=(n, d_a)), rng.normal(size=(n, d_b))
        wanted = [[*a, *b] for a, b in zip(A, B)]
        assert_close(fuse_concat(A, B), wanted, what="fused")


@points(2, hint="Example by example: the mean of the rows that are there.")
def test_average_equals_the_definition(fuse_average, rng):
    """Why: NaN, infinity or noise in a missing row must not matter."""
    for n, d in growing((1, 2, 6), (1, 3)):
        A, B = rng.normal(size=(2, n, d))
        present = rng.random((n, 2)) < 0.5
        present[~present.any(axis=1), rng.integers(0, 2)] = True
        wanted = [
            np.mean([v for v, p in zip(pair, here) if p], axis=0)
            for *pair, here in zip(A, B, present)
        ]
        A[~present[:, 0]] = rng.choice([np.nan, np.inf, 1e9])
        B[~present[:, 1]] = rng.choice([np.nan, -np.inf, 1e9])
        assert_close(fuse_average(A, B, present), wanted, what="average")


@points(1, hint="(n, d) and (n, 1) broadcast without a word; compare the shapes.")
def test_average_refuses_other_shapes(fuse_average, rng):
    """Why: a text vector of one feature would be spread over all features of the image."""
    A, both = rng.normal(size=(2, 3)), np.ones((2, 2), bool)
    assert_close(fuse_average(A, A, both), A, what="average of equals")
    assert_raises(ValueError, fuse_average, A, A[:, :1].copy(), both)
    both[1] = False
    assert_raises(ValueError, fuse_average, A, A, both)


@points(2, hint="For each feature: the gate's logit, its sigmoid, then the mix.")
def test_gate_equals_the_definition(fuse_gate, rng):
    """Why: entry by entry, with weights that make every gate different."""
    for n, d in growing((1, 2, 4), (1, 3)):
        A, B = rng.normal(size=(2, n, d))
        W, c = rng.normal(size=(2 * d, d)), rng.normal(size=d)
        wanted = np.zeros((n, d))
        for i, j in np.ndindex(n, d):
            g = 1 / (1 + np.exp(-(A[i] @ W[:d, j] + B[i] @ W[d:, j] + c[j])))
            wanted[i, j] = g * A[i, j] + (1 - g) * B[i, j]
        assert_close(fuse_gate(A, B, W, c), wanted, what="gated")


@points(1, hint="The result is a mixture: it lies between A and B, feature by feature.")
def test_gate_stays_between(fuse_gate, rng):
    """Why: a gate of A alone, or of both without 1 - g, leaves the interval."""
    A, B = rng.normal(size=(2, 5, 4))
    W, c = 3 * rng.normal(size=(8, 4)), rng.normal(size=4)
    Y = fuse_gate(A, B, W, c)
    inside = (np.minimum(A, B) - 1e-12 <= Y) & (np.maximum(A, B) + 1e-12 >= Y)
    assert_that(inside.all(), "each entry between that of A and that of B", Y)
    assert_close(fuse_gate(A, A, W, c), A, what="gated, both the same")


@points(1, hint="A count of integers turns float32 into float64 in NumPy; use A's dtype.")
def test_inputs_unchanged_and_dtype_kept(fuse_concat, fuse_average, fuse_gate, rng):
    """Why: encoders run in float32, and their features go to several places."""
    A, B = rng.normal(size=(2, 3, 2)).astype(np.float32)
    W, c = rng.normal(size=(4, 2)).astype(np.float32), np.zeros(2, np.float32)
    present = np.array([[True, True], [True, False], [False, True]])
    for name, function, *rest in (
        ("fuse_concat", fuse_concat),
        ("fuse_average", fuse_average, present),
        ("fuse_gate", fuse_gate, W, c),
    ):
        assert_dtype(assert_inputs_unchanged(function, A, B, *rest), "float32", name)


@points(1, hint="Tensor operations only; where passes the gradient on.", backends=("torch",))
def test_gradients_reach_what_is_there(fuse_concat, fuse_average, fuse_gate, rng):
    """Why: a missing input gets gradient 0, never NaN; the gate learns from both inputs."""
    A, B, u = rng.normal(size=(3, 3, 2))
    present = np.array([[True, True], [True, False], [False, True]])
    A[2] = np.nan
    dA, dB = vjp_of(fuse_average, A, B, present, upstream=u, wrt=(0, 1))
    assert_close(dA, [u[0] / 2, u[1], 0 * u[2]], what="dA of the average")
    assert_close(dB, [u[0] / 2, 0 * u[1], u[2]], what="dB of the average")
    A[2] = rng.normal(size=2)
    both = rng.normal(size=(3, 4))
    dA, dB = vjp_of(fuse_concat, A, B, upstream=both, wrt=(0, 1))
    assert_close(dA, both[:, :2], what="dA of the concatenation")
    assert_close(dB, both[:, 2:], what="dB of the concatenation")
    W, c = rng.normal(size=(4, 2)), rng.normal(size=2)
    g = 1 / (1 + np.exp(-(np.hstack([A, B]) @ W + c)))
    dz = u * (A - B) * g * (1 - g)
    dW, dc = vjp_of(fuse_gate, A, B, W, c, upstream=u, wrt=(2, 3))
    assert_close(dW, np.hstack([A, B]).T @ dz, what="dW of the gate")
    assert_close(dc, dz.sum(axis=0), what="dc of the gate")
