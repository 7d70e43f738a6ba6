// Renders TeX with KaTeX: one JSON request a line on stdin, one JSON answer a line on stdout.
// argv[2] is the folder of the npm package "katex".
const readline = require("node:readline");
const katex = require(process.argv[2]);

function answer({ tex, display, macros }) {
  try {
    const options = { displayMode: display, macros, throwOnError: true, strict: "ignore" };
    return { html: katex.renderToString(tex, options) };
  } catch (error) {
    return { error: String(error.message) };
  }
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + "\n");
});
