def _worked_step_draw(rng, d, h, k, dtype=float):
    shapes = {"W1": (d, h), "b1": (h,), "W2": (h, k), "b2": (k,)}
    params = {name: rng.normal(size=shape).astype(dtype) for name, shape in shapes.items()}
    return rng.normal(size=d).astype(dtype), rng.normal(size=k).astype(dtype), params


def _worked_step_live(rng, d, h, k, away=0.1):
    """A draw with an output that is on and far from every kink of ReLU, so that slopes exist."""
    while True:
        x, t, params = _worked_step_draw(rng, d, h, k)
        z1 = x @ params["W1"] + params["b1"]
        z2 = (z1 * (z1 > 0)) @ params["W2"] + params["b2"]
        if np.abs(np.concatenate([z1, z2])).min() > away and z1.max() > 0 and z2.max() > 0:
            return x, t, params


def _worked_step_loss(x, t, params):
    z1 = x @ params["W1"] + params["b1"]
    z2 = (z1 * (z1 > 0)) @ params["W2"] + params["b2"]
    return 0.5 * np.sum((z2 * (z2 > 0) - t) ** 2)


@points(1, hint="Compute every number from the arguments; nothing of the document may be left in.")
def test_forward_of_any_network(worked_step, rng):
    """Why: other inputs and other sizes show whether the numbers are computed."""
    for d, h, k in growing((1, 3), (1, 4), (1, 2)):
        x, t, params = _worked_step_draw(rng, d, h, k)
        step = worked_step(x, t, params, 0.1)
        z1 = x @ params["W1"] + params["b1"]
        z2 = (z1 * (z1 > 0)) @ params["W2"] + params["b2"]
        expected = {"z1": z1, "a1": z1 * (z1 > 0), "z2": z2, "y": z2 * (z2 > 0)}
        for key, value in expected.items():
            assert_close(step[key], value, what=key)
        assert_close(step["loss"], _worked_step_loss(x, t, params), what="loss")


@points(
    2, hint="Each gradient is the slope of the loss in that parameter: test yours by differences."
)
def test_gradients_against_central_differences(worked_step, rng):
    """Why: central differences of the loss need no chain rule, so they cannot share its mistakes."""
    for d, h, k in growing((1, 2), (1, 3), (1, 2)):
        x, t, params = _worked_step_live(rng, d, h, k)
        step = worked_step(x, t, params, 0.1)
        for name in params:

            def loss(v, x=x, t=t, params=params, name=name):
                return _worked_step_loss(x, t, {**params, name: v})

            slope = numeric_gradient(loss, params[name], eps=1e-6)
            assert_close(step[f"d{name}"], slope, rtol=1e-6, atol=1e-7, what=f"d{name}")


@points(
    1, hint="delta is the gradient with respect to z: the same as the bias gradient of that layer."
)
def test_deltas_are_gradients_of_the_pre_activations(worked_step, ref, rng):
    """Why: document 003 leaves out W2 and puts a1 where the slope of ReLU belongs."""
    for d, h, k in growing((1, 3), (2, 4), (1, 2)):
        x, t, params = _worked_step_live(rng, d, h, k)
        got, expected = worked_step(x, t, params, 0.1), ref.worked_step(x, t, params, 0.1)
        assert_close(got["delta2"], expected["delta2"], what="delta2")
        assert_close(got["delta1"], expected["delta1"], what="delta1")


@points(1, hint="An output with z2 <= 0 has slope 0: no gradient anywhere, and nothing moves.")
def test_output_that_is_off_moves_nothing(worked_step, rng):
    """Why: ReLU stands at the output as well. z2 = 0 counts as off."""
    x, _, params = _worked_step_draw(rng, 2, 3, 1)
    a1 = np.maximum(x @ params["W1"] + params["b1"], 0)
    for z2, W2 in ((0.0, np.zeros((3, 1))), (-2.0, np.ones((3, 1)))):
        params["W2"], params["b2"] = W2, z2 - a1 @ W2
        step = worked_step(x, np.array([1.0]), params, 0.5)
        assert_close(step["delta2"], [0.0], what=f"delta2 at z2 = {z2}")
        for name, old in params.items():
            assert_close(step[f"d{name}"], np.zeros(old.shape), what=f"d{name} at z2 = {z2}")
            assert_close(step[f"new_{name}"], old, what=f"new_{name} at z2 = {z2}")
        assert_close(step["loss_after"], step["loss"], what="loss_after")


@points(
    1, hint="A hidden unit with z1 <= 0 gets no gradient, but its outgoing weights count as 0 too."
)
def test_hidden_units_that_are_off(worked_step):
    """Why: one unit below 0, one at exactly 0, one above: only the last may move."""
    params = {
        "W1": np.array([[-1.0, 1.0, 1.0]]),
        "b1": np.array([0.0, -2.0, 1.0]),
        "W2": np.array([[5.0, 1.0], [7.0, 1.0], [1.0, 2.0]]),
        "b2": np.array([0.0, 1.0]),
    }
    step = worked_step(np.array([2.0]), np.array([1.0, 4.0]), params, 0.0)
    assert_close(step["delta2"], [2.0, 3.0], what="delta2")
    assert_close(step["delta1"], [0.0, 0.0, 8.0], what="delta1")
    assert_close(step["dW1"], [[0.0, 0.0, 16.0]], what="dW1")
    assert_close(step["dW2"], [[0.0, 0.0], [0.0, 0.0], [6.0, 9.0]], what="dW2")
    assert_equal(step["silent_after"], np.array([True, True, False]), what="silent_after")


@points(1, hint="New = old - lr * gradient, all gradients at the old parameters.")
def test_update_uses_old_gradients_and_the_given_rate(worked_step, rng):
    """Why: if W2 is replaced before delta1 is computed, the step follows no gradient."""
    for lr in (1.0, 0.25, 0.0, 1e-3):
        x, t, params = _worked_step_live(rng, 2, 3, 2)
        step = worked_step(x, t, params, lr)
        still = worked_step(x, t, params, 0.0)
        for name, old in params.items():
            assert_close(step[f"new_{name}"], old - lr * still[f"d{name}"], what=f"new_{name}")


@points(1, hint="Run the forward pass again with all four new parameters.")
def test_loss_after_is_the_loss_of_the_new_parameters(worked_step, rng):
    """Why: without it nobody sees whether the step helped."""
    for d, h, k in growing((1, 3), (1, 3), (1, 2)):
        x, t, params = _worked_step_live(rng, d, h, k)
        step = worked_step(x, t, params, 0.05)
        new = {name: step[f"new_{name}"] for name in params}
        assert_close(step["loss_after"], _worked_step_loss(x, t, new), what="loss_after")
        silent = x @ new["W1"] + new["b1"] <= 0
        assert_equal(step["silent_after"], silent, what="silent_after")


@points(1, hint="One false sign or factor, and the loss no longer falls by lr * |gradient|**2.")
def test_small_step_lowers_the_loss_as_promised(worked_step, rng):
    """Why: for a small rate the loss falls by lr times the squared length of the gradient."""
    x, t, params = _worked_step_live(rng, 3, 4, 2)
    lr = 1e-7
    step = worked_step(x, t, params, lr)
    squared = sum(np.sum(np.asarray(step[f"d{name}"]) ** 2) for name in params)
    fall = (step["loss"] - step["loss_after"]) / lr
    assert_close(fall, squared, rtol=1e-3, atol=1e-6, what="(loss - loss_after) / lr")


@points(1, hint="Exactly the keys of the table; gradients shaped like their parameters.")
def test_keys_shapes_and_dtype(worked_step, rng):
    """Why: whoever reads the table must find every number, in float32 if that is what went in."""
    x, t, params = _worked_step_draw(rng, 3, 4, 2, np.float32)
    step = worked_step(x, t, params, 0.1)
    wanted = ["z1", "a1", "z2", "y", "loss", "delta2", "delta1", "loss_after", "silent_after"]
    wanted += [prefix + name for prefix in ("d", "new_") for name in params]
    assert_equal(sorted(step), sorted(wanted), what="keys")
    for name, old in params.items():
        for key in (f"d{name}", f"new_{name}"):
            assert_shape(step[key], old.shape, key)
            assert_dtype(step[key], "float32", key)
    assert_dtype(step["y"], "float32", "y")


@points(
    1,
    hint="x -= … and W -= … write into the caller's arrays; params['W1'] = … changes the caller's dictionary.",
)
def test_arguments_are_left_alone(worked_step, rng):
    """Why: the old parameters are half of the table; they must still be there afterwards."""
    x, t, params = _worked_step_live(rng, 2, 3, 2)
    _, after = worked_step.call_and_arguments(x, t, params, 0.5)
    assert_close(after[0], x, what="x after the call")
    assert_close(after[1], t, what="t after the call")
    for name, old in params.items():
        assert_close(after[2][name], old, what=f"params[{name!r}] after the call")


@points(
    1, hint="Compare each of your gradients with what loss.backward() leaves.", backends=("torch",)
)
def test_autograd_agrees(worked_step, rng):
    """Why: autograd is an oracle that shares no line with gradients written by hand."""
    import torch

    for d, h, k in growing((1, 3), (1, 4), (1, 2)):
        x, t, params = _worked_step_draw(rng, d, h, k)
        leaves = {name: torch.tensor(v, requires_grad=True) for name, v in params.items()}
        a1 = torch.relu(torch.tensor(x) @ leaves["W1"] + leaves["b1"])
        y = torch.relu(a1 @ leaves["W2"] + leaves["b2"])
        (((y - torch.tensor(t)) ** 2).sum() / 2).backward()
        step = worked_step(x, t, params, 0.1)
        for name, leaf in leaves.items():
            assert_close(step[f"d{name}"], leaf.grad.numpy(), what=f"d{name}")
