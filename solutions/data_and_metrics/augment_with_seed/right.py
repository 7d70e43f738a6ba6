class ByCoordinates:
    """Computes, for each pixel of the result, the pixel that it comes from."""

    def augment(images, draws, pad, training):
        if not training:
            return images.copy()
        n, c, h, w = images.shape
        if np.shape(draws) != (n, 4):
            raise ValueError(f"four draws for each of {n} images; got {np.shape(draws)}")
        rows, columns = np.mgrid[:h, :w]
        out = np.zeros_like(images)
        for i, (u, v, flip, turn) in enumerate(draws):
            a, b = rows, columns
            for _ in range(int(turn * 4) if h == w else 0):
                a, b = b, h - 1 - a
            if h != w and turn >= 0.5:
                a, b = h - 1 - a, w - 1 - b
            b = w - 1 - b if flip < 0.5 else b
            a = a + int(u * (2 * pad + 1)) - pad
            b = b + int(v * (2 * pad + 1)) - pad
            inside = (a >= 0) & (a < h) & (b >= 0) & (b < w)
            out[i][:, inside] = images[i][:, a[inside], b[inside]]
        return out


class OneTurnAtATime:
    """A quarter turn is a transposition and a flip; the batch is stacked from a list."""

    def augment(images, draws, pad, training):
        if training is False:
            return images
        n, _, h, w = images.shape
        if draws.ndim != 2 or draws.shape[0] != n or draws.shape[1] != 4:
            raise ValueError("draws")
        batch = []
        for image, u in zip(images, draws):
            top, left = np.floor(u[:2] * (1 + 2 * pad)).astype(int)
            big = np.zeros((len(image), h + 2 * pad, w + 2 * pad), image.dtype)
            big[:, pad : pad + h, pad : pad + w] = image
            cut = big[:, top:, left:][:, :h, :w]
            if u[2] < 0.5:
                cut = np.flip(cut, axis=-1)
            if h != w:
                cut = cut[:, ::-1, ::-1] if u[3] >= 0.5 else cut
            for _ in range(int(u[3] // 0.25) * (h == w)):
                cut = cut.swapaxes(1, 2)[:, ::-1]
            batch.append(cut)
        return np.stack(batch)


class WholeBatch:
    """No loop over images: one gather for the windows, then a choice for flip and turn."""

    backends = ("torch",)

    def augment(images, draws, pad, training):
        if not training:
            return images.clone()
        n, c, h, w = images.shape
        if tuple(draws.shape) != (n, 4):
            raise ValueError("one row of four draws for each image")
        framed = torch.nn.functional.pad(images, [pad] * 4)
        u, v, flip, turn = draws.unbind(dim=1)
        rows = (u * (2 * pad + 1)).long()[:, None] + torch.arange(h)
        columns = (v * (2 * pad + 1)).long()[:, None] + torch.arange(w)
        columns = torch.where(flip[:, None] < 0.5, columns.flip(1), columns)
        picture = torch.arange(n)[:, None, None]
        out = framed[picture, :, rows[:, :, None], columns[:, None, :]].permute(0, 3, 1, 2)
        step = 1 if h == w else 2
        for k in range(step, 4, step):
            chosen = (turn * 4 / step).long() * step == k
            out = torch.where(chosen[:, None, None, None], torch.rot90(out, k, (2, 3)), out)
        return out


class OneTurnAtATimeTorch:
    """A quarter turn is a transposition and a flip; the frame is a tensor of zeros."""

    backends = ("torch",)

    def augment(images, draws, pad, training):
        if not training:
            return images
        n, c, h, w = images.size()
        if draws.dim() != 2 or draws.size(0) != n or draws.size(1) != 4:
            raise ValueError("draws")
        big = images.new_zeros(n, c, h + 2 * pad, w + 2 * pad)
        big[:, :, pad : pad + h, pad : pad + w] = images
        batch = []
        for one, (u, v, flip, turn) in zip(big, draws.tolist()):
            top, left = int(u * (1 + 2 * pad)), int(v * (1 + 2 * pad))
            cut = one[:, top:, left:][:, :h, :w]
            cut = torch.fliplr(cut.permute(1, 2, 0)).permute(2, 0, 1) if flip < 0.5 else cut
            for _ in range(int(4 * turn) if h == w else 0):
                cut = cut.transpose(1, 2).flip(1)
            if h != w and turn >= 0.5:
                cut = cut.flip((1, 2))
            batch.append(cut)
        return torch.stack(batch)
