import type { FormFault } from '../../../cli/core/submission/form-faults.ts';
import { element } from '../findings.ts';
import { all, fieldOf, one } from './settings.ts';

const CONTROL = 'input:not([type=hidden]), textarea, select';

const rowOf = (row: string): HTMLElement | null => document.querySelector(`[data-piece="${CSS.escape(row)}"]`);
const titleOf = (place: HTMLElement): string => (place.querySelector(':scope > legend, :scope > label')?.textContent ?? place.getAttribute('aria-label') ?? '').replace(/\s+/g, ' ').replace('Your text: ', '').trim();

function shorter(text: string): string {
  return text.length > 56 ? `${text.slice(0, 54).trimEnd()}…` : text;
}

/** Where a fault is shown. */
function placeOf({ field }: FormFault, rows: ReadonlyMap<string, string>): HTMLElement | null {
  if (field === null) return null;
  const row = rows.get(field);
  return row === undefined ? fieldOf(field) : rowOf(row);
}

function clear(): void {
  for (const text of all('[data-fault]')) {
    text.hidden = true;
    text.textContent = '';
  }
  for (const marked of all('[aria-invalid]')) marked.removeAttribute('aria-invalid');
}

const said = (place: HTMLElement): HTMLElement | null => place.querySelector<HTMLElement>(':scope > [data-fault]');
const shows = (control: HTMLElement): boolean => control.closest('[hidden]') === null;

/** The control that a reader is brought to. */
function controlOf(place: HTMLElement): HTMLElement {
  const controls = all(CONTROL, place).filter(shows);
  const digest = place.querySelector<HTMLInputElement>('[name$="-sha256"]');
  // A piece begins with its file; once that is chosen, what is missing is the link.
  const first = place.matches('[data-piece]') && digest?.value !== '' ? controls.find((control) => (control as HTMLInputElement).type === 'url') : controls[0];
  return first ?? controls[0] ?? one('button', place);
}

function mark(place: HTMLElement, message: string): HTMLElement {
  const text = said(place)!;
  text.textContent = text.textContent === '' ? message : `${text.textContent} ${message}`;
  text.hidden = false;
  for (let box = place.closest('details'); box !== null; box = box.parentElement?.closest('details') ?? null) box.open = true;
  const control = controlOf(place);
  if ((control as HTMLInputElement).type !== 'radio') control.setAttribute('aria-invalid', 'true');
  control.id ||= `to-mend-${place.dataset['field'] ?? ''}`;
  return control;
}

const line = (message: string, place: HTMLElement | null, control: HTMLElement | null): HTMLElement => {
  if (place === null || control === null) return element('li', '', message);
  const link = Object.assign(document.createElement('a'), { href: `#${control.id}`, textContent: shorter(titleOf(place)) });
  link.addEventListener('click', (event) => {
    event.preventDefault();
    control.focus();
    place.scrollIntoView({ block: 'start' });
  });
  return element('li', '', link, ` ${message}`);
};

/** Shows each fault beside its field, and all of them at the top with links, in the order of the page. Nothing where there is none. */
export function showFaults(faults: readonly FormFault[], rows: ReadonlyMap<string, string>): void {
  clear();
  const summary = one('[data-summary]');
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  summary.hidden = faults.length === 0;
  summary.dataset['severity'] = errors === 0 ? 'warning' : 'error';
  one('#summary-title').textContent = errors === 0 ? 'Worth another look' : errors === 1 ? 'One thing to mend before you hand in' : `${errors} things to mend before you hand in`;
  const placed = faults.map((fault) => {
    const place = placeOf(fault, rows);
    return { message: fault.message, place: place === null || said(place) === null ? null : place };
  });
  const following = (a: HTMLElement | null, b: HTMLElement | null): number => (a === b ? 0 : a === null ? 1 : b === null ? -1 : (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) === 0 ? 1 : -1);
  placed.sort((a, b) => following(a.place, b.place));
  one('[data-summary-list]').replaceChildren(...placed.map(({ message, place }) => line(message, place, place === null ? null : mark(place, message))));
}

/** Brings a reader to the list of faults. */
export function goToFaults(): void {
  const summary = one('[data-summary]');
  summary.focus();
  summary.scrollIntoView({ block: 'start' });
}
