import { isObject, type JsonObject } from './badge/json.ts';
import { betterName, betterPath, endingIn } from './better-path.ts';
import { byPlace, compare, type Diagnostic } from './diagnostic.ts';
import { parseDocument, type Document, type ParseMarkdown, type SourceFile, type TextFault } from './document.ts';
import { ATTACHMENT_LIMIT, CLAIM_LIMIT } from './size-limit.ts';
import type { Anchor, Assessors, Issuer, Submission } from './model.generated.ts';
import { didYouMean } from './nearest.ts';
import { hiddenIn } from './rules/hidden-characters.ts';
import type { Kind } from './schema.ts';
import { isSource } from './source-path.ts';
import type { AnchorEntry, Art, Attachment, Catalog, Entry, Folder, Loaded, SubmissionEntry, Unfit } from './catalog.ts';

/** Holds a document to the schema of its kind; nothing where it fits. */
export type Validate = (kind: Kind, document: Document) => readonly Diagnostic[];

interface Shelf {
  readonly kind: Kind;
  readonly folder: Folder | null;
  readonly pattern: RegExp;
}

const ID = '[a-z0-9]+(?:-[a-z0-9]+)*';
const SHELVES: readonly Shelf[] = [
  { kind: 'issuer', folder: null, pattern: /^(issuer)\.yaml$/ },
  { kind: 'assessors', folder: null, pattern: /^(assessors)\.yaml$/ },
  { kind: 'framework', folder: 'competencies', pattern: new RegExp(`^competencies/(${ID})\\.yaml$`) },
  { kind: 'rubric', folder: 'rubrics', pattern: new RegExp(`^rubrics/(${ID})\\.yaml$`) },
  { kind: 'evidence', folder: 'evidence', pattern: new RegExp(`^evidence/(${ID})\\.yaml$`) },
  { kind: 'credential', folder: 'credentials', pattern: new RegExp(`^credentials/(${ID})\\.md$`) },
  { kind: 'release', folder: 'releases', pattern: new RegExp(`^releases/(${ID}/[0-9]+\\.[0-9]+\\.[0-9]+)\\.json$`) },
  { kind: 'submission', folder: 'submissions', pattern: new RegExp(`^submissions/(${ID}/[A-Za-z0-9-]{1,39}/[1-9][0-9]{0,3})/submission\\.md$`) },
  { kind: 'submission', folder: 'anchors', pattern: new RegExp(`^anchors/(${ID}/${ID})/submission\\.md$`) },
  { kind: 'anchor', folder: null, pattern: new RegExp(`^anchors/(${ID}/${ID})/agreed\\.yaml$`) },
  { kind: 'calibration', folder: 'calibrations', pattern: new RegExp(`^calibrations/([A-Za-z0-9-]{1,39}/[1-9][0-9]{0,3})\\.yaml$`) },
];
/** What kind of document stands at a path below the catalog's folder; null for attachments and for what has no place there. */
export const kindAt = (path: string): Kind | null => SHELVES.find(({ pattern }) => pattern.test(path))?.kind ?? null;

const ATTACHMENT = new RegExp(`^submissions/(${ID}/[A-Za-z0-9-]{1,39}/[1-9][0-9]{0,3})/([A-Za-z0-9][A-Za-z0-9._-]{0,99})$`);
const BESIDE_ANCHOR = new RegExp(`^anchors/(${ID}/${ID})/([A-Za-z0-9][A-Za-z0-9._-]{0,99})$`);
const ART = new RegExp(`^credentials/(${ID})\\.(svg|png)$`);
// What another organisation signed: its shape is Open Badges' own, and rules hold it to that.
const ENDORSEMENT = new RegExp(`^endorsements/((?:${ID}/)?${ID})\\.json$`);
const IN_CLAIM = new RegExp(`^submissions/${ID}/[A-Za-z0-9-]{1,39}/[1-9][0-9]{0,3}/[^/]+$`);
// Lists of pupils' names are never committed. A definition may be called so: it has an id and one of our formats.
const ROSTER = /(?:^|\/)rosters?(?:[._ -][^/]*)?$/i;

/**
 * Reads a whole catalog from its files, in any order. Total: whatever an author or a teacher wrote ends in
 * the catalog or in diagnostics, and a bad file hides no other file's faults.
 * @param validate `validate` of schema.ts, or one of fewer kinds where only those can come: the schemas of all are heavy for a page.
 * @param parse what parses Markdown; remark where nothing is said.
 */
export function loadWith(validate: Validate, files: Iterable<SourceFile>, parse?: ParseMarkdown): Loaded {
  const diagnostics: Diagnostic[] = [];
  const shelves = new Map<Kind, Map<string, Entry<unknown>>>(SHELVES.map(({ kind }) => [kind, new Map()]));
  const names: Record<Folder, Set<string>> = { competencies: new Set(), rubrics: new Set(), evidence: new Set(), credentials: new Set(), releases: new Set(), submissions: new Set(), anchors: new Set(), calibrations: new Set() };
  const paths = new Set<string>();
  const attachments = new Map<string, Attachment[]>();
  const beside = new Map<string, readonly Attachment[]>();
  const art = new Map<string, Art>();
  const endorsements = new Map<string, Entry<JsonObject>>();
  const unfit: (Unfit & { readonly id: string })[] = [];
  let count = 0;
  for (const file of [...files].sort((a, b) => compare(a.path, b.path))) {
    if (!isSource(file.path)) continue;
    count += 1;
    if (file.path.endsWith('/')) {
      const path = file.path.slice(0, -1);
      paths.add(path);
      diagnostics.push(linked(path));
      continue;
    }
    paths.add(file.path);
    const shelf = SHELVES.find(({ pattern }) => pattern.test(file.path));
    if (shelf === undefined) {
      const [, claim, name] = ATTACHMENT.exec(file.path) ?? [];
      const [, anchor, attached] = BESIDE_ANCHOR.exec(file.path) ?? [];
      const [, pictured, ending] = ART.exec(file.path) ?? [];
      const [, endorsement] = ENDORSEMENT.exec(file.path) ?? [];
      if (ROSTER.test(file.path)) diagnostics.push(rosterInside(file.path));
      else if (endorsement !== undefined) {
        const document = parseDocument(file);
        if (document.faults.length > 0) diagnostics.push(...document.faults.map((fault) => textDiagnostic(document, fault)));
        else if (isObject(document.value)) endorsements.set(endorsement, { id: endorsement, value: document.value, document });
        else diagnostics.push(noObject(file.path));
      } else if (pictured !== undefined && art.has(pictured)) diagnostics.push(secondPicture(file.path, art.get(pictured)!.path));
      else if (pictured !== undefined) art.set(pictured, { path: file.path, type: ending === 'svg' ? 'image/svg+xml' : 'image/png', bytes: file.bytes });
      else if (anchor !== undefined && attached !== undefined) beside.set(anchor, [...(beside.get(anchor) ?? []), { name: attached, bytes: file.bytes }]);
      else if (claim === undefined || name === undefined) diagnostics.push(misplaced(file.path));
      else {
        const files = attachments.get(claim) ?? [];
        files.push({ name, bytes: file.bytes });
        attachments.set(claim, files);
      }
      if (claim !== undefined && file.bytes.length > ATTACHMENT_LIMIT) diagnostics.push({ path: file.path, line: 1, column: 1, rule: 'size', severity: 'error', message: `Unexpected size of ${file.bytes.length} bytes, expected at most ${ATTACHMENT_LIMIT}`, remedy: 'Keep large files elsewhere and link to them with `laurel attach`.' });
      continue;
    }
    const id = shelf.pattern.exec(file.path)![1]!;
    if (shelf.folder !== null) names[shelf.folder].add(id);
    const document = parseDocument(file, parse);
    const found = document.faults.length > 0 ? document.faults.map((fault) => textDiagnostic(document, fault)) : validate(shelf.kind, document);
    if (found.length === 0) shelves.get(shelf.kind)!.set(id, { id, value: document.value, document });
    else for (const diagnostic of found) diagnostics.push(diagnostic);
    if (found.length > 0 && document.faults.length === 0 && shelf.kind !== 'release') unfit.push({ id, kind: shelf.kind, document });
  }
  for (const [claim, files] of attachments) diagnostics.push(...claimFaults(claim, files, names.submissions));
  for (const id of new Set([...beside.keys(), ...shelves.get('anchor')!.keys()])) if (!names.anchors.has(id)) diagnostics.push({ path: shelves.get('anchor')!.has(id) ? `anchors/${id}/agreed.yaml` : `anchors/${id}/${beside.get(id)![0]!.name}`, line: 1, column: 1, rule: 'file-name', severity: 'error', message: 'Unexpected file in the folder of an anchor without submission.md, expected one beside it', remedy: 'Put the submission that was scored into this folder as submission.md.' });
  const shelf = <Value>(kind: Kind): Map<string, Entry<Value>> => shelves.get(kind) as Map<string, Entry<Value>>;
  const catalog: Catalog = {
    issuer: shelf<Issuer>('issuer').get('issuer') ?? null,
    assessors: shelf<Assessors>('assessors').get('assessors') ?? null,
    frameworks: shelf('framework'),
    rubrics: shelf('rubric'),
    evidence: shelf('evidence'),
    credentials: shelf('credential'),
    art,
    endorsements,
    releases: shelf('release'),
    submissions: new Map([...shelf<Submission>('submission')].filter(([id]) => !isAnchor(id)).map(([id, entry]) => [id, submissionEntry(entry, attachments.get(id) ?? [])])),
    anchors: new Map([...shelf<Submission>('submission')].filter(([id]) => isAnchor(id)).map(([id, entry]) => [id, anchorEntry(entry, beside.get(id) ?? [], shelf<Anchor>('anchor').get(id) ?? null)])),
    calibrations: shelf('calibration'),
    unfit: unfit.map(({ id, kind, document }) => (kind !== 'submission' ? { kind, document } : { kind, document, folder: document.path.replace(/\/submission\.md$/, ''), attachments: (isAnchor(id) ? beside : attachments).get(id) ?? [] })),
    names,
  };
  return { catalog, diagnostics: diagnostics.sort(byPlace), files: count, paths };
}

const textDiagnostic = (document: Document, { offset, rule, message, remedy }: TextFault): Diagnostic => ({ path: document.path, ...document.placeAt(offset), rule, severity: 'error', message, remedy });

const noObject = (path: string): Diagnostic => ({ path, line: 1, column: 1, rule: 'schema', severity: 'error', message: 'Unexpected content of an endorsement, expected a group of fields', remedy: 'Put the file there that the one who endorses has given; `laurel endorse add <file>` does it.' });

function submissionEntry(entry: Entry<Submission>, attachments: readonly Attachment[]): SubmissionEntry {
  const [, login = '', claim = ''] = entry.id.split('/');
  return { ...entry, folder: `submissions/${entry.id}`, login, claim: Number(claim), attachments };
}

// An anchor stands below its credential by its name; a claim's place names a person and a number as well.
const isAnchor = (id: string): boolean => id.split('/').length === 2;

const anchorEntry = (entry: Entry<Submission>, attachments: readonly Attachment[], agreed: Entry<Anchor> | null): AnchorEntry => ({ ...entry, folder: `anchors/${entry.id}`, login: '', claim: 0, attachments, name: entry.id.split('/')[1]!, agreed });

// The parts of a claim's folder must be there together and keep within their limit.
function* claimFaults(claim: string, files: readonly Attachment[], submissions: ReadonlySet<string>): Generator<Diagnostic> {
  const path = `submissions/${claim}/${files[0]!.name}`;
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (!submissions.has(claim)) yield { path, line: 1, column: 1, rule: 'file-name', severity: 'error', message: 'Unexpected file in a claim folder without submission.md, expected one beside it', remedy: 'Put it into the folder that `laurel start` made, beside submission.md.' };
  if (bytes > CLAIM_LIMIT) yield { path: submissions.has(claim) ? `submissions/${claim}/submission.md` : path, line: 1, column: 1, rule: 'size', severity: 'error', message: `Unexpected size of ${bytes} bytes for all attached files, expected at most ${CLAIM_LIMIT} together`, remedy: 'Keep large files elsewhere and link to them with `laurel attach --link`.' };
}

const rosterInside = (path: string): Diagnostic => ({ path, line: 1, column: 1, rule: 'file-name', severity: 'error', message: 'Unexpected file with the name of a roster, expected no list of pupils inside the catalog', remedy: 'Move it to .laurel/roster.txt, which git passes over, before you commit anything. If it is no list of names, call it something else.' });

const linked = (path: string): Diagnostic => ({ path, line: 1, column: 1, rule: 'file-name', severity: 'error', message: 'Unexpected symbolic link, expected the file or folder itself', remedy: 'Put what it leads to in its place: links are not followed, so that nothing from outside the catalog is published by mistake.' });

const secondPicture = (path: string, first: string): Diagnostic => ({ path, line: 1, column: 1, rule: 'file-name', severity: 'error', message: `Unexpected second picture of one badge, expected ${first} alone`, remedy: 'Delete one of the two; an SVG is sharp at every size.' });

const FOLDERS = ['competencies', 'rubrics', 'evidence', 'credentials', 'releases', 'endorsements', 'submissions', 'anchors', 'calibrations'];

function misplaced(path: string): Diagnostic {
  const [folder = ''] = path.split('/');
  const fault = { path, line: 1, column: 1, rule: 'file-name', severity: 'error' } as const;
  const [hidden] = hiddenIn(path);
  if (hidden !== undefined) return { ...fault, message: `Unexpected ${hidden.name} (U+${hidden.code.toString(16).toUpperCase().padStart(4, '0')}) in the file's name, expected a name that readers can see`, remedy: 'Rename the file; type the name anew.' };
  if (IN_CLAIM.test(path)) return { ...fault, message: 'Unexpected name of a file in a claim folder, expected submission.md, or letters, digits, dots, hyphens and underscores, beginning with a letter or digit', remedy: `Rename it, for example to ${betterName(path)}, and its \`file:\` in submission.md with it; delete it if it is not meant to be handed in.` };
  const better = betterPath(path);
  if (better !== null) return { ...fault, message: `Unexpected file, expected ${better}: the folder of its kind, and a name in lower-case letters, digits and hyphens`, remedy: `Rename it to ${better}, or to another name of that form.` };
  const expected = FOLDERS.includes(folder) ? `a file name such as ${folder}/a-name${endingIn(folder)}, in lower-case letters, digits and hyphens` : `one of issuer.yaml, assessors.yaml, ${FOLDERS.map((name) => `${name}/`).join(', ')}`;
  return { ...fault, message: `Unexpected file, expected ${expected}`, remedy: `Rename or move it.${didYouMean(folder, [...FOLDERS, 'issuer.yaml', 'assessors.yaml'])}` };
}
