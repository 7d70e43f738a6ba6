class SkipPathForgotten:
    """The gradient goes back through the branch alone: at alpha = 0 nothing arrives."""

    backends = ("numpy", "torch")
    edits = {'dY + dZ @ cache["W1"].T': 'dZ @ cache["W1"].T'}


class BranchForgotten:
    """Takes the block for the identity on the way back."""

    backends = ("numpy", "torch")
    edits = {'dY + dZ @ cache["W1"].T': "1 * dY"}


class AlphaMissingInTheBranch:
    """The branch's gradient without its factor; at alpha = 1 nobody notices."""

    backends = ("numpy", "torch")
    edits = {'dF = cache["alpha"] * dY': "dF = dY"}


class AlphaMissingInW2:
    """The factor reaches W1 and X, but not the last matrix."""

    backends = ("numpy", "torch")
    edits = {'cache["A"].T @ dF': 'cache["A"].T @ dY'}


class AlphaPerExample:
    """One gradient of alpha for each row."""

    backends = ("numpy", "torch")
    edits = {'(dY * cache["F"]).sum()': '(dY * cache["F"]).sum(1)'}


class AlphaMean:
    """The mean over all entries: a learning rate for alpha that depends on the shape."""

    backends = ("numpy", "torch")
    edits = {'(dY * cache["F"]).sum()': '(dY * cache["F"]).mean()'}


class AlphaGradientScaledTwice:
    """Multiplies alpha's own gradient by alpha: it stays 0 for ever."""

    backends = ("numpy", "torch")
    edits = {'(dY * cache["F"]).sum()': 'cache["alpha"] * (dY * cache["F"]).sum()'}


class AlphaSumsFirst:
    """The product of the sums instead of the sum of the products."""

    backends = ("numpy", "torch")
    edits = {'(dY * cache["F"]).sum()': 'dY.sum() * cache["F"].sum()'}


class SlopeForgotten:
    """The branch goes back as if it were linear."""

    backends = ("numpy", "torch")
    edits = {'(dF @ cache["W2"].T) * (cache["A"] > 0)': 'dF @ cache["W2"].T'}


class WritesIntoItsInput:
    """Adds the branch to X itself: the cache then holds Y."""

    backends = ("numpy", "torch")
    edits = {"F = A @ W2\nreturn X + alpha * F,": ("F = A @ W2\nX += alpha * F\nreturn X,")}


class AlphaOnTheSkipPath:
    """Weighs the identity instead of the branch."""

    backends = ("numpy", "torch")
    edits = {"return X + alpha * F,": "return alpha * X + F,"}
