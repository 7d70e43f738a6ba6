import torch


def numerical_gradient(f, x, h=1e-5):
    r"""Gradient of a scalar function by central differences, in float64.

    $g_i = (f(x + h e_i) - f(x - h e_i)) / (2h)$, one entry at a time. No autograd here: this is the
    function that judges it.

    Args:
        f: function of one tensor with the shape of x; returns a number.
        x: point, any shape, float tensor; is left as it is.
        h: step, positive.
    Returns:
        Gradient, shape of x, float64 tensor.
    Raises:
        ValueError: h is not positive.
    Source: Griewank & Walther 2008.

    >>> numerical_gradient(lambda v: (v**2).sum(), torch.tensor([1.0, -3.0])).round(decimals=6)
    tensor([ 2., -6.], dtype=torch.float64)
    """
    ### BEGIN SOLUTION
    if not h > 0:
        raise ValueError(f"numerical_gradient: h must be positive; got {h}.")
    x = x.detach().to(torch.float64)
    slopes = []
    for row in torch.eye(x.numel(), dtype=torch.float64):
        step = h * row.reshape(x.shape)
        slopes.append((float(f(x + step)) - float(f(x - step))) / (2 * h))
    return torch.tensor(slopes, dtype=torch.float64).reshape(x.shape)
    ### END SOLUTION


def relative_error(a, b):
    r"""How far two gradients are apart: 0 for equal ones, at most 1.

    $\lVert a - b \rVert / (\lVert a \rVert + \lVert b \rVert)$, Euclidean norms over all entries,
    computed in float64; 0 if both are zero, NaN if an entry is NaN.

    Args:
        a, b: tensors of the same shape, any shape, float.
    Returns:
        A number.
    Raises:
        ValueError: the shapes differ (broadcasting would hide it).
    Source: this chapter.

    >>> relative_error(torch.tensor([1.0, 0.0]), torch.tensor([3.0, 0.0]))
    0.5
    """
    ### BEGIN SOLUTION
    a, b = a.to(torch.float64), b.to(torch.float64)
    if a.shape != b.shape:
        shapes = f"{tuple(a.shape)} and {tuple(b.shape)}"
        raise ValueError(f"relative_error: expected equal shapes; got {shapes}.")
    scale = float(a.norm() + b.norm())
    return 0.0 if scale == 0 else float((a - b).norm()) / scale
    ### END SOLUTION
