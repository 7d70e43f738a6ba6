@points(1, hint="At s = 1 nothing shows. Where must s enter, and does it everywhere?")
def test_gradient_is_a_slope_at_other_scales(scaled_log_softmax_backward, rng):
    """Why: at s = 1 several different formulas agree; the tests of the broken code saw only that."""
    for n, k in growing((1, 3), (1, 2, 4)):
        Z, dY, s = rng.normal(size=(n, k)), rng.normal(size=(n, k)), rng.uniform(1.5, 3.0)

        def loss(V, dY=dY, s=s):
            return np.sum(dY * (s * V - np.log(np.exp(s * V).sum(axis=1, keepdims=True))))

        slope = numeric_gradient(loss, Z, eps=1e-5)
        dZ = scaled_log_softmax_backward(dY, Z, s)[0]
        assert_close(dZ, slope, rtol=1e-7, atol=1e-8, what=f"dZ at s = {s:.2f}")


@points(1, hint="s multiplies every entry of Z: its gradient is a sum over all of them.")
def test_scale_gradient_is_a_slope(scaled_log_softmax_backward, rng):
    """Why: a wrong gradient of the scale lets it run away."""
    for n, k in growing((1, 3), (2, 4)):
        Z, dY, s = rng.normal(size=(n, k)), rng.normal(size=(n, k)), rng.uniform(0.2, 0.8)

        def loss(t, Z=Z, dY=dY):
            return np.sum(dY * (t * Z - np.log(np.exp(t * Z).sum(axis=1, keepdims=True))))

        slope = (loss(s + 1e-5) - loss(s - 1e-5)) / 2e-5
        ds = scaled_log_softmax_backward(dY, Z, s)[1]
        assert_close(ds, slope, rtol=1e-7, atol=1e-8, what=f"ds at s = {s:.2f}")
