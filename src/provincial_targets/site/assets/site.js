// Language, theme and filters work before the charts are loaded.
(() => {
  const root = document.documentElement;
  const store = (key, value) => { try { localStorage.setItem(key, value); } catch { /* off */ } };

  // The language link keeps the page and the position in it.
  const language = document.getElementById("language");
  store("language", root.lang.slice(0, 2));
  language.addEventListener("click", () => { language.hash = location.hash; });

  // The theme: pressed means dark.
  const theme = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const showTheme = () => theme.setAttribute("aria-pressed", String(isDark()));
  theme.hidden = false;
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    store("theme", root.dataset.theme);
    showTheme();
  });
  system.addEventListener("change", showTheme);
  showTheme();

  // Filters: a row is shown if it holds the words searched for and every value chosen.
  for (const filters of document.querySelectorAll(".filters")) {
    const table = document.getElementById(filters.dataset.table + "-section").querySelector("table");
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const search = filters.querySelector("input");
    const selects = [...filters.querySelectorAll("select")];
    const apply = () => {
      const words = search ? search.value.toLowerCase().split(/\s+/).filter(Boolean) : [];
      const chosen = selects.filter((select) => select.value);
      let shown = 0;
      rows.forEach((row, index) => {
        const keep = words.every((word) => texts[index].includes(word)) &&
          chosen.every((select) => row.cells[select.dataset.column].textContent.trim() === select.value);
        row.hidden = !keep;
        shown += keep;
      });
      filters.querySelector(".shown").textContent = shown;
    };
    filters.addEventListener("input", apply);
    filters.hidden = false;
    // A link to a row that a filter hides shows all rows again.
    addEventListener("hashchange", () => {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && table.contains(target) && target.closest("tr").hidden) {
        if (search) search.value = "";
        selects.forEach((select) => { select.value = ""; });
        apply();
        target.scrollIntoView();
      }
    });
  }

  // A query opens on the page that runs it.
  for (const link of document.querySelectorAll("a.ask")) {
    link.addEventListener("click", () => {
      link.hash = encodeURIComponent(link.closest("details").querySelector("code").textContent);
    });
  }

  // The chart library is large: load it after the first picture of the page, which then answers clicks.
  const { later } = document.currentScript.dataset;
  if (!later) root.dataset.ready = "true";
  else requestAnimationFrame(() => setTimeout(() => {
    for (const src of later.split(" ")) {
      document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
    }
  }));
})();
