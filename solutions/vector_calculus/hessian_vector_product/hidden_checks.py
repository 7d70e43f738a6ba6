def _dense_hessian(W, X, lam):
    """The whole Hessian of softmax regression, entries (a, i, b, j), from its formula."""
    Z = X @ W
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    S = np.einsum("ni,ij->nij", P, np.eye(W.shape[1])) - np.einsum("ni,nj->nij", P, P)
    H = np.einsum("na,nij,nb->aibj", X, S, X) / len(X)
    return H + lam * np.einsum("ab,ij->aibj", np.eye(W.shape[0]), np.eye(W.shape[1]))


@points(1, hint="One softmax Jacobian for each row, between X^T and X V.")
def test_formula_equals_the_dense_hessian(softmax_regression_hvp, rng):
    """Why: exact to nine digits, where differences give six."""
    for n, d, k in growing((1, 2, 5), (1, 3), (1, 2, 4)):
        X, W, V = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=(d, k))
        wanted = np.einsum("aibj,bj->ai", _dense_hessian(W, X, 0.1), V)
        assert_close(softmax_regression_hvp(V, W, X, 0.1), wanted, atol=1e-11, what="H V")


@points(1, hint="U . H V = V . H U, and V . H V is never negative.")
def test_symmetric_and_never_negative(softmax_regression_hvp, rng):
    """Why: a Hessian is symmetric, and this loss is convex; a slip breaks one of the two."""
    X, W = rng.normal(size=(6, 3)), rng.normal(size=(3, 4))
    for _ in range(5):
        U, V = rng.normal(size=(2, 3, 4))
        HV = softmax_regression_hvp(V, W, X, 0.0)
        HU = softmax_regression_hvp(U, W, X, 0.0)
        assert_close(np.sum(U * HV), np.sum(V * HU), atol=1e-11, what="U . H V against V . H U")
        assert_that(np.sum(V * HV) >= 0, "V . H V >= 0", float(np.sum(V * HV)))


@points(1, hint="Adding one number to all logits of a row changes no probability.")
def test_shifts_meet_only_the_penalty(softmax_regression_hvp, rng):
    """Why: the loss is flat along equal columns, however large V is."""
    X, W = rng.normal(size=(5, 3)), rng.normal(size=(3, 4))
    V = np.repeat(rng.normal(size=(3, 1)), 4, axis=1)
    assert_close(softmax_regression_hvp(V, W, X, 0.0), np.zeros((3, 4)), atol=1e-11, what="lam = 0")
    assert_close(softmax_regression_hvp(V, W, X, 2.5), 2.5 * V, atol=1e-11, what="lam = 2.5")


@points(1, hint="Subtract each row's maximum before the exponential.")
def test_large_logits_stay_finite(softmax_regression_hvp, rng):
    """Why: the curvature of a confident example is 0, not NaN."""
    X, V = np.array([[1000.0, 0.0], [0.0, 1.0], [-1000.0, 0.0]]), rng.normal(size=(2, 3))
    W = np.array([[1.0, -1.0, 0.5], [0.3, 0.2, -0.4]])
    wanted = np.einsum("aibj,bj->ai", _dense_hessian(W, X, 0.0), V)
    assert_close(softmax_regression_hvp(V, W, X, 0.0), wanted, atol=1e-11, what="H V")


@points(2, hint="Divide v by its length, and multiply the result by it.")
def test_the_length_of_v_does_not_matter(hvp_by_differences, rng):
    """Why: with the step h v a tiny v drowns in rounding, and a huge one leaves the neighbourhood."""
    for shape in ((1,), (4,), (2, 3)):
        w, v = rng.uniform(0.5, 1.5, size=shape), rng.normal(size=shape)

        def gradient(x):
            x = np.asarray(x)
            return x**3 + np.sum(x) * np.ones_like(x)

        for scale in (1e-9, 1.0, 1e6):
            wanted = scale * (3 * w**2 * v + np.sum(v))
            got = hvp_by_differences(gradient, w, scale * v, 1e-4)
            assert_close(got / scale, wanted / scale, rtol=1e-6, atol=1e-7, what=f"{scale} v")


@points(1, hint="Up and down: the error of a central difference falls with the square of h.")
def test_differences_are_central(hvp_by_differences, rng):
    """Why: for the gradient w^3 the central difference is off by u^3 h^2, the forward one by 3 w u^2 h."""
    w, u = rng.uniform(1.0, 2.0, size=3), rng.normal(size=3)
    u /= np.linalg.norm(u)
    got = hvp_by_differences(lambda x: np.asarray(x) ** 3, w, 2 * u, 0.1)
    assert_close(got, 2 * (3 * w**2 * u + 0.01 * u**3), what="H v with the step 0.1")


@points(1, hint="Divide by the length only if it is not zero.")
def test_direction_zero(hvp_by_differences, rng):
    """Why: 0 / 0 is NaN, and a conjugate-gradient solver does ask for the direction 0."""
    w = rng.normal(size=(2, 3))
    got = hvp_by_differences(lambda x: np.asarray(x) ** 3, w, np.zeros((2, 3)), 1e-4)
    assert_close(got, np.zeros((2, 3)), what="H 0")


@points(1, hint="Convert w and v to float64 before you add the step.")
def test_differences_of_float32_points(hvp_by_differences, rng):
    """Why: a step of 1e-6 is lost in a float32 w."""
    w = rng.uniform(1.0, 2.0, size=4).astype(np.float32)
    v = rng.normal(size=4).astype(np.float32)
    got = hvp_by_differences(lambda x: np.asarray(x) ** 2, w, v, 1e-6)
    assert_close(got, 2 * w.astype(float) * v.astype(float), rtol=1e-6, atol=1e-8, what="H v")
    assert_dtype(got, "float64", "H v")
    exact = hvp_by_differences(lambda x: np.asarray(x) ** 2, w, v, 0.5)  # no error for a square
    assert_close(exact, 2 * w.astype(float) * v.astype(float), what="H v with the step 0.5")
    zeros = hvp_by_differences(lambda x: np.asarray(x) ** 2, w, 0 * v, 1e-6)
    assert_dtype(zeros, "float64", "H 0")


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(softmax_regression_hvp, hvp_by_differences, rng):
    """Why: the product is added to a gradient of the same type; W and X are used again."""
    X, W, V = rng.normal(size=(5, 3)), rng.normal(size=(3, 2)), rng.normal(size=(3, 2))
    args = [a.astype(np.float32) for a in (V, W, X)]
    HV = assert_inputs_unchanged(softmax_regression_hvp, *args, 0.5)
    wanted = np.einsum("aibj,bj->ai", _dense_hessian(W, X, 0.5), V).astype(np.float32)
    assert_close(HV, wanted, rtol=1e-4, atol=1e-6, dtype="float32", what="H V")
    _, after = hvp_by_differences.call_and_arguments(lambda x: np.asarray(x) * 2.0, W, V, 0.1)
    assert_close(after[1], W, what="w after the call")
    assert_close(after[2], V, what="v after the call")


@points(1, hint="If V has not the shape of W, that is an error; the guard is given.")
def test_other_shapes_are_refused(softmax_regression_hvp, hvp_by_differences, rng):
    """Why: a direction of shape (k,) or (1, k) would be stretched over all features."""
    X, W = rng.normal(size=(5, 3)), rng.normal(size=(3, 2))
    for V in (np.ones(2), np.ones((1, 2)), np.ones((3, 1)), np.ones((2, 3))):
        assert_raises(ValueError, softmax_regression_hvp, V, W, X, 0.0)
        assert_raises(ValueError, hvp_by_differences, lambda x: x, W, V, 0.1)
    assert_shape(softmax_regression_hvp(W, W, X, 0.0), (3, 2))


@points(1, hint="jvp of grad, in float64.", backends=("torch",))
def test_torch_func_agrees(softmax_regression_hvp, rng):
    """Why: forward mode over reverse mode is how the library composes the same product."""
    X, W, V = rng.normal(size=(6, 3)), rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    y, batch = torch.tensor([0, 3, 1, 2, 2, 0]), torch.from_numpy(X)

    def loss(w):
        return F.cross_entropy(batch @ w, y) + 0.35 * (w**2).sum()

    _, wanted = torch.func.jvp(
        torch.func.grad(loss), (torch.from_numpy(W),), (torch.from_numpy(V),)
    )
    assert_close(softmax_regression_hvp(V, W, X, 0.7), wanted.numpy(), what="H V")
