import { all, form } from './settings.ts';

/** What stands in every named control, by name; boxes as `true` or nothing. */
export type Values = Readonly<Record<string, string>>;

type Control = HTMLInputElement | HTMLTextAreaElement;
const controls = (): readonly Control[] => all<Control>('input[name], textarea[name]');
const started = new Map(controls().flatMap((control) => (control instanceof HTMLInputElement && control.type === 'radio' ? (control.defaultChecked ? [[control.name, control.value] as const] : []) : [[control.name, control.defaultValue] as const])));

/** Reads the form. What stands as it stood at first is left out. */
export function readValues(): Values {
  const values: Record<string, string> = {};
  for (const control of controls()) {
    if (control instanceof HTMLInputElement && control.type === 'radio') {
      if (control.checked) values[control.name] = control.value;
    } else values[control.name] = control instanceof HTMLInputElement && control.type === 'checkbox' ? (control.checked ? 'true' : '') : control.value;
  }
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== (started.get(name) ?? '')));
}

/** Fills the form; what the values do not name stands as it stood at first. */
export function fillValues(values: Values): void {
  for (const control of controls()) {
    const value = Object.hasOwn(values, control.name) ? values[control.name]! : (started.get(control.name) ?? '');
    if (control instanceof HTMLInputElement && control.type === 'radio') control.checked = control.value === value;
    else if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = value === 'true';
    // Setting what stands there already would move the caret.
    else if (control.value !== value) control.value = value;
  }
  form.dispatchEvent(new Event('filled'));
}
