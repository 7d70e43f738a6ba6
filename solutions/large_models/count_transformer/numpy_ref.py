import numpy as np


def block_parameters(d, feed_forward):
    r"""Number of parameters of one Transformer block with biases and two layer norms.

    Args:
        d: width of the block, int.
        feed_forward: width f inside the feed-forward network, int.
    Returns:
        The number of parameters, int.
    Source: Vaswani et al. 2017, section 3.

    >>> block_parameters(2, 8)
    74
    """
    attention = 4 * (d * d + d)
    ### BEGIN SOLUTION
    network = d * feed_forward + feed_forward + feed_forward * d + d
    return attention + network + 4 * d
    ### END SOLUTION


def bert_parameters(layers, d, feed_forward, vocabulary, positions):
    r"""Number of parameters of BERT's encoder with its pooler.

    Args:
        layers: how many blocks, int.
        d: width of the blocks, int.
        feed_forward: width inside the feed-forward networks, int.
        vocabulary: rows of the word table, int.
        positions: rows of the position table, int.
    Returns:
        The number of parameters, int.
    Source: Devlin et al. 2019, section 3.

    >>> bert_parameters(12, 768, 3072, 30522, 512)
    109482240
    """
    ### BEGIN SOLUTION
    tables = (vocabulary + positions + 2) * d
    pooler = d * d + d
    return tables + 2 * d + layers * block_parameters(d, feed_forward) + pooler
    ### END SOLUTION


def gpt_parameters(layers, d, vocabulary, positions, tied):
    r"""Number of parameters of a GPT: tables, blocks with f = 4d, a last layer norm, the output layer.

    Args:
        layers: how many blocks, int.
        d: width of the blocks, int.
        vocabulary: rows of the word table, int.
        positions: rows of the position table, int.
        tied: True if the output layer is the word table, bool.
    Returns:
        The number of parameters, int.
    Source: Brown et al. 2020, table 2.1.

    >>> gpt_parameters(12, 768, 50257, 1024, True)
    124439808
    """
    ### BEGIN SOLUTION
    tables = (vocabulary + positions) * d
    output = 0 if tied else vocabulary * d
    return tables + layers * block_parameters(d, 4 * d) + 2 * d + output
    ### END SOLUTION


def moe_parameters(layers, d, feed_forward, experts, chosen):
    r"""Total and active parameters of blocks with a mixture of experts.

    Args:
        layers: how many blocks, int.
        d: width of the blocks, int.
        feed_forward: width inside each expert, int.
        experts: feed-forward networks in each block, int.
        chosen: how many of them one token passes through, int.
    Returns:
        (total, active), two int; the active ones are what one token uses.
    Source: Fedus, Zoph & Shazeer 2022, section 2.

    >>> moe_parameters(1, 2, 8, 4, 1)
    (208, 82)
    """
    one_expert = feed_forward * (2 * d + 1) + d
    ### BEGIN SOLUTION
    always = block_parameters(d, feed_forward) - one_expert + d * experts
    return layers * (always + experts * one_expert), layers * (always + chosen * one_expert)
    ### END SOLUTION
