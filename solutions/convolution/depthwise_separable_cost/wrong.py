class GroupsDividedTwice:
    """Divides the output channels by the groups too."""

    backends = ("numpy", "torch")

    def convolution_cost(c_in, c_out, kernel, out_size, groups=1, bias=True):
        if c_in % groups or c_out % groups:
            raise ValueError("groups")
        weights = (c_out // groups) * (c_in // groups) * kernel[0] * kernel[1]
        return weights + bias * c_out, 2 * weights * out_size[0] * out_size[1]


class GroupsIgnored:
    """Counts a grouped layer as a full one."""

    def convolution_cost(c_in, c_out, kernel, out_size, groups=1, bias=True):
        if c_in % groups or c_out % groups:
            raise ValueError("groups")
        weights = c_out * c_in * kernel[0] * kernel[1]
        return weights + bias * c_out, 2 * weights * out_size[0] * out_size[1]


class MultiplyAddIsOne:
    """Counts a multiplication and an addition as one operation, as many papers do."""

    backends = ("numpy", "torch")

    def convolution_cost(c_in, c_out, kernel, out_size, groups=1, bias=True):
        if c_in % groups or c_out % groups:
            raise ValueError("groups")
        weights = c_out * (c_in // groups) * kernel[0] * kernel[1]
        return weights + bias * c_out, weights * out_size[0] * out_size[1]


class BiasPerInput:
    """One bias for each input channel."""

    def convolution_cost(c_in, c_out, kernel, out_size, groups=1, bias=True):
        if c_in % groups or c_out % groups:
            raise ValueError("groups")
        weights = c_out * (c_in // groups) * kernel[0] * kernel[1]
        return weights + bias * c_in, 2 * weights * out_size[0] * out_size[1]


class SquareKernel:
    """Squares the kernel's height."""

    def convolution_cost(c_in, c_out, kernel, out_size, groups=1, bias=True):
        if c_in % groups or c_out % groups:
            raise ValueError("groups")
        weights = c_out * (c_in // groups) * kernel[0] ** 2
        return weights + bias * c_out, 2 * weights * out_size[0] * out_size[1]


class AnyGroups:
    """Integer division drops the channels that are left over."""

    def convolution_cost(c_in, c_out, kernel, out_size, groups=1, bias=True):
        weights = c_out * (c_in // groups) * kernel[0] * kernel[1]
        return weights + bias * c_out, 2 * weights * out_size[0] * out_size[1]


class OneBiasForTheTwo:
    """Forgets the biases of the depthwise layer."""

    def separable_cost(c_in, c_out, kernel, out_size, bias=True):
        weights = c_in * kernel[0] * kernel[1] + c_in * c_out
        return weights + bias * c_out, 2 * weights * out_size[0] * out_size[1]


class DepthwisePerOutput:
    """One depthwise kernel for each output channel."""

    def separable_cost(c_in, c_out, kernel, out_size, bias=True):
        weights = c_out * kernel[0] * kernel[1] + c_in * c_out
        return weights + bias * (c_in + c_out), 2 * weights * out_size[0] * out_size[1]


class Transposed:
    """Mixes the channels by the transpose of P where that fits."""

    def merged_kernel(D, P):
        if D.ndim != 3 or P.ndim != 2 or len(D) != P.shape[1]:
            raise ValueError("shapes")
        square = P.shape[0] == P.shape[1]
        return (P.T if square else P)[:, :, None, None] * D


class SummedOverChannels:
    """Adds the channels up: one kernel for each output channel."""

    def merged_kernel(D, P):
        if D.ndim != 3 or P.ndim != 2 or len(D) != P.shape[1]:
            raise ValueError("shapes")
        return np.einsum("oc,cij->oij", P, D)


class TorchDetached:
    """Cuts the graph."""

    backends = ("torch",)

    def merged_kernel(D, P):
        if D.ndim != 3 or P.ndim != 2 or len(D) != P.shape[1]:
            raise ValueError("shapes")
        return torch.einsum("oc,cij->ocij", P.detach(), D.detach())
