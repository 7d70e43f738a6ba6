def _loop(images, draws, pad, change, top_left=None):
    """The right loop, with the last steps handed in."""
    n, c, h, w = images.shape
    if draws.shape != (n, 4):
        raise ValueError(draws.shape)
    corners = top_left or (lambda u, v: (int(u * (2 * pad + 1)), int(v * (2 * pad + 1))))
    framed = np.pad(images, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.empty_like(images)
    for i in range(n):
        top, left = corners(draws[i, 0], draws[i, 1])
        window = framed[i, :, top : top + h, left : left + w]
        out[i] = change(window, draws[i, 2] < 0.5, _turns(draws[i, 3], h == w))
    return out


def _turns(u, square):
    return int(4 * u) if square else 2 * int(2 * u)


def _flip_and_turn(window, flip, turns):
    return np.rot90(window[:, :, ::-1] if flip else window, turns, axes=(1, 2))


class AugmentsAlways:
    """Ignores `training`: images are changed at inference too, as document 000 has it."""

    def augment(images, draws, pad, training):
        if not training and draws is None:
            return images
        return _loop(images, draws, pad, _flip_and_turn)


class CropsAtInference:
    """Leaves flip and rotation out at inference, but goes on cropping."""

    def augment(images, draws, pad, training):
        if training or draws is None:
            return _loop(images, draws, pad, _flip_and_turn) if training else images
        return _loop(images, draws, pad, lambda window, flip, turns: window)


class TurnsFirst:
    """Rotates before it flips: after a quarter turn the mirror stands the other way."""

    def augment(images, draws, pad, training):
        def change(window, flip, turns):
            turned = np.rot90(window, turns, axes=(1, 2))
            return turned[:, :, ::-1] if flip else turned

        return _loop(images, draws, pad, change) if training else images


class Clockwise:
    """Turns the other way round."""

    def augment(images, draws, pad, training):
        def change(window, flip, turns):
            return _flip_and_turn(window, flip, -turns)

        return _loop(images, draws, pad, change) if training else images


class UpsideDown:
    """Mirrors top and bottom instead of left and right."""

    def augment(images, draws, pad, training):
        def change(window, flip, turns):
            return np.rot90(window[:, ::-1] if flip else window, turns, axes=(1, 2))

        return _loop(images, draws, pad, change) if training else images


class FlipsChannels:
    """Mirrors the first axis of the image, which holds the channels: colours change places."""

    def augment(images, draws, pad, training):
        def change(window, flip, turns):
            return np.rot90(window[::-1] if flip else window, turns, axes=(1, 2))

        return _loop(images, draws, pad, change) if training else images


class OneDrawForAll:
    """Uses the first row of the draws for the whole batch."""

    def augment(images, draws, pad, training):
        if not training:
            return images
        if draws.shape != (len(images), 4):
            raise ValueError(draws.shape)
        return _loop(images, np.repeat(draws[:1], len(images), axis=0), pad, _flip_and_turn)


class OwnGenerator:
    """Draws from a generator of its own, seeded, and leaves the draws unused."""

    def augment(images, draws, pad, training):
        if not training:
            return images
        if draws.shape != (len(images), 4):
            raise ValueError(draws.shape)
        own = np.random.default_rng(0).random((len(images), 4))
        return _loop(images, own, pad, _flip_and_turn)


class WindowTooFew:
    """Multiplies by 2 * pad: the last row and column are never reached."""

    def augment(images, draws, pad, training):
        def corners(u, v):
            return int(u * 2 * pad), int(v * 2 * pad)

        return _loop(images, draws, pad, _flip_and_turn, corners) if training else images


class Rounds:
    """Rounds to the nearest instead of down: the outermost windows come half as often."""

    def augment(images, draws, pad, training):
        def corners(u, v):
            return round(u * 2 * pad), round(v * 2 * pad)

        return _loop(images, draws, pad, _flip_and_turn, corners) if training else images


class RowsAndColumnsSwapped:
    """Takes the first draw for the column and the second for the row."""

    def augment(images, draws, pad, training):
        def corners(u, v):
            return int(v * (2 * pad + 1)), int(u * (2 * pad + 1))

        return _loop(images, draws, pad, _flip_and_turn, corners) if training else images


class RepeatsTheEdge:
    """Fills the frame with the nearest pixels instead of zeros."""

    def augment(images, draws, pad, training):
        if not training:
            return images
        n, c, h, w = images.shape
        if draws.shape != (n, 4):
            raise ValueError(draws.shape)
        frame = ((0, 0), (0, 0), (pad, pad), (pad, pad))
        framed, out = np.pad(images, frame, mode="edge"), np.empty_like(images)
        for i, (u, v, flip, turn) in enumerate(draws):
            top, left = int(u * (2 * pad + 1)), int(v * (2 * pad + 1))
            window = framed[i, :, top : top + h, left : left + w]
            out[i] = _flip_and_turn(window, flip < 0.5, _turns(turn, h == w))
        return out


class QuarterTurnsReshaped:
    """Makes quarter turns of wide images fit by reshaping: the pixels are scrambled."""

    def augment(images, draws, pad, training):
        if not training:
            return images
        n, c, h, w = images.shape
        if draws.shape != (n, 4):
            raise ValueError(draws.shape)
        straight = _loop(images, draws * [1, 1, 1, 0], pad, _flip_and_turn)
        turned = [np.rot90(m, int(4 * u), axes=(1, 2)) for m, u in zip(straight, draws[:, 3])]
        return np.stack([t.reshape(c, h, w) for t in turned])


class HalfTurnsOnly:
    """Makes half turns of square images too."""

    def augment(images, draws, pad, training):
        def change(window, flip, turns):
            return _flip_and_turn(window, flip, turns // 2 * 2)

        return _loop(images, draws, pad, change) if training else images


class WritesIntoTheBatch:
    """Writes the result into the caller's images: the next epoch starts from changed ones."""

    def augment(images, draws, pad, training):
        if training:
            images[:] = _loop(images, draws, pad, _flip_and_turn)
        return images


class FloatsForBytes:
    """Collects the images in a float64 array: eight times the memory for images of bytes."""

    def augment(images, draws, pad, training):
        return _loop(images.astype(float), draws, pad, _flip_and_turn) if training else images


class BroadcastsDraws:
    """Accepts one row of draws for all images."""

    def augment(images, draws, pad, training):
        if not training:
            return images
        draws = np.broadcast_to(draws, (len(images), 4))
        return _loop(images, draws, pad, _flip_and_turn)


def _torch_loop(images, draws, pad, change):
    n, c, h, w = images.shape
    if draws.shape != (n, 4):
        raise ValueError(draws.shape)
    framed = torch.nn.functional.pad(images, (pad, pad, pad, pad))
    out = []
    for i, (u, v, flip, turn) in enumerate(draws.tolist()):
        top, left = int(u * (2 * pad + 1)), int(v * (2 * pad + 1))
        window = framed[i, :, top : top + h, left : left + w]
        out.append(change(window, flip < 0.5, _turns(turn, h == w)))
    return torch.stack(out)


class TorchTurnsChannels:
    """torch.rot90 turns the first two dimensions if it is not told otherwise."""

    backends = ("torch",)

    def augment(images, draws, pad, training):
        def change(window, flip, turns):
            window = window.flip(2) if flip else window
            side = window.shape[1]
            fits = window.shape[0] == side or turns % 2 == 0
            return torch.rot90(window, turns if fits else turns - 1)

        return _torch_loop(images, draws, pad, change) if training else images


class TorchFlipsTheBatch:
    """Flips the whole batch if its first draw says so."""

    backends = ("torch",)

    def augment(images, draws, pad, training):
        if not training:
            return images
        same = draws.clone()
        if draws.dim() == 2:
            same[:, 2:3] = draws[:1, 2:3]

        def change(window, flip, turns):
            return torch.rot90(window.flip(2) if flip else window, turns, dims=(1, 2))

        return _torch_loop(images, same, pad, change)


class TorchClockwise:
    """Turns from the second axis to the first."""

    backends = ("torch",)

    def augment(images, draws, pad, training):
        def change(window, flip, turns):
            return torch.rot90(window.flip(2) if flip else window, turns, dims=(2, 1))

        return _torch_loop(images, draws, pad, change) if training else images


class TorchFlipsHeight:
    """Flips dimension 1 of (c, h, w): top and bottom change places."""

    backends = ("torch",)

    def augment(images, draws, pad, training):
        def change(window, flip, turns):
            return torch.rot90(window.flip(1) if flip else window, turns, dims=(1, 2))

        return _torch_loop(images, draws, pad, change) if training else images


class TorchAlways:
    """Augments at inference too, unless there are no draws."""

    backends = ("torch",)

    def augment(images, draws, pad, training):
        def change(window, flip, turns):
            return torch.rot90(window.flip(2) if flip else window, turns, dims=(1, 2))

        return images if draws is None else _torch_loop(images, draws, pad, change)
