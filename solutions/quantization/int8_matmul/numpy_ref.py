import numpy as np


def int8_matmul(q_x, z_x, q_w, z_w):
    r"""Product of two quantised matrices, in steps.

    $A_{ij} = \sum_c (q^x_{ic} - z_x)(q^w_{cj} - z_w)$, summed in int32.

    Args:
        q_x: codes, shape (n, d_in), int8.
        z_x: their zero point, int.
        q_w: codes, shape (d_in, d_out), int8.
        z_w: their zero point, int.
    Returns:
        A, shape (n, d_out), int32, exact.
    Raises:
        ValueError: the inner dimensions differ.
    Source: Jacob et al. 2018, sections 2.2 and 2.3.

    >>> int8_matmul(np.array([[3, -2]], dtype=np.int8), 1, np.array([[5], [6]], dtype=np.int8), 2)
    array([[-6]], dtype=int32)
    """
    if q_x.shape[1] != q_w.shape[0]:
        raise ValueError(
            f"int8_matmul: q_x (n, d_in) and q_w (d_in, d_out) must share d_in; "
            f"got {tuple(q_x.shape)} and {tuple(q_w.shape)}."
        )
    ### BEGIN SOLUTION
    raw = np.matmul(q_x, q_w, dtype=np.int32)
    from_x = z_w * q_x.sum(axis=1, keepdims=True, dtype=np.int32)
    from_w = z_x * q_w.sum(axis=0, dtype=np.int32)
    ### END SOLUTION
    both = q_x.shape[1] * z_x * z_w
    ### BEGIN SOLUTION
    return raw - from_x - from_w + both
    ### END SOLUTION


def int8_linear(q_x, s_x, z_x, q_w, s_w, b):
    r"""A linear layer on int8 codes: $y_{ij} = s_x s^w_j A_{ij} + b_j$.

    Args:
        q_x: input codes, shape (n, d_in), int8.
        s_x: scale of the input, float.
        z_x: zero point of the input, int.
        q_w: weight codes, shape (d_in, d_out), int8; their zero point is 0.
        s_w: scales of the weights, shape (d_out,), float32.
        b: bias, shape (d_out,), float32.
    Returns:
        Outputs, shape (n, d_out), float32.
    Source: Krishnamoorthi 2018, section 2; Jacob et al. 2018, section 2.4.

    >>> one = np.array([[1]], dtype=np.int8)
    >>> int8_linear(one, 0.5, 0, one, np.float32([4.0]), np.float32([1.0]))
    array([[3.]], dtype=float32)
    """
    ### BEGIN SOLUTION
    steps = int8_matmul(q_x, z_x, q_w, 0)
    return (steps * (s_x * s_w) + b).astype(np.float32)
    ### END SOLUTION
