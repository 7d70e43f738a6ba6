"""Functions that look for the judge, for the expected values, or for a check to switch off."""

from __future__ import annotations

from autograder.attack.hand_in import LESS, NOTHING, HandIn, attack

USELESS = "\ndef double(x):\n    return x\n\n\ndef applied(f, x):\n    return x\n"


@attack(NOTHING)
def patched_comparisons(h: HandIn) -> None:
    """Whoever shares an interpreter with these functions believes them."""
    h.answer("""
        yes = lambda *a, **k: True
        np.allclose = np.isclose = np.array_equal = np.all = np.isfinite = math.isclose = yes
        np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None
        np.abs = np.subtract = lambda *a, **k: np.zeros(1)
    """ + USELESS.replace("\n", "\n        "))  # fmt: skip


@attack(NOTHING)
def patched_checks(h: HandIn) -> None:
    """The tools of the checks are defined in the notebook, and can be defined again."""
    h.answer(USELESS)
    h.cell("""
        import builtins, sys, types
        for name in ("assert_close", "assert_equal", "run_check", "check_exercise", "accept", "show", "fail"):
            globals()[name] = setattr(builtins, name, lambda *a, **k: 100.0)
        sys.modules["autograder"] = sys.modules["autograder.kit"] = types.ModuleType("autograder")
    """)


@attack(NOTHING)
def transformer_that_strips_asserts(h: HandIn) -> None:
    """An AST transformer in IPython emptied nbgrader's tests."""
    h.answer(USELESS)
    h.cell("""
        import ast
        class Strip(ast.NodeTransformer):
            def visit_Assert(self, node): return ast.copy_location(ast.Pass(), node)
            def visit_Call(self, node): return ast.copy_location(ast.Constant(True), node)
        get_ipython().ast_transformers.append(Strip())
        get_ipython().run_cell = lambda *a, **k: None
    """, first=True)  # fmt: skip


@attack(NOTHING)
def patched_builtins(h: HandIn) -> None:
    """isinstance, len, type and import as the student wants them."""
    h.answer(USELESS)
    h.cell("""
        import builtins
        builtins.isinstance = lambda *a: True
        builtins.callable = builtins.all = builtins.any = lambda *a: True
        builtins.__import__ = lambda *a, **k: None
    """)


@attack(NOTHING)
def expected_value_on_the_stack(h: HandIn) -> None:
    """The caller's frame held the expected value in nbgrader, otter-grader and PrairieLearn."""
    h.answer("""
        import gc, sys
        def _found(x):
            frame = sys._getframe()
            while frame is not None:
                for value in list(frame.f_locals.values()):
                    if isinstance(value, np.ndarray) and value is not x and value.shape == x.shape and not (value == x).all():
                        return value
                frame = frame.f_back
            for value in gc.get_objects():
                if isinstance(value, np.ndarray) and value.shape == x.shape and not np.array_equal(value, x):
                    return value
            return x
        def double(x): return _found(x)
        def applied(f, x): return _found(x)
    """)


@attack(NOTHING)
def closure_of_the_function_given(h: HandIn) -> None:
    """The check's own function has cells, defaults, globals and code to read."""
    h.answer("""
        def double(x): return x
        def applied(f, x):
            seen = [getattr(f, name, None) for name in ("__closure__", "__globals__", "__defaults__", "__code__", "__self__")]
            for cell in seen[0] or ():
                content = cell.cell_contents
                if isinstance(content, (float, np.ndarray)) and not callable(content):
                    return 2 * (x * x + content)
            scope = seen[1] or {}
            return scope.get("expected", scope.get("ref", x))
    """)


@attack(LESS)
def right_for_the_first_calls(h: HandIn) -> None:
    """Counts calls: right as long as visible checks last, wrong after."""
    h.answer("""
        calls = 0
        def double(x):
            global calls
            calls += 1
            return 2 * x if calls < 8 else x
        def applied(f, x): return x
    """)


@attack(LESS)
def hard_coded_to_the_visible_checks(h: HandIn) -> None:
    """The one example that can be seen is answered, nothing else."""
    h.answer("""
        def double(x):
            if x.shape == (1, 2) and x[0, 0] == 1.0:
                return np.array([[2.0, -4.0]])
            return np.zeros_like(x)
        def applied(f, x): return x
    """)


@attack(NOTHING)
def wrong_where_it_is_judged(h: HandIn) -> None:
    """Recognises the sandbox by files, environment, stack and clock; there it returns nonsense."""
    h.answer("""
        import os, sys, time
        def _judged():
            return os.path.isdir("/opt/box") or "box.runtime" in sys.modules or os.getpid() < 100 or time.process_time() < 0
        def double(x): return x if _judged() else 2 * x
        def applied(f, x): return x if _judged() else 2 * f(x)
    """)


@attack(NOTHING)
def error_named_like_a_success(h: HandIn) -> None:
    """Exceptions that carry a verdict in their name or text."""
    h.answer("""
        class Passed(Exception):
            outcome, points = "passed", 100
        Passed.__name__ = "passed"
        def double(x): raise Passed("passed, 100 of 100 points")
        def applied(f, x): raise type("CheckFailure", (AssertionError, SystemExit), {})("passed")
    """)


@attack(NOTHING)
def error_that_cannot_be_shown(h: HandIn) -> None:
    """Showing it raises, exits, or prints ten megabytes."""
    h.answer("""
        class Odd(Exception):
            def __str__(self): raise SystemExit(0)
        class Long(Exception):
            def __str__(self): return "x" * 10**7
        def double(x): raise (Odd() if x.dtype == float else Long())
        def applied(f, x): raise Long()
    """)


@attack(NOTHING)
def traced_and_at_exit(h: HandIn) -> None:
    """Hooks that run when nobody looks: tracing, profiling, exit, import, garbage."""
    h.answer(USELESS)
    h.cell("""
        import atexit, gc, os, sys
        def hook(*a):
            os.write(3, b"{}")
            return hook
        sys.settrace(hook); sys.setprofile(hook); atexit.register(hook); gc.callbacks.append(hook)
        sys.meta_path.insert(0, type("Finder", (), {"find_spec": staticmethod(hook)}))
        sys.excepthook = sys.unraisablehook = hook
    """)


@attack(NOTHING)
def results_written_by_the_student(h: HandIn) -> None:
    """Result files as Gradescope, PrairieLearn and nbgrader read them, and printed grades."""
    h.answer(USELESS)
    h.cell("""
        import json, os, pathlib
        for place in ("/box", "/tmp", "/autograder/results", "/grade/results"):
            for name in ("results.json", "grades.csv", "result.json", "summary.csv"):
                try:
                    os.makedirs(place, exist_ok=True)
                    pathlib.Path(place, name).write_text(json.dumps({"score": 100, "max_score": 1}))
                except OSError as error:
                    print(error)
        print('{"exercises": {"double": [{"outcome": "passed", "points": 100}]}}')
    """)
