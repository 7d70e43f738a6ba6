"""Does each equation's check notice a wrong sign?

A cell tagged `check-<label>` asserts an equation. Here the formulas in that cell, and in the
functions of the page that it calls, are changed one operator at a time: a sign is flipped, a
product becomes a quotient. The cell must then fail. One that still passes proves nothing.

    cells       the code cells of a page, and which of them the checks depend on
    operators   where a formula can be changed, and how
    mutants     one change of one check: what was, what is now, how to run it
    worker      runs a page's checks and their mutants, in a process of its own
    verdict     survivors, equivalent mutants that are listed with a reason, problems
"""
