class ArithmeticInsteadOfBits:
    """Remainders and quotients: c mod 16, and (v + 8) mod 16 - 8 on the way back."""

    def pack_int4(codes):
        if codes.ndim != 1 or (codes.size and (codes.min() < -8 or codes.max() > 7)):
            raise ValueError("codes")
        wide = codes.astype(int) % 16
        pairs = np.pad(wide, (0, len(wide) % 2)).reshape(-1, 2)
        return (pairs @ np.array([1, 16])).astype(np.uint8)

    def unpack_int4(packed, count):
        if count not in (2 * packed.size, 2 * packed.size - 1):
            raise ValueError("count")
        pairs = np.stack(np.divmod(packed.astype(int), 16)[::-1], axis=-1)
        return ((pairs.ravel() + 8) % 16 - 8)[:count].astype(np.int8)


class ShiftForTheSign:
    """Shifts each half to the top of an int8 and back: the sign bit is copied."""

    def unpack_int4(packed, count):
        if -(-count // 2) != len(packed):
            raise ValueError("count")
        codes = np.empty(2 * len(packed), dtype=np.int8)
        codes[0::2] = (packed << 4).view(np.int8) >> 4
        codes[1::2] = packed.view(np.int8) >> 4
        return codes[:count].copy()


class TorchXorForTheSign:
    """(v xor 8) - 8 gives the sign; the pad comes from functional.pad."""

    backends = ("torch",)

    def pack_int4(codes):
        if codes.dim() != 1 or bool((codes.int() != codes.int().clamp(-8, 7)).any()):
            raise ValueError("codes")
        pairs = F.pad(codes.int() & 15, (0, codes.numel() % 2)).view(-1, 2)
        return (pairs[:, 0] + 16 * pairs[:, 1]).to(torch.uint8)

    def unpack_int4(packed, count):
        if -(-count // 2) != packed.numel():
            raise ValueError("count")
        wide = packed.int()
        halves = torch.stack([wide % 16, wide // 16], dim=-1).flatten()
        return ((halves ^ 8) - 8)[:count].to(torch.int8)


class TorchTable:
    """Remainders one way, a table of the sixteen codes the other way."""

    backends = ("torch",)

    def pack_int4(codes):
        if codes.ndim != 1 or any(c < -8 or c > 7 for c in codes.tolist()):
            raise ValueError("codes")
        wide = torch.zeros(2 * ((len(codes) + 1) // 2), dtype=torch.int64)
        wide[: len(codes)] = codes.long().remainder(16)
        return (wide.reshape(-1, 2) * torch.tensor([1, 16])).sum(dim=1).to(torch.uint8)

    def unpack_int4(packed, count):
        if count not in (2 * len(packed), 2 * len(packed) - 1):
            raise ValueError("count")
        table = torch.tensor([*range(8), *range(-8, 0)], dtype=torch.int8)
        high = torch.div(packed.long(), 16, rounding_mode="floor")
        return torch.stack([table[packed.long() % 16], table[high]], dim=1).flatten()[:count]
