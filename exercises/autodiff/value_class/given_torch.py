def sum_copies(dY, shape):
    """Sum the gradient of a broadcast tensor over the copies of each entry."""
    return dY.sum_to_size(shape)


def nodes_backwards(root):
    """The values behind root, itself first: the last one made comes first."""
    found, unseen = {root}, [root]
    while unseen:
        new = set(unseen.pop().parents) - found
        found |= new
        unseen += new
    return sorted(found, key=lambda node: -node.serial)


def draw_graph(root, names=None):
    """Draw the graph behind a value: data in blue, gradients in orange, arrows as it was computed.

    Args:
        root: an object with data, grad, op and parents; so have those behind it.
        names: dict from such an object to the name to be shown instead of its op.
    """
    import matplotlib.pyplot as plt

    names, nodes = names or {}, nodes_backwards(root)
    level, place, rows = {}, {}, {}
    for node in reversed(nodes):
        level[node] = 1 + max((level[p] for p in node.parents), default=-1)
    for node in nodes:  # an input stands just above its first user
        if not node.parents and node is not root:
            level[node] = min(level[user] for user in nodes if node in user.parents) - 1
    for node in reversed(nodes):
        rows.setdefault(level[node], []).append(node)
    for _, row in sorted(rows.items()):
        wish = {n: sum(place[p] for p in n.parents) / max(len(n.parents), 1) for n in row}
        at = sorted(row, key=wish.get)
        shift = sum(wish.values()) / len(row) - (len(row) - 1) / 2
        place |= {n: wish[n] if len(row) == 1 else shift + i for i, n in enumerate(at)}

    width, height = max(map(len, rows.values())), len(rows)
    _, ax = plt.subplots(figsize=(min(5.6, 1.6 + 1.4 * width), 0.4 + 0.95 * height))
    for node in nodes:
        for parent in node.parents:
            ends = (place[node], 0.38 - level[node]), (place[parent], -0.36 - level[parent])
            ax.annotate("", *ends, arrowprops={"arrowstyle": "->", "color": "#777777"})
        box = {"boxstyle": "round,pad=0.35", "fc": "#F4F4F4", "ec": "#777777"}
        at, mid = place[node], -level[node]
        lines = [names.get(node, node.op or "input"), _short(node.data), _short(node.grad)]
        ax.text(at, mid, "\n".join(lines), ha="center", va="center", color="none", bbox=box)
        for line, color in enumerate(("#222222", "#2166C4", "#B34700")):
            text = "\n" * line + lines[line] + "\n" * (2 - line)
            ax.text(at, mid, text, ha="center", va="center", color=color)
    ax.set(xlim=(min(place.values()) - 0.6, max(place.values()) + 0.6), ylim=(0.5 - height, 0.5))
    ax.axis("off")


def _short(array):
    """A number as it is, an array by its shape."""
    if array is None:
        return ""
    return str(tuple(array.shape)) if array.shape else f"{float(array):.4g}"
