class SubtractFirst:
    """Removes the zero points from the codes, then multiplies."""

    def int8_matmul(q_x, z_x, q_w, z_w):
        if q_x.shape[1] != q_w.shape[0]:
            raise ValueError("inner dimensions")
        return (q_x.astype(np.int32) - z_x) @ (q_w.astype(np.int32) - z_w)

    def int8_linear(q_x, s_x, z_x, q_w, s_w, b):
        x = s_x * (q_x.astype(np.float64) - z_x)
        return (x @ (s_w * q_w.astype(np.float64)) + b).astype(np.float32)


class DoubleIsExact:
    """float64 counts exactly up to 2^53, far beyond these sums."""

    def int8_matmul(q_x, z_x, q_w, z_w):
        if q_x.shape[1] != q_w.shape[0]:
            raise ValueError("inner dimensions")
        return np.einsum("ic,cj->ij", q_x - float(z_x), q_w - float(z_w)).astype(np.int32)


class TorchSubtractFirst:
    """Removes the zero points first; einsum for the product."""

    backends = ("torch",)

    def int8_matmul(q_x, z_x, q_w, z_w):
        if q_x.shape[1] != q_w.shape[0]:
            raise ValueError("inner dimensions")
        return torch.einsum("ic,cj->ij", q_x.int() - z_x, q_w.int() - z_w)

    def int8_linear(q_x, s_x, z_x, q_w, s_w, b):
        return torch.addcmul(b, int8_matmul(q_x, z_x, q_w, 0).float(), s_x * s_w)


class TorchLongSums:
    """Sums in int64 and narrows at the end; the layer goes back to real numbers first."""

    backends = ("torch",)

    def int8_matmul(q_x, z_x, q_w, z_w):
        if q_x.shape[1] != q_w.shape[0]:
            raise ValueError("inner dimensions")
        return torch.matmul(q_x.long() - z_x, q_w.long() - z_w).to(torch.int32)

    def int8_linear(q_x, s_x, z_x, q_w, s_w, b):
        x, w = s_x * (q_x.double() - z_x), s_w.double() * q_w
        return torch.addmm(b.double(), x, w).float()
