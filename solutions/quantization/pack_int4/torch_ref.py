import torch


def pack_int4(codes):
    r"""Put two signed 4-bit codes into each byte, even indices in the low half.

    byte $i$ = $(c_{2i} \bmod 16) + 16\,(c_{2i+1} \bmod 16)$; a missing last code counts as 0.

    Args:
        codes: integers from -8 to 7, shape (m,), int8 tensor.
    Returns:
        Bytes, shape (ceil(m / 2),), uint8 tensor.
    Raises:
        ValueError: codes is not one-dimensional, or a code is outside [-8, 7].

    >>> pack_int4(torch.tensor([1, -1, 5], dtype=torch.int8))
    tensor([241,   5], dtype=torch.uint8)
    """
    ### BEGIN SOLUTION
    if codes.ndim != 1:
        raise ValueError(f"pack_int4: codes must have shape (m,); got {tuple(codes.shape)}.")
    if ((codes < -8) | (codes > 7)).any():
        raise ValueError("pack_int4: codes must lie in [-8, 7]; clip them first.")
    m = codes.numel()
    halves = codes.new_zeros(m + m % 2, dtype=torch.uint8)
    halves[:m] = codes & 15
    return halves[0::2] | (halves[1::2] << 4)
    ### END SOLUTION


def unpack_int4(packed, count):
    r"""Read signed 4-bit codes back from bytes; the inverse of pack_int4.

    Args:
        packed: bytes, shape (ceil(count / 2),), uint8 tensor.
        count: how many codes were packed, int.
    Returns:
        Codes from -8 to 7, shape (count,), int8 tensor.
    Raises:
        ValueError: count codes do not fill this number of bytes.

    >>> unpack_int4(torch.tensor([241, 5], dtype=torch.uint8), 3)
    tensor([ 1, -1,  5], dtype=torch.int8)
    """
    ### BEGIN SOLUTION
    needed = (count + 1) // 2
    if needed != packed.numel():
        raise ValueError(f"unpack_int4: {count} codes need {needed} bytes; got {packed.numel()}.")
    halves = torch.stack([packed & 15, packed >> 4], dim=1).reshape(-1)
    codes = halves.to(torch.int8)
    return torch.where(codes > 7, codes - 16, codes)[:count]
    ### END SOLUTION
