// Loaded by a plain <script> in <head>, before anything is painted: the chosen theme.
{
  const wanted = new URLSearchParams(location.search).get('theme');
  let stored = null;
  try {
    stored = localStorage.getItem('lab.theme');
  } catch {
    // storage is refused in some private windows
  }
  const theme = [wanted, stored].find((name) => name === 'light' || name === 'dark');
  if (theme) {
    document.documentElement.dataset.theme = theme;
  }
}
