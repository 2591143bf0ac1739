import { escape, verbatim } from './html.ts';

/** A control of a form. */
export interface Field {
  readonly label: string;
  readonly name: string;
  readonly value?: string;
  /** HTML below the label. */
  readonly hint?: string;
  readonly required?: boolean;
  readonly placeholder?: string;
  /** Told apart from the name where a page has several of a name. */
  readonly id?: string;
}

const idOf = ({ id, name }: Field): string => escape(id ?? `f-${name}`);

const head = (field: Field): string =>
  `<label for="${idOf(field)}">${escape(field.label)}${field.required === true ? ' <span class="quiet">(required)</span>' : ''}</label>${field.hint === undefined ? '' : `<div class="hint" id="h-${escape(field.name)}">${field.hint}</div>`}`;

const attributes = (field: Field): string => {
  const { name, hint, required, placeholder } = field;
  return [
    ` id="${idOf(field)}" name="${escape(name)}"`,
    hint === undefined ? '' : ` aria-describedby="h-${escape(name)}"`,
    required === true ? ' required' : '',
    placeholder === undefined ? '' : ` placeholder="${escape(placeholder)}"`,
  ].join('');
};

/** One line of text. */
export const line = (field: Field): string => `<div class="field">${head(field)}<input type="text"${attributes(field)} value="${verbatim(field.value ?? '')}" autocomplete="off"></div>`;

/** Several lines of text. The first line end after the tag is not part of the text, so that one is always written. */
export const area = (field: Field, rows = 6): string => `<div class="field">${head(field)}<textarea${attributes(field)} rows="${rows}" spellcheck="true">\n${verbatim(field.value ?? '')}</textarea></div>`;

/** The text of a file, in which every column counts. */
export const source = (field: Field): string =>
  `<div class="field">${head(field)}<textarea class="code"${attributes(field)} rows="20" spellcheck="false">\n${verbatim(field.value ?? '')}</textarea></div>`;

/** One of several. */
export const choice = (field: Field, options: readonly string[]): string =>
  `<div class="field">${head(field)}<select${attributes(field)}>${options.map((one) => `<option${one === field.value ? ' selected' : ''} value="${verbatim(one)}">${escape(one === '' ? 'None' : one)}</option>`).join('')}</select></div>`;

/** A box to tick, or one of several buttons of which one is pressed; the label is HTML. */
export const tick = (kind: 'checkbox' | 'radio', name: string, value: string, label: string, more: { readonly checked?: boolean; readonly required?: boolean } = {}): string =>
  `<label class="tick"><input type="${kind}" name="${escape(name)}" value="${verbatim(value)}"${more.checked === true ? ' checked' : ''}${more.required === true ? ' required' : ''}><span>${label}</span></label>`;

/** Several controls under one name. */
export const group = (legend: string, inner: string, hint = ''): string => `<fieldset><legend>${escape(legend)}</legend>${hint === '' ? '' : `<div class="hint">${hint}</div>`}${inner}</fieldset>`;

/** A value that goes with a form without being shown. */
export const hidden = (name: string, value: string): string => `<input type="hidden" name="${escape(name)}" value="${verbatim(value)}">`;

/** A button that sends its form. */
export const button = (label: string, more: { readonly name?: string; readonly value?: string; readonly quiet?: boolean } = {}): string =>
  `<button type="submit"${more.quiet === true ? ' class="second"' : ''}${more.name === undefined ? '' : ` name="${escape(more.name)}" value="${verbatim(more.value ?? '')}"`}>${escape(label)}</button>`;

/** A form that is sent to an address of this server. */
export const form = (action: string, inner: string, more: { readonly files?: boolean; readonly inline?: boolean; readonly label?: string } = {}): string =>
  `<form method="post" action="${escape(action)}"${more.files === true ? ' enctype="multipart/form-data"' : ''}${more.inline === true ? ' class="inline"' : ''}${more.label === undefined ? '' : ` aria-label="${escape(more.label)}"`}>${inner}</form>`;

/** Why what was sent could not be done, above the form that still holds it. */
export const trouble = (problem: string | null): string => (problem === null ? '' : `<p class="trouble" role="alert">${escape(problem)}</p>`);
