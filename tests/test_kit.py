"""What the checks' helpers accept and refuse."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from autograder import kit

INF = np.inf


@pytest.mark.parametrize(
    ("got", "expected", "fine"),
    [
        ([1.0, INF], [1.0, INF], True),
        ([1.0, -INF], [1.0, INF], False),
        ([1.0, 3.0], [1.0, INF], False),
        ([1.0, 1e308], [1.0, INF], False),
        ([1.0, INF], [1.0, 3.0], False),
        ([np.nan], [np.nan], True),
        ([np.nan], [1.0], False),
        ([1.0], [np.nan], False),
        ([1.0 + 1e-10], [1.0], True),
        ([1.0 + 1e-8], [1.0], False),
        ([complex(1, INF)], [complex(1, INF)], True),
        ([complex(1, 2)], [complex(1, INF)], False),
    ],
)
def test_only_what_is_close_passes(got, expected, fine):
    """Why: |finite - inf| <= inf is true, and a check that expects -inf would accept anything."""
    if fine:
        kit.assert_close(np.array(got), np.array(expected))
    else:
        with pytest.raises(kit.CheckFailure):
            kit.assert_close(np.array(got), np.array(expected))


@pytest.mark.parametrize(
    "tensor", [torch.empty(2, device="meta"), torch.eye(2).to_sparse()], ids=["meta", "sparse"]
)
def test_a_tensor_without_plain_values_is_the_students_mistake(tensor):
    """Why: an exception of ours would read "could not run", and cost an instructor's time."""
    with pytest.raises(kit.CheckFailure, match="dense tensor"):
        kit.accept(tensor, "torch")


def test_a_notebook_says_so_too():
    """Why: the student sees it before handing in."""
    student = kit.Local("empty", lambda: torch.empty(2, device="meta"), "torch")
    with pytest.raises(kit.CheckFailure, match="dense tensor"):
        student()
