class TwoSorts:
    """Python's sort is stable: by word first, then by count."""

    backends = ("numpy", "torch")

    def build_vocabulary(texts, max_size):
        if max_size < 2:
            raise ValueError("max_size")
        every = [w for text in texts for w in words(text)]
        ranked = sorted(sorted(set(every)), key=every.count, reverse=True)
        names = ["<pad>", "<oov>", *ranked][:max_size]
        return {word: number for number, word in enumerate(names)}


class PaddedLists:
    """Builds every row as a list, pads the list, makes one array at the end."""

    def encode(texts, vocabulary, length):
        if length < 1:
            raise ValueError("length")
        rows, lengths = [], []
        for text in texts:
            row = [vocabulary.get(word, OOV) for word in words(text)]
            row = row[:length]
            lengths.append(len(row))
            rows.append(row + [PAD] * (length - len(row)))
        ids = np.array(rows, dtype=np.int64).reshape(len(texts), length)
        return ids, np.array(lengths, dtype=np.int64)


class TorchPaddedLists:
    """The same with tensors."""

    backends = ("torch",)

    def encode(texts, vocabulary, length):
        if length < 1:
            raise ValueError("length")
        found = [[vocabulary.get(w, 1) for w in words(t)[:length]] for t in texts]
        padded = [row + [0] * (length - len(row)) for row in found]
        ids = torch.tensor(padded, dtype=torch.int64).reshape(len(texts), length)
        return ids, torch.tensor([len(row) for row in found], dtype=torch.int64)
