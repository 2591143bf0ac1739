import type { BuilderSettings } from '../../builder-view.ts';

/** What the page gives its code. */
export const settings = JSON.parse(document.querySelector('[data-builder-settings]')!.textContent) as BuilderSettings;

/** The form. */
export const form = document.querySelector<HTMLFormElement>('[data-builder]')!;

/** The one element of the form that a selector finds. Throws where there is none. */
export function one<Kind extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = form): Kind {
  const found = within.querySelector<Kind>(selector);
  if (found === null) throw new Error(`The page has no ${selector}`);
  return found;
}

/** All elements that a selector finds. */
export const all = <Kind extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = form): readonly Kind[] => [...within.querySelectorAll<Kind>(selector)];

/** The part of the form in which something of this name is asked: the one that shows, where options share the name. */
export function fieldOf(name: string): HTMLElement | null {
  const found = all(`[data-field="${CSS.escape(name)}"]`);
  return found.find((field) => field.closest('[hidden]') === null || field.closest('[hidden]') === form) ?? found[0] ?? null;
}
