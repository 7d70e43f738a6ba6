def _momentum_unrolled(theta, grads, start, lr, beta, nesterov):
    """Parameters and velocity after all gradients, from the sums that the recursion stands for."""
    last = len(grads) - 1
    velocities = [
        beta ** (t + 1) * start + sum(beta ** (t - i) * grads[i] for i in range(t + 1))
        for t in range(len(grads))
    ]
    moves = [g + beta * v for g, v in zip(grads, velocities)] if nesterov else velocities
    return theta - lr * sum(moves), velocities[last]


def _momentum_walk(momentum_step, theta, grads, velocity, *options):
    for grad in grads:
        theta, velocity = momentum_step(theta, grad, velocity, *options)
    return theta, velocity


@points(2, hint="Write out three steps on paper: each gradient fades by beta with every step.")
def test_many_steps_on_random_gradients(momentum_step, rng):
    """Why: an error in what is remembered grows over steps and hides in the first one."""
    for steps, size in growing((1, 2, 5), (1, 3)):
        theta, start = rng.normal(size=(2, size, 2))
        grads = rng.normal(size=(steps, size, 2))
        lr, beta = float(rng.uniform(0.05, 0.5)), float(rng.uniform(0.3, 0.95))
        moved, velocity = _momentum_walk(momentum_step, theta, grads, start, lr, beta)
        expected = _momentum_unrolled(theta, grads, start, lr, beta, nesterov=False)
        assert_close(moved, expected[0], what=f"parameters after {steps} steps")
        assert_close(velocity, expected[1], what=f"velocity after {steps} steps")


@points(2, hint="Nesterov's move adds the gradient to beta times the new velocity.")
def test_nesterov_looks_ahead(momentum_step, rng):
    """Why: the look-ahead uses this step's velocity, and leaves the velocity itself alone."""
    for steps, size in growing((1, 2, 4), (1, 3)):
        theta, start = rng.normal(size=(2, size))
        grads = rng.normal(size=(steps, size))
        lr, beta = float(rng.uniform(0.05, 0.5)), float(rng.uniform(0.3, 0.95))
        moved, velocity = _momentum_walk(momentum_step, theta, grads, start, lr, beta, True)
        expected = _momentum_unrolled(theta, grads, start, lr, beta, nesterov=True)
        assert_close(moved, expected[0], what=f"parameters after {steps} steps")
        assert_close(velocity, expected[1], what=f"velocity after {steps} steps")


@points(1, hint="Keep the signature: beta=0.9, nesterov=False.")
def test_default_values(momentum_step, rng):
    """Why: who leaves out beta and nesterov expects 0.9 and the plain form."""
    theta, grad, velocity = rng.normal(size=(3, 4))
    moved, kept = momentum_step(theta, grad, velocity, 0.2)
    assert_close(kept, 0.9 * velocity + grad, what="velocity")
    assert_close(moved, theta - 0.2 * (0.9 * velocity + grad), what="parameters")


@points(1, hint="velocity *= beta writes into the caller's array; make a new one.")
def test_inputs_are_left_alone(momentum_step, rng):
    """Why: the caller may still need the old parameters, to compare or to go back."""
    theta, grad, velocity = rng.normal(size=(3, 2, 3))
    assert_inputs_unchanged(momentum_step, theta, grad, velocity, 0.1, 0.9, False)
    assert_inputs_unchanged(momentum_step, theta, grad, velocity, 0.1, 0.9, True)


@points(1, hint="float32 in, float32 out: do not make new arrays of another type.")
def test_dtype_is_kept(momentum_step, rng):
    """Why: a velocity in float64 doubles the memory that an optimiser needs."""
    theta, grad, velocity = rng.normal(size=(3, 5)).astype(np.float32)
    moved, kept = momentum_step(theta, grad, velocity, 0.1, 0.9, True)
    assert_dtype(moved, "float32", "parameters")
    assert_dtype(kept, "float32", "velocity")


@points(1, hint="Keep the lines that compare the shapes, before any arithmetic.")
def test_other_shapes_are_refused(momentum_step):
    """Why: (3,) and (3, 1) broadcast to (3, 3), and the network trains on nonsense."""
    flat, column = np.ones(3), np.ones((3, 1))
    momentum_step(flat, flat, flat, 0.1)
    for odd, rest in ((flat, column), (column, flat)):
        assert_raises(ValueError, momentum_step, odd, rest, rest, 0.1)
        assert_raises(ValueError, momentum_step, rest, odd, rest, 0.1)
        assert_raises(ValueError, momentum_step, rest, rest, odd, 0.1)


@points(2, hint="torch.optim.SGD keeps the learning rate out of the velocity.", backends=("torch",))
def test_equals_torch_sgd(momentum_step, rng):
    """Why: PyTorch's own optimiser is the judge of what its users mean by momentum."""
    for nesterov in (False, True):
        start, grads = rng.normal(size=4), rng.normal(size=(6, 4))
        parameter = torch.nn.Parameter(torch.from_numpy(start.copy()))
        optimizer = torch.optim.SGD([parameter], lr=0.1, momentum=0.8, nesterov=nesterov)
        theta, velocity = start, np.zeros(4)
        for grad in grads:
            parameter.grad = torch.from_numpy(grad)
            optimizer.step()
            theta, velocity = momentum_step(theta, grad, velocity, 0.1, 0.8, nesterov)
        assert_close(theta, parameter.detach().numpy(), what=f"6 steps, nesterov={nesterov}")
