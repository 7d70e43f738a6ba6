def _gelu_by_integral(z, form):
    """GELU as a function of complex numbers: a step of 1e-30 along i gives the slope exactly."""
    if form == "tanh":
        return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))
    nodes, weights = np.polynomial.legendre.leggauss(60)
    x = z[..., None] * (nodes + 1) / 2  # the normal density, integrated from 0 to z
    area = (np.exp(-(x**2) / 2) * weights).sum(axis=-1) * z / 2 / np.sqrt(2 * np.pi)
    return z * (0.5 + area)


@points(2, hint="Both forms have their own formula; the constant is 0.044715, under a cube.")
def test_both_forms_on_a_line(gelu):
    """Why: the forms differ by 0.0005 at most, so only a tight tolerance tells them apart."""
    Z = np.linspace(-5, 5, 41)
    for form in ("exact", "tanh"):
        assert_close(gelu(Z, form), _gelu_by_integral(Z, form), what=f"gelu(Z, {form!r})")


@points(2, hint="u depends on z too: its slope is sqrt(2/pi) * (1 + 3 * 0.044715 * z**2).")
def test_both_slopes_on_a_line(gelu_backward):
    """Why: an imaginary step has no rounding error, so the slope is known to the last digits."""
    Z = np.linspace(-5, 5, 41)
    for form in ("exact", "tanh"):
        slope = _gelu_by_integral(Z + 1e-30j, form).imag / 1e-30
        assert_close(gelu_backward(np.ones(41), Z, form), slope, what=f"slope, {form}")


@points(1, hint="dZ is dY times the slope, entry by entry.")
def test_upstream_gradient_is_used_entry_by_entry(gelu_backward, rng):
    """Why: any shape, any upstream gradient; nothing is summed or averaged."""
    for shape in ((), (1,), (2, 3, 4), (0, 3)):
        Z, dY = rng.normal(size=shape), rng.normal(size=shape)
        for form in ("exact", "tanh"):
            slope = gelu_backward(np.ones(shape), Z, form)
            assert_close(gelu_backward(dY, Z, form), dY * slope, what=f"dZ, {form}, {shape}")


@points(1, hint="Anything but the two words is a mistake of the caller: raise ValueError.")
def test_other_forms_are_refused(gelu, gelu_backward, rng):
    """Why: a misspelt word that falls through to one of the forms trains the wrong network."""
    Z = rng.normal(size=3)
    for word in ("Exact", "none", ""):
        assert_raises(ValueError, gelu, Z, word)
        assert_raises(ValueError, gelu_backward, Z, Z, word)


@points(1, hint="float32 in, float32 out; write into no array that you were given.")
def test_dtype_and_inputs_are_kept(gelu, gelu_backward, rng):
    """Why: the hidden layer of a block is its widest array; float64 would double it."""
    Z, dY = rng.normal(size=(3, 4)).astype("float32"), rng.normal(size=(3, 4)).astype("float32")
    for form in ("exact", "tanh"):
        assert_dtype(assert_inputs_unchanged(gelu, Z, form), "float32", f"gelu, {form}")
        assert_dtype(assert_inputs_unchanged(gelu_backward, dY, Z, form), "float32", f"dZ, {form}")
        got = gelu_backward(dY.T, Z.T, form)
        assert_close(got, gelu_backward(dY, Z, form).T, atol=1e-6, what="dZ of transposed views")


@points(1, hint="F.gelu(Z, approximate='none' or 'tanh') is the judge here.", backends=("torch",))
def test_equals_torch(gelu, gelu_backward, rng):
    """Why: the library's own function shares no line with yours."""
    import torch

    Z, dY = 2 * rng.normal(size=(4, 5)), rng.normal(size=(4, 5))
    for form, word in (("exact", "none"), ("tanh", "tanh")):
        leaf = torch.tensor(Z, requires_grad=True)
        out = torch.nn.functional.gelu(leaf, approximate=word)
        (wanted,) = torch.autograd.grad(out, leaf, torch.tensor(dY))
        assert_close(gelu(Z, form), out.detach().numpy(), what=f"gelu(Z, {form!r})")
        assert_close(gelu_backward(dY, Z, form), wanted.numpy(), what=f"dZ, {form}")
