// Python in a worker of its own, so that a page never hangs. Every file is of our own host.
// In:  {kind: "start", interrupts, words} then {kind: "cell" | "try" | "check", id, code, parts, numpy}
// Out: {kind: "ready"} {kind: "text", id, text} {kind: "end", id, outcome, message, points}
//      {kind: "step", id, step} {kind: "failed", id, step, message}
const PYODIDE = new URL("../vendor/pyodide/", import.meta.url).href;
let python, runner;

async function start({ interrupts, words }) {
  const { loadPyodide } = await import(`${PYODIDE}pyodide.mjs`);
  python = await loadPyodide({ indexURL: PYODIDE, stdin: () => null });
  if (interrupts) python.setInterruptBuffer(interrupts);
  const answer = await fetch(new URL("runner.py", import.meta.url));
  if (!answer.ok) throw new Error(`runner.py: HTTP ${answer.status}`);
  python.FS.writeFile("/home/pyodide/runner.py", await answer.text());
  runner = python.pyimport("runner");
  runner.speak(python.toPy(words));
}

async function loadNumpy(id) {
  if (python.loadedPackages.numpy) return;
  postMessage({ kind: "step", id, step: "numpy" });
  const complaints = [];
  const loaded = await python.loadPackage("numpy", { errorCallback: (m) => complaints.push(m) });
  if (!loaded.some((found) => found.name === "numpy")) throw new Error(complaints.join(" "));
}

function execute({ kind, id, code, parts }) {
  const send = (text) => postMessage({ kind: "text", id, text });
  const given = parts && python.toPy(parts);
  const calls = {
    cell: () => runner.run(code, send),
    try: () => runner.try_answer(given, code, send),
    check: () => runner.check(given, code, send),
  };
  const result = calls[kind]();
  postMessage({ kind: "end", id, ...result.toJs() });
}

onmessage = async ({ data }) => {
  let step = "start";
  try {
    if (data.kind === "start") {
      await start(data);
      postMessage({ kind: "ready" });
      return;
    }
    step = "numpy";
    if (data.numpy) await loadNumpy(data.id);
    postMessage({ kind: "step", id: data.id, step: "run" });
    step = "run";
    execute(data);
  } catch (error) {
    postMessage({ kind: "failed", id: data.id, step, message: String(error.message || error) });
  }
};
