def _norm_parameters(rng, d):
    """Scales and shifts that no two features share."""
    return rng.uniform(0.5, 2, size=d), rng.normal(size=d)


@points(2, hint="gamma and beta belong to the features; eps stands under the root.")
def test_equals_the_reference(layer_norm, ref, rng):
    """Why: any number of axes, and an eps that is large enough to be seen."""
    for shape in ((3,), (1, 4), (3, 3), (2, 3, 5), (2, 1, 2, 6)):
        X, (gamma, beta) = rng.normal(size=shape), _norm_parameters(rng, shape[-1])
        for eps in (1e-5, 0.3):
            wanted = ref.layer_norm(X, gamma, beta, eps)
            assert_close(layer_norm(X, gamma, beta, eps), wanted, what=f"eps = {eps}")
        assert_close(layer_norm(X, gamma, beta), ref.layer_norm(X, gamma, beta), what="default eps")


@points(1, hint="Subtract the mean first, then square.")
def test_large_mean_keeps_its_digits(layer_norm, rng):
    """Why: mean of squares minus squared mean cancels; a mean of 1e5 costs ten digits."""
    X = rng.normal(size=(3, 8))
    one, zero = np.ones(8), np.zeros(8)
    wanted = layer_norm(X, one, zero)
    assert_close(layer_norm(X + 1e5, one, zero), wanted, rtol=1e-8, atol=1e-8)


@points(1, hint="A constant token has variance 0: eps makes it 0/sqrt(eps), which is 0.")
def test_constant_token_gives_beta(layer_norm, rng):
    """Why: padding and a single feature (d = 1) have no spread; the layer must not divide by 0."""
    gamma, beta = _norm_parameters(rng, 4)
    assert_close(layer_norm(np.full((2, 4), 3.0), gamma, beta), np.tile(beta, (2, 1)))
    one = layer_norm(rng.normal(size=(3, 1)), gamma[:1], beta[:1])
    assert_close(one, np.full((3, 1), beta[0]), what="a single feature")


@points(1, hint="Statistics over the batch or over time are batch norm's, not layer norm's.")
def test_tokens_do_not_see_each_other(layer_norm, rng):
    """Why: a token's value may not depend on its batch, or decoding one by one would differ."""
    X, (gamma, beta) = rng.normal(size=(3, 4, 5)), _norm_parameters(rng, 5)
    alone = layer_norm(X[1:2, 2:3], gamma, beta)
    assert_close(layer_norm(X, gamma, beta)[1:2, 2:3], alone, what="one token, alone or in a batch")


@points(1, hint="Compare the shapes with (d,) before you compute.")
def test_bad_parameters_are_refused(layer_norm, rng):
    """Why: (1,), () and (n, d) broadcast silently and train another layer."""
    X, good = rng.normal(size=(3, 4)), np.ones(4)
    for bad in (np.ones(1), np.ones((3, 4)), np.ones(())):
        assert_raises(ValueError, layer_norm, X, bad, good)
        assert_raises(ValueError, layer_norm, X, good, bad)


@points(1, hint="X -= … and y *= … write into arrays that the caller still needs.")
def test_dtype_and_inputs_are_kept(layer_norm, residual_block, ref, rng):
    """Why: the residual connection adds the same X again after the norm."""
    X, (gamma, beta) = rng.normal(size=(3, 4)), _norm_parameters(rng, 4)
    assert_inputs_unchanged(layer_norm, X, gamma, beta)
    single = [a.astype("float32") for a in (X, gamma, beta)]
    wanted = ref.layer_norm(X, gamma, beta).astype("float32")
    assert_close(layer_norm(*single), wanted, atol=1e-6, dtype="float32", what="layer_norm(X, …)")
    W = rng.normal(size=(4, 4))
    for order in ("pre", "post"):
        assert_inputs_unchanged(residual_block, X, W, gamma, beta, order)
        got = residual_block(single[0], W.astype("float32"), *single[1:], order)
        assert_dtype(got, "float32", f"residual_block(…, {order!r})")


@points(2, hint="Say to yourself which array f sees, and which array is added.")
def test_blocks_equal_the_reference(residual_block, ref, rng):
    """Why: random weights tell f(X), f(LN(X)) and LN(f(X)) apart."""
    X, (gamma, beta) = rng.normal(size=(2, 3, 4)), _norm_parameters(rng, 4)
    W = rng.normal(size=(4, 4))
    for order in ("pre", "post"):
        wanted = ref.residual_block(X, W, gamma, beta, order)
        assert_close(residual_block(X, W, gamma, beta, order), wanted, what=order)


@points(1, hint="Anything but the two words is a mistake of the caller: raise ValueError.")
def test_other_orders_are_refused(residual_block, rng):
    """Why: a misspelt word that falls through to one of the orders trains the wrong network."""
    X, (gamma, beta) = rng.normal(size=(2, 3)), _norm_parameters(rng, 3)
    for word in ("Pre", "", "both"):
        assert_raises(ValueError, residual_block, X, np.eye(3), gamma, beta, word)


@points(2, hint="Mean and variance depend on X too; nothing may be detached.", backends=("torch",))
def test_gradient_equals_torch(layer_norm, rng):
    """Why: most of the gradient of layer norm comes through its mean and its variance."""
    import torch

    X, (gamma, beta) = rng.normal(size=(2, 3, 4)), _norm_parameters(rng, 4)
    tensors = [torch.tensor(a, requires_grad=True) for a in (X, gamma, beta)]
    out = torch.nn.functional.layer_norm(tensors[0], (4,), *tensors[1:])
    assert_close(layer_norm(X, gamma, beta), out.detach().numpy(), what="layer_norm(X, …)")
    upstream = rng.normal(size=X.shape)
    wanted = torch.autograd.grad(out, tensors, torch.tensor(upstream))
    found = vjp_of(layer_norm, X, gamma, beta, upstream=upstream, wrt=(0, 1, 2))
    for name, got, want in zip(("X", "gamma", "beta"), found, wanted):
        assert_close(got, want.numpy(), atol=1e-10, what=f"gradient to {name}")
