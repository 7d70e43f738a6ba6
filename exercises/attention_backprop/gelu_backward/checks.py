@points(1, hint="At 0 both factors are easy: z is 0, and half of a normal variable lies below 0.")
def test_values_by_hand(gelu, gelu_backward):
    """Why: at 0 the value is 0 and the slope Phi(0) = 1/2; far out GELU is z, or 0."""
    Z, dY = np.array([0.0, 40.0, -40.0]), np.array([3.0, 3.0, 3.0])
    for form in ("exact", "tanh"):
        assert_close(gelu(Z, form), [0.0, 40.0, 0.0], what=f"gelu(Z, {form!r})")
        assert_close(gelu_backward(dY, Z, form), [1.5, 3.0, 0.0], what=f"dZ, {form}")


@points(2, hint="Product rule: Phi(z) + z * Phi'(z), and Phi' is the normal density.")
def test_exact_form_against_central_differences(gelu_backward, rng):
    """Why: central differences of z * Phi(z), with the erf of Python's own library."""
    import math

    for rows, columns in growing((1, 2), (1, 3)):
        Z, dY = rng.normal(size=(rows, columns)), rng.normal(size=(rows, columns))

        def loss(z, dY=dY):
            phi = [0.5 * (1 + math.erf(v / math.sqrt(2))) for v in z.ravel()]
            return np.sum(dY * z * np.reshape(phi, z.shape))

        slope = numeric_gradient(loss, Z)
        assert_close(gelu_backward(dY, Z, "exact"), slope, rtol=1e-7, atol=1e-8, what="dZ")
