// Run a query in a worker; show its rows, or the reason why there are none.
(() => {
  const SHOWN = 1000;
  const ask = document.getElementById("ask");
  const [query, run, stop, save, said, table] = ["query", "run", "stop", "save", "said", "rows"]
    .map((name) => ask.querySelector(`[data-ask="${name}"]`));
  const text = ask.dataset;
  const say = (words, isError = false) => { said.textContent = words; said.classList.toggle("wrong", isError); };
  // The engine reports its errors in English.
  const fail = (reason) => {
    say(`${text.failed} `, true);
    said.append(Object.assign(document.createElement("span"), { lang: "en", textContent: reason }));
  };
  const isDisk = location.protocol === "file:";
  let worker, began, csv;

  const fill = () => { if (location.hash) query.value = decodeURIComponent(location.hash.slice(1)); };
  const busy = (is) => { run.disabled = is; stop.hidden = !is; };
  const quoted = (value) => value === null ? "" : /[",\n\r]/.test(value) || value === "" ? `"${value.replaceAll('"', '""')}"` : value;

  function open() {
    busy(true);
    say(text.opening);
    worker = new Worker("../assets/ask-worker.js");
    worker.onerror = (event) => { busy(false); fail(event.message); };
    worker.onmessage = ({ data }) => {
      busy(false);
      if (data.ready) say(text.ready);
      else if (data.error) fail(data.error);
      else show(data);
    };
  }

  function show({ columns, rows }) {
    const element = (tag, content, isNumber) => {
      const made = Object.assign(document.createElement(tag), { textContent: content });
      if (isNumber) made.className = "number";
      return made;
    };
    const isNumber = columns.map(([, type]) => /INT|DOUBLE|FLOAT|DECIMAL/.test(type));
    const head = document.createElement("tr");
    head.append(...columns.map(([name], at) => Object.assign(element("th", name, isNumber[at]), { scope: "col" })));
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(...rows.slice(0, SHOWN).map((row) => {
      const line = document.createElement("tr");
      line.append(...row.map((value, at) => element("td", value === null ? "—" : value, isNumber[at])));
      return line;
    }));
    table.hidden = false;
    csv = [columns.map(([name]) => name), ...rows].map((row) => row.map(quoted).join(",") + "\r\n").join("");
    save.hidden = false;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    say(text.done.replace("{rows}", rows.length).replace("{shown}", Math.min(rows.length, SHOWN)).replace("{seconds}", seconds));
    ask.dataset.answers = Number(ask.dataset.answers || 0) + 1;
  }

  run.addEventListener("click", () => {
    began = performance.now();
    busy(true);
    say(text.running);
    worker.postMessage(query.value);
  });
  stop.addEventListener("click", () => {
    worker.terminate();
    open();
  });
  save.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", csv], { type: "text/csv" }));
    link.download = "provincial-targets.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  });
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !run.disabled) run.click();
  });
  addEventListener("hashchange", fill);
  fill();
  if (isDisk) { run.disabled = true; say(text.disk, true); } else open();
})();
