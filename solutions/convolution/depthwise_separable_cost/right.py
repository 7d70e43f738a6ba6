class Einsum:
    """The indices written out, and the separable layer as a sum of two layers."""

    def convolution_cost(c_in, c_out, kernel, out_size, groups=1, bias=True):
        if c_in % groups != 0 or c_out % groups != 0:
            raise ValueError("groups")
        weights = groups * (c_out // groups) * (c_in // groups) * math.prod(kernel)
        return weights + int(bias) * c_out, 2 * weights * math.prod(out_size)

    def separable_cost(c_in, c_out, kernel, out_size, bias=True):
        weights = c_in * (math.prod(kernel) + c_out)
        return weights + int(bias) * (c_in + c_out), 2 * weights * math.prod(out_size)

    def merged_kernel(D, P):
        if D.ndim != 3 or P.ndim != 2 or len(D) != P.shape[1]:
            raise ValueError("shapes")
        return np.einsum("oc,cij->ocij", P, D)


class OneChannelAtATime:
    """A stack of scaled kernels."""

    def merged_kernel(D, P):
        if D.ndim != 3 or P.ndim != 2 or len(D) != P.shape[1]:
            raise ValueError("shapes")
        return np.stack([np.stack([w * d for w, d in zip(row, D)]) for row in P])


class SizesOfShapes:
    """Counts the entries of arrays of the right shapes."""

    backends = ("torch",)

    def convolution_cost(c_in, c_out, kernel, out_size, groups=1, bias=True):
        layer = torch.nn.Conv2d(c_in, c_out, kernel, groups=groups, bias=bias)
        parameters = sum(p.numel() for p in layer.parameters())
        return parameters, 2 * layer.weight.numel() * out_size[0] * out_size[1]

    def merged_kernel(D, P):
        if D.ndim != 3 or P.ndim != 2 or len(D) != P.shape[1]:
            raise ValueError("shapes")
        return torch.einsum("oc,cij->ocij", P, D)


class DiagonalMatrix:
    """The depthwise layer as a full kernel with zeros off the diagonal, then a product."""

    backends = ("torch",)

    def merged_kernel(D, P):
        if D.ndim != 3 or P.ndim != 2 or len(D) != P.shape[1]:
            raise ValueError("shapes")
        full = torch.diag_embed(D.permute(1, 2, 0))
        return (P @ full).permute(2, 3, 0, 1)
