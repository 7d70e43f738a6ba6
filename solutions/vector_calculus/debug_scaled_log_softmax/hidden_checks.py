def _scaled_truth(dY, Z, s):
    """Both gradients, through the full Jacobian of each row."""
    k, dZ, ds = Z.shape[1], np.zeros_like(Z), 0.0
    for i, z in enumerate(Z):
        p = np.exp(s * z - np.max(s * z))
        p /= p.sum()
        du = (np.eye(k) - np.outer(np.ones(k), p)).T @ dY[i]
        dZ[i], ds = s * du, ds + du @ z
    return dZ, ds


@points(2, hint="Carry s into the softmax, and out of it again.")
def test_equals_the_full_jacobian(scaled_log_softmax_backward, rng):
    """Why: exact to nine digits, at small, large and negative scales."""
    for n, k in growing((1, 2, 4), (1, 2, 5)):
        for s in (0.3, 1.0, 4.0, -1.5):
            Z, dY = rng.normal(size=(n, k)), rng.normal(size=(n, k))
            dZ, ds = scaled_log_softmax_backward(dY, Z, s)
            wanted_dZ, wanted_ds = _scaled_truth(dY, Z, s)
            assert_close(dZ, wanted_dZ, atol=1e-11, what=f"dZ at s = {s}")
            assert_close(ds, wanted_ds, atol=1e-11, what=f"ds at s = {s}")


@points(1, hint="A shift of a row by one number changes nothing, so each row of dZ sums to 0.")
def test_rows_of_the_gradient_sum_to_zero(scaled_log_softmax_backward, rng):
    """Why: necessary for every softmax, and true for several wrong gradients as well."""
    dZ, _ = scaled_log_softmax_backward(rng.normal(size=(4, 3)), rng.normal(size=(4, 3)), 2.5)
    assert_that(np.abs(dZ).max() > 1e-3, "a gradient that is not zero", dZ)
    assert_close(dZ.sum(axis=1), np.zeros(4), atol=1e-12, what="sum of each row")


@points(1, hint="At s = 0 all classes are equally likely, and dZ is 0; ds is not.")
def test_scale_zero(scaled_log_softmax_backward, rng):
    """Why: a formula that divides by s, or takes the softmax of Z alone, fails here."""
    dY, Z = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    dZ, ds = scaled_log_softmax_backward(dY, Z, 0.0)
    assert_close(dZ, np.zeros((3, 4)), what="dZ at s = 0")
    centred = Z - Z.mean(axis=1, keepdims=True)
    assert_close(ds, np.sum(dY * centred), atol=1e-11, what="ds at s = 0")


@points(1, hint="Subtract each row's maximum before the exponential.")
def test_large_logits_stay_finite(scaled_log_softmax_backward, rng):
    """Why: a scale that grows makes large logits out of ordinary ones."""
    Z = np.array([[1000.0, 0.0, -1000.0], [-900.0, -901.0, -1000.0]])
    dY = rng.normal(size=(2, 3))
    dZ, ds = scaled_log_softmax_backward(dY, Z, 1.5)
    wanted_dZ, wanted_ds = _scaled_truth(dY, Z, 1.5)
    assert_close(dZ, wanted_dZ, atol=1e-11, what="dZ")
    assert_close(ds, wanted_ds, atol=1e-9, what="ds")


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(scaled_log_softmax_backward, rng):
    """Why: dY and Z belong to the caller, and a float64 gradient doubles the memory."""
    dY, Z = (rng.normal(size=(3, 4)).astype(np.float32) for _ in range(2))
    dZ, ds = assert_inputs_unchanged(scaled_log_softmax_backward, dY, Z, 2.0)
    wanted_dZ, wanted_ds = _scaled_truth(dY.astype(float), Z.astype(float), 2.0)
    assert_close(dZ, wanted_dZ.astype(np.float32), atol=1e-5, dtype="float32", what="dZ")
    assert_close(ds, wanted_ds, rtol=1e-4, atol=1e-5, what="ds")


@points(1, hint="The same two gradients, by autograd.", backends=("torch",))
def test_autograd_agrees(scaled_log_softmax_backward, rng):
    """Why: PyTorch's own log_softmax is an oracle that shares no line with yours."""
    Z = torch.tensor(rng.normal(size=(5, 4)), requires_grad=True)
    s = torch.tensor(1.7, dtype=torch.float64, requires_grad=True)
    dY = rng.normal(size=(5, 4))
    wanted = torch.autograd.grad(torch.log_softmax(s * Z, dim=1), (Z, s), torch.from_numpy(dY))
    for name, g, w in zip(
        ("dZ", "ds"), scaled_log_softmax_backward(dY, Z.detach().numpy(), 1.7), wanted
    ):
        assert_close(g, w.numpy(), atol=1e-11, what=name)
    narrow = Z.detach().numpy().astype(np.float32)
    ds = scaled_log_softmax_backward(dY.astype(np.float32), narrow, 1.7)[1]
    assert_dtype(ds, "float32", "ds of float32 logits")
