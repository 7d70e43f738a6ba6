def _log_probabilities(rows):
    """Log-softmax of each row, from the definition; small numbers only."""
    return np.array([[v - np.log(sum(np.exp(w) for w in row)) for v in row] for row in rows])


@points(1, hint="Divide each row by its own length: over the d entries, with the axis kept.")
def test_logits_equal_the_definition(cosine_logits, rng):
    """Why: one pair after the other; A and B may have different numbers of rows."""
    for n, m, d in growing((1, 3), (1, 2, 4), (1, 2, 5)):
        A, B, tau = rng.normal(size=(n, d)), rng.normal(size=(m, d)), rng.uniform(0.05, 2)
        wanted = [[a @ b / np.sqrt((a @ a) * (b @ b)) / tau for b in B] for a in A]
        assert_close(cosine_logits(A, B, tau), wanted, what="logits")


@points(1, hint="Cosines do not change when a vector is made longer.")
def test_length_does_not_count(cosine_logits, rng):
    """Why: otherwise the encoder can lower the loss by shouting."""
    A, B = rng.normal(size=(3, 4)), rng.normal(size=(2, 4))
    longer = A * np.array([[10.0], [0.01], [3.0]])
    assert_close(cosine_logits(longer, B, 0.1), cosine_logits(A, B, 0.1), what="logits")


@points(1, hint="Check the temperature before you divide by it.")
def test_temperature_must_be_positive(cosine_logits, rng):
    """Why: 0 gives infinities, and a negative one pushes true pairs apart."""
    A, B = rng.normal(size=(2, 2, 3))
    assert_that(np.abs(cosine_logits(A, B, 0.5)).max() <= 2, "cosines over 0.5", "larger ones")
    for bad in (0.0, -0.1):
        assert_raises(ValueError, cosine_logits, A, B, bad)


@points(2, hint="Cross-entropy over the rows and over the columns, then the mean of both.")
def test_loss_equals_two_cross_entropies(info_nce, rng):
    """Why: S is not symmetric, so rows and columns ask different questions."""
    for n in (1, 2, 3, 7):
        S = 2 * rng.normal(size=(n, n))
        rows, columns = _log_probabilities(S), _log_probabilities(S.T)
        wanted = -np.mean([(rows[i, i] + columns[i, i]) / 2 for i in range(n)])
        assert_close(info_nce(S), wanted, what="loss")


@points(1, hint="Turning the matrix over exchanges the two cross-entropies and nothing else.")
def test_both_directions_count_alike(info_nce, info_nce_gradient, rng):
    """Why: which encoder is called A does not matter."""
    S = rng.normal(size=(4, 4))
    assert_close(info_nce(S.T.copy()), info_nce(S), what="loss of the transpose")
    turned = info_nce_gradient(S.T.copy())
    assert_close(turned, info_nce_gradient(S).T, what="gradient of the transpose")


@points(1, hint="Use the given log_softmax; exp first and log second overflows.")
def test_large_logits_stay_finite(info_nce, info_nce_gradient):
    """Why: a temperature of 0.001 makes logits of 1000; a wrong one then costs 2000 exactly."""
    S = np.array([[-1000.0, 1000.0], [1000.0, -1000.0]])
    assert_close(info_nce(S), 2000.0, what="loss, all wrong")
    assert_close(info_nce(-S), 0.0, what="loss, all right")
    assert_close(info_nce_gradient(S), [[-0.5, 0.5], [0.5, -0.5]], what="gradient, all wrong")
    assert_close(info_nce_gradient(-S), np.zeros((2, 2)), what="gradient, all right")


@points(1, hint="Without square S there is no diagonal of true pairs.")
def test_other_shapes_are_refused(info_nce, rng):
    """Why: a 2 x 3 matrix has a diagonal for NumPy, but no partner for the third column."""
    assert_close(info_nce(np.zeros((3, 3))), np.log(3), what="loss")
    for shape in ((2, 3), (3, 2)):
        assert_raises(ValueError, info_nce, rng.normal(size=shape))


@points(2, hint="Each cross-entropy gives (probabilities - identity) / n, and each counts half.")
def test_gradient_equals_the_definition(info_nce_gradient, rng):
    """Why: p over the rows and q over the columns, entry by entry."""
    for n in (1, 2, 5):
        S = rng.normal(size=(n, n))
        p, q = np.exp(_log_probabilities(S)), np.exp(_log_probabilities(S.T)).T
        wanted = [
            [(p[i, j] + q[i, j] - 2 * (i == j)) / (2 * n) for j in range(n)] for i in range(n)
        ]
        assert_close(info_nce_gradient(S), wanted, what="gradient")


@points(1, hint="A / norm makes a new array; A /= norm writes into the caller's.")
def test_inputs_unchanged_and_dtype_kept(cosine_logits, info_nce, info_nce_gradient, rng):
    """Why: the embeddings are used again, and float64 would spread through the network."""
    A, B = rng.normal(size=(2, 3, 4)).astype(np.float32)
    S = assert_inputs_unchanged(cosine_logits, A, B, 0.2)
    assert_dtype(S, "float32", "logits")
    assert_inputs_unchanged(info_nce, S)
    assert_dtype(assert_inputs_unchanged(info_nce_gradient, S), "float32", "gradient")


@points(1, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_autograd_agrees(cosine_logits, info_nce, info_nce_gradient, rng):
    """Why: two roads to one gradient, and a third through the encoders' outputs."""
    S, u = rng.normal(size=(4, 4)), rng.normal()
    assert_close(vjp_of(info_nce, S, upstream=u), u * info_nce_gradient(S), what="dS")
    A, B = rng.normal(size=(2, 3, 5))
    upstream = rng.normal(size=(3, 3))
    a, b = (torch.from_numpy(v).requires_grad_() for v in (A, B))
    cosines = F.cosine_similarity(a[:, None], b[None], dim=2) / 0.3
    wanted = torch.autograd.grad(cosines, (a, b), torch.from_numpy(upstream))
    got = vjp_of(cosine_logits, A, B, 0.3, upstream=upstream, wrt=(0, 1))
    for name, g, w in zip("AB", got, wanted):
        assert_close(g, w.numpy(), what=f"d{name}")


@points(1, hint="F.cross_entropy(S, arange(n)) is one of the two halves.", backends=("torch",))
def test_loss_equals_pytorch(info_nce, rng):
    """Why: PyTorch's own cross-entropy is an independent judge, in float32 as well."""
    for dtype in (np.float64, np.float32):
        S = rng.normal(size=(6, 6)).astype(dtype)
        s, right = torch.from_numpy(S), torch.arange(6)
        wanted = (F.cross_entropy(s, right) + F.cross_entropy(s.T, right)) / 2
        assert_close(info_nce(S), wanted.numpy(), dtype=dtype, what="loss")
