class ColumnByColumn:
    """One column at a time, with the sums written out."""

    def standardise(X_train, X_new):
        if X_train.ndim != 2 or X_new.ndim != 2 or X_train.shape[1] != X_new.shape[1]:
            raise ValueError("two matrices, please")
        if not X_train.size:
            raise ValueError("no rows")
        A, B = X_train.copy(), X_new.copy()
        for j in range(A.shape[1]):
            mean = A[:, j].sum() / len(A)
            A[:, j] -= mean
            B[:, j] -= mean
            if (X_train[:, j] != X_train[0, j]).any():
                scale = np.sqrt((A[:, j] ** 2).sum() / len(A))
                A[:, j] /= scale
                B[:, j] /= scale
        return A, B


class TwoSteps:
    """Statistics first, as a fit, then one function for both parts."""

    def standardise(X_train, X_new):
        if X_train.ndim != 2 or X_new.ndim != 2 or X_train.shape[1] != X_new.shape[1]:
            raise ValueError("two matrices, please")
        if len(X_train) < 1:
            raise ValueError("no rows")
        mean = X_train.mean(0)
        scale = np.sqrt(((X_train - mean) ** 2).mean(0))
        scale[(X_train == X_train[0]).all(axis=0)] = 1

        def apply(X):
            return (X - mean) / scale

        return apply(X_train), apply(X_new)


class Variance:
    """torch.var with correction 0, and its root."""

    backends = ("torch",)

    def standardise(X_train, X_new):
        if X_train.dim() != 2 or X_new.dim() != 2 or X_train.shape[1] != X_new.shape[1]:
            raise ValueError("two matrices, please")
        if X_train.shape[0] == 0:
            raise ValueError("no rows")
        variance, mean = torch.var_mean(X_train, dim=0, correction=0)
        scale = variance.sqrt().masked_fill((X_train == X_train[:1]).all(dim=0), 1.0)
        return (X_train - mean) / scale, (X_new - mean) / scale


class Centred:
    """Centres first; the deviation is the root of the mean square of what is left."""

    backends = ("torch",)

    def standardise(X_train, X_new):
        if X_train.dim() != 2 or X_new.dim() != 2 or X_train.size(1) != X_new.size(1):
            raise ValueError("two matrices, please")
        if not X_train.size(0):
            raise ValueError("no rows")
        A, B = X_train - X_train.mean(0), X_new - X_train.mean(0)
        scale = A.square().mean(0).sqrt()
        scale = torch.where((X_train - X_train[0]).abs().amax(0) > 0, scale, 1)
        return A / scale, B / scale
