// Run and Check buttons: cells tagged `runnable`, and the visible checks of NumPy exercises.
// Nothing is fetched before the first click; then engine.mjs starts Python in a worker.
(() => {
  const { word } = window.lmc;
  const SAY = {
    edit: word("Edit"),
    close: word("Show the book's code"),
    reset: word("Reset"),
    load: word("Loading Python from this site: about 6 MB, the first time only…"),
    numpy: word("Loading NumPy…"),
    run: word("Running…"),
    done: (seconds) => word("Done in {} s.", seconds.toFixed(1)),
    error: word("Ended with an error."),
    limit: word("Stopped: too much output."),
    stopped: word("Stopped."),
    busy: word("Something else is still running on this page. Stop it first."),
    broken: word("Python broke and was ended; the next run starts a new one."),
    missing: word("NumPy for the browser is not part of this copy of the site."),
    noNumpy: word("NumPy could not be loaded."),
    noPython: word("Python could not be loaded."),
    noExercise: word("The exercise could not be loaded."),
    notKept: word("Your browser does not let this page keep edits."),
    take: word("Download this code as a notebook"),
    notebook: word("Download the notebook"),
    output: word("Output of your run"),
    code: word("Python code"),
    given: word("Given code, which your functions may use"),
    keys: word("Tab indents; Esc, then Tab leaves the editor; Ctrl+Enter runs."),
  };
  const here = document.currentScript;
  const hasNumpy = here.dataset.packages.split(" ").includes("numpy");
  const NEEDS_NUMPY = /\b(?:np|numpy)\b/;
  const engine = () => import(new URL("engine.mjs", here.src).href);

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  class Runner {
    constructor(box) {
      this.box = box;
      this.status = box.querySelector("[role=status]");
      this.buttons = {};
      for (const button of box.querySelectorAll("button[data-do]")) {
        this.buttons[button.dataset.do] = button;
        button.addEventListener("click", () => this[button.dataset.do]());
      }
      this.key = `lmc-run:${box.dataset.id}`;
      this.exercise = null;
      const kept = this.read();
      if (kept !== null) this.openEditor(kept);
    }

    get isExercise() { return this.box.dataset.kind === "exercise"; }
    get source() { return this.box.closest(".cell").querySelector(".cell_input"); }
    get original() {
      return this.isExercise ? this.exercise.stub : this.source.querySelector("pre").textContent.trimEnd();
    }
    get code() { return this.editor ? this.editor.value : this.original; }

    // ---- the reader's edits
    read() {
      try { return localStorage.getItem(this.key); } catch { return null; }
    }
    keep() {
      try { localStorage.setItem(this.key, this.editor.value); } catch { this.tell(SAY.notKept); }
      this.buttons.reset.hidden = false;
    }
    forget() {
      try { localStorage.removeItem(this.key); } catch { this.tell(SAY.notKept); }
    }

    // ---- what the buttons do
    async edit() {
      if (this.editor && !this.isExercise) return this.closeEditor();
      if (this.isExercise && !(await this.prepare())) return;
      if (!this.editor) this.openEditor(this.read() ?? this.original);
      this.editor.focus();
    }

    async reset() {
      this.forget();
      if (this.isExercise && !(await this.loadExercise())) return;
      this.clear();
      if (this.isExercise) {
        this.editor.value = this.original;
        this.fit();
        this.buttons.reset.hidden = true;
      } else {
        this.closeEditor();
      }
      this.tell("");
      this.buttons.edit.hidden ? this.editor.focus() : this.buttons.edit.focus();
    }

    run() { return this.execute(this.isExercise ? "try" : "cell"); }
    check() { return this.execute("check"); }
    async stop() { (await engine()).stop(); }

    /* Whether an exercise can be worked on here; when not, says why. */
    async prepare() {
      if (!hasNumpy) { this.offerNotebook(SAY.missing); return false; }
      return this.loadExercise();
    }

    async loadExercise() {
      if (this.exercise) return true;
      try {
        const [parts, kit] = await Promise.all([
          this.fetch(this.box.dataset.source).then((answer) => answer.json()),
          this.fetch(this.box.dataset.kit).then((answer) => answer.text()),
        ]);
        this.exercise = { ...parts, kit };
        this.frame?.prepend(...this.givenCode());
      } catch (error) {
        this.offerNotebook(`${SAY.noExercise} (${error.message})`);
        return false;
      }
      return true;
    }

    async fetch(address) {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address}: HTTP ${answer.status}`);
      return answer;
    }

    async execute(kind) {
      const numpy = this.isExercise || NEEDS_NUMPY.test(this.code);
      if (numpy && !hasNumpy) return this.offerNotebook(SAY.missing);
      this.tell(SAY.run);
      if (this.isExercise && !(await this.loadExercise())) return;
      const job = { kind, code: this.code, numpy };
      if (this.isExercise) job.parts = { kit: this.exercise.kit, given: this.exercise.given, checks: this.exercise.checks };
      const { run } = await engine();
      this.clear();
      this.busy(true);
      const began = performance.now();
      const result = await run(job, {
        onText: (text) => this.show(text),
        onStep: (step) => this.tell(SAY[step]),
      });
      this.busy(false);
      this.conclude(result, (performance.now() - began) / 1000);
    }

    conclude({ outcome, message }, seconds) {
      if (outcome === "no-numpy") return this.offerNotebook(`${SAY.noNumpy} ${message}`);
      if (outcome === "no-python") return this.offerNotebook(`${SAY.noPython} ${message}`);
      if (outcome === "busy") return this.tell(SAY.busy);
      if (message) this.show(message, outcome === "error" || outcome === "broken");
      this.tell(outcome === "done" ? SAY.done(seconds) : SAY[outcome]);
    }

    // ---- what the reader sees
    tell(text, ...more) {
      if (this.status.textContent !== text || more.length) this.status.replaceChildren(text, ...more);
    }

    busy(now) {
      for (const name of ["run", "check", "edit", "reset"]) {
        const button = this.buttons[name];
        if (button) button.disabled = now;
      }
      const { stop } = this.buttons;
      const focused = this.box.contains(document.activeElement) && document.activeElement !== this.editor;
      stop.hidden = !now;
      if (focused || document.activeElement === document.body) (now ? stop : this.buttons[this.isExercise ? "check" : "run"]).focus();
    }

    clear() { this.output?.replaceChildren(); if (this.output) this.output.hidden = true; }

    show(text, isError = false) {
      if (!this.output) {
        this.output = make("pre", { className: "lmc-run-output", tabIndex: 0, ariaLabel: SAY.output, role: "region" });
        this.box.append(this.output);
      }
      this.output.hidden = false;
      if (isError && this.output.textContent && !this.output.textContent.endsWith("\n")) this.output.append("\n");
      this.output.append(isError ? make("span", { className: "lmc-run-error" }, text) : text);
    }

    offerNotebook(reason) {
      const link = this.isExercise
        ? make("a", { href: this.box.dataset.notebook, download: "" }, SAY.notebook)
        : make("a", { href: this.asNotebook(), download: "cell.ipynb" }, SAY.take);
      this.tell(`${reason} `, link, word("."));
    }

    /* The cell with the imports it needs: the build has proven that it runs by itself. */
    asNotebook() {
      const imports = NEEDS_NUMPY.test(this.code) ? "import math\n\nimport numpy as np" : "import math";
      const cell = (id, source) => ({ cell_type: "code", id, metadata: {}, execution_count: null, outputs: [], source });
      const kernelspec = { name: "python3", display_name: "Python 3", language: "python" };
      const notebook = { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells: [cell("imports", imports), cell("code", this.code)] };
      if (this.blob) URL.revokeObjectURL(this.blob);
      this.blob = URL.createObjectURL(new Blob([JSON.stringify(notebook, null, 1)], { type: "application/x-ipynb+json" }));
      return this.blob;
    }

    // ---- the editor: a plain text area, so that every assistive technology knows it
    openEditor(text) {
      const hint = make("p", { className: "lmc-run-keys", id: `${this.key}-keys` }, SAY.keys);
      this.editor = make("textarea", { className: "lmc-run-editor", value: text, spellcheck: false, wrap: "off", ariaLabel: SAY.code });
      this.editor.setAttribute("autocapitalize", "off");
      this.editor.setAttribute("aria-describedby", hint.id);
      this.editor.addEventListener("input", () => { this.fit(); this.keep(); });
      this.editor.addEventListener("keydown", (event) => this.onKey(event));
      this.editor.addEventListener("focus", () => (this.leaving = false));
      this.frame = make("div", {}, ...this.givenCode(), this.editor, hint);
      this.box.prepend(this.frame);
      this.fit();
      this.buttons.reset.hidden = this.read() === null;
      if (this.isExercise) {
        this.buttons.edit.hidden = true;
        this.buttons.run.hidden = this.buttons.check.hidden = false;
      } else {
        this.source.hidden = true;
        this.buttons.edit.firstChild.data = SAY.close;
      }
    }

    closeEditor() {
      this.frame.remove();
      this.editor = this.frame = null;
      this.source.hidden = false;
      this.buttons.edit.firstChild.data = SAY.edit;
      this.buttons.reset.hidden = this.read() === null;
    }

    givenCode() {
      if (!this.exercise?.given) return [];
      const pre = make("pre", { tabIndex: 0 }, this.exercise.given);
      return [make("details", { className: "lmc-details" }, make("summary", {}, SAY.given), pre)];
    }

    fit() {
      const lines = this.editor.value.split("\n").length;
      this.editor.rows = Math.min(Math.max(lines + 1, 4), 32);
    }

    onKey(event) {
      const { key, ctrlKey, metaKey, shiftKey } = event;
      if (key === "Escape") {
        this.leaving = true;
      } else if (key === "Enter" && (ctrlKey || metaKey || shiftKey)) {
        event.preventDefault();
        if (!this.buttons.run.disabled) this.run();
      } else if (key === "Tab" && !this.leaving) {
        event.preventDefault();
        shiftKey ? this.outdent() : this.insert(" ".repeat(4 - (this.column() % 4)));
      } else if (key === "Enter") {
        event.preventDefault();
        this.insert(`\n${this.nextIndent()}`);
      } else if (key !== "Tab") {
        this.leaving = false;
      }
    }

    insert(text) {
      // The only way that keeps the browser's undo; where it is gone, undo is lost, not the text.
      if (!document.execCommand("insertText", false, text)) {
        this.editor.setRangeText(text, this.editor.selectionStart, this.editor.selectionEnd, "end");
        this.editor.dispatchEvent(new Event("input"));
      }
    }

    lineStart() { return this.editor.value.lastIndexOf("\n", this.editor.selectionStart - 1) + 1; }
    column() { return this.editor.selectionStart - this.lineStart(); }

    nextIndent() {
      const line = this.editor.value.slice(this.lineStart(), this.editor.selectionStart);
      return line.match(/^ */)[0] + (/:\s*(#.*)?$/.test(line) ? "    " : "");
    }

    outdent() {
      const { value, selectionStart } = this.editor;
      const start = this.lineStart();
      const spaces = value.slice(start).match(/^ {0,4}/)[0].length;
      this.editor.setRangeText("", start, start + spaces);
      this.editor.selectionStart = this.editor.selectionEnd = Math.max(start, selectionStart - spaces);
      this.editor.dispatchEvent(new Event("input"));
    }
  }

  addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll(".lmc-run")) new Runner(box);
  });
})();
