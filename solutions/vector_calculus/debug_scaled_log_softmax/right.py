class StepByStep:
    """Back through scale, log-sum-exp and difference, one line for each step."""

    def scaled_log_softmax_backward(dY, Z, s):
        # forward, as far as the backward pass needs it
        logits = s * Z
        log_sum = np.logaddexp.reduce(logits, axis=1, keepdims=True)
        # Y = logits - log_sum: dY reaches the logits directly, and once more through log_sum
        d_log_sum = -dY.sum(axis=1, keepdims=True)
        d_logits = dY + d_log_sum * np.exp(logits - log_sum)
        # the scale and Z were multiplied: each gets the gradient times the other
        dZ = d_logits * s
        ds = np.vdot(d_logits, Z)
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
    """Back through scale, log-sum-exp and difference, one line for each step."""

    backends = ("torch",)

    def scaled_log_softmax_backward(dY, Z, s):
        # forward, as far as the backward pass needs it
        logits = s * Z
        log_sum = torch.logsumexp(logits, dim=1, keepdim=True)
        # Y = logits - log_sum: dY reaches the logits directly, and once more through log_sum
        d_log_sum = -dY.sum(dim=1, keepdim=True)
        d_logits = dY + d_log_sum * torch.exp(logits - log_sum)
        # the scale and Z were multiplied: each gets the gradient times the other
        dZ = d_logits * s
        ds = torch.sum(d_logits * Z)
        return dZ, ds


class TorchLogProbabilities:
    """Probabilities from log_softmax, sums by einsum."""

    backends = ("torch",)

    def scaled_log_softmax_backward(dY, Z, s):
        log_p = torch.log_softmax(Z.mul(s), dim=-1)
        d = torch.addcmul(dY, log_p.exp(), torch.einsum("nk->n", dY)[:, None], value=-1)
        return d.mul(s), torch.einsum("nk,nk->", d, Z)
