// Runs before the first paint, so that a remembered choice of day or night never flashes.
(function () {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const shown = () => root.dataset.theme ?? (dark.matches ? 'dark' : 'light');

  function remembered(theme) {
    try {
      if (theme !== undefined) localStorage.setItem('theme', theme);
      return localStorage.getItem('theme');
    } catch {
      return null;
    }
  }

  const choice = remembered();
  if (choice === 'dark' || choice === 'light') root.dataset.theme = choice;

  addEventListener('DOMContentLoaded', () => {
    const button = document.querySelector('[data-theme-button]');
    if (button === null) return;
    const say = () => {
      button.textContent = shown() === 'dark' ? 'Day' : 'Night';
      button.setAttribute('aria-label', shown() === 'dark' ? 'Switch to day colors' : 'Switch to night colors');
    };
    button.hidden = false;
    say();
    dark.addEventListener('change', say);
    button.addEventListener('click', () => {
      const theme = shown() === 'dark' ? 'light' : 'dark';
      root.dataset.theme = theme;
      remembered(theme);
      say();
    });
  });
})();
