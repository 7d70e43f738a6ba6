@points(1, hint="Two uses, two shares: 3 + 3.")
def test_x_times_x(reverse_sweep):
    """Why: the colleague's third experiment; d(x^2)/dx = 2x."""
    x = np.array([3.0, -2.0])
    g = reverse_sweep([[], [(0, x), (0, x)]], [np.zeros(2), np.ones(2)])
    assert_close(g[0], 2 * x, what="gradient of x * x")


@points(1, hint="A chain has one path: the product of its slopes.")
def test_a_chain(reverse_sweep, rng):
    """Why: what worked before must still work."""
    for nodes, n in growing((1, 5), (1, 3)):
        slopes = rng.normal(size=(nodes, n))
        tape = [[]] + [[(i, slopes[i])] for i in range(nodes)]
        seeds = [np.zeros(n)] * nodes + [np.ones(n)]
        g = reverse_sweep(tape, seeds)
        assert_close(g[0], np.prod(slopes, axis=0), what="gradient of the first node")


@points(2, hint="Go through the skip connection by hand: which line forgets the first share?")
def test_a_skip_connection(reverse_sweep, rng):
    """Why: y = f(x) + x is in every deep network, and x is used twice."""
    for (n,) in growing((1, 4)):
        a, b, one = rng.normal(size=n), rng.normal(size=n), np.ones(n)
        # h = a x;  y = h + x;  z = b y
        tape = [[], [(0, a)], [(1, one), (0, one)], [(2, b)]]
        g = reverse_sweep(tape, [0 * one, 0 * one, 0 * one, one])
        for node, expected in enumerate((b * (a + 1), b, b, one)):
            assert_close(g[node], expected, what=f"gradient of node {node}")
