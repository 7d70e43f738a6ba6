@points(1, hint="Try z = 1: tanh is 0.7616, odd, and lies between -1 and 1.")
def test_tanh_equals_its_definition(tanh, rng):
    """Why: the road through the sigmoid must arrive at the same function."""
    for size in (1, 2, 7):
        z = 2 * rng.normal(size=size)
        up, down = np.exp(z), np.exp(-z)
        assert_close(tanh(z), (up - down) / (up + down), what="tanh(z)")


@points(1, hint="Negative entries become 0, positive ones stay as they are.")
def test_relu_equals_its_definition(relu, rng):
    """Why: a sign or a factor lost here is lost in every layer."""
    for size in (1, 2, 7):
        z = 5 * rng.normal(size=size)
        assert_close(relu(z), [max(0.0, v) for v in z], what="relu(z)")
    assert_close(relu(np.array([-0.25, 0.0, 0.25])), [0.0, 0.0, 0.25], what="relu(z)")


@points(1, hint="The slope of ReLU is 1 for every positive z, not z and not max(0, z).")
def test_relu_slope_is_zero_or_one(relu_derivative, rng):
    """Why: document 003 puts ReLU itself where its derivative belongs."""
    z = 5 * rng.normal(size=9)
    assert_close(relu_derivative(z), [1.0 if v > 0 else 0.0 for v in z])
    assert_close(relu_derivative(np.array([-1e-6, 1e-6, 0.5])), [0.0, 1.0, 1.0])


@points(
    1,
    hint="In the tail, sigmoid(z) * (1 - sigmoid(z)) loses all digits; sigmoid(z) * sigmoid(-z) none.",
)
def test_sigmoid_slope_keeps_its_digits_in_the_tails(sigmoid_derivative, rng):
    """Why: a saturated unit learns slowly; with the slope rounded to 0 it never learns again."""
    z = rng.uniform(20, 60, size=5)
    e = np.exp(-z)
    for sign in (-1.0, 1.0):
        assert_close(
            sigmoid_derivative(sign * z), e / (1 + e) ** 2, atol=0, what="slope in the tail"
        )


@points(1, hint="Differentiate 2 sigmoid(2z) - 1: both factors of 2 come out in front.")
def test_tanh_slope_keeps_its_digits_in_the_tails(tanh_derivative, rng):
    """Why: 1 - tanh(z)^2 is 0 from z = 19 on, the true slope is not."""
    z = rng.uniform(10, 30, size=5)
    e = np.exp(-2 * z)
    for sign in (-1.0, 1.0):
        assert_close(
            tanh_derivative(sign * z), 4 * e / (1 + e) ** 2, atol=0, what="slope in the tail"
        )


@points(1, hint="At z = 800 and z = -800 the slope is 0, not NaN.")
def test_extreme_slopes_are_zero(sigmoid_derivative, tanh_derivative, rng):
    """Why: inf * 0 is NaN, and NaN spreads through the whole backward pass."""
    z = rng.uniform(800, 2000, size=2) * np.array([-1.0, 1.0])
    assert_close(sigmoid_derivative(z), [0.0, 0.0], what="sigmoid_derivative(z)")
    assert_close(tanh_derivative(z), [0.0, 0.0], what="tanh_derivative(z)")


@points(1, hint="Work entry by entry: no sum, no axis, no flattening, no loop over one axis only.")
def test_any_shape_is_kept(
    sigmoid, sigmoid_derivative, tanh, tanh_derivative, relu, relu_derivative, rng, ref
):
    """Why: the same function serves a vector, a batch and a batch of sequences."""
    pairs = (
        (sigmoid, ref.sigmoid),
        (sigmoid_derivative, ref.sigmoid_derivative),
        (tanh, ref.tanh),
        (tanh_derivative, ref.tanh_derivative),
        (relu, ref.relu),
        (relu_derivative, ref.relu_derivative),
    )
    for shape in ((1,), (3, 1), (2, 3), (2, 3, 2)):
        z = rng.normal(size=shape)
        for got, wanted in pairs:
            assert_close(got(z), wanted(z), what=f"{got.__name__}, shape {shape}")


@points(1, hint="float32 in, float32 out; a comparison gives bool, which must be converted.")
def test_dtype_is_kept(
    sigmoid, sigmoid_derivative, tanh, tanh_derivative, relu, relu_derivative, rng, ref
):
    """Why: one float64 in a network of float32 doubles what follows it."""
    z = rng.uniform(0.5, 2.0, size=(2, 3)).astype(np.float32) * np.float32([[-1], [1]])
    functions = (sigmoid, sigmoid_derivative, tanh, tanh_derivative, relu, relu_derivative)
    for f in functions:
        wanted = getattr(ref, f.__name__)(z.astype(float)).astype(np.float32)
        assert_close(f(z), wanted, atol=1e-6, dtype="float32", what=f"{f.__name__}(z)")
        assert_dtype(f(z.astype(float)), "float64", f"{f.__name__}(z) for a float64 z")


@points(1, hint="z[z < 0] = 0 writes into the caller's array.")
def test_inputs_are_left_alone(
    sigmoid, sigmoid_derivative, tanh, tanh_derivative, relu, relu_derivative, rng
):
    """Why: the backward pass needs the z of the forward pass once more."""
    z = np.concatenate([rng.normal(size=6), [0.0, -1.0, 1.0]])
    for f in (sigmoid, sigmoid_derivative, tanh, tanh_derivative, relu, relu_derivative):
        assert_inputs_unchanged(f, z)


@points(1, hint="Use tensor operations only, and none that is inf at ±800.", backends=("torch",))
def test_autograd_agrees_with_your_derivatives(
    sigmoid, sigmoid_derivative, tanh, tanh_derivative, rng
):
    """Why: 1/(1+exp(-z)) has the right value at z = -800, but autograd turns it into NaN."""
    z = np.concatenate([rng.normal(size=4), [0.0, -800.0, 800.0]])
    u = rng.normal(size=z.shape)
    for f, df in ((sigmoid, sigmoid_derivative), (tanh, tanh_derivative)):
        assert_close(vjp_of(f, z, upstream=u), u * df(z), what=f"gradient of {f.__name__}")


@points(1, hint="Use tensor operations only, so that autograd can follow.", backends=("torch",))
def test_gradient_flows_through_relu(relu, relu_derivative, rng):
    """Why: a detached activation trains nothing below it. (Not at 0, where conventions differ.)"""
    z, u = rng.uniform(0.1, 2, size=8) * np.array([1.0, -1.0] * 4), rng.normal(size=8)
    assert_close(vjp_of(relu, z, upstream=u), u * relu_derivative(z), what="gradient of relu")
