def _gradient_reach_draw(rng, t, d, h, dtype=float):
    """X, h0 and the parameters."""
    shapes = ((t, d), h, (d, h), (h, h), h)
    return [rng.normal(size=s).astype(dtype) for s in shapes]


def _gradient_reach_states(X, h0, W_x, W_h, b):
    """The states h_1 … h_t."""
    states = [h0]
    for x in X:
        states.append(np.tanh(x @ W_x + states[-1] @ W_h + b))
    return states[1:]


@points(2, hint="Compare with central differences of h_s as a function of h_0.")
def test_reach_against_central_differences(gradient_reach, rng):
    """Why: differences of the whole run know nothing of Jacobians, nor of their order."""
    for t, d, h in growing((1, 3), (1, 2), (1, 2, 3)):
        X, h0, W_x, _, b = (0.3 * a for a in _gradient_reach_draw(rng, t, d, h))  # tanh not flat
        W_h = 0.9 * np.linalg.qr(rng.normal(size=(h, h)))[0]
        columns = []
        for k in range(h):
            step = 1e-5 * np.eye(h)[k]
            up = _gradient_reach_states(X, h0 + step, W_x, W_h, b)
            down = _gradient_reach_states(X, h0 - step, W_x, W_h, b)
            columns.append((np.array(up) - np.array(down)) / 2e-5)
        J = np.stack(columns, axis=2)  # (t, h_new, h_old)
        want = np.log10([np.linalg.svd(J[s])[1][0] for s in range(t)])
        assert_close(gradient_reach(X, h0, W_x, W_h, b), want, rtol=0, atol=1e-6, what="reach")


@points(1, hint="J[j, i] = (1 - h_new[j]^2) * W_h[i, j].")
def test_jacobian_entry_by_entry(step_jacobian, rng):
    """Why: every entry on its own, for several sizes, with a W_h that is not symmetric."""
    for (h,) in growing((1, 2, 3, 5)):
        h_new, W_h = np.tanh(rng.normal(size=h)), rng.normal(size=(h, h))
        want = [[(1 - h_new[j] ** 2) * W_h[i, j] for i in range(h)] for j in range(h)]
        assert_close(step_jacobian(h_new, W_h), want, what="J")


@points(2, hint="The newest Jacobian is multiplied from the left: J_s @ (J_{s-1} … J_1).")
def test_reach_equals_the_reference(gradient_reach, ref, rng):
    """Why: matrices do not commute, and the states decide the slopes."""
    for t, h in growing((2, 6), (2, 4)):
        args = _gradient_reach_draw(rng, t, 3, h)
        assert_close(gradient_reach(*args), ref.gradient_reach(*args), what="reach")


@points(1, hint="The spectral norm is the largest singular value, not the root of all squares.")
def test_an_orthogonal_matrix_reaches_without_loss(gradient_reach, rng):
    """Why: at rest an orthogonal W_h keeps every length: the norm is 1, its logarithm 0."""
    for h in (2, 3, 5):
        Q = np.linalg.qr(rng.normal(size=(h, h)))[0]
        got = gradient_reach(np.zeros((30, 1)), np.zeros(h), np.ones((1, h)), Q, np.zeros(h))
        assert_close(got, np.zeros(30), atol=1e-10, what="reach with an orthogonal W_h")
        got = gradient_reach(np.zeros((5, 1)), np.zeros(h), np.ones((1, h)), 3 * Q, np.zeros(h))
        assert_close(got, np.log10(3.0) * np.arange(1, 6), what="reach with 3 Q")


@points(1, hint="Scale at every step, in both directions, and keep the sum of the logarithms.")
def test_long_random_sequences(gradient_reach, ref, rng):
    """Why: inputs saturate tanh, and the exponent then falls far below what a float can hold."""
    X, h0, W_x, W_h, b = _gradient_reach_draw(rng, 400, 3, 3)
    W_h = 0.1 * np.linalg.qr(W_h)[0]  # at most 10^-400 is left
    args = (X, h0, W_x, W_h, b)
    assert_close(gradient_reach(*args), ref.gradient_reach(*args), what="reach over 400 steps")


@points(1, hint="Nothing is left of the change: log10(0) is -inf, without an error.")
def test_a_product_of_zero_stays_zero(gradient_reach, rng):
    """Why: without recurrent weights the state forgets all of its past in one step."""
    X, h0, W_x, W_h, b = _gradient_reach_draw(rng, 4, 2, 3)
    got = gradient_reach(X, h0, W_x, 0 * W_h, b)
    assert_equal(got, np.full(4, -np.inf), what="reach with W_h = 0")
    nilpotent = np.array([[0.0, 1.0], [0.0, 0.0]])
    got = gradient_reach(np.zeros((4, 1)), np.zeros(2), np.ones((1, 2)), nilpotent, np.zeros(2))
    assert_equal(got, np.array([0.0, -np.inf, -np.inf, -np.inf]), what="reach with W_h^2 = 0")


@points(1, hint="float32 in, float32 out; the caller keeps h0.")
def test_dtype_is_kept_and_inputs_left_alone(step_jacobian, gradient_reach, rng):
    """Why: scaling in place would reach back into the caller's arrays."""
    args = _gradient_reach_draw(rng, 5, 2, 3, "float32")
    assert_dtype(assert_inputs_unchanged(gradient_reach, *args), "float32", "reach")
    h_new = np.tanh(args[1])
    assert_dtype(assert_inputs_unchanged(step_jacobian, h_new, args[3]), "float32", "J")


@points(2, hint="Autograd is the oracle here; your own code must not use it.", backends=("torch",))
def test_reach_equals_autograd(gradient_reach, rng):
    """Why: torch differentiates the whole run by itself, and shares no line with yours."""
    import torch

    args = _gradient_reach_draw(rng, 6, 2, 3)
    X, h0, W_x, W_h, b = (torch.from_numpy(a) for a in args)

    def run(first):
        states, h = [], first
        for x in X:
            h = torch.tanh(x @ W_x + h @ W_h + b)
            states.append(h)
        return torch.stack(states)

    J = torch.autograd.functional.jacobian(run, h0)
    want = torch.linalg.matrix_norm(J, 2).log10().numpy()
    assert_close(gradient_reach(*args), want, rtol=1e-10, atol=1e-11, what="reach")
