import type { Kind } from '../schema.ts';
import { thingsOf } from './things.ts';
import type { Asking, Noun, Thing } from './thing.ts';
import type { Sheet, Sheets } from './sheet.ts';
import type { Written } from './written.ts';

interface Place {
  readonly path: string;
  readonly at: 'key' | 'value';
  readonly nouns: readonly Noun[];
}

const value = (path: string, ...nouns: readonly Noun[]): Place => ({ path, at: 'value', nouns });
const key = (path: string, ...nouns: readonly Noun[]): Place => ({ path, at: 'key', nouns });
const LEVELS = [key('levels/*', 'criterion'), value('levels/*', 'level'), key('sufficient/*', 'requirement'), key('rationale/*', 'criterion', 'requirement')];

// Where a file names something by its id; `*` is any key or number.
const NAMED: Readonly<Partial<Record<Kind, readonly Place[]>>> = {
  credential: [value('competency', 'competency'), value('rubric', 'rubric'), value('evidence', 'evidence'), value('successor', 'credential'), value('aliases/*', 'former id'), value('translations/*/credential', 'credential')],
  evidence: [value('requirements/*/feeds/*', 'criterion')],
  rubric: [value('passing', 'level'), value('criteria/*/passing', 'level'), key('criteria/*/levels/*', 'level')],
  assessors: [value('assessors/*/covers/*', 'all', 'framework', 'credential')],
  submission: [value('credential', 'credential'), value('release', 'release'), key('choices/*', 'requirement'), value('choices/*', 'option'), key('self-assessment/*', 'criterion'), value('self-assessment/*', 'level'), key('evidence/*', 'requirement')],
  anchor: [...LEVELS, value('agreed-by/*/login', 'assessor')],
  calibration: [...LEVELS, value('credential', 'credential'), value('release', 'release'), value('assessor/login', 'assessor')],
};

// Where it says itself what an id is of.
const DEFINED: Readonly<Partial<Record<Kind, readonly Place[]>>> = {
  rubric: [value('criteria/*/id', 'criterion'), value('levels/*/id', 'level')],
  evidence: [value('requirements/*/id', 'requirement'), value('requirements/*/oneOf/*/id', 'option')],
  framework: [value('competencies/*/id', 'competency')],
  assessors: [value('assessors/*/login', 'assessor')],
};

const fits = (pattern: string, path: readonly string[]): boolean => {
  const keys = pattern.split('/');
  return keys.length === path.length && keys.every((name, at) => name === '*' || name === path[at]);
};

const nounsIn = (places: readonly Place[] | undefined, path: readonly string[], at: 'key' | 'value'): readonly Noun[] => places?.find((place) => place.at === at && fits(place.path, path))?.nouns ?? [];

/** Of what an id at a path of a file is, where the file names something there. */
export const namedAt = ({ kind }: Sheet, path: readonly string[], at: 'key' | 'value'): readonly Noun[] => nounsIn(NAMED[kind], path, at);

/** What the id at a path means: what is named there, or what the file defines there. */
export function meant(asking: Asking, at: 'key' | 'value', id: string): Thing | null {
  const { sheet, path } = asking;
  const named = namedAt(sheet, path, at).flatMap((noun) => thingsOf(noun, asking)).find((thing) => thing.id === id);
  if (named !== undefined) return named;
  const own = nounsIn(DEFINED[sheet.kind], path, at);
  return own.flatMap((noun) => thingsOf(noun, asking)).find((thing) => thing.path === sheet.path && (thing.id === id || thing.id === `${sheet.id}/${id}`)) ?? null;
}

/** Where an id is written that means a thing. */
export interface Mention {
  readonly path: string;
  readonly written: Written;
  readonly at: 'key' | 'value';
}

/** Everywhere that a thing is named, in the order of the catalog. */
export function* mentionsOf(sheets: Sheets, thing: Thing): Generator<Mention> {
  for (const sheet of sheets.values()) {
    for (const written of sheet.outline.written) {
      for (const at of ['key', 'value'] as const) {
        const id = at === 'key' ? written.path.at(-1) : written.text;
        if (id == null || (at === 'key' ? written.key : written.value) === null || !namedAt(sheet, written.path, at).includes(thing.noun) || id !== thing.id) continue;
        const other = meant({ sheets, sheet, path: written.path }, at, id);
        if (other !== null && other.path === thing.path && other.stretch.start === thing.stretch.start) yield { path: sheet.path, written, at };
      }
    }
  }
}
