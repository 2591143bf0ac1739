const button = document.querySelector<HTMLButtonElement>('[data-print]');

if (button !== null) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
