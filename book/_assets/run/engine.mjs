// The page's one Python: started by the first run, replaced when it must be stopped by force.

const { word, words } = window.lmc;
let worker = null;
let interrupts = null; // shared memory, only where the host sends COOP and COEP headers
let started = null; // resolves when Python is ready
let current = null; // the run in progress
let runs = 0;

function launch() {
  worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
  interrupts = globalThis.crossOriginIsolated ? new Uint8Array(new SharedArrayBuffer(1)) : null;
  started = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.kind === "ready") resolve();
      else if (data.kind === "failed" && data.step === "start") reject(new Error(data.message));
      else if (current && data.id === current.id) hear(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message || word("the worker could not be started")));
    };
  });
  worker.postMessage({ kind: "start", interrupts, words });
}

function discard() {
  if (worker) worker.terminate();
  worker = started = null;
}

function hear(data) {
  const run = current;
  if (data.kind === "text") {
    run.onText(data.text);
    return;
  }
  if (data.kind === "step") {
    run.onStep(data.step);
    return;
  }
  current = null;
  if (data.kind === "failed" && data.step === "run") discard(); // Python itself has broken
  run.settle(data);
}

/* Run one piece of code. `job` is what worker.mjs expects, without the id. Only one run at a
   time: a second is refused. Resolves to {outcome, message, points}; outcome is what runner.py
   says, or "no-python", "no-numpy", "broken". `onStep` hears "load", "numpy" and "run". */
export async function run(job, { onText, onStep }) {
  if (current) return { outcome: "busy", message: "" };
  let settle;
  const ended = new Promise((resolve) => (settle = resolve));
  const mine = { id: ++runs, onText, onStep, settle };
  current = mine;
  if (!worker) {
    onStep("load");
    launch();
  }
  try {
    await Promise.race([started, ended]);
  } catch (error) {
    if (current === mine) current = null;
    discard();
    return { outcome: "no-python", message: error.message };
  }
  if (current === mine) {
    if (interrupts) interrupts[0] = 0;
    worker.postMessage({ ...job, id: mine.id });
  }
  return plain(await ended);
}

function plain(data) {
  if (data.kind === "end") return data;
  const outcome = { numpy: "no-numpy", run: "broken" }[data.step];
  return { outcome, message: data.message };
}

/* End the run in progress. With shared memory Python is asked to raise KeyboardInterrupt, and is
   given two seconds; otherwise, or then, the worker is ended and the next run starts a new one. */
export function stop() {
  const run = current;
  if (!run) return;
  if (interrupts) {
    interrupts[0] = 2; // SIGINT
    setTimeout(() => current === run && end(run), 2000);
  } else {
    end(run);
  }
}

function end(run) {
  current = null;
  discard();
  const message = word("Stopped. Python starts anew with the next run.");
  run.settle({ kind: "end", outcome: "stopped", message });
}
