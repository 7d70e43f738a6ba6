// What the reader has read and done, kept in the reader's own browser and nowhere else.
// The words are in _templates/progress.html; without that section, or without scripts, nothing
// is shown. A page in another language has the same name, so both share one progress.
(() => {
  const KEY = "lmc-progress";
  const SECONDS_ON_PAGE = 30; // a jump to the end of a page is not reading
  const box = document.getElementById("lmc-progress");
  if (!box) return;
  const words = box.dataset;
  const chapters = words.chapters.split(" ").filter(Boolean);
  const exercises = words.exercises.split(" ").filter(Boolean);
  const here = DOCUMENTATION_OPTIONS.pagename;

  const clean = (list, known) => [...new Set(Array.isArray(list) ? list : [])].filter((x) => known.includes(x));
  const checked = (raw) => ({
    read: clean(raw && raw.read, chapters),
    unread: clean(raw && raw.unread, chapters), // the reader took the mark away: reaching the end again must not bring it back
    done: clean(raw && raw.done, exercises),
  });
  function state() {
    try { return checked(JSON.parse(localStorage.getItem(KEY))); }
    catch { return checked(null); }
  }
  let lost = Boolean(localStorage.forgotten);
  function keep(next) {
    try { localStorage.setItem(KEY, JSON.stringify(next)); lost ||= false; }
    catch { lost = true; }
    show(next);
  }
  const toggled = (list, item, on) => (on ? [...new Set([...list, item])] : list.filter((x) => x !== item));
  function mark(page, on) {
    const now = state();
    keep({ ...now, read: toggled(now.read, page, on), unread: toggled(now.unread, page, !on) });
  }

  const page = (link) => {
    const match = /\/(book\/[^#?]*?)\.html(?:$|[?#])/.exec(link.href);
    return match && match[1];
  };
  function show(now) {
    for (const [kind, list] of [["chapters", now.read], ["exercises", now.done]])
      box.querySelector(`[data-count=${kind}]`).textContent = list.length;
    for (const link of document.querySelectorAll("nav.bd-links a.internal, .lmc-map li > p:first-child > a"))
      markLink(link, link.getAttribute("href") === "#" ? here : page(link), now.read);
    for (const input of document.querySelectorAll("input[data-exercise]"))
      input.checked = now.done.includes(input.dataset.exercise);
    const own = document.getElementById("lmc-read");
    if (own) own.checked = now.read.includes(here);
    if (lost) box.querySelector("[data-note]").textContent = words.forgets;
  }
  function markLink(link, name, read) {
    const is = read.includes(name);
    link.closest("li").classList.toggle("lmc-is-read", is);
    let note = link.querySelector(".lmc-read-note");
    if (is && !note) {
      note = Object.assign(document.createElement("span"), { className: "lmc-read-note lmc-sr", textContent: ` (${words.read})` });
      link.append(note);
    }
    if (!is && note) note.remove();
  }

  // Controls on the page: one box at the chapter's end, one on each exercise card.
  function tick(text, describe, change) {
    const label = Object.assign(document.createElement("label"), { className: "lmc-tick" });
    const input = Object.assign(document.createElement("input"), { type: "checkbox" });
    input.addEventListener("change", () => change(input.checked));
    label.append(input, ` ${text}`);
    if (describe) label.append(Object.assign(document.createElement("span"), { className: "lmc-sr", textContent: ` (${describe})` }));
    return { label, input };
  }
  function addExerciseTicks() {
    for (const card of document.querySelectorAll(".lmc-exercise[id^='exercise-']")) {
      const slug = card.id.slice("exercise-".length);
      if (!exercises.includes(slug)) continue;
      const title = card.querySelector(".admonition-title").textContent.trim();
      const { label, input } = tick(words.done, title, (on) => {
        const now = state();
        keep({ ...now, done: toggled(now.done, slug, on) });
      });
      input.dataset.exercise = slug;
      card.append(label);
    }
  }
  function addChapterTick() {
    const article = document.querySelector("article.bd-article");
    if (words.isChapter !== "yes" || !article) return;
    const { label, input } = tick(words.mark, "", (on) => mark(here, on));
    input.id = "lmc-read";
    label.classList.add("lmc-chapter-tick");
    article.append(label);
    const opened = Date.now();
    let atEnd = false;
    const settle = () => {
      const now = state();
      if (!atEnd || now.read.includes(here) || now.unread.includes(here)) return;
      const left = SECONDS_ON_PAGE * 1000 - (Date.now() - opened);
      if (left > 0) return void setTimeout(settle, left + 50);
      mark(here, true);
    };
    new IntersectionObserver(([seen]) => { atEnd = seen.isIntersecting; settle(); }).observe(label);
  }

  // Saving, loading, forgetting.
  const status = (text) => { box.querySelector("[data-status]").textContent = text; };
  const file = box.querySelector("input[type=file]");
  const actions = {
    save() {
      const blob = new Blob([JSON.stringify({ book: KEY, ...state() }, null, 1)], { type: "application/json" });
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${KEY}.json` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    },
    load: () => file.click(),
    forget() {
      if (!confirm(words.sure)) return;
      localStorage.removeItem(KEY);
      show(state());
    },
  };
  for (const button of box.querySelectorAll("button[data-do]"))
    button.addEventListener("click", () => { status(""); actions[button.dataset.do](); });
  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    try {
      const raw = JSON.parse(await file.files[0].text());
      if (!raw || raw.book !== KEY) throw new TypeError("not ours");
      const now = state(), other = checked(raw);
      const read = [...new Set([...now.read, ...other.read])];
      keep({ read, unread: now.unread.filter((x) => !read.includes(x)), done: [...new Set([...now.done, ...other.done])] });
    } catch { status(words.bad); }
    file.value = "";
  });

  addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) show(state()); });
  addExerciseTicks();
  addChapterTick();
  box.hidden = false;
  show(state());
})();
