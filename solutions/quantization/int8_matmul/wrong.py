class StaysInt8:
    """Multiplies in int8: the sums wrap around."""

    def int8_matmul(q_x, z_x, q_w, z_w):
        return ((q_x - np.int8(z_x)) @ (q_w - np.int8(z_w))).astype(np.int32)


class AccumulatesInInt16:
    """int16 holds one product of two codes, not the sum of two."""

    backends = ("numpy", "torch")

    def int8_matmul(q_x, z_x, q_w, z_w):
        if isinstance(q_x, np.ndarray):
            return ((q_x.astype(np.int16) - z_x) @ (q_w.astype(np.int16) - z_w)).astype(np.int32)
        return ((q_x.to(torch.int16) - z_x) @ (q_w.to(torch.int16) - z_w)).to(torch.int32)


class AccumulatesInFloat32:
    """Exact only up to 2^24."""

    backends = ("numpy", "torch")

    def int8_matmul(q_x, z_x, q_w, z_w):
        if isinstance(q_x, np.ndarray):
            return ((q_x - np.float32(z_x)) @ (q_w - np.float32(z_w))).astype(np.int32)
        return ((q_x.float() - z_x) @ (q_w.float() - z_w)).to(torch.int32)


class ForgetsTheConstant:
    """Leaves out d_in * z_x * z_w."""

    def int8_matmul(q_x, z_x, q_w, z_w):
        x, w = q_x.astype(np.int32), q_w.astype(np.int32)
        correction = z_w * x.sum(axis=1, keepdims=True) + z_x * w.sum(axis=0)
        return (x @ w - correction).astype(np.int32)


class SwapsTheZeroPoints:
    """Uses z_x with the row sums of q_x, and z_w with the column sums of q_w."""

    def int8_matmul(q_x, z_x, q_w, z_w):
        x, w = q_x.astype(np.int32), q_w.astype(np.int32)
        correction = z_x * x.sum(axis=1, keepdims=True) + z_w * w.sum(axis=0)
        return (x @ w - correction + x.shape[1] * z_x * z_w).astype(np.int32)


class NoZeroPoints:
    """Multiplies the raw codes."""

    backends = ("torch",)

    def int8_matmul(q_x, z_x, q_w, z_w):
        return q_x.to(torch.int32) @ q_w.to(torch.int32)


class ReturnsInt64:
    """The sums of NumPy are int64, and nobody converts back."""

    def int8_matmul(q_x, z_x, q_w, z_w):
        return (q_x.astype(np.int64) - z_x) @ (q_w.astype(np.int64) - z_w)


class LinearForgetsTheInputScale:
    """Only the weights' scales."""

    def int8_linear(q_x, s_x, z_x, q_w, s_w, b):
        return (((q_x.astype(np.int32) - z_x) @ q_w.astype(np.int32)) * s_w + b).astype(np.float32)


class ScalesTheBias:
    """Multiplies the bias by the scales as well."""

    backends = ("numpy", "torch")

    def int8_linear(q_x, s_x, z_x, q_w, s_w, b):
        wide = int8_matmul(q_x, z_x, q_w, 0)
        y = (wide + b) * (s_x * s_w)
        return y.astype(np.float32) if isinstance(y, np.ndarray) else y.float()


class LinearForgetsTheZeroPoint:
    """Treats the input as if it were symmetric."""

    def int8_linear(q_x, s_x, z_x, q_w, s_w, b):
        A = q_x.astype(np.int32) @ q_w.astype(np.int32)
        return (A * (s_x * s_w) + b).astype(np.float32)
