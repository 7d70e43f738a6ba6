@points(1, hint="max(x, 0) has no slope at 0; PyTorch takes 0 there, and so do we.")
def test_relu_and_its_kink(dual_operation):
    """Why: at 0 any number from 0 to 1 would do; all must take the same one."""
    x, dx = np.array([-2.0, 0.0, 3.0, -0.5]), np.array([1.0, 5.0, 7.0, -1.0])
    value, tangent = dual_operation("relu", (x, dx))
    assert_close(value, [0.0, 0.0, 3.0, 0.0], what="value of relu")
    assert_close(tangent, [0.0, 0.0, 7.0, 0.0], what="tangent of relu")


@points(2, hint="Write each value and each tangent from the definition.")
def test_closed_forms(dual_operation, rng):
    """Why: to the last digits, where a central difference cannot see."""
    x, dx, dy = rng.uniform(0.5, 2, size=(3, 4)), rng.normal(size=(3, 4)), rng.normal(size=4)
    y = rng.normal(size=4) + 3
    expected = {
        "add": ((x + y, dx + dy), ((x, dx), (y, dy))),
        "mul": ((x * y, dx * y + x * dy), ((x, dx), (y, dy))),
        "div": ((x / y, dx / y - x * dy / y**2), ((x, dx), (y, dy))),
        "matmul": ((x @ y, dx @ y + x @ dy), ((x, dx), (y, dy))),
        "exp": ((np.exp(x), np.exp(x) * dx), ((x, dx),)),
        "log": ((np.log(x), dx / x), ((x, dx),)),
        "tanh": ((np.tanh(x), dx / np.cosh(x) ** 2), ((x, dx),)),
        "sum": ((x.sum(), dx.sum()), ((x, dx),)),
    }
    for op, ((value, tangent), duals) in expected.items():
        found = dual_operation(op, *duals)
        assert_close(found[0], value, what=f"value of {op}")
        assert_close(found[1], tangent, what=f"tangent of {op}")


@points(1, hint="In X Y both orders matter: dX Y + X dY, never Y dX.")
def test_square_matrices_keep_their_order(dual_operation, rng):
    """Why: with square matrices no shape reveals that the factors were exchanged."""
    for (n,) in growing((2, 4)):
        X, dX, Y, dY = rng.normal(size=(4, n, n))
        value, tangent = dual_operation("matmul", (X, dX), (Y, dY))
        assert_close(value, np.einsum("ik,kj->ij", X, Y), what="value")
        expected = np.einsum("ik,kj->ij", dX, Y) + np.einsum("ik,kj->ij", X, dY)
        assert_close(tangent, expected, what="tangent")


def _dual_numbers_program():
    """sum(tanh(X W + b) * log(X W / 2 exp(..)))-like: every value is used, some twice."""
    return [
        ("matmul", 0, 1),  # 4
        ("add", 4, 2),  # 5
        ("tanh", 5),  # 6
        ("exp", 5),  # 7
        ("div", 6, 7),  # 8
        ("mul", 8, 5),  # 9
        ("relu", 9),  # 10
        ("add", 10, 7),  # 11
        ("log", 11),  # 12
        ("mul", 12, 3),  # 13
        ("sum", 13),  # 14
    ]


def _dual_numbers_value(X, W, b, c):
    Z = X @ W + b
    return np.sum(np.log(np.maximum(np.tanh(Z) / np.exp(Z) * Z, 0) + np.exp(Z)) * c)


@points(2, hint="Places count the inputs first; a value may be used by several later steps.")
def test_a_long_program(forward_derivative, rng):
    """Why: all rules together, with broadcasting and with values used more than once."""
    for n, d, k in growing((1, 2), (1, 3), (1, 2)):
        shapes = ((n, d), (d, k), (k,), (n, 1))
        inputs = [rng.normal(size=s) for s in shapes]
        ways = [rng.normal(size=s) for s in shapes]
        value, tangent = forward_derivative(_dual_numbers_program(), inputs, ways)

        def at(t, inputs=inputs, ways=ways):
            return _dual_numbers_value(*(x + t * w for x, w in zip(inputs, ways)))

        assert_close(value, at(0.0), what="value")
        near, far = ((at(h) - at(-h)) / (2 * h) for h in (1e-3, 2e-3))
        assert_close(tangent, (4 * near - far) / 3, rtol=1e-7, atol=1e-8, what="tangent")


@points(1, hint="Tangents add up: the slope along u + 2v is the slope along u plus twice along v.")
def test_the_tangent_is_linear_in_the_direction(forward_derivative, rng):
    """Why: a derivative is a linear map; one that isn't has forgotten a term or a factor."""
    shapes = ((2, 3), (3, 2), (2,), (2, 1))
    inputs = [rng.normal(size=s) for s in shapes]
    u, v = ([rng.normal(size=s) for s in shapes] for _ in range(2))
    program = _dual_numbers_program()
    both = forward_derivative(program, inputs, [a + 2 * b for a, b in zip(u, v)])[1]
    alone = [forward_derivative(program, inputs, way)[1] for way in (u, v)]
    assert_close(both, alone[0] + 2 * alone[1], what="tangent along u + 2v")
    still = forward_derivative(program, inputs, [0 * a for a in u])[1]
    assert_close(still, 0.0, what="tangent along 0")


@points(1, hint="End with a ValueError that says which operation you do not know.")
def test_unknown_operation_is_refused(dual_operation, forward_derivative, rng):
    """Why: a misspelt name that returns None fails three steps later, somewhere else."""
    x = rng.uniform(1, 2, size=3)
    assert_close(dual_operation("log", (x, x))[1], np.ones(3), what="tangent of log")
    for op in ("Mul", "sin", "", "LOG"):
        assert_raises(ValueError, dual_operation, op, (x, x), (x, x))
    assert_raises(ValueError, forward_derivative, [("sqrt", 0)], [x], [x])


@points(1, hint="Constants like 1 and comparisons keep the dtype; do not write into what you got.")
def test_dtype_is_kept_and_inputs_left_alone(dual_operation, forward_derivative, rng):
    """Why: float64 tangents double the memory, and a changed input spoils the next sweep."""
    x, dx, y, dy = rng.uniform(0.5, 2, size=(4, 2, 2)).astype(np.float32)
    for op in ("add", "mul", "div", "matmul", "exp", "log", "tanh", "relu", "sum"):
        duals = ((x, dx), (y, dy))[: 2 if op in ("add", "mul", "div", "matmul") else 1]
        for what, part in zip(("value", "tangent"), dual_operation(op, *duals)):
            assert_dtype(part, "float32", f"{what} of {op}")
    program = [("mul", 0, 1), ("log", 2), ("div", 3, 0), ("relu", 4), ("sum", 5)]
    for what, part in zip(("value", "tangent"), forward_derivative(program, [x, y], [dx, dy])):
        assert_dtype(part, "float32", f"{what} of a program")
    for x, dx, y, dy in (rng.uniform(0.5, 2, size=(4, 3)) for _ in range(2)):
        given = [x, y], [dx, dy]
        _, after = forward_derivative.call_and_arguments(program, *given)
        for before, now in zip((program, *given), after):
            assert_equal(now, before, "an argument after the call")


@points(1, hint="Whole numbers need no autograd: the rules multiply and add.")
def test_whole_numbers(forward_derivative, rng):
    """Why: integers are exact, and autograd refuses them; a rule of one's own does not."""
    A, dA, B, dB = rng.integers(-5, 6, size=(4, 2, 2))
    program = [("matmul", 0, 1), ("mul", 2, 0), ("add", 3, 2), ("sum", 4)]
    value, tangent = forward_derivative(program, [A, B], [dA, dB])
    C, dC = A @ B, dA @ B + A @ dB
    assert_close(value, np.sum(C * A + C), what="value")
    assert_close(tangent, np.sum(dC * A + C * dA + dC), what="tangent")
