// Open the language chosen last, else the reader's first language that the site has.
(() => {
  let language = null;
  try { language = localStorage.getItem("language"); } catch { /* storage is off */ }
  if (!language) {
    const known = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
    language = known.find((tag) => tag === "zh" || tag === "en") || "zh";
  }
  location.replace(`${language === "en" ? "en" : "zh"}/index.html`);
})();
