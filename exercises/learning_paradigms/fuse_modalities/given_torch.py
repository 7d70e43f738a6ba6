import torch


def sigmoid(z):
    """1 / (1 + e^-z) for any z."""
    return torch.sigmoid(z)
