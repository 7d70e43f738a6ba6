def _value_class_network():
    """Softmax cross-entropy of a two-layer network, all targets as one-hot rows, as a sum."""
    return [
        ("matmul", 0, 1),  # 8: X W1
        ("add", 8, 2),  # 9
        ("relu", 9),  # 10: H
        ("matmul", 10, 3),  # 11
        ("add", 11, 4),  # 12: Z
        ("exp", 12),  # 13
        ("matmul", 13, 6),  # 14: row sums, with a column of ones
        ("log", 14),  # 15
        ("mul", 12, 5),  # 16: Z * Y
        ("mul", 16, 7),  # 17: times -1
        ("sum", 17),  # 18
        ("sum", 15),  # 19
        ("add", 18, 19),  # 20
    ]


@points(
    2, hint="Every rule and the sweep together; compare with the formula (P - Y) for the logits."
)
def test_a_whole_network(value_and_gradients, rng):
    """Why: this is what the engine is for; the gradients are those of the next chapter."""
    for n, d, h in growing((1, 4), (1, 3), (2, 4)):
        X, Y = rng.normal(size=(n, d)), np.eye(3)[rng.integers(0, 3, size=n)]
        W1, b1 = rng.normal(size=(d, h)), rng.normal(size=h)
        W2, b2 = rng.normal(size=(h, 3)), rng.normal(size=3)
        inputs = [X, W1, b1, W2, b2, Y, np.ones((3, 1)), np.array(-1.0)]
        value, g = value_and_gradients(_value_class_network(), inputs)
        A = X @ W1 + b1
        H = np.maximum(A, 0)
        E = np.exp(H @ W2 + b2)
        P = E / E.sum(axis=1, keepdims=True)
        D2 = P - Y
        D1 = (D2 @ W2.T) * (A > 0)
        assert_close(value, -np.sum(Y * np.log(P)), what="loss")
        expected = (D1 @ W1.T, X.T @ D1, D1.sum(axis=0), H.T @ D2, D2.sum(axis=0))
        for name, got, wanted in zip(("X", "W1", "b1", "W2", "b2"), g, expected):
            assert_close(got, wanted, rtol=1e-9, atol=1e-11, what=f"gradient of {name}")


@points(2, hint="A value with two users gets two shares: add, do not assign.")
def test_values_used_more_than_once(value_and_gradients, rng):
    """Why: overwriting works for every chain and fails for the first skip connection."""
    for (n,) in growing((1, 4)):
        x, c = rng.normal(size=n), rng.normal(size=n)
        program = [("mul", 0, 0), ("mul", 2, 0), ("add", 3, 2), ("mul", 4, 1), ("add", 5, 0)]
        value, (dx, dc) = value_and_gradients(program, [x, c])
        assert_close(value, (x**3 + x**2) * c + x, what="(x^3 + x^2) c + x")
        assert_close(dx, (3 * x**2 + 2 * x) * c + 1, what="gradient of x")
        assert_close(dc, x**3 + x**2, what="gradient of c")


@points(1, hint="Visit a value only after all its users: nodes_backwards gives that order.")
def test_many_paths_cost_no_more_than_few(value_and_gradients):
    """Why: 50 doublings have 2^50 paths from the end to the start, and 50 steps."""
    program = [("add", i, i) for i in range(50)]
    value, (dx,) = value_and_gradients(program, [np.array(1.0)])
    assert_close(value, 2.0**50, what="value")
    assert_close(dx, 2.0**50, what="gradient")


@points(1, hint="The slope of relu is 0 at 0; and at -0.0.")
def test_relu_at_the_kink(value_and_gradients, rng):
    """Why: a unit that starts at exactly 0 must behave as in PyTorch."""
    x, c = np.array([0.0, -0.0, 1e-300, -1e-300, 2.0]), rng.normal(size=5)
    value, (dx, dc) = value_and_gradients([("relu", 0), ("mul", 2, 1)], [x, c])
    assert_close(dx, [0.0, 0.0, c[2], 0.0, c[4]], what="gradient of x")
    assert_close(dc, [0.0, 0.0, 1e-300, 0.0, 2.0], atol=0.0, what="gradient of c")


@points(1, hint="Both operands may be broadcast, one along the rows and one along the columns.")
def test_both_operands_are_broadcast(value_and_gradients, rng):
    """Why: a column times a row makes a matrix out of two vectors."""
    for n, k in growing((1, 3), (1, 3)):
        x, y, c = rng.normal(size=(n, 1)), rng.normal(size=k), rng.normal(size=())
        program = [("mul", 0, 1), ("add", 3, 2), ("exp", 4)]
        value, (dx, dy, dc) = value_and_gradients(program, [x, y, c])
        E = np.exp(x * y + c)
        assert_close(value, E, what="value")
        assert_close(dx, (E * y).sum(axis=1, keepdims=True), what="gradient of the column")
        assert_close(dy, (E * x).sum(axis=0), what="gradient of the row")
        assert_close(dc, E.sum(), what="gradient of the number")


@points(1, hint="Zeros of the input's shape, for an input that no step uses.")
def test_unused_inputs_and_empty_programs(value_and_gradients, rng):
    """Why: None is no gradient; an optimizer would stumble over it."""
    x, y = rng.normal(size=3), rng.normal(size=(2, 2))
    _, (dx, dy) = value_and_gradients([("exp", 0), ("sum", 2)], [x, y])
    assert_close(dx, np.exp(x), what="gradient of the input that is used")
    assert_close(dy, np.zeros((2, 2)), what="gradient of the one that is not")
    value, (dx, dy) = value_and_gradients([], [x, y])
    assert_close(value, y, what="value of an empty program")
    assert_close(dy, np.ones((2, 2)), what="gradient of the last input")
    assert_close(dx, np.zeros(3), what="gradient of the first input")


@points(1, hint="Whole numbers need no autograd: your rules multiply and add.")
def test_whole_numbers(value_and_gradients, rng):
    """Why: integers are exact, and autograd refuses them; an engine of one's own does not."""
    A, B = rng.integers(-5, 6, size=(2, 3)), rng.integers(-5, 6, size=(3, 2))
    c = rng.integers(-5, 6, size=2)
    program = [("matmul", 0, 1), ("add", 3, 2), ("relu", 4), ("mul", 5, 5), ("sum", 6)]
    value, (dA, dB, dc) = value_and_gradients(program, [A, B, c])
    H = np.maximum(A @ B + c, 0)
    assert_close(value, np.sum(H**2), what="value")
    assert_close(dA, 2 * H @ B.T, what="gradient of A")
    assert_close(dB, 2 * A.T @ H, what="gradient of B")
    assert_close(dc, 2 * H.sum(axis=0), what="gradient of c")


@points(1, hint="Make new arrays; += on a gradient may write into an array that others use too.")
def test_inputs_are_left_alone(value_and_gradients, rng):
    """Why: the inputs are the parameters; the optimizer moves them, not the backward pass."""
    x, y = rng.uniform(1, 2, size=(2, 2)), rng.uniform(1, 2, size=(2, 2))
    program = [("add", 0, 1), ("mul", 2, 0), ("matmul", 3, 1), ("log", 4), ("exp", 5), ("relu", 6)]
    _, after = value_and_gradients.call_and_arguments([*program, ("sum", 7)], [x, y])
    assert_equal(after[1], [x, y], what="the inputs after the call")
    _, (dx, dy) = value_and_gradients([("add", 0, 1), ("add", 2, 0)], [x, y])
    assert_close(dx, np.full((2, 2), 2.0), what="gradient of x in x + y + x")
    assert_close(dy, np.ones((2, 2)), what="gradient of y in x + y + x")


@points(1, hint="Constants like 1 and comparisons keep the dtype of an array.")
def test_values_keep_their_dtype(value_and_gradients, rng):
    """Why: a float64 constant somewhere doubles the memory of every value after it."""
    x, y = rng.uniform(1, 2, size=(2, 2, 2)).astype(np.float32)
    program = [("add", 0, 1), ("mul", 2, 0), ("matmul", 3, 1), ("log", 4), ("relu", 5), ("exp", 6)]
    for steps in range(1, 7):
        value, _ = value_and_gradients(program[:steps], [x, y])
        assert_dtype(value, "float32", f"value after {program[steps - 1][0]}")
    assert_dtype(value_and_gradients([("sum", 0)], [x])[0], "float32", "value after sum")
