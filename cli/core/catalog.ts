import { byPlace, compare, type Diagnostic } from './diagnostic.ts';
import { ATTACHMENT_LIMIT, parseDocument, type Document, type SourceFile } from './document.ts';
import type { Assessors, Credential, Evidence, Framework, Issuer, ReleaseFile, Rubric, Submission } from './model.generated.ts';
import { didYouMean } from './nearest.ts';
import { validate, type Kind } from './schema.ts';
import { isSource } from './source-path.ts';

/** One valid file of the catalog: its id, its value, and the document that knows its places. */
export interface Entry<Value> {
  readonly id: string;
  readonly value: Value;
  readonly document: Document;
}

/** A claim folder's submission: where it stands says whose and which. */
export interface SubmissionEntry extends Entry<Submission> {
  readonly folder: string;
  readonly login: string;
  readonly claim: number;
}

/** What is true: every valid file by id, and the names of all files, valid or not. */
export interface Catalog {
  readonly issuer: Entry<Issuer> | null;
  readonly assessors: Entry<Assessors> | null;
  readonly frameworks: ReadonlyMap<string, Entry<Framework>>;
  readonly rubrics: ReadonlyMap<string, Entry<Rubric>>;
  readonly evidence: ReadonlyMap<string, Entry<Evidence>>;
  readonly credentials: ReadonlyMap<string, Entry<Credential>>;
  /** By `<credential>/<version>`. */
  readonly releases: ReadonlyMap<string, Entry<ReleaseFile>>;
  /** By `<credential>/<login>/<claim>`. */
  readonly submissions: ReadonlyMap<string, SubmissionEntry>;
  /** Ids of every file that is there, also of those with faults: a broken file is not a missing one. */
  readonly names: Readonly<Record<Folder, ReadonlySet<string>>>;
}

/** Folders of files that refer to one another by id. */
export type Folder = 'competencies' | 'rubrics' | 'evidence' | 'credentials' | 'releases' | 'submissions';

/** A catalog and all that is wrong with its texts and shapes; rules look for the rest. */
export interface Loaded {
  readonly catalog: Catalog;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: number;
  /** Every file that was read, valid or not. */
  readonly paths: ReadonlySet<string>;
}

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
];
const ATTACHMENT = new RegExp(`^submissions/${ID}/[A-Za-z0-9-]{1,39}/[1-9][0-9]{0,3}/[A-Za-z0-9][A-Za-z0-9._-]{0,99}$`);

/**
 * Reads a whole catalog from its files, in any order. Total: whatever an author or a teacher wrote ends in
 * the catalog or in diagnostics, and a bad file hides no other file's faults.
 */
export function loadCatalog(files: Iterable<SourceFile>): Loaded {
  const diagnostics: Diagnostic[] = [];
  const shelves = new Map<Kind, Map<string, Entry<unknown>>>(SHELVES.map(({ kind }) => [kind, new Map()]));
  const names: Record<Folder, Set<string>> = { competencies: new Set(), rubrics: new Set(), evidence: new Set(), credentials: new Set(), releases: new Set(), submissions: new Set() };
  const paths = new Set<string>();
  let count = 0;
  for (const file of [...files].sort((a, b) => compare(a.path, b.path))) {
    if (!isSource(file.path)) continue;
    count += 1;
    paths.add(file.path);
    const shelf = SHELVES.find(({ pattern }) => pattern.test(file.path));
    if (shelf === undefined) {
      if (!ATTACHMENT.test(file.path)) diagnostics.push(misplaced(file.path));
      else if (file.bytes.length > ATTACHMENT_LIMIT) diagnostics.push({ path: file.path, line: 1, column: 1, rule: 'size', severity: 'error', message: `Unexpected size of ${file.bytes.length} bytes, expected at most ${ATTACHMENT_LIMIT}`, remedy: 'Keep large files elsewhere and link to them with `laurel attach`.' });
      continue;
    }
    const id = shelf.pattern.exec(file.path)![1]!;
    if (shelf.folder !== null) names[shelf.folder].add(id);
    const document = parseDocument(file);
    const found = document.faults.length > 0 ? document.faults.map((fault): Diagnostic => ({ path: file.path, ...document.placeAt(fault.offset), rule: fault.rule, severity: 'error', message: fault.message, remedy: fault.remedy })) : validate(shelf.kind, document);
    if (found.length === 0) shelves.get(shelf.kind)!.set(id, { id, value: document.value, document });
    else for (const diagnostic of found) diagnostics.push(diagnostic);
  }
  const shelf = <Value>(kind: Kind): Map<string, Entry<Value>> => shelves.get(kind) as Map<string, Entry<Value>>;
  const catalog: Catalog = {
    issuer: shelf<Issuer>('issuer').get('issuer') ?? null,
    assessors: shelf<Assessors>('assessors').get('assessors') ?? null,
    frameworks: shelf('framework'),
    rubrics: shelf('rubric'),
    evidence: shelf('evidence'),
    credentials: shelf('credential'),
    releases: shelf('release'),
    submissions: new Map([...shelf<Submission>('submission')].map(([id, entry]) => [id, submissionEntry(entry)])),
    names,
  };
  return { catalog, diagnostics: diagnostics.sort(byPlace), files: count, paths };
}

function submissionEntry(entry: Entry<Submission>): SubmissionEntry {
  const [, login = '', claim = ''] = entry.id.split('/');
  return { ...entry, folder: `submissions/${entry.id}`, login, claim: Number(claim) };
}

const FOLDERS = ['competencies', 'rubrics', 'evidence', 'credentials', 'releases', 'submissions'];

function misplaced(path: string): Diagnostic {
  const [folder = ''] = path.split('/');
  const expected = FOLDERS.includes(folder) ? `a file name such as ${folder}/${folder === 'credentials' ? 'a-name.md' : 'a-name.yaml'}, in lower-case letters, digits and hyphens` : `one of issuer.yaml, assessors.yaml, ${FOLDERS.map((name) => `${name}/`).join(', ')}`;
  return { path, line: 1, column: 1, rule: 'file-name', severity: 'error', message: `Unexpected file, expected ${expected}`, remedy: `Rename or move it.${didYouMean(folder, [...FOLDERS, 'issuer.yaml', 'assessors.yaml'])}` };
}

/** The framework and competency that a credential names as `framework/competency`. */
export function competencyOf(catalog: Catalog, reference: string): { readonly framework: Entry<Framework>; readonly competency: Framework['competencies'][number] } | null {
  const [file = '', id = ''] = reference.split('/');
  const framework = catalog.frameworks.get(file);
  const competency = framework?.value.competencies.find((candidate) => candidate.id === id);
  return framework === undefined || competency === undefined ? null : { framework, competency };
}
