import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files below a catalog that have a planted fault, by its kind. */
export type Planted = Readonly<Record<'schema' | 'link', readonly string[]>>;

// Each in the last file of a folder, so that who finds it has not stopped early; of the two of credentials one is in the first.
const FAULTS: readonly { readonly folder: string; readonly kind: keyof Planted; readonly isFirst?: true; readonly good: string; readonly bad: string }[] = [
  { folder: 'competencies', kind: 'schema', good: '\ncompetencies:', bad: '\nclor: fern\ncompetencies:' },
  { folder: 'rubrics', kind: 'schema', good: '\ncriteria:', bad: '\nclor: fern\ncriteria:' },
  { folder: 'evidence', kind: 'schema', good: 'part: 3', bad: 'part: 4' },
  { folder: 'releases', kind: 'schema', good: '"status": "active"', bad: '"status": "actve"' },
  { folder: 'credentials', kind: 'schema', isFirst: true, good: '\nstatus: active', bad: '\nstatus: actve' },
  { folder: 'credentials', kind: 'link', good: '(#plan-it)', bad: '(#plan)' },
];

/** Plants a few faults in a generated catalog: in one file of each kind one against its schema, and a link that leads nowhere. */
export function plantFaults(catalog: string): Planted {
  const planted: Record<keyof Planted, string[]> = { schema: [], link: [] };
  for (const { folder, kind, isFirst, good, bad } of FAULTS) {
    const files = readdirSync(join(catalog, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)).sort();
    const path = files.at(isFirst === true ? 0 : -1)!;
    const text = readFileSync(path, 'utf8');
    if (!text.includes(good)) throw new Error(`No fault can be planted in ${path}: there is no "${good.trim()}" in it.`);
    writeFileSync(path, text.replace(good, () => bad));
    planted[kind].push(path);
  }
  return planted;
}

/** Writes the front matter of each credential of a catalog into a folder, as a YAML file of its own; gives the files that stand for `planted` there. */
export function writeFront(catalog: string, front: string, planted: readonly string[]): readonly string[] {
  const credentials = join(catalog, 'credentials');
  const own = (path: string): string => (path.startsWith(credentials) ? join(front, `${path.slice(credentials.length + 1, -'.md'.length)}.yaml`) : path);
  for (const name of readdirSync(credentials)) {
    const path = join(credentials, name);
    const text = readFileSync(path, 'utf8');
    writeFileSync(own(path), text.slice('---\n'.length, text.indexOf('\n---\n') + 1));
  }
  return planted.map(own);
}
