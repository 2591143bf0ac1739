import type { Nodes } from 'mdast';
import type { Entry } from '../catalog.ts';
import type { Document } from '../document.ts';
import { textOf } from '../markdown.ts';
import type { Credential, Evidence as Asked, Framework, ReleaseFile, Rubric } from '../model.generated.ts';
import { bodyOf, offsetOf } from '../rules/bodies.ts';

/** A credential with all that it refers to. */
export interface Judged {
  readonly credential: Entry<Credential>;
  readonly framework: Entry<Framework>;
  readonly competency: Framework['competencies'][number];
  readonly rubric: Entry<Rubric>;
  readonly evidence: Entry<Asked>;
  readonly released: Entry<ReleaseFile> | null;
}

/** What is there and where, or what is not. */
export type Found = { readonly path: string; readonly line: number; readonly says: string } | { readonly lacking: string };

/** A standard that somebody has named, and how the catalog shows that it is met: by finding evidence, and nothing that is lacking. */
export interface Standard {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly find: (judged: Judged) => Iterable<Found>;
}

const at = (document: Document, pointer: string, says: string): Found => ({ path: document.path, line: document.place(pointer).line, says });
const lacking = (what: string): Found => ({ lacking: what });
const range = ([least, most]: readonly number[]): string => (least === most ? String(least) : `${least} to ${most}`);

/** The requirements of a part that is read but not scored: each with a range of words and with what makes it enough. */
function* readPart({ evidence: { document, value } }: Judged, part: number): Generator<Found> {
  const asked = value.requirements.flatMap((requirement, nth) => (requirement.part === part ? [[nth, requirement] as const] : []));
  if (asked.length === 0) yield lacking(`part ${part}`);
  for (const [nth, { title, form, words, sufficient }] of asked) {
    yield at(document, `/requirements/${nth}/title`, `${title}${words === undefined ? '' : `, ${range(words)} words`}`);
    if (form === 'written' && words === undefined) yield lacking(`a range of words for "${title}"`);
    if (sufficient === undefined) yield lacking(`what is sufficient for "${title}"`);
    else yield at(document, `/requirements/${nth}/sufficient`, sufficient);
  }
}

/** The standards in the order of the anatomy. Figures of which it is not certain that every issuer asks for them are not asked for here. */
export const standards: readonly Standard[] = [
  {
    id: 'one-competency',
    title: 'A title and one competency in one line',
    source: 'NEA library pages',
    *find({ credential, framework, competency }) {
      yield at(credential.document, '/title', credential.value.title);
      yield at(framework.document, `/competencies/${framework.value.competencies.indexOf(competency)}/statement`, competency.statement);
    },
  },
  {
    id: 'key-method',
    title: 'A key method: how the educator shows it',
    source: 'NEA and Digital Promise',
    *find({ credential: { document, value } }) {
      yield at(document, '/method', value.method);
    },
  },
  {
    id: 'method-components',
    title: 'The components of the method, explained under headings',
    source: 'Digital Promise framework',
    *find({ credential: { document } }) {
      let inMethod = false;
      let count = 0;
      for (const node of bodyOf(document).root.children) {
        if (node.type !== 'heading') continue;
        if (node.depth === 2) inMethod = textOf(node).trim() === 'Method';
        else if (inMethod && node.depth === 3) {
          count += 1;
          yield { path: document.path, line: lineOf(document, node), says: textOf(node) };
        }
      }
      if (count === 0) yield lacking('a heading of the third level in the section Method');
    },
  },
  {
    id: 'research',
    title: 'Supporting research, each source with why it matters',
    source: 'Digital Promise framework',
    *find({ credential: { document, value } }) {
      for (const [nth, { citation }] of value.research.entries()) yield at(document, `/research/${nth}/citation`, citation);
      if (value.research.length < 2) yield lacking('a second source');
    },
  },
  {
    id: 'free-resources',
    title: 'Resources that cost nothing',
    source: 'Digital Promise design principles',
    *find({ credential: { document, value } }) {
      if (value.resources.length === 0) yield lacking('resources');
      for (const [nth, { title, price }] of value.resources.entries()) yield price === 'free' ? at(document, `/resources/${nth}/title`, title) : lacking(`a free resource in the place of "${title}" (${price})`);
    },
  },
  { id: 'part-one', title: 'Part 1: the context, with a word limit and what is enough', source: 'Digital Promise help pages', find: (judged) => readPart(judged, 1) },
  {
    id: 'part-two',
    title: 'Part 2: work from practice, judged by the rubric',
    source: 'Digital Promise help pages',
    *find({ evidence: { document, value }, rubric }) {
      const fed = new Set<string>();
      for (const [nth, { part, title, feeds }] of value.requirements.entries()) {
        if (part !== 2) continue;
        yield feeds === undefined ? lacking(`the criteria that "${title}" shows`) : at(document, `/requirements/${nth}/title`, `${title}, for ${feeds.join(', ')}`);
        for (const id of feeds ?? []) fed.add(id);
      }
      for (const { id, title } of rubric.value.criteria) if (!fed.has(id)) yield lacking(`work that shows "${title}"`);
    },
  },
  { id: 'part-three', title: 'Part 3: reflection, with what is enough', source: 'Digital Promise help pages', find: (judged) => readPart(judged, 3) },
  {
    id: 'rubric-levels',
    title: 'A rubric whose every criterion is described at every level',
    source: 'Digital Promise and NEA',
    *find({ rubric: { document, value } }) {
      for (const [nth, { title, levels }] of value.criteria.entries()) {
        const missing = value.levels.filter(({ id }) => levels[id] === undefined);
        yield missing.length === 0 ? at(document, `/criteria/${nth}/title`, `${title}: ${value.levels.map((level) => level.title).join(', ')}`) : lacking(`${missing.map((level) => level.title).join(' and ')} of "${title}"`);
      }
    },
  },
  {
    id: 'earning-rule',
    title: 'It is earned with the top level of every criterion, never by a sum',
    source: 'BloomBoard, where every criterion must be demonstrated',
    *find({ rubric: { document, value } }) {
      const top = value.levels.at(-1)!;
      if (value.passing === top.id) yield at(document, '/passing', `${top.title}, the highest of ${value.levels.length} levels`);
      else yield lacking(`the highest level, ${top.title}, as the passing one`);
      for (const { title, passing } of value.criteria) if (passing !== undefined && passing !== top.id) yield lacking(`the highest level for "${title}"`);
    },
  },
  {
    id: 'whole-before-applying',
    title: 'All of it to read and print before anybody applies',
    source: 'Digital Promise and NEA',
    *find({ released, credential }) {
      if (released === null) yield lacking(`a release of version ${credential.value.version}, from which its page is made`);
      else yield { path: released.document.path, line: 1, says: 'the release from which the page is made, with rubric and evidence' };
    },
  },
];

const lineOf = (document: Document, node: Nodes): number => document.placeAt(document.bodyOffset + offsetOf(node)).line;
