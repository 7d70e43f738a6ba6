"""Text of the student's on its way into feedback, report, tables and formgrader."""

from __future__ import annotations

import nbformat

from autograder.attack.hand_in import FULL, MARK, NOTHING, HandIn, attack

HTML = f"<script>{MARK}()</script><img src=x onerror={MARK}()><a href='javascript:{MARK}()'>x</a>"
TEMPLATE = f"{{{{ {MARK} }}}}{{% include '{MARK}' %}}${{{MARK}}}]]>--></title></pre></style>" + HTML


@attack(NOTHING)
def html_in_errors(h: HandIn) -> None:
    """The text of an exception, its class and the line it stands in are shown."""
    h.answer(f"""
        X = type({HTML!r}, (Exception,), {{}})
        def double(x): raise X({TEMPLATE!r})
        def applied(f, x): raise X({TEMPLATE!r})
    """)


@attack(NOTHING)
def html_in_values(h: HandIn) -> None:
    """The value that was got is shown, and so are its keys and the name of its class."""
    h.answer(f"""
        class Odd: pass
        Odd.__name__ = {HTML!r}
        def double(x): return {{{TEMPLATE!r}: {HTML!r}}} if x.size == 2 else Odd()
        def applied(f, x): return {TEMPLATE!r}
    """)


@attack(FULL)
def html_in_output(h: HandIn) -> None:
    """Printed, displayed as HTML and SVG, and raised; beside a right answer."""
    h.answer()
    h.cell(f"""
        from IPython.display import HTML, SVG, Javascript, Markdown, display
        import sys
        print({TEMPLATE!r})
        sys.stderr.write("\\x1b[31m\\u202e" + {HTML!r} + "\\x00\\ud800")
        display(HTML({HTML!r}), Javascript("{MARK}()"), Markdown({HTML!r}))
        raise ValueError({TEMPLATE!r})
    """)


@attack(FULL)
def html_in_markdown_and_ids(h: HandIn) -> None:
    """Markdown cells, ids, attachments and stored outputs, as they lie in the file."""
    h.answer()
    text = nbformat.v4.new_markdown_cell(TEMPLATE + f"\n\n[x](javascript:{MARK}())\n````\n" + HTML)
    text["id"] = HTML
    text["attachments"] = {HTML: {"text/html": HTML}}
    h.notebook.cells.insert(3, text)
    for cell in h.notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": HTML})]
    h.notebook.metadata["title"] = HTML


@attack(NOTHING)
def formulas_in_messages(h: HandIn) -> None:
    """A spreadsheet that opens the table runs them."""
    h.answer(f"""
        def double(x): raise ValueError("=HYPERLINK('{MARK}')")
        def applied(f, x): return "\\r\\n=cmd|{MARK}"
    """)


@attack(NOTHING)
def characters_that_deceive(h: HandIn) -> None:
    """Marks that turn the line, erase it, or are half a character."""
    odd = "\\u202e\\u2066\\x1b[2J\\x08\\x00\\ud800\\ufeff\\U000e0041"
    h.answer(f"""
        def double(x): raise ValueError("{odd}" * 40)
        def applied(f, x): return "{odd}"
    """)
