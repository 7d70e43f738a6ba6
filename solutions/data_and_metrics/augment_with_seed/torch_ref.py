import torch
import torch.nn.functional as F


def augment(images, draws, pad, training):
    r"""Crop, flip and rotate each image of a batch as its draws say.

    Args:
        images: shape (n, c, h, w), tensor of any dtype.
        draws: uniform in [0, 1), shape (n, 4) tensor, for row, column, flip and rotation;
            not used at inference.
        pad: width of the frame of zeros, int >= 0.
        training: False at inference: nothing is changed.
    Returns:
        The augmented images, shape (n, c, h, w), dtype of images.
    Raises:
        ValueError: in training, draws does not have the shape (n, 4).
    Source: Shorten & Khoshgoftaar 2019, section "Geometric transformations".

    >>> augment(torch.tensor([[[[1.0, 2.0]]]]), torch.tensor([[0, 0, 0.1, 0]]), 0, True)
    tensor([[[[2., 1.]]]])
    """
    n, c, h, w = images.shape
    ### BEGIN SOLUTION
    if not training:
        return images
    if draws.shape != (n, 4):
        raise ValueError(f"augment: draws must have shape {(n, 4)}; got {tuple(draws.shape)}.")
    ### END SOLUTION
    corners = (draws[:, :2] * (2 * pad + 1)).long()  # rounds down: draws are not negative
    ### BEGIN SOLUTION
    framed = F.pad(images, (pad, pad, pad, pad))
    out = torch.empty_like(images)
    for i, (top, left) in enumerate(corners.tolist()):
        window = framed[i, :, top : top + h, left : left + w]
        if draws[i, 2] < 0.5:
            window = window.flip(2)
        turns = int(4 * draws[i, 3]) if h == w else 2 * int(2 * draws[i, 3])
        out[i] = torch.rot90(window, turns, dims=(1, 2))
    return out
    ### END SOLUTION
