def _schedule_cosine(s, base, warmup, total, low):
    if s < warmup:
        return base * (s + 1) / warmup
    if s >= total:
        return low
    return low + (base - low) * math.cos(math.pi / 2 * (s - warmup) / (total - warmup)) ** 2


def _schedule_steps(s, base, warmup, every, factor):
    if s < warmup:
        return base * (s + 1) / warmup
    return base * factor ** len(range(warmup + every, s + 1, every))


@points(2, hint="Work out one step by hand: in the warm-up, after it, at T, beyond T.")
def test_cosine_for_random_settings(warmup_cosine, rng):
    """Why: one formula for the rate at every step, whatever the lengths; past the end it stays low."""
    for warmup, length in growing((0, 1, 2, 7), (1, 2, 5, 13)):
        base, low = float(rng.uniform(0.1, 2)), float(rng.uniform(0.001, 0.1))
        total = warmup + length
        expected = [_schedule_cosine(s, base, warmup, total, low) for s in range(total + 4)]
        rates = warmup_cosine(np.arange(total + 4), base, warmup, total, low)
        assert_close(rates, expected, what=f"warmup_steps={warmup}, total_steps={total}")


@points(2, hint="Count the drops from the end of the warm-up, not from step 0.")
def test_steps_for_random_settings(warmup_steps_decay, rng):
    """Why: the drops must not move when the warm-up has another length."""
    for warmup, every in growing((0, 1, 4), (1, 2, 5)):
        base, factor = float(rng.uniform(0.1, 2)), float(rng.uniform(0.2, 0.9))
        last = warmup + 3 * every + 2
        expected = [_schedule_steps(s, base, warmup, every, factor) for s in range(last)]
        rates = warmup_steps_decay(np.arange(last), base, warmup, every, factor)
        assert_close(rates, expected, what=f"warmup_steps={warmup}, every={every}")


@points(1, hint="Each step has its rate on its own: compute it from the number of the step alone.")
def test_any_order_and_shape(warmup_cosine, warmup_steps_decay, rng):
    """Why: training that goes on from a saved step asks for rates out of the middle."""
    for rows, columns in growing((1, 3), (1, 4)):
        steps = rng.integers(0, 30, size=(rows, columns))
        cosine = [[_schedule_cosine(s, 0.5, 6, 20, 0.0) for s in row] for row in steps]
        drops = [[_schedule_steps(s, 0.5, 6, 4, 0.1) for s in row] for row in steps]
        assert_close(warmup_cosine(steps, 0.5, 6, 20), cosine, atol=1e-15, what="cosine")
        assert_close(warmup_steps_decay(steps, 0.5, 6, 4), drops, atol=1e-15, what="steps")


@points(1, hint="An array of float64, even when all the numbers given are integers.")
def test_result_is_float64(warmup_cosine, warmup_steps_decay):
    """Why: rounded to float32, or cut to an integer, a rate of 1/3 is another rate."""
    steps = np.array([0, 1, 2, 3, 5])
    cosine, drops = warmup_cosine(steps, 3, 2, 4), warmup_steps_decay(steps, 3, 2, 1, 2)
    assert_close(cosine, [1.5, 3.0, 3.0, 1.5, 0.0], dtype="float64", what="cosine")
    assert_close(drops, [1.5, 3.0, 3.0, 6.0, 24.0], dtype="float64", what="steps")


@points(1, hint="steps -= warmup_steps writes into the caller's array.")
def test_inputs_are_left_alone(warmup_cosine, warmup_steps_decay):
    """Why: the caller counts with this array."""
    assert_inputs_unchanged(warmup_cosine, np.arange(8), 0.1, 2, 8)
    assert_inputs_unchanged(warmup_steps_decay, np.arange(8), 0.1, 2, 3)


@points(1, hint="Raise ValueError for a cosine of length 0 or less, and for a negative warm-up.")
def test_impossible_cosine_is_refused(warmup_cosine):
    """Why: T = w divides by zero, and T < w makes the rate rise again."""
    for warmup, total in ((3, 3), (4, 3), (0, 0), (-1, 5)):
        assert_raises(ValueError, warmup_cosine, np.arange(3), 0.1, warmup, total)
    warmup_cosine(np.arange(3), 0.1, 3, 4)


@points(1, hint="Raise ValueError for every < 1 and for a negative warm-up; every = 1 is allowed.")
def test_impossible_steps_are_refused(warmup_steps_decay):
    """Why: blocks of zero steps divide by zero; a negative warm-up moves the drops forward."""
    for warmup, every in ((0, 0), (2, -1), (-1, 5)):
        assert_raises(ValueError, warmup_steps_decay, np.arange(3), 0.1, warmup, every)
    warmup_steps_decay(np.arange(3), 0.1, 3, 1)


@points(1, hint="Without warm-up both are schedules that PyTorch has.", backends=("torch",))
def test_equals_torch_schedulers(warmup_cosine, warmup_steps_decay):
    """Why: a schedule that is off by one step looks right in a plot; PyTorch's own does not lie."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.3)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=9, eta_min=0.01)
    steps, rates = np.arange(10), []
    for _ in steps:
        rates.append(cosine.get_last_lr()[0])
        optimizer.step()
        cosine.step()
    assert_close(warmup_cosine(steps, 0.3, 0, 9, 0.01), rates, what="CosineAnnealingLR")
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.3)
    drops, rates = torch.optim.lr_scheduler.StepLR(optimizer, step_size=4, gamma=0.5), []
    for _ in steps:
        rates.append(drops.get_last_lr()[0])
        optimizer.step()
        drops.step()
    assert_close(warmup_steps_decay(steps, 0.3, 0, 4, 0.5), rates, what="StepLR")
