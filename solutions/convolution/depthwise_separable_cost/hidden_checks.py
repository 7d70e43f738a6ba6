def _depthwise_separable_cost_count(c_in, c_out, kernel, out_size, groups):
    """Count the weights one by one: which input channels does each output channel look at?"""
    group_of_output = [o * groups // c_out for o in range(c_out)]
    group_of_input = [c * groups // c_in for c in range(c_in)]
    links = sum(o == c for o in group_of_output for c in group_of_input)
    weights = sum(links for _ in np.ndindex(*kernel))
    return weights, sum(2 * weights for _ in np.ndindex(*out_size))


@points(
    2, hint="An output channel has (c_in / groups) kernels; each weight is used at every place."
)
def test_cost_for_random_layers(convolution_cost, rng):
    """Why: kernel and output are not square, and the groups vary."""
    for groups, more, bias in growing((1, 2, 3, 6), (1, 2, 3), (0, 1)):
        c_in, c_out = groups * int(rng.integers(1, 4)), groups * more
        kernel, out_size = (tuple(int(v) for v in rng.permutation(9)[:2] + 2) for _ in range(2))
        weights, flops = _depthwise_separable_cost_count(c_in, c_out, kernel, out_size, groups)
        case = (c_in, c_out, kernel, out_size, groups, bool(bias))
        wanted = (weights + bias * c_out, flops)
        assert_equal(convolution_cost(*case), wanted, f"convolution_cost{case}")


@points(2, hint="c_in kernels of one channel each, then c_out * c_in weights of one pixel each.")
def test_separable_for_random_layers(separable_cost, rng):
    """Why: the biases of both layers, and a kernel that is not square."""
    for c_in, c_out, bias in growing((1, 4, 5), (1, 3, 8), (0, 1)):
        kernel, out_size = (tuple(int(v) for v in rng.permutation(9)[:2] + 2) for _ in range(2))
        first = _depthwise_separable_cost_count(c_in, c_in, kernel, out_size, c_in)
        second = _depthwise_separable_cost_count(c_in, c_out, (1, 1), out_size, 1)
        parameters = first[0] + second[0] + bias * (c_in + c_out)
        got = separable_cost(c_in, c_out, kernel, out_size, bool(bias))
        what = f"separable_cost({c_in}, {c_out}, {kernel}, {out_size}, {bool(bias)})"
        assert_equal(got, (parameters, first[1] + second[1]), what)


@points(1, hint="Without the last arguments: one group, and with biases.")
def test_defaults(convolution_cost, separable_cost):
    """Why: a layer has a bias unless somebody says otherwise."""
    assert_equal(convolution_cost(3, 5, (2, 3), (4, 6)), (95, 4320), "convolution_cost")
    assert_equal(separable_cost(3, 5, (2, 3), (4, 6)), (41, 1584), "separable_cost")


@points(1, hint="Integer arithmetic all the way: // where you divide, no division at the end.")
def test_counts_are_integers(convolution_cost, separable_cost):
    """Why: a float32 cannot count beyond 16,777,216, and a large network has more operations."""
    big = (512, 515, (3, 3), (101, 103))
    for name, got in (
        ("convolution_cost", convolution_cost(*big, 1, True)),
        ("separable_cost", separable_cost(*big, True)),
    ):
        for value in got:
            assert_that(isinstance(value, (int, np.integer)), "an integer", value, name)


@points(1, hint="groups must divide c_in, and it must divide c_out.")
def test_groups_that_do_not_divide(convolution_cost):
    """Why: a group of 1.5 channels; integer division would drop channels without a word."""
    for c_in, c_out in ((4, 6), (6, 4), (3, 3), (8, 8)):
        groups = 4 if (c_in, c_out) != (8, 8) else 3
        assert_raises(ValueError, convolution_cost, c_in, c_out, (1, 1), (1, 1), groups, False)
    assert_equal(convolution_cost(8, 4, (1, 1), (1, 1), 4, False), (8, 16), "8 to 4 in 4 groups")


@points(2, hint="Filter first, mix second; a full convolution must give the same.")
def test_merged_does_both_steps(merged_kernel, rng):
    """Why: the kernel is what it does to an image: one window, both ways."""
    for c_in, c_out, size in growing((1, 2, 4), (1, 4), (1, 2)):
        D, P = rng.normal(size=(c_in, size, size + 2)), rng.normal(size=(c_out, c_in))
        window = rng.normal(size=(c_in, size, size + 2))
        both = P @ (window * D).reshape(c_in, -1).sum(axis=1)
        W = merged_kernel(D, P)
        assert_shape(W, (c_out, c_in, size, size + 2), "merged kernel")
        assert_close((W * window).sum(axis=(1, 2, 3)), both, atol=1e-11, what="one window")


@points(1, hint="The check at the top of the stub does this; leave it there.")
def test_merged_refuses_other_shapes(merged_kernel):
    """Why: one channel would broadcast over all."""
    for D, P in (((1, 2, 2), (3, 2)), ((2, 2), (3, 2)), ((2, 2, 2), (2,)), ((2, 2, 2), (3, 1))):
        assert_raises(ValueError, merged_kernel, np.ones(D), np.ones(P))
    assert_shape(merged_kernel(np.ones((2, 1, 3)), np.ones((4, 2))), (4, 2, 1, 3))


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(merged_kernel, rng):
    """Why: kernels are shared; a changed one changes every image after this one."""
    D, P = (rng.normal(size=s).astype(np.float32) for s in ((2, 3, 3), (2, 2)))
    assert_dtype(assert_inputs_unchanged(merged_kernel, D, P), "float32", "merged kernel")


@points(2, hint="Compare with the shapes of nn.Conv2d(...).weight.", backends=("torch",))
def test_equals_what_torch_counts(convolution_cost, separable_cost, rng):
    """Why: the built layers and PyTorch's own FLOP counter are the oracle, to the last integer."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    for c_in, c_out, groups in ((3, 8, 1), (4, 6, 2), (5, 5, 5)):
        full = torch.nn.Conv2d(c_in, c_out, (3, 2), groups=groups)
        pair = torch.nn.Sequential(
            torch.nn.Conv2d(c_in, c_in, (3, 2), groups=c_in), torch.nn.Conv2d(c_in, c_out, 1)
        )
        for net, got in (
            (full, convolution_cost(c_in, c_out, (3, 2), (6, 4), groups, True)),
            (pair, separable_cost(c_in, c_out, (3, 2), (6, 4), True)),
        ):
            counter = FlopCounterMode(display=False)
            with counter:
                net(torch.zeros(1, c_in, 8, 5))
            parameters = sum(p.numel() for p in net.parameters())
            assert_equal(got, (parameters, counter.get_total_flops()), "parameters and FLOPs")


@points(2, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_merged_equals_both_layers_in_torch(merged_kernel, rng):
    """Why: F.conv2d with groups is the library's depthwise layer; gradients must flow as well."""
    import torch
    import torch.nn.functional as F

    D, P = rng.normal(size=(3, 3, 2)), rng.normal(size=(4, 3))
    X = torch.tensor(rng.normal(size=(2, 3, 6, 5)))
    deep = F.conv2d(X, torch.tensor(D)[:, None], groups=3)
    both = F.conv2d(deep, torch.tensor(P)[:, :, None, None])
    W = torch.from_numpy(np.ascontiguousarray(merged_kernel(D, P)))
    assert_close(F.conv2d(X, W).numpy(), both.numpy(), rtol=1e-10, what="both layers")
    u = rng.normal(size=(4, 3, 3, 2))
    dD, dP = vjp_of(merged_kernel, D, P, upstream=u, wrt=(0, 1))
    assert_close(dD, np.einsum("ocij,oc->cij", u, P), what="gradient of D")
    assert_close(dP, np.einsum("ocij,cij->oc", u, D), what="gradient of P")
