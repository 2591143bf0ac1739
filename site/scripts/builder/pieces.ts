import { changed } from './drafting.ts';
import { choose, copy, isEmpty, lookAgain, refresh } from './piece-row.ts';
import { all, form, one } from './settings.ts';

function startSlot(slot: HTMLElement): void {
  const rows = all('[data-piece]', slot);
  const fewest = Math.max(1, Number(slot.dataset['fewest']));
  const add = slot.querySelector<HTMLButtonElement>('[data-add]');
  let shown = fewest;
  const show = (count: number): void => {
    shown = Math.min(rows.length, Math.max(fewest, count));
    rows.forEach((row, at) => (row.hidden = at >= shown));
    if (add !== null) add.hidden = shown >= rows.length;
  };
  form.addEventListener('filled', () => {
    rows.forEach(refresh);
    show(rows.findLastIndex((row) => !isEmpty(row)) + 1);
  });
  form.addEventListener('roster', () => rows.forEach((row) => void lookAgain(row)));
  add?.addEventListener('click', () => {
    show(shown + 1);
    one('[data-file]', rows[shown - 1]).focus();
  });
  rows.forEach((row, at) => {
    const file = one<HTMLInputElement>('[data-file]', row);
    file.addEventListener('change', () => void (file.files?.[0] !== undefined && choose(row, file.files[0])));
    for (const how of all('[name$="-how"]', row)) how.addEventListener('change', () => refresh(row));
    one('[data-remove]', row).addEventListener('click', () => {
      for (let next = at; next < shown; next += 1) copy(next + 1 < shown ? rows[next + 1]! : null, rows[next]!);
      show(shown - 1);
      changed();
      one('[data-file]', rows[Math.min(at, shown - 1)]).focus();
    });
  });
}

/** Sets the rows for pieces of evidence to work, and shows the slot of each choice. */
export function startPieces(): void {
  all('[data-piece]').forEach(refresh);
  for (const slot of all('[data-slot]')) if (slot.querySelector('[data-piece]') !== null) startSlot(slot);
  const choose = (): void => {
    for (const part of all('[data-requirement]')) {
      const chosen = part.querySelector<HTMLInputElement>('[name^="choice-"]:checked');
      if (part.querySelector('[name^="choice-"]') === null) continue;
      for (const slot of all('[data-slot]', part)) slot.hidden = slot.dataset['slot'] !== `${part.dataset['requirement']!}.${chosen?.value ?? ''}`;
    }
  };
  form.addEventListener('filled', choose);
  for (const choice of all('[name^="choice-"]')) choice.addEventListener('change', choose);
}
