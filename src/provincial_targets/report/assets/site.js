// Language, theme, filters and drawing. What is drawn stands in charts-*.js, with what data in the page.
(() => {
  const root = document.documentElement;
  const store = (key, value) => { try { localStorage.setItem(key, value); } catch { /* off */ } };

  // The language link keeps the page, and the place in it.
  const language = document.getElementById("language");
  store("language", root.lang.slice(0, 2));
  language.addEventListener("click", () => { language.hash = location.hash; });

  // The theme: pressed means dark.
  const theme = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const tell = () => theme.setAttribute("aria-pressed", String(isDark()));
  theme.hidden = false;
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    store("theme", root.dataset.theme);
    tell();
  });
  system.addEventListener("change", tell);
  tell();

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

  // Charts, one after the other; colours are CSS variables, so that theme and print need no redrawing.
  const element = document.getElementById("figures");
  const figures = element ? JSON.parse(element.textContent) : {};
  const embed = (place, figure, spec) => vegaEmbed(place, {
    ...spec,
    description: figure.description,
    height: figure.height,
    datasets: { rows: figure.rows },
  }, {
    config: CHARTS.config,
    renderer: "svg",
    actions: false,
    ast: true, // no code is made from text: the page's policy forbids it
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    logLevel: 1, // errors only: that a year has no figure is none
  });
  const draw = async () => {
    for (const [id, figure] of Object.entries(figures)) {
      // The page itself explains the colours, above the chart.
      const bare = JSON.stringify(CHARTS.kinds[figure.kind], (key, value) => (key === "legend" ? null : value));
      await embed(`[data-chart="${id}"]`, figure, JSON.parse(bare));
    }
  };
  // A chart that has no file is drawn for a slide: with title, note and legend, on white paper.
  const save = (href, name) => Object.assign(document.createElement("a"), { href, download: name }).click();
  for (const files of document.querySelectorAll("[data-save]")) {
    files.hidden = false;
    files.addEventListener("click", async (event) => {
      const type = event.target.value;
      if (!type) return;
      const figure = figures[files.dataset.save];
      const slide = { title: figure.title, width: 720, padding: 16, background: "var(--paper)" };
      const { view } = await embed(document.createElement("div"), figure, { ...CHARTS.kinds[figure.kind], ...slide });
      const text = (await view.toSVG()).replace(/var\((--[\w-]+)\)/g, (_, name) => CHARTS.paper[name]);
      view.finalize();
      const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
      const name = `${files.dataset.name}.${type}`;
      if (type === "svg") return save(address, name);
      const image = Object.assign(new Image(), { src: address });
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      save(canvas.toDataURL("image/png"), name);
    });
  }

  draw().then(() => { root.dataset.ready = "true"; });
})();
