def _adam_expected(theta, grads, lr, betas, eps, decay):
    """Parameters, m and v after all gradients; the averages as sums, not as recursions."""
    for t in range(1, len(grads) + 1):
        ages = t - 1 - np.arange(t)
        m, v = (
            sum((1 - b) * b**age * g**power for age, g in zip(ages, grads[:t]))
            for b, power in zip(betas, (1, 2))
        )
        root = np.sqrt(v / (1 - betas[1] ** t)) + eps
        theta = theta - lr * decay * theta - lr * m / (1 - betas[0] ** t) / root
    return theta, m, v


def _adam_walk(adam_step, theta, grads, *options):
    state = None
    for grad in grads:
        theta, state = adam_step(theta, grad, state, *options)
    return theta, state


def _adam_agrees(adam_step, theta, grads, lr, betas, eps, decay):
    moved, state = _adam_walk(adam_step, theta, grads, lr, betas, eps, decay)
    expected, m, v = _adam_expected(theta, grads, lr, betas, eps, decay)
    assert_close(state["m"], m, atol=1e-15, what=f"m after {len(grads)} steps")
    assert_close(state["v"], v, atol=1e-30, what=f"v after {len(grads)} steps")
    assert_close(moved, expected, what=f"parameters after {len(grads)} steps")


@points(3, hint="Compare m, v and the two corrections with the formulas, one by one.")
def test_many_steps_on_random_gradients(adam_step, rng):
    """Why: k steps must agree, whatever the betas; a wrong correction fades with t."""
    for steps, size in growing((1, 2, 7), (1, 3)):
        theta, grads = rng.normal(size=(size, 2)), rng.normal(size=(steps, size, 2))
        betas = (float(rng.uniform(0.5, 0.95)), float(rng.uniform(0.6, 0.99)))
        _adam_agrees(adam_step, theta, grads, float(rng.uniform(0.01, 0.3)), betas, 1e-8, 0.0)


@points(1, hint="eps is added to the root of the corrected average: not inside it, not before it.")
def test_eps_stands_outside_the_root(adam_step, rng):
    """Why: for gradients as small as eps its place decides how far the step goes."""
    theta, grads = rng.normal(size=3), rng.normal(size=(4, 3)) * 1e-3
    _adam_agrees(adam_step, theta, grads, 0.1, (0.9, 0.999), 1e-3, 0.0)


@points(2, hint="Decay shrinks theta by the factor 1 - lr * weight_decay; m and v never see it.")
def test_decay_is_decoupled(adam_step, rng):
    """Why: decay added to the gradient is divided by the root and hardly decays large gradients."""
    for steps, size in growing((1, 2, 4), (1, 3)):
        theta, grads = rng.normal(size=size) * 3, rng.normal(size=(steps, size))
        _adam_agrees(adam_step, theta, grads, 0.1, (0.9, 0.99), 1e-8, float(rng.uniform(0.1, 0.9)))


@points(1, hint="Keep the signature as it is.")
def test_default_values(adam_step):
    """Why: 0.001, 0.9, 0.999, 1e-8 and no decay are the defaults that a reader expects."""
    theta, state = adam_step(np.array([2.0, 3.0]), np.array([1e-8, 0.5]))
    # The first gradient equals eps, so its step is halved.
    assert_close(2.0 - theta[0], 0.0005, rtol=1e-7, what="length of the step for gradient 1e-8")
    assert_close(3.0 - theta[1], 0.001, rtol=1e-6, what="length of the step for gradient 0.5")
    assert_close(state["m"], [1e-9, 0.05], what="m after one step")
    assert_close(state["v"], [1e-19, 0.00025], rtol=1e-7, atol=1e-30, what="v after one step")


@points(1, hint="Make new arrays; state['m'] *= beta1 changes the state of the step before.")
def test_inputs_are_left_alone(adam_step, rng):
    """Why: a state that changes under one's feet cannot be saved, compared or resumed from."""
    theta, grad, m = rng.normal(size=(3, 2, 2))
    state = {"t": 3, "m": m, "v": m**2}
    _, after = adam_step.call_and_arguments(theta, grad, state, 0.1, (0.9, 0.99), 1e-8, 0.1)
    assert_equal(after[0], theta, what="theta after the call")
    assert_equal(after[1], grad, what="grad after the call")
    assert_equal(after[2], {"t": 3, "m": m, "v": m**2}, what="the old state after the call")


@points(1, hint="The step after a saved one depends on t: 1 - beta^t, not 1 - beta.")
def test_resumes_from_a_saved_state(adam_step, rng):
    """Why: training is interrupted; going on from step 40 must not restart the correction."""
    theta, grad, m = rng.normal(size=(3, 4))
    v = rng.uniform(0.5, 2.0, size=4)
    moved, state = adam_step(theta, grad, {"t": 40, "m": m, "v": v}, 0.1)
    m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad**2
    root = np.sqrt(v / (1 - 0.999**41)) + 1e-8
    assert_close(moved, theta - 0.1 * (m / (1 - 0.9**41)) / root, what="parameters after step 41")
    assert_equal(state["t"], 41, what="t in the state")


@points(1, hint="float32 in, float32 out, also in the state.")
def test_dtype_is_kept(adam_step, rng):
    """Why: Adam already stores two numbers for each parameter; float64 would double that."""
    theta, grad = rng.normal(size=(2, 5)).astype(np.float32)
    theta, state = adam_step(theta, grad, None, 0.1, (0.9, 0.999), 1e-8, 0.1)
    for name, value in (("parameters", theta), ("m", state["m"]), ("v", state["v"])):
        assert_dtype(value, "float32", name)


@points(1, hint="Keep the lines that compare the shapes.")
def test_other_shapes_are_refused(adam_step):
    """Why: (3,) and (3, 1) broadcast to (3, 3), and the parameters change their shape."""
    adam_step(np.ones(3), np.ones(3))
    assert_raises(ValueError, adam_step, np.ones(3), np.ones((3, 1)))
    assert_raises(ValueError, adam_step, np.ones((3, 1)), np.ones(3))


@points(
    2, hint="Compare with torch.optim.Adam step by step; where do they part?", backends=("torch",)
)
def test_equals_torch_adam(adam_step, rng):
    """Why: 30 steps on a curved loss, equal to PyTorch's own Adam and AdamW."""
    for decay, oracle in ((0.0, torch.optim.Adam), (0.1, torch.optim.AdamW)):
        start, centre = rng.normal(size=(2, 4))
        parameter = torch.nn.Parameter(torch.from_numpy(start.copy()))
        optimizer = oracle([parameter], lr=0.05, betas=(0.8, 0.95), weight_decay=decay)
        theta, state = start, None
        for _ in range(30):
            parameter.grad = torch.from_numpy(4 * (parameter.detach().numpy() - centre) ** 3)
            optimizer.step()
            grad = 4 * (theta - centre) ** 3
            theta, state = adam_step(theta, grad, state, 0.05, (0.8, 0.95), 1e-8, decay)
        assert_close(theta, parameter.detach().numpy(), what=f"30 steps, weight decay {decay}")
