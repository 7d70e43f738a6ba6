def _id_draws(rng, rows, columns):
    """Gaussian singular vectors and singular values from 1/2 to 2: no draw is near-singular."""
    U, s, Vt = np.linalg.svd(rng.normal(size=(rows, columns)), full_matrices=False)
    return U * np.linspace(2.0, 0.5, len(s)) @ Vt


@points(2, hint="Only the factor depends on the shape: count d_in and d_out on paper.")
def test_every_kind_for_random_shapes(scaled_weights, rng):
    """Why: in a square layer fan-in and fan-out are equal, so only uneven layers tell."""
    for d_in, d_out in growing((1, 3, 6), (1, 2, 5)):
        Z, U = rng.normal(size=(d_in, d_out)), rng.random(size=(d_in, d_out))
        for kind, variance in (
            ("lecun", 1 / d_in),
            ("he", 2 / d_in),
            ("xavier", 2 / (d_in + d_out)),
        ):
            s = variance**0.5
            assert_close(scaled_weights(Z, kind, "normal"), s * Z, what=f"{kind}, normal")
            limit = (3 * variance) ** 0.5
            got = scaled_weights(U, kind, "uniform")
            assert_close(got, limit * (U - (1 - U)), what=f"{kind}, uniform")


@points(1, hint="Raise ValueError for every kind that the table does not list.")
def test_zeros_and_misspelt_names_are_refused(scaled_weights, rng):
    """Why: a layer of zeros, or of a size nobody chose, trains badly without an error."""
    Z = rng.normal(size=(3, 2))
    assert_close(scaled_weights(Z, "he", "normal"), Z * np.sqrt(2 / 3))
    for kind in ("zeros", "He", "", "kaiming"):
        assert_raises(ValueError, scaled_weights, Z, kind, "normal")
    for distribution in ("gauss", "Uniform", ""):
        assert_raises(ValueError, scaled_weights, Z, "he", distribution)
    for wrong in (Z[0], Z[None]):
        assert_raises(ValueError, scaled_weights, wrong, "he", "normal")


@points(2, hint="Tall draws: W.T @ W = gain² I. Wide draws: W @ W.T = gain² I.")
def test_orthogonal_for_tall_and_wide(orthogonal_weights, rng):
    """Why: from 8 to 3 units a layer cannot keep all lengths, but its columns can be orthonormal."""
    for rows, columns in growing((1, 3, 5), (1, 2, 5)):
        draws, gain = _id_draws(rng, rows, columns), float(rng.uniform(0.5, 2))
        W = orthogonal_weights(draws, gain)
        assert_shape(W, (rows, columns), "W")
        small = W.T @ W if rows >= columns else W @ W.T
        assert_close(small, gain**2 * np.eye(min(rows, columns)), atol=1e-10, what="W'W")


@points(
    2,
    hint="Compute W.T @ draws for tall draws: it must be upper triangular with a positive diagonal.",
)
def test_signs_make_the_decomposition_unique(orthogonal_weights, rng):
    """Why: with a positive diagonal of R there is exactly one Q, and it is Haar distributed."""
    for rows, columns in growing((1, 2, 4), (1, 2, 4)):
        for _ in range(4):
            draws = _id_draws(rng, rows, columns)
            W = orthogonal_weights(draws, 1.0)
            R = W.T @ draws if rows >= columns else W @ draws.T
            assert_close(np.tril(R, -1), np.zeros_like(R), atol=1e-10, what="below R's diagonal")
            assert_that(np.all(np.diag(R) > 0), "a positive diagonal of R", np.diag(R), "R")


@points(1, hint="Rotate the draws: the result must be rotated, and not change otherwise.")
def test_rotated_draws_give_rotated_weights(orthogonal_weights, rng):
    """Why: this is why the distribution has no preferred direction."""
    for d in (2, 3, 5):
        U = np.linalg.qr(rng.normal(size=(d, d)))[0]
        draws = _id_draws(rng, d, d - 1)
        rotated = orthogonal_weights(U @ draws, 1.0)
        assert_close(rotated, U @ orthogonal_weights(draws, 1.0), atol=1e-10, what="W of U @ draws")


@points(1, hint="float32 in, float32 out; the draws belong to the caller.")
def test_dtype_is_kept_and_draws_left_alone(scaled_weights, orthogonal_weights, rng):
    """Why: float64 weights in a float32 network stop it with an error or slow it down."""
    for shape in ((4, 3), (2, 3)):
        Z = _id_draws(rng, *shape).astype(np.float32)
        U = rng.random(size=shape).astype(np.float32)
        for kind in ("lecun", "xavier", "he"):
            assert_dtype(assert_inputs_unchanged(scaled_weights, Z, kind, "normal"), "float32")
            assert_dtype(assert_inputs_unchanged(scaled_weights, U, kind, "uniform"), "float32")
        W = assert_inputs_unchanged(orthogonal_weights, Z, 1.5)
        assert_dtype(W, "float32", "orthogonal_weights")
        assert_close(W, orthogonal_weights(Z.astype(np.float64), 1.5), rtol=1e-4, atol=1e-5)


@points(1, hint="The defaults are the normal distribution and a gain of 1.")
def test_defaults(scaled_weights, orthogonal_weights, rng):
    """Why: the signature promises them."""
    Z = _id_draws(rng, 3, 2)
    assert_close(scaled_weights(Z, "lecun"), Z / np.sqrt(3), what="scaled_weights(draws, kind)")
    assert_close(
        orthogonal_weights(Z), orthogonal_weights(Z, 1.0), what="orthogonal_weights(draws)"
    )
