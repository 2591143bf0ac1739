import type { Credential, Evidence } from '../cli/core/model.generated.ts';

type Requirement = Evidence['requirements'][number];
type Option = NonNullable<Requirement['oneOf']>[number];
type Form = Option['form'];

const AUDIENCE: Readonly<Record<Credential['audience'][number], string>> = {
  teacher: 'teachers',
  administrator: 'administrators',
  'support-staff': 'support staff',
  coach: 'coaches',
  'pre-service': 'people training to teach',
};

const GRADES: Readonly<Record<Credential['grades'][number], string>> = {
  all: 'all grades',
  'early-years': 'early years',
  primary: 'primary',
  middle: 'middle grades',
  secondary: 'secondary',
  adult: 'adult education',
};

const FORMS: Readonly<Record<Form, readonly [one: string, many: string]>> = {
  written: ['piece of writing', 'pieces of writing'],
  document: ['document', 'documents'],
  video: ['video', 'videos'],
  audio: ['recording', 'recordings'],
  image: ['picture', 'pictures'],
  data: ['data set', 'data sets'],
  slides: ['set of slides', 'sets of slides'],
  'web-page': ['web page', 'web pages'],
};

const ROUTES: Readonly<Record<NonNullable<Credential['routes']>[number]['kind'], string>> = {
  course: 'Course',
  workshop: 'Workshop',
  project: 'Project',
  coaching: 'With a colleague',
  'reading-group': 'Reading group',
};

const CONFIRMED: Readonly<Record<Credential['research'][number]['confirmed'], string>> = {
  doi: 'confirmed by its registered DOI',
  'publisher-page': 'confirmed on the publisher’s page',
  'library-catalogue': 'confirmed in a library catalog',
};

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** A small number as a word. */
export const number = (count: number): string => NUMBERS[count] ?? String(count);

/** The first letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `1 hour`, `3 hours`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const series = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

const range = ([from, to]: readonly number[], one: string, many: string): string =>
  from === to ? plural(from!, one, many) : `${from} ${to === from! + 1 ? 'or' : 'to'} ${to} ${many}`;

/** What is handed in, in which form and at which length: `written, 200 to 400 words`. */
export function formOf({ form, words, minutes, count }: Pick<Option, 'words' | 'minutes' | 'count'> & { readonly form?: Form | undefined }): string {
  if (form === undefined) return '';
  const [one, many] = FORMS[form];
  const what = form === 'written' ? 'written' : count === undefined ? one : range(count, one, many);
  const long = minutes === undefined ? [] : [`${range(minutes, 'minute', 'minutes')}${count !== undefined && count[1]! > 1 ? ' in all' : ''}`];
  return [what, ...(words === undefined ? [] : [range(words, 'word', 'words')]), ...long].join(', ');
}

/** Who may earn it, in words. */
export const audienceOf = (audience: Credential['audience']): string => capital(series(audience.map((one) => AUDIENCE[one])));

/** For which grades, in words. */
export const gradesOf = (grades: Credential['grades']): string => capital(series(grades.map((one) => GRADES[one])));

// Tags have no spaces: these hyphens belong to a word, and these letters are capitals.
const COMPOUND = /\b(?:(?:de|co|self|well|two|social|mixed)-[a-z]+|[a-z]+-(?:based|informed|centered|responsive|being))\b/g;
const INITIALS = /\b(?:samr|udl|iep|stem|ell|ai|plc)\b/g;

/** A topic tag as words. */
export const topicOf = (topic: string): string =>
  topic.replace(COMPOUND, (word) => word.replace('-', '\u2011')).replaceAll('-', ' ').replaceAll('\u2011', '-').replace(INITIALS, (letters) => letters.toUpperCase());

/** What a learning route is. */
export const routeOf = (kind: keyof typeof ROUTES): string => ROUTES[kind];

/** How a source's existence was confirmed. */
export const confirmedOf = (confirmed: keyof typeof CONFIRMED): string => CONFIRMED[confirmed];

const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** A date as people write it. */
export const dateOf = (date: string): string => day.format(new Date(date));

/** What a rule's severity means to an author. */
export const severityOf = (severity: 'error' | 'warning'): string => (severity === 'error' ? 'must hold' : 'a warning');

/** A sentence cut at its backticks, so that what is code can be shown as code. */
export const withCode = (text: string): readonly { readonly text: string; readonly code: boolean }[] => text.split('`').map((part, at) => ({ text: part, code: at % 2 === 1 })).filter((part) => part.text !== '');
