import type { Catalog } from '../catalog.ts';
import { competencyOf } from '../competency-of.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** Which of the two states of a catalog: the one that is compared with, or the one that is looked at. */
export type Side = 'base' | 'now';

/** What is wrong with the files of both states, as their loader found it. */
export type Faults = Readonly<Record<Side, readonly Diagnostic[]>>;

/** A file that could not be read, so that nothing can be told of what it held. */
export interface Unread {
  readonly side: Side;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong, as a diagnostic has it. */
  readonly message: string;
}

/** Looks for what could not be read in one state of a catalog. */
export function unreadIn(catalog: Catalog, faults: Faults, side: Side): { readonly issuer: () => readonly Unread[]; readonly assessors: () => readonly Unread[]; readonly release: (id: string) => readonly Unread[]; readonly credential: (id: string) => readonly Unread[] } {
  const at = (path: string): readonly Unread[] => {
    const found = faults[side].find((fault) => fault.path === path && fault.severity === 'error');
    return [{ side, path, line: found?.line ?? 1, column: found?.column ?? 1, message: found?.message ?? 'Unexpected content, expected a file that `laurel lint` can read' }];
  };
  const missing = (path: string, named: Unread): Unread => ({ ...named, message: `Unexpected reference, expected ${path}` });
  // A state without the file is no state with a broken one: a catalog may begin later than its repository.
  const whole = (entry: object | null, path: string): readonly Unread[] => (entry === null && faults[side].some((fault) => fault.path === path) ? at(path) : []);
  const issuer = (): readonly Unread[] => whole(catalog.issuer, 'issuer.yaml');
  return {
    issuer,
    assessors: () => whole(catalog.assessors, 'assessors.yaml'),
    release: (id) => (catalog.names.releases.has(id) && !catalog.releases.has(id) ? at(`releases/${id}.json`) : []),
    credential(id) {
      if (!catalog.names.credentials.has(id)) return [];
      const credential = catalog.credentials.get(id);
      if (credential === undefined) return at(`credentials/${id}.md`);
      const { value, document } = credential;
      const referring = (field: string): Unread => ({ side, path: document.path, ...document.place(`/${field}`), message: '' });
      const framework = value.competency.split('/')[0]!;
      const parts = [['rubric', 'rubrics', value.rubric, catalog.rubrics], ['evidence', 'evidence', value.evidence, catalog.evidence], ['competency', 'competencies', framework, catalog.frameworks]] as const;
      const broken = parts.flatMap(([field, folder, name, shelf]) => {
        const path = `${folder}/${name}.yaml`;
        return shelf.has(name) ? [] : catalog.names[folder].has(name) ? at(path) : [missing(path, referring(field))];
      });
      const lost = catalog.frameworks.has(framework) && competencyOf(catalog, value.competency) === null ? [missing(`the competency "${value.competency.split('/')[1]}" in competencies/${framework}.yaml`, referring('competency'))] : [];
      const absent: readonly Unread[] = catalog.issuer === null && issuer().length === 0 ? [{ side, path: 'issuer.yaml', line: 1, column: 1, message: 'Unexpected absence of issuer.yaml, expected it in the catalog\'s folder' }] : [];
      return [...broken, ...lost, ...issuer(), ...absent];
    },
  };
}

/** Each file once, in the order of their paths. */
export const eachUnread = (found: readonly Unread[]): readonly Unread[] => [...new Map(found.map((one) => [`${one.side} ${one.path}`, one])).values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

/** Where something stands, for a person. */
export const placeText = ({ side, path, line, column }: Unread, prefix: string): string => `${prefix}${path}:${line}:${column}${side === 'base' ? ' (at the base)' : ''}`;
