class StepByStep:
    """Back through the chain z -> u = s z -> y = u - logsumexp(u), one line for each link."""

    def scaled_log_softmax_backward(dY, Z, s):
        # forward, as far as the backward pass needs it
        u = s * Z
        log_sum = np.logaddexp.reduce(u, axis=1, keepdims=True)
        # y = u - log_sum: the gradient goes to u directly, and to u through log_sum
        direct = dY
        d_log_sum = -dY.sum(axis=1, keepdims=True)
        through = d_log_sum * np.exp(u - log_sum)
        du = direct + through
        # u = s * Z
        dZ = du * s
        ds = np.vdot(du, Z)
        return dZ, ds


class OneRowAtATime:
    """The Jacobian of each row, multiplied out on paper."""

    def scaled_log_softmax_backward(dY, Z, s):
        dZ, ds = np.empty_like(Z), 0.0
        for row, (g, z) in enumerate(zip(dY, Z)):
            weight = np.exp(s * (z - (z.max() if s > 0 else z.min())))
            d = g - weight * (g.sum() / weight.sum())
            dZ[row] = s * d
            ds = ds + float(d @ z)
        return dZ, ds


class TorchStepByStep:
    """Back through the chain z -> u = s z -> y = u - logsumexp(u), one line for each link."""

    backends = ("torch",)

    def scaled_log_softmax_backward(dY, Z, s):
        # forward, as far as the backward pass needs it
        u = s * Z
        log_sum = torch.logsumexp(u, dim=1, keepdim=True)
        # y = u - log_sum: the gradient goes to u directly, and to u through log_sum
        direct = dY
        d_log_sum = -dY.sum(dim=1, keepdim=True)
        through = d_log_sum * torch.exp(u - log_sum)
        du = direct + through
        # u = s * Z
        dZ = du * s
        ds = torch.sum(du * Z)
        return dZ, ds


class TorchLogProbabilities:
    """Probabilities from log_softmax, sums by einsum."""

    backends = ("torch",)

    def scaled_log_softmax_backward(dY, Z, s):
        log_p = torch.log_softmax(Z.mul(s), dim=-1)
        d = torch.addcmul(dY, log_p.exp(), torch.einsum("nk->n", dY)[:, None], value=-1)
        return d.mul(s), torch.einsum("nk,nk->", d, Z)
