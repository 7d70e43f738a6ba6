@points(1, hint="Product rule: each factor moves in turn while the other stands still.")
def test_product_and_quotient_by_hand(dual_operation):
    """Why: with (6, 1) and (2, 3) both rules can be done on paper."""
    x, dx, y, dy = (np.array(v) for v in (6.0, 1.0, 2.0, 3.0))
    assert_close(dual_operation("mul", (x, dx), (y, dy))[1], 20.0, what="tangent of 6 * 2")
    assert_close(dual_operation("div", (x, dx), (y, dy))[1], -4.0, what="tangent of 6 / 2")


@points(2, hint="Value and tangent are what one gets at t = 0 when x moves as x + t dx.")
def test_each_operation_against_central_differences(dual_operation, rng):
    """Why: a difference along the same direction knows no rules, so it finds a wrong one."""
    shapes = {"mul": ((2, 3), (3,)), "div": ((2, 3), (2, 1)), "matmul": ((2, 3), (3, 4))}
    for op in ("mul", "div", "matmul", "log", "tanh", "sum"):
        values = [rng.uniform(0.5, 2, size=s) for s in shapes.get(op, ((2, 3),))]
        ways = [rng.normal(size=v.shape) for v in values]
        value, tangent = dual_operation(op, *zip(values, ways))

        def moved(t, op=op, values=values, ways=ways):
            at = [(v + t * w, 0 * w) for v, w in zip(values, ways)]
            return np.asarray(dual_operation(op, *at)[0])

        assert_close(value, moved(0.0), what=f"value of {op}")
        slope = (moved(1e-5) - moved(-1e-5)) / 2e-5
        assert_close(tangent, slope, rtol=1e-8, atol=1e-8, what=f"tangent of {op}")


@points(1, hint="The list of pairs begins with the inputs; each step appends one pair.")
def test_a_program_of_two_steps(forward_derivative, rng):
    """Why: exp(x0 * x1) along (1, 0) has the slope x1 exp(x0 x1)."""
    for _ in range(3):
        x, y = rng.normal(size=2)
        inputs = [np.array(x), np.array(y)]
        program = [("mul", 0, 1), ("exp", 2)]
        value, tangent = forward_derivative(program, inputs, [np.array(1.0), np.array(0.0)])
        assert_close(value, np.exp(x * y), what="value")
        assert_close(tangent, y * np.exp(x * y), what="tangent")
