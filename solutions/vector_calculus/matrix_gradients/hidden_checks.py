def _invertible(rng, d):
    """Not symmetric, with singular values from 0.5 to 2: differences stay accurate."""
    U, _, Vt = np.linalg.svd(rng.normal(size=(d, d)))
    return U * rng.uniform(0.5, 2, size=d) @ Vt


def _chain_of_four(rng, n, d, e, k):
    return (rng.normal(size=s) for s in ((n, d), (d, e), (e, k), (n, k)))


@points(2, hint="Write R_ij = sum A_ia X_ab B_bj - C_ij, and differentiate the sum of squares.")
def test_residual_entry_by_entry(residual_gradients, rng):
    """Why: with four square matrices only the values can tell a wrong transpose or order."""
    for sizes in ((1, 1, 1, 1), (2, 2, 2, 2), (3, 3, 3, 3), (2, 3, 4, 5)):
        A, X, B, C = _chain_of_four(rng, *sizes)
        R = np.einsum("ia,ab,bj->ij", A, X, B) - C
        dA, dX, dB, dC = residual_gradients(A, X, B, C)
        assert_close(dA, 2 * np.einsum("ij,ab,bj->ia", R, X, B), atol=1e-11, what="dA")
        assert_close(dX, 2 * np.einsum("ij,ia,bj->ab", R, A, B), atol=1e-11, what="dX")
        assert_close(dB, 2 * np.einsum("ij,ia,ab->bj", R, A, X), atol=1e-11, what="dB")
        assert_close(dC, -2 * R, atol=1e-11, what="dC")


@points(1, hint="At the least-squares solution the gradient in X is zero.")
def test_gradient_vanishes_at_the_minimum(residual_gradients, rng):
    """Why: the normal equations of two-sided least squares are exactly dX = 0."""
    A, _, B, C = _chain_of_four(rng, 5, 3, 2, 4)
    X = np.linalg.pinv(A) @ C @ np.linalg.pinv(B)
    _, dX, _, _ = residual_gradients(A, X, B, C)
    assert_close(dX, np.zeros((3, 2)), atol=1e-10, what="dX at the solution")
    moved = residual_gradients(A, X + 1.0, B, C)[1]
    assert_close(moved, 2 * A.T @ A @ np.ones((3, 2)) @ B @ B.T, atol=1e-9, what="dX elsewhere")


@points(1, hint="log|det X|, by central differences of np.linalg.slogdet, for both signs of det.")
def test_log_det_for_both_signs(log_det_gradient, rng):
    """Why: swapping two rows turns the sign of the determinant, not the derivation."""
    for (d,) in growing((1, 2, 4)):
        X = _invertible(rng, d)
        for M in (X, -X if d % 2 else X[[1, 0, *range(2, d)]]):
            slope = numeric_gradient(lambda V: np.linalg.slogdet(V)[1], M, eps=1e-5)
            assert_close(log_det_gradient(M), slope, rtol=1e-7, atol=1e-8, what="gradient")
            G = log_det_gradient(M)
            assert_close(np.sum(G * M), float(d), what="sum of G * X, which is tr(I)")


@points(2, hint="-(X^-1 A X^-1)^T: the order and the transpose both matter.")
def test_trace_inverse_against_central_differences(trace_inverse_gradient, rng):
    """Why: X and A do not commute, and neither is symmetric; all near misses differ."""
    for (d,) in growing((1, 2, 4)):
        X, A = _invertible(rng, d), rng.normal(size=(d, d))
        slope = numeric_gradient(lambda V, A=A: np.trace(np.linalg.solve(V, A)), X, eps=1e-5)
        assert_close(trace_inverse_gradient(X, A), slope, rtol=1e-7, atol=1e-8, what="gradient")
        Q = np.linalg.inv(X)
        wanted = -np.einsum("ja,ab,bi->ij", Q, A, Q)
        assert_close(trace_inverse_gradient(X, A), wanted, atol=1e-11, what="gradient")


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(
    residual_gradients, log_det_gradient, trace_inverse_gradient, rng
):
    """Why: a gradient of another type cannot update the matrix; a changed matrix is another loss."""
    four = [M.astype(np.float32) for M in _chain_of_four(rng, 2, 3, 4, 2)]
    for name, G in zip(
        ("dA", "dX", "dB", "dC"), assert_inputs_unchanged(residual_gradients, *four)
    ):
        assert_dtype(G, "float32", name)
    X, A = _invertible(rng, 3).astype(np.float32), rng.normal(size=(3, 3)).astype(np.float32)
    assert_dtype(assert_inputs_unchanged(log_det_gradient, X), "float32", "log_det_gradient")
    G = assert_inputs_unchanged(trace_inverse_gradient, X, A)
    assert_dtype(G, "float32", "trace_inverse_gradient")


@points(1, hint="The same gradients, by autograd.", backends=("torch",))
def test_autograd_agrees(residual_gradients, log_det_gradient, trace_inverse_gradient, rng):
    """Why: autograd multiplies by the chain rule, entry by entry, and knows no trace trick."""
    leaves = [torch.tensor(M, requires_grad=True) for M in _chain_of_four(rng, 2, 3, 4, 5)]
    A, X, B, C = leaves
    wanted = torch.autograd.grad(((A @ X @ B - C) ** 2).sum(), leaves)
    got = residual_gradients(*(leaf.detach().numpy() for leaf in leaves))
    for name, g, w in zip(("dA", "dX", "dB", "dC"), got, wanted):
        assert_close(g, w.numpy(), atol=1e-11, what=name)
    X, A = (
        torch.tensor(_invertible(rng, 3), requires_grad=True),
        torch.tensor(rng.normal(size=(3, 3))),
    )
    (wanted,) = torch.autograd.grad(torch.linalg.slogdet(X)[1], X)
    assert_close(log_det_gradient(X.detach().numpy()), wanted.numpy(), what="log_det_gradient")
    (wanted,) = torch.autograd.grad(torch.trace(torch.linalg.inv(X) @ A), X)
    got = trace_inverse_gradient(X.detach().numpy(), A.numpy())
    assert_close(got, wanted.numpy(), what="trace_inverse_gradient")
