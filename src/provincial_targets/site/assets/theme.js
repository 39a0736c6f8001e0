// Set the reader's last choice of light or dark before the page is drawn; the system decides otherwise.
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme) document.documentElement.dataset.theme = theme;
  } catch { /* storage is off: the system decides */ }
})();
