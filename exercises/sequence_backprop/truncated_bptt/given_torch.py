import torch


def rnn_run(X, h0, W_x, W_h, b):
    """Inputs, states before and states after each step, as three lists of t tensors."""
    inputs, before, after = [], [], []
    h = h0
    for x in X.unbind(1):
        inputs.append(x)
        before.append(h)
        h = torch.tanh(x @ W_x + h @ W_h + b)
        after.append(h)
    return inputs, before, after


def weight_shares(da, x, h_old):
    """What one step gives to (dW_x, dW_h, db), when its pre-activation has the gradient da."""
    return x.T @ da, h_old.T @ da, da.sum(dim=0)
