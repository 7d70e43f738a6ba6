class Einsum:
    """Every sum with its indices written out."""

    def softmax_backward(dA, A):
        return A * dA - A * np.einsum("...ij,...ij->...i", A, dA)[..., None]

    def attention_backward(dO, Q, K, V, A):
        dS = softmax_backward(np.einsum("...ia,...ja->...ij", dO, V), A)
        dS = dS * np.asarray(Q.shape[-1] ** -0.5, dtype=dS.dtype)
        by_query = np.einsum("...ij,...jb->...ib", dS, K)
        by_key = np.einsum("...ij,...ib->...jb", dS, Q)
        return by_query, by_key, np.einsum("...ij,...ia->...ja", A, dO)


class RowSumsFromTheOutput:
    """The row sums of dA * A are those of dO * O; the scale sits in Q and K."""

    def attention_backward(dO, Q, K, V, A):
        small = np.asarray(Q.shape[-1] ** -0.5, dtype=Q.dtype)
        total = np.sum(dO * (A @ V), axis=-1, keepdims=True)
        dS = A * (dO @ V.swapaxes(-1, -2) - total)
        At, dSt = A.swapaxes(-1, -2), dS.swapaxes(-1, -2)
        return dS @ (K * small), dSt @ (Q * small), At @ dO


class TorchJacobians:
    """The whole Jacobian of every row, one batched product."""

    backends = ("torch",)

    def softmax_backward(dA, A):
        jacobians = torch.diag_embed(A) - A[..., :, None] * A[..., None, :]
        return (jacobians @ dA[..., None])[..., 0]


class TorchEinsum:
    """Every sum with its indices written out."""

    backends = ("torch",)

    def attention_backward(dO, Q, K, V, A):
        total = torch.einsum("...ia,...ij,...ja->...i", dO, A, V)
        dS = A * (torch.einsum("...ia,...ja->...ij", dO, V) - total.unsqueeze(-1))
        dQ = torch.einsum("...ij,...jb->...ib", dS, K) * Q.shape[-1] ** -0.5
        dK = torch.einsum("...ij,...ib->...jb", dS, Q) * Q.shape[-1] ** -0.5
        return dQ, dK, torch.einsum("...ij,...ia->...ja", A, dO)
