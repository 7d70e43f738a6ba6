import numpy as np


def pack_int4(codes):
    r"""Put two signed 4-bit codes into each byte, even indices in the low half.

    byte $i$ = $(c_{2i} \bmod 16) + 16\,(c_{2i+1} \bmod 16)$; a missing last code counts as 0.

    Args:
        codes: integers from -8 to 7, shape (m,), int8.
    Returns:
        Bytes, shape (ceil(m / 2),), uint8.
    Raises:
        ValueError: codes is not one-dimensional, or a code is outside [-8, 7].

    >>> pack_int4(np.array([1, -1, 5], dtype=np.int8))
    array([241,   5], dtype=uint8)
    """
    ### BEGIN SOLUTION
    if codes.ndim != 1:
        raise ValueError(f"pack_int4: codes must have shape (m,); got {codes.shape}.")
    if ((codes < -8) | (codes > 7)).any():
        raise ValueError("pack_int4: codes must lie in [-8, 7]; clip them first.")
    halves = np.zeros(codes.size + codes.size % 2, dtype=np.uint8)
    halves[: codes.size] = codes & 15
    return halves[0::2] | (halves[1::2] << 4)
    ### END SOLUTION


def unpack_int4(packed, count):
    r"""Read signed 4-bit codes back from bytes; the inverse of pack_int4.

    Args:
        packed: bytes, shape (ceil(count / 2),), uint8.
        count: how many codes were packed, int.
    Returns:
        Codes from -8 to 7, shape (count,), int8.
    Raises:
        ValueError: count codes do not fill this number of bytes.

    >>> unpack_int4(np.array([241, 5], dtype=np.uint8), 3)
    array([ 1, -1,  5], dtype=int8)
    """
    ### BEGIN SOLUTION
    needed = (count + 1) // 2
    if needed != packed.size:
        raise ValueError(f"unpack_int4: {count} codes need {needed} bytes; got {packed.size}.")
    halves = np.stack([packed & 15, packed >> 4], axis=1).ravel()
    codes = halves.astype(np.int8)
    codes[codes > 7] -= 16
    return codes[:count]
    ### END SOLUTION
