def _truncated_bptt_case(rng, n, t, d, h):
    """U, X, h0, W_x, W_h, b."""
    shapes = ((n, t, h), (n, t, d), (n, h), (d, h), (h, h), (h,))
    return [rng.normal(size=s) for s in shapes]


def _truncated_bptt_loss(U, X, h0, W_x, W_h, b):
    """sum(U * states)."""
    h, total = h0, 0.0
    for s in range(X.shape[1]):
        h = np.tanh(X[:, s] @ W_x + h @ W_h + b)
        total += np.sum(U[:, s] * h)
    return total


@points(2, hint="With k >= t nothing is cut: both are the gradient itself.")
def test_long_truncation_is_the_full_gradient(bptt_in_chunks, bptt_in_windows, rng):
    """Why: a truncated gradient that is wrong even without truncation hides a second mistake."""
    for n, t, d, h in growing((1, 2), (1, 3), (1, 2), (1, 2)):
        U, X, h0, *weights = _truncated_bptt_case(rng, n, t, d, h)
        both = [f(U, X, h0, *weights, t + 1) for f in (bptt_in_chunks, bptt_in_windows)]
        for j, name in enumerate(("dW_x", "dW_h", "db")):

            def loss(v, j=j, head=(U, X, h0), weights=weights):
                return _truncated_bptt_loss(*head, *weights[:j], v, *weights[j + 1 :])

            slope = numeric_gradient(loss, weights[j], eps=1e-5)
            for got, way in zip(both, ("chunks", "windows")):
                assert_close(got[j], slope, rtol=1e-7, atol=1e-8, what=f"{name}, {way}")


@points(
    2, hint="Steps 0 and 1 are the first chunk; step 2 is the second, and looks back at nothing."
)
def test_three_steps_by_hand(bptt_in_chunks, bptt_in_windows):
    """Why: with the loss at the last of three steps and k = 2 the two ways use different steps."""
    U, X, one = np.zeros((1, 3, 1)), np.ones((1, 3, 1)), np.ones((1, 1))
    U[0, 2] = 1.0
    h = [np.tanh(1.0)]
    h.append(np.tanh(1 + h[0] / 2))
    h.append(np.tanh(1 + h[1] / 2))
    a2 = 1 - h[2] ** 2
    a1 = a2 / 2 * (1 - h[1] ** 2)
    args = (U, X, 0 * one, one, one / 2, np.zeros(1), 2)
    for name, got, want in zip(
        ("dW_x", "dW_h", "db"), bptt_in_chunks(*args), ([[a2]], [[a2 * h[1]]], [a2])
    ):
        assert_close(got, want, what=f"{name} in chunks of 2")
    windows = [[a2 + a1]], [[a2 * h[1] + a1 * h[0]]], [a2 + a1]
    for name, got, want in zip(("dW_x", "dW_h", "db"), bptt_in_windows(*args), windows):
        assert_close(got, want, what=f"{name} in windows of 2")


@points(1, hint="With k = 1 each loss term reaches its own step alone, in both ways.")
def test_one_step_back(bptt_in_chunks, bptt_in_windows, rng):
    """Why: k = 1 is the smallest truncation, and the two ways are the same there."""
    U, X, h0, *weights = _truncated_bptt_case(rng, 2, 4, 2, 3)
    h, old, bent = h0, [], []
    for s in range(4):
        old.append(h)
        h = np.tanh(X[:, s] @ weights[0] + h @ weights[1] + weights[2])
        bent.append(U[:, s] * (1 - h**2))
    want = (
        sum(X[:, s].T @ a for s, a in enumerate(bent)),
        sum(o.T @ a for o, a in zip(old, bent)),
        sum(a.sum(axis=0) for a in bent),
    )
    for function in (bptt_in_chunks, bptt_in_windows):
        for name, got, w in zip(("dW_x", "dW_h", "db"), function(U, X, h0, *weights, 1), want):
            assert_close(got, w, what=f"{name} with k = 1")
