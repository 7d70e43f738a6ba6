def _id_stack_gradients(dY, X, layers):
    """Forward mode for dX's check: the Jacobian of the whole stack, row by row of X."""
    states = [X]
    for alpha, W in layers:
        states.append(states[-1] + alpha * np.tanh(states[-1] @ W))
    G, found = dY, []
    for (alpha, W), A in zip(layers[::-1], states[-2::-1]):
        H = np.tanh(np.einsum("ni,ij->nj", A, W))
        slope = 1 / np.cosh(np.einsum("ni,ij->nj", A, W)) ** 2
        dW = alpha * np.einsum("ni,nj,nj->ij", A, G, slope)
        found.insert(0, (np.einsum("nj,nj->", G, H), dW))
        J = np.eye(len(W))[None] + alpha * np.einsum("ij,nj->nij", W, slope)
        G = np.einsum("nij,nj->ni", J, G)
    return G, found


def _id_layers(rng, depth, d):
    return [(np.float64(rng.normal()), rng.normal(size=(d, d))) for _ in range(depth)]


@points(3, hint="Each block has two paths back: the identity, and the branch with its alpha.")
def test_all_gradients_of_random_stacks(residual_stack_backward, rng):
    """Why: the block in front feels every mistake of the blocks behind it."""
    for depth, n, d in growing((1, 2, 4), (1, 3), (1, 3)):
        layers = _id_layers(rng, depth, d)
        X, dY = rng.normal(size=(n, d)), rng.normal(size=(n, d))
        dX, grads = residual_stack_backward(dY, X, layers)
        expected, pairs = _id_stack_gradients(dY, X, layers)
        assert_close(dX, expected, atol=1e-10, what=f"dX, {depth} blocks")
        assert_equal(len(grads), depth, "number of pairs in grads")
        for position, (got, right) in enumerate(zip(grads, pairs), 1):
            what = f"of block {position} of {depth}"
            assert_close(got[0], right[0], atol=1e-10, what=f"dalpha {what}")
            assert_close(got[1], right[1], atol=1e-10, what=f"dW {what}")


@points(2, hint="At alpha = 0 every block hands dY on as it is.")
def test_every_alpha_moves_at_the_start(residual_stack_backward, rng):
    """Why: 12 identities in a row: dX = dY, and every alpha has a gradient at once."""
    layers = [(np.float64(0.0), rng.normal(size=(3, 3))) for _ in range(12)]
    X, dY = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    dX, grads = residual_stack_backward(dY, X, layers)
    assert_close(dX, dY, what="dX at the start")
    for position, ((_, W), (dalpha, dW)) in enumerate(zip(layers, grads), 1):
        assert_close(dalpha, np.sum(dY * np.tanh(X @ W)), what=f"dalpha of block {position}")
        assert_close(dW, np.zeros((3, 3)), what=f"dW of block {position}")


@points(1, hint="No blocks: dX is dY, and grads is empty.")
def test_no_blocks(residual_stack_backward, rng):
    """Why: a depth sweep starts at 0."""
    X, dY = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    dX, grads = residual_stack_backward(dY, X, [])
    assert_close(dX, dY, what="dX")
    assert_equal(len(grads), 0, "number of pairs in grads")


@points(1, hint="float32 stays float32; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(residual_stack_backward, rng):
    """Why: dY += … in place would change the gradient in the caller's hands."""
    X, dY = (rng.normal(size=(2, 3)).astype(np.float32) for _ in range(2))
    layers = [(np.float32(a), W.astype(np.float32)) for a, W in _id_layers(rng, 3, 3)]
    (dX, grads), after = residual_stack_backward.call_and_arguments(dY, X, layers)
    assert_dtype(dX, "float32", "dX")
    for dalpha, dW in grads:
        assert_dtype(dW, "float32", "dW")
        assert_shape(dalpha, (), "dalpha")
    same = np.array_equal(dY, after[0]) and np.array_equal(X, after[1]) and len(after[2]) == 3
    same = same and all(np.array_equal(a[1], b[1]) for a, b in zip(layers, after[2]))
    assert_that(same, "the arguments as they were", "they changed", "dY, X, layers")
