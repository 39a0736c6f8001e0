// DuckDB in a worker of its own, which the page ends where a query is stopped. The published file is opened read-only.
// The libraries are scripts for Node's require; this is all of it that they use.
importScripts("../ask/arrow.js");
self.module = { exports: {} };
self.require = () => self.Arrow;
importScripts("../ask/duckdb.js");

const duckdb = self.module.exports;
const here = (name) => new URL(`../ask/${name}`, self.location.href).href;
const rows = (table) => table.toArray().map((row) => [...row].map(([, value]) => value));

const opened = (async () => {
  const modules = { mainModule: here("duckdb.wasm"), mainWorker: null };
  const database = await duckdb.createDuckDB({ mvp: modules, eh: modules }, new duckdb.VoidLogger(), duckdb.BROWSER_RUNTIME);
  await database.instantiate();
  const file = await fetch(here("provincial_targets.duckdb"));
  if (!file.ok) throw new Error(`${file.url}: ${file.status}`);
  database.registerFileBuffer("provincial_targets.duckdb", new Uint8Array(await file.arrayBuffer()));
  const connection = database.connect();
  for (const statement of [
    "attach 'provincial_targets.duckdb' (read_only)",
    "use provincial_targets",
    "set enable_external_access = false",
    "set lock_configuration = true",
  ]) connection.query(statement);
  return connection;
})();
opened.then(() => postMessage({ ready: true }), (error) => postMessage({ error: error.message }));

onmessage = async ({ data }) => {
  const connection = await opened;
  const query = `(\n${data.replace(/[\s;]+$/, "")}\n)`;
  try {
    const columns = rows(connection.query(`select column_name, column_type from (describe from ${query})`));
    postMessage({ columns, rows: rows(connection.query(`select columns(*)::varchar from ${query}`)) });
  } catch (error) {
    // The place of a fault stands in the message twice, and counts the line of the parenthesis.
    const parts = [...new Set(error.message.split("\n\n"))].join("\n\n");
    postMessage({ error: parts.replace(/LINE (\d+)/g, (_, line) => `LINE ${line - 1}`) });
  }
};
