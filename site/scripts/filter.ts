const form = document.querySelector<HTMLFormElement>('[data-filter]')!;
const field = form.querySelector<HTMLInputElement>('input')!;
const clear = form.querySelector<HTMLButtonElement>('[data-clear]')!;
const found = document.querySelector<HTMLElement>('[data-found]')!;
const empty = document.querySelector<HTMLElement>('[data-empty]')!;
const rows = [...document.querySelectorAll<HTMLElement>('[data-search]')];
const groups = [...document.querySelectorAll<HTMLElement>('[data-group]')];
const all = found.textContent;

/** Shows the plates that hold every word looked for, and says how many they are. */
function show(): void {
  const words = field.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
  for (const row of rows) row.hidden = !words.every((word) => row.dataset['search']!.includes(word));
  for (const group of groups) group.hidden = group.querySelector('[data-search]:not([hidden])') === null;
  const count = rows.filter((row) => !row.hidden).length;
  found.textContent = words.length === 0 ? all : `${count} of ${rows.length} credentials`;
  empty.hidden = count > 0;
  clear.hidden = words.length === 0;
}

/** Keeps what is looked for in the address, so that it can be sent to someone. */
function keep(): void {
  const address = new URL(location.href);
  if (field.value.trim() === '') address.searchParams.delete('q');
  else address.searchParams.set('q', field.value.trim());
  history.replaceState(null, '', address);
}

field.value = new URL(location.href).searchParams.get('q') ?? '';
form.hidden = false;
show();
field.addEventListener('input', () => {
  show();
  keep();
});
form.addEventListener('submit', (event) => event.preventDefault());
clear.addEventListener('click', () => {
  field.value = '';
  show();
  keep();
  field.focus();
});
