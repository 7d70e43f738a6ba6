class OneTooMany:
    """Forgets that <pad> and <oov> take two places: numbers run past the embedding."""

    backends = ("numpy", "torch")

    def build_vocabulary(texts, max_size):
        if max_size < 2:
            raise ValueError("max_size")
        counts = count_words(texts)
        ranked = sorted(counts, key=lambda w: (-counts[w], w))[:max_size]
        return {"<pad>": 0, "<oov>": 1} | {w: i for i, w in enumerate(ranked, start=2)}


class FirstSeenFirst:
    """Numbers equally frequent words in the order in which the texts bring them."""

    def build_vocabulary(texts, max_size):
        if max_size < 2:
            raise ValueError("max_size")
        counts = count_words(texts)
        ranked = sorted(counts, key=lambda w: -counts[w])[: max_size - 2]
        return {"<pad>": 0, "<oov>": 1} | {w: i for i, w in enumerate(ranked, start=2)}


class AlphabetOnly:
    """Numbers the words by the alphabet, so a full vocabulary lacks frequent words."""

    def build_vocabulary(texts, max_size):
        if max_size < 2:
            raise ValueError("max_size")
        found = sorted({w for text in texts for w in words(text)})[: max_size - 2]
        return {"<pad>": 0, "<oov>": 1} | {w: i for i, w in enumerate(found, start=2)}


class DropsUnknown:
    """Leaves unknown words out, as a tokenizer without an OOV entry does."""

    def encode(texts, vocabulary, length):
        if length < 1:
            raise ValueError("length")
        ids = np.zeros((len(texts), length), dtype=np.int64)
        lengths = np.zeros(len(texts), dtype=np.int64)
        for row, text in enumerate(texts):
            known = [vocabulary[w] for w in words(text) if w in vocabulary][:length]
            ids[row, : len(known)] = known
            lengths[row] = len(known)
        return ids, lengths


class PadsInFront:
    """Puts the padding before the words."""

    def encode(texts, vocabulary, length):
        if length < 1:
            raise ValueError("length")
        ids = np.zeros((len(texts), length), dtype=np.int64)
        lengths = np.zeros(len(texts), dtype=np.int64)
        for row, text in enumerate(texts):
            found = [vocabulary.get(w, 1) for w in words(text)][:length]
            ids[row, length - len(found) :] = found
            lengths[row] = len(found)
        return ids, lengths


class KeepsTheEnd:
    """Cuts the beginning of a long text, which is what pad_sequences does by default."""

    def encode(texts, vocabulary, length):
        if length < 1:
            raise ValueError("length")
        ids = np.zeros((len(texts), length), dtype=np.int64)
        lengths = np.zeros(len(texts), dtype=np.int64)
        for row, text in enumerate(texts):
            found = [vocabulary.get(w, 1) for w in words(text)][-length:]
            ids[row, : len(found)] = found
            lengths[row] = len(found)
        return ids, lengths


class LengthBeforeTheCut:
    """Reports how long the text was, so a reader of the row runs past its end."""

    backends = ("torch",)

    def encode(texts, vocabulary, length):
        if length < 1:
            raise ValueError("length")
        rows = [[vocabulary.get(w, 1) for w in words(t)] for t in texts]
        ids = torch.zeros((len(texts), length), dtype=torch.int64)
        for i, r in enumerate(rows):
            ids[i, : len(r[:length])] = torch.tensor(r[:length], dtype=torch.int64)
        return ids, torch.tensor([len(r) for r in rows], dtype=torch.int64)


class FloatIds:
    """Leaves the type to torch.zeros: float32 numbers, which an embedding refuses."""

    backends = ("torch",)

    def encode(texts, vocabulary, length):
        if length < 1:
            raise ValueError("length")
        ids, lengths = torch.zeros(len(texts), length), torch.zeros(len(texts))
        for i, text in enumerate(texts):
            found = [vocabulary.get(w, 1) for w in words(text)][:length]
            ids[i, : len(found)] = torch.tensor(found, dtype=torch.float32)
            lengths[i] = len(found)
        return ids, lengths


class NoGuard:
    """Accepts max_size=1 and slices with -1: all words but the rarest get in."""

    def build_vocabulary(texts, max_size):
        counts = count_words(texts)
        ranked = sorted(counts, key=lambda w: (-counts[w], w))[: max_size - 2]
        return {"<pad>": 0, "<oov>": 1} | {w: i for i, w in enumerate(ranked, start=2)}
