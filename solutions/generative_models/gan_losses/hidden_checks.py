def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


@points(1, hint="Two means, each over its own images, added; real images are class 1.")
def test_discriminator_loss_equals_the_definition(discriminator_loss, rng):
    """Why: the two batches may differ in size; one mean over both would weigh them wrongly."""
    for n, m in growing((1, 2, 5), (1, 3)):
        real, fake = rng.normal(size=n), rng.normal(size=m)
        wanted = -np.log(_sigmoid(real)).mean() - np.log(1 - _sigmoid(fake)).mean()
        assert_close(discriminator_loss(real, fake), wanted, what="L_D")


@points(1, hint="Type the two formulas in for small logits and compare.")
def test_generator_loss_equals_the_definition(generator_loss, rng):
    """Why: both games have the same winner; only their signs and slopes differ."""
    for (m,) in growing((1, 2, 5)):
        p = _sigmoid(s := rng.normal(size=m))
        assert_close(generator_loss(s, "minimax"), np.log(1 - p).mean(), what="minimax")
        got = generator_loss(s, "non_saturating")
        assert_close(got, -np.log(p).mean(), what="non-saturating")


@points(1, hint="Minimax: -σ(s)/m. Non-saturating: -σ(-s)/m.")
def test_slopes_equal_the_formulas(generator_slope, rng):
    """Why: exact to nine digits, where differences give six."""
    for (m,) in growing((1, 2, 5)):
        p = _sigmoid(s := rng.normal(size=m))
        assert_close(generator_slope(s, "minimax"), -p / m, what="minimax")
        assert_close(generator_slope(s, "non_saturating"), (p - 1) / m, what="non-saturating")


@points(1, hint="log(1 - σ(s)) is log σ(-s): no subtraction, no overflow.")
def test_confident_logits_stay_finite(discriminator_loss, generator_loss):
    """Why: a discriminator that is far ahead has such logits, and the loss must say how far."""
    far = np.array([1000.0, -1000.0])
    assert_close(discriminator_loss(-far[:1], far[:1]), 2000.0, what="L_D, all wrong")
    assert_close(discriminator_loss(far[:1], -far[:1]), 0.0, what="L_D, all right")
    assert_close(generator_loss(far, "minimax"), -500.0, what="minimax")
    assert_close(generator_loss(far, "non_saturating"), 500.0, what="non-saturating")


@points(1, hint="σ(-40) is 4e-18, computed directly; as 1 - σ(40) it is 0.")
def test_small_slopes_keep_their_digits(generator_slope, rng):
    """Why: how small the slope is, is the whole argument against the minimax game."""
    s = -rng.uniform(30, 60, size=3)
    wanted = -np.exp(s) / 3  # σ(s) is e^s here to twelve digits
    for got in (generator_slope(s, "minimax"), generator_slope(-s, "non_saturating")):
        assert_close(got, wanted, rtol=1e-9, atol=0, what="slope")
    ends = np.array([-1000.0, 1000.0])
    assert_close(generator_slope(ends, "minimax"), [0.0, -0.5], what="minimax, far out")
    got = generator_slope(ends, "non_saturating")
    assert_close(got, [-0.5, 0.0], what="non-saturating, far out")


@points(1, hint="Compare kind with both words; raise ValueError at the end.")
def test_other_kinds_are_refused(generator_loss, generator_slope):
    """Why: a misspelt kind that falls through to the other game trains silently and badly."""
    for kind in ("non-saturating", "Minimax", ""):
        assert_raises(ValueError, generator_loss, np.zeros(2), kind)
        assert_raises(ValueError, generator_slope, np.zeros(2), kind)


@points(1, hint="New arrays only; float32 logits give float32 slopes.")
def test_inputs_and_dtype_are_kept(
    discriminator_loss, generator_loss, generator_slope, rng, backend
):
    """Why: the same logits enter the losses of both players, in their own precision."""
    for dtype in (np.float64, np.float32):
        real, fake = rng.normal(size=(2, 4)).astype(dtype)
        losses = [assert_inputs_unchanged(discriminator_loss, real, fake)]
        for kind in ("minimax", "non_saturating"):
            losses.append(assert_inputs_unchanged(generator_loss, fake, kind))
            slope = assert_inputs_unchanged(generator_slope, fake, kind)
            assert_dtype(slope, dtype, "slope")
        for loss in losses if backend == "torch" else []:  # in NumPy any kind of number will do
            assert_dtype(loss, dtype, "loss")


@points(1, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_autograd_agrees_with_your_slope(generator_loss, generator_slope, rng):
    """Why: two roads to one gradient: autograd through your loss, and your formula."""
    for scale in (1.0, 100.0):
        s, u = scale * rng.normal(size=5), rng.normal()
        for kind in ("minimax", "non_saturating"):
            wanted = u * generator_slope(s, kind)
            assert_close(vjp_of(generator_loss, s, kind, upstream=u), wanted, what=kind)


@points(
    1,
    hint="Both arguments take part; detaching is the training loop's business.",
    backends=("torch",),
)
def test_discriminator_equals_pytorch(discriminator_loss, rng):
    """Why: PyTorch's cross-entropy with targets 1 and 0 is an independent judge, slopes too."""
    logits = [torch.tensor(30 * rng.normal(size=k), requires_grad=True) for k in (4, 3)]
    loss = sum(
        F.binary_cross_entropy_with_logits(z, torch.full_like(z, target))
        for z, target in zip(logits, (1.0, 0.0))
    )
    arrays = [z.detach().numpy() for z in logits]
    assert_close(discriminator_loss(*arrays), loss.item(), what="L_D")
    got = vjp_of(discriminator_loss, *arrays, upstream=1.0, wrt=(0, 1))
    for g, w in zip(got, torch.autograd.grad(loss, logits)):
        assert_close(g, w.numpy(), what="gradient of L_D")
