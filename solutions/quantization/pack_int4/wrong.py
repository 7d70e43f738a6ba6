class HighHalfFirst:
    """Even indices in the high half: another format."""

    def pack_int4(codes):
        halves = np.append(codes, np.zeros(codes.size % 2, np.int8)).astype(np.uint8) & 15
        return (halves[0::2] << 4) | halves[1::2]

    def unpack_int4(packed, count):
        codes = np.stack([packed >> 4, packed & 15], axis=1).ravel().astype(np.int8)
        return np.where(codes > 7, codes - 16, codes).astype(np.int8)[:count]


class NoSign:
    """Reads 1111 as 15."""

    backends = ("numpy", "torch")

    def unpack_int4(packed, count):
        if isinstance(packed, np.ndarray):
            return np.stack([packed & 15, packed >> 4], axis=1).ravel().astype(np.int8)[:count]
        return torch.stack([packed & 15, packed >> 4], dim=1).reshape(-1).to(torch.int8)[:count]


class SignLeaksIntoTheHighHalf:
    """Does not mask the low half: a negative code sets all the high bits."""

    def pack_int4(codes):
        if codes.ndim != 1 or (np.abs(codes + 0.5) > 8).any():
            raise ValueError("codes")
        padded = np.append(codes, np.zeros(codes.size % 2, np.int8))
        return (padded[0::2] | (padded[1::2] << 4)).astype(np.uint8)


class DropsTheLastCode:
    """Packs whole pairs only."""

    def pack_int4(codes):
        halves = codes.astype(np.uint8) & 15
        m = codes.size // 2 * 2
        return halves[0:m:2] | (halves[1:m:2] << 4)


class PadsWithMinusOne:
    """Fills the last half byte with ones."""

    def pack_int4(codes):
        if codes.ndim != 1 or (np.abs(codes + 0.5) > 8).any():
            raise ValueError("codes")
        halves = np.append(codes, -np.ones(codes.size % 2, np.int8)).astype(np.uint8) & 15
        return halves[0::2] | (halves[1::2] << 4)


class AcceptsEverything:
    """Masks what does not fit: 8 comes back as -8."""

    backends = ("numpy", "torch")

    def pack_int4(codes):
        if isinstance(codes, np.ndarray):
            halves = np.append(codes, np.zeros(codes.size % 2, np.int8)).astype(np.uint8) & 15
            return halves[0::2] | (halves[1::2] << 4)
        pad = torch.zeros(codes.numel() % 2, dtype=torch.int8)
        halves = torch.cat([codes.reshape(-1), pad]).to(torch.uint8) & 15
        return halves[0::2] | (halves[1::2] << 4)


class ReturnsThePadding:
    """Ignores the count."""

    def unpack_int4(packed, count):
        codes = np.stack([packed & 15, packed >> 4], axis=1).ravel().astype(np.int8)
        return np.where(codes > 7, codes - 16, codes).astype(np.int8)


class HalvesOfTheArray:
    """Pairs code i with code i + m/2 instead of its neighbour."""

    backends = ("torch",)

    def pack_int4(codes):
        pad = torch.zeros(codes.numel() % 2, dtype=torch.int8)
        halves = torch.cat([codes, pad]).to(torch.uint8) & 15
        m = halves.numel() // 2
        return halves[:m] | (halves[m:] << 4)


class OneByteEach:
    """Keeps one code in a byte: nothing is saved."""

    def pack_int4(codes):
        return codes.astype(np.uint8) & 15

    def unpack_int4(packed, count):
        codes = packed.astype(np.int8)
        return np.where(codes > 7, codes - 16, codes).astype(np.int8)[:count]


class CountNotChecked:
    """A count that does not belong to the bytes gives fewer codes without a word."""

    def unpack_int4(packed, count):
        codes = np.stack([packed & 15, packed >> 4], axis=1).ravel().astype(np.int8)
        return np.where(codes > 7, codes - 16, codes).astype(np.int8)[:count]
