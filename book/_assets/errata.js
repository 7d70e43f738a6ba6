// Filters the table of errata by document, part and severity. Without this script, or before it
// runs, every row is there. The choices are read from the table, so nothing is written twice.
(() => {
  const { word } = window.lmc;
  const FILTERS = [
    { name: "document", column: 1, words: (row, value) => value },
    { name: "part", column: 2, words: (row) => row.cells[2].textContent.trim() },
    { name: "severity", column: 3, words: (row) => row.cells[3].textContent.trim() },
  ];

  function values(row, name) {
    const prefix = `${name}-`;
    return [...row.classList].filter((c) => c.startsWith(prefix)).map((c) => c.slice(prefix.length));
  }

  function makeSelect(filter, table, rows) {
    const choices = new Map();
    for (const row of rows) {
      for (const value of values(row, filter.name)) choices.set(value, filter.words(row, value));
    }
    const select = document.createElement("select");
    select.name = filter.name;
    select.append(new Option(word("all"), ""));
    const ordered = filter.name === "document" ? [...choices].sort() : [...choices];
    for (const [value, words] of ordered) select.append(new Option(words, value));
    const label = document.createElement("label");
    label.append(`${table.tHead.rows[0].cells[filter.column].textContent.trim()} `, select);
    return label;
  }

  function start(table) {
    const rows = [...table.tBodies[0].rows];
    const form = document.createElement("form");
    form.className = "lmc-errata-filter";
    form.append(...FILTERS.map((filter) => makeSelect(filter, table, rows)));
    const reset = document.createElement("button");
    reset.type = "reset";
    reset.textContent = word("Show all");
    const count = document.createElement("output");
    form.append(reset, count);

    const selects = [...form.querySelectorAll("select")];

    function apply() {
      let shown = 0;
      for (const row of rows) {
        row.hidden = selects.some((s) => s.value && !values(row, s.name).includes(s.value));
        if (!row.hidden) shown += 1;
      }
      count.textContent = `${shown} / ${rows.length}`;
      const query = new URLSearchParams(selects.filter((s) => s.value).map((s) => [s.name, s.value]));
      history.replaceState(null, "", `${query.size ? `?${query}` : location.pathname}${location.hash}`);
    }

    // A filtered view can be bookmarked: errata.html?document=003
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = asked.get(select.name);
      if ([...select.options].some((option) => option.value === value)) select.value = value;
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", apply);
    form.addEventListener("reset", () => setTimeout(apply)); // after the browser has reset them
    const box = table.closest(".pst-scrollable-table-container") || table;
    box.before(form);
    apply();
  }

  for (const table of document.querySelectorAll("table.lmc-errata")) start(table);
})();
