// Before anything is drawn: the reader's last choice of light or dark, else what the system says.
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme) document.documentElement.dataset.theme = theme;
  } catch { /* storage is off: the system decides */ }
})();
