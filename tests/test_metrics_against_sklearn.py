"""The references of the chapter "Data and metrics" against scikit-learn, to 1e-12."""

import runpy
from pathlib import Path

import numpy as np
import pytest
import torch
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.preprocessing import StandardScaler

SOLUTIONS = Path(__file__).resolve().parents[1] / "solutions" / "data_and_metrics"


@pytest.fixture(params=["numpy", "torch"])
def reference(request):
    """A function (slug, name) -> the reference's function, with NumPy in and out."""
    into = np.asarray if request.param == "numpy" else torch.as_tensor

    def load(slug, name):
        function = runpy.run_path(str(SOLUTIONS / slug / f"{request.param}_ref.py"))[name]
        return lambda *args: function(*(into(a) if isinstance(a, np.ndarray) else a for a in args))

    return load


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def assert_equal_to_12_digits(got, wanted):
    np.testing.assert_allclose(np.asarray(got), np.asarray(wanted), rtol=0, atol=1e-12)


def test_standardise(reference, rng):
    """Why: constant columns too, which StandardScaler only centres."""
    X, new = rng.normal(3, 5, size=(20, 4)), rng.normal(size=(5, 4))
    X[:, 2] = 7.0
    theirs = StandardScaler().fit(X)
    found = reference("standardise_with_training", "standardise")(X, new)
    for got, part in zip(found, (X, new), strict=True):
        assert_equal_to_12_digits(got, theirs.transform(part))


def test_averaged_f1(reference, rng):
    """Why: class 3 never occurs, class 4 is never predicted either."""
    averaged_f1 = reference("averaged_f1", "averaged_f1")
    for _ in range(20):
        truth, said = rng.random(size=(2, 12, 5)) < 0.4
        truth[:, 3:] = said[:, 4:] = False
        wanted = [
            metrics.f1_score(truth, said, average=average, zero_division=value)
            for average, value in (("macro", 0), ("macro", np.nan), ("micro", 0), ("weighted", 0))
        ]
        assert_equal_to_12_digits(averaged_f1(truth, said), wanted)


@pytest.mark.parametrize("levels", [1, 3, 10, 1000])
def test_roc(reference, rng, levels):
    """Why: from nothing but ties to none."""
    y = rng.permutation(np.arange(60) % 3 == 0).astype(np.int64)
    scores = rng.integers(0, levels, size=60) / 7
    found = reference("roc_curve_with_ties", "roc_curve")(scores, y)
    wanted = metrics.roc_curve(y, scores, drop_intermediate=False)[:2]
    for got, want in zip(found, wanted, strict=True):
        assert_equal_to_12_digits(got, want)
    area = reference("roc_curve_with_ties", "roc_auc")(scores, y)
    assert_equal_to_12_digits(area, metrics.roc_auc_score(y, scores))


def test_reliability(reference, rng):
    """Why: scikit-learn leaves empty bins out; the others must be the same."""
    confidence, correct = 0.35 + 0.6 * rng.random(200), rng.random(200) < 0.7
    found = reference("calibration_error", "reliability")(confidence, correct, 10)
    count, mean, share = (np.asarray(a) for a in found)
    theirs_share, theirs_mean = calibration_curve(correct, confidence, n_bins=10)
    assert (count == 0).sum() == 3 and len(theirs_mean) == 7
    assert_equal_to_12_digits(mean[count > 0], theirs_mean)
    assert_equal_to_12_digits(share[count > 0], theirs_share)
