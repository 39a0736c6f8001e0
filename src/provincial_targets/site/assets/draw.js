// Charts: charts-*.js holds the specifications, the page their data.
(() => {
  // Colours are CSS variables, so that theme and print need no new drawing.
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const embed = (place, figure, spec) => vegaEmbed(place, {
    ...spec,
    description: figure.description,
    height: figure.height,
    datasets: { rows: figure.rows },
  }, {
    config: CHARTS.config,
    renderer: "svg",
    actions: false,
    ast: true, // the page's policy forbids code made from text
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    logLevel: 1, // errors only: a year without a figure is only a warning
  });
  const pause = () => new Promise((go) => setTimeout(go)); // the browser answers clicks between two charts
  const draw = async () => {
    for (const [id, figure] of Object.entries(figures)) {
      await pause();
      // The keys above the chart replace its legends.
      const bare = JSON.stringify(CHARTS.kinds[figure.kind], (key, value) => (key === "legend" ? null : value));
      await embed(`[data-chart="${id}"]`, figure, JSON.parse(bare));
    }
    // Screen readers skip marks without content.
    for (const empty of document.querySelectorAll("g.role-mark:empty")) empty.setAttribute("aria-hidden", "true");
  };
  // A chart without a file is drawn for a slide on demand: with title, note and legend, on white paper.
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

  draw().then(() => { document.documentElement.dataset.ready = "true"; });
})();
