def _turn(M):
    return M.swapaxes(-1, -2)


def _join(parts):
    return np.concatenate(parts, axis=-1) if "np" in globals() else torch.cat(parts, dim=-1)


def _backward(dY, X, W_in, b_in, W_out, A, scale=None, order=(0, 1, 2), axis=-1):
    """A right backward pass, but for what the arguments spoil."""
    d, h = X.shape[-1], A.shape[1]
    H = X @ W_in + b_in
    Q, K, V = (merge_heads_backward(H[..., k * d : (k + 1) * d], h) for k in range(3))
    dO = merge_heads_backward(dY @ W_out.T, h)
    dA = dO @ _turn(V)
    total = (dA * A).sum(axis)
    dS = A * (dA - (total[..., None] if axis == -1 else total[..., None, :]))
    dS = dS * (d // h) ** -0.5 if scale is None else dS * scale
    parts = [split_heads_backward(M) for M in (dS @ K, _turn(dS) @ Q, _turn(A) @ dO)]
    dH = _join([parts[k] for k in order])
    rows = X.reshape(-1, d).T
    dW_out = split_heads_backward(A @ V).reshape(-1, d).T @ dY.reshape(-1, d)
    dW_in = rows @ dH.reshape(-1, 3 * d)
    return dH @ W_in.T, dW_in, dH.sum(0).sum(0), dW_out, dY.sum(0).sum(0)


class ScaleOfTheWholeWidth:
    """Divides by the root of d, not of c = d/h: right for one head."""

    backends = ("numpy", "torch")

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        return _backward(dY, X, W_in, b_in, W_out, A, scale=X.shape[-1] ** -0.5)


class ScaleForgotten:
    """Heads of one feature hide it: there the root is 1."""

    backends = ("numpy", "torch")

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        return _backward(dY, X, W_in, b_in, W_out, A, scale=1.0)


class QueriesAndKeysExchanged:
    """Puts the three gradients together in another order than the columns of W_in."""

    backends = ("numpy", "torch")

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        return _backward(dY, X, W_in, b_in, W_out, A, order=(1, 0, 2))


class SumOverTheQueries:
    """The softmax's sum along the wrong axis; with t queries and t keys every shape fits."""

    backends = ("numpy", "torch")

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        return _backward(dY, X, W_in, b_in, W_out, A, axis=-2)


class BareReshape:
    """Reshapes without moving the axes: right shape, tokens and features mixed up."""

    backends = ("numpy", "torch")

    def split_heads_backward(dH):
        n, h, t, c = dH.shape
        return dH.reshape(n, t, h * c)


class MergeBareReshape:
    """The same on the way to the heads."""

    backends = ("numpy", "torch")

    def merge_heads_backward(dX, h):
        n, t, d = dX.shape
        return dX.reshape(n, h, t, d // h)


class HeadsInterleaved:
    """Feature k goes to head k mod h: another permutation than the forward pass."""

    def merge_heads_backward(dX, h):
        n, t, d = dX.shape
        return dX.reshape(n, t, d // h, h).transpose(0, 3, 1, 2)


class ValuesOnly:
    """Takes the weights for constants: no gradient to queries and keys."""

    backends = ("numpy", "torch")

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        return _backward(dY, X, W_in, b_in, W_out, A, scale=0.0)


class InputUsedOnce:
    """dX from the values alone: X went into queries and keys as well."""

    backends = ("numpy", "torch")

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        found = _backward(dY, X, W_in, b_in, W_out, A)
        d = X.shape[-1]
        dV = split_heads_backward(_turn(A) @ merge_heads_backward(dY @ W_out.T, A.shape[1]))
        return dV @ W_in[:, 2 * d :].T, *found[1:]


class MeanOverTheBatch:
    """Averages the gradients of the parameters over the examples."""

    backends = ("numpy", "torch")

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        dX, *others = _backward(dY, X, W_in, b_in, W_out, A)
        return dX, *(g / len(X) for g in others)


class OutputWeightsTransposed:
    """dY^T O in place of O^T dY: the same shape."""

    backends = ("numpy", "torch")

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        dX, dW_in, db_in, dW_out, db_out = _backward(dY, X, W_in, b_in, W_out, A)
        return dX, dW_in, db_in, dW_out.T, db_out


class MaskForgotten:
    """Computes the weights anew, as if no token had been hidden."""

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        d, h = X.shape[-1], A.shape[1]
        H = X @ W_in + b_in
        Q, K = (merge_heads_backward(H[..., k * d : (k + 1) * d], h) for k in range(2))
        E = np.exp(Q @ _turn(K) * (d // h) ** -0.5)
        A = (E / E.sum(axis=-1, keepdims=True)).astype(A.dtype)
        return _backward(dY, X, W_in, b_in, W_out, A)


class BiasForgotten:
    """Queries, keys and values without their bias."""

    backends = ("numpy", "torch")

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        return _backward(dY, X, W_in, 0 * b_in, W_out, A)
