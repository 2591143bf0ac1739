import { aboutAssessor, aboutCompetency, aboutCredential, aboutCriterion, aboutEvidence, aboutFramework, aboutLevel, aboutRequirement, aboutRubric, plain, titlesBy } from './about.ts';
import { BEGINNING, branchAt, entriesAt, sheetsOf, textAt, type Branch, type Sheet, type Sheets } from './sheet.ts';
import type { Asking, Noun, Thing } from './thing.ts';

/** Everything that an id of a noun could mean where somebody asks, in the order of the catalog. */
export function thingsOf(noun: Noun, asking: Asking): readonly Thing[] {
  const { sheets, sheet, path } = asking;
  switch (noun) {
    case 'credential': return sheetsOf(sheets, 'credential').map((file) => wholeFile(noun, file, textAt(file.top, 'title') ?? '', () => aboutCredential(file)));
    case 'rubric': return filesInUse(noun, sheets, 'criteria', (file) => aboutRubric(sheets, file));
    case 'evidence': return filesInUse(noun, sheets, 'requirements', (file) => aboutEvidence(sheets, file));
    case 'framework': return sheetsOf(sheets, 'framework').map((file) => wholeFile(noun, file, textAt(file.top, 'title') ?? '', () => aboutFramework(file)));
    case 'competency': return sheetsOf(sheets, 'framework').flatMap((file) => entriesOf(noun, file, 'competencies', (competency) => aboutCompetency(file, competency)).map((thing) => ({ ...thing, id: `${file.id}/${thing.id}` })));
    case 'criterion': return judged(asking).rubrics.flatMap((file) => entriesOf(noun, file, 'criteria', (criterion) => aboutCriterion(file, criterion)));
    case 'level': return judged(asking).rubrics.flatMap((file) => entriesOf(noun, file, 'levels', (level) => aboutLevel(file, level)));
    case 'requirement': return judged(asking).evidence.flatMap((file) => entriesIn(noun, file, entriesAt(file.top, 'requirements').filter((requirement) => isAskedFor(requirement, sheet, path[0])), (requirement) => aboutRequirement(file, requirement)));
    case 'option': return judged(asking).evidence.flatMap((file) => entriesAt(file.top, 'requirements').filter((requirement) => sheet.kind !== 'submission' || path[0] !== 'choices' || textAt(requirement, 'id') === path[1]).flatMap((requirement) => entriesIn(noun, file, entriesAt(requirement, 'oneOf'), (option) => aboutRequirement(file, option))));
    case 'assessor': return sheetsOf(sheets, 'assessors').flatMap((file) => entriesAt(file.top, 'assessors').flatMap((assessor) => thingAt(noun, file, assessor, 'login', String(textAt(assessor, 'covers', '0') ?? ''), () => aboutAssessor(assessor))));
    case 'release': return sheetsOf(sheets, 'release').flatMap(releaseIn);
    case 'former id': return formerIds(sheets);
    case 'all': return [{ noun, id: 'all', title: 'Every credential', path: null, stretch: BEGINNING, about: () => 'Every credential of the catalog, also those to come.' }];
  }
}

// Who hands in chooses where there is a choice, and writes into the text what is to be written; who assesses scores no part that feeds a criterion.
function isAskedFor(requirement: Branch, { kind }: Sheet, field: string | undefined): boolean {
  if (kind === 'evidence') return true;
  if (field === 'choices') return entriesAt(requirement, 'oneOf').length > 0;
  if (field === 'sufficient') return entriesAt(requirement, 'feeds').length === 0;
  return field !== 'evidence' || textAt(requirement, 'form') !== 'written';
}

const wholeFile = (noun: Noun, { id, path }: Sheet, title: string, about: () => string): Thing => ({ noun, id, title, path, stretch: BEGINNING, about });

// A rubric has no title of its own; people know it by its credential's.
function filesInUse(noun: 'rubric' | 'evidence', sheets: Sheets, list: string, about: (file: Sheet) => string): readonly Thing[] {
  const titles = titlesBy(sheets, noun);
  return sheetsOf(sheets, noun).map((file) => wholeFile(noun, file, titles.get(file.id)?.join(', ') ?? `${entriesAt(file.top, list).length} ${list}, not in use yet`, () => about(file)));
}

const entriesOf = (noun: Noun, file: Sheet, list: string, about: (entry: Branch) => string): readonly Thing[] => entriesIn(noun, file, entriesAt(file.top, list), about);

const entriesIn = (noun: Noun, file: Sheet, entries: readonly Branch[], about: (entry: Branch) => string): readonly Thing[] => entries.flatMap((entry) => thingAt(noun, file, entry, 'id', textAt(entry, 'title') ?? '', () => about(entry)));

function thingAt(noun: Noun, { path }: Sheet, entry: Branch, named: string, title: string, about: () => string): readonly Thing[] {
  const written = branchAt(entry, named)?.written;
  return written?.text == null || written.value === null ? [] : [{ noun, id: written.text, title, path, stretch: written.value, about }];
}

// The digest stands at the beginning of the file.
function releaseIn({ id, path, text }: Sheet): readonly Thing[] {
  const digest = /"digest": *"(sha256-[0-9a-f]{64})"/.exec(text.slice(0, 1000))?.[1];
  return digest === undefined ? [] : [{ noun: 'release', id: digest, title: id.replace('/', ' '), path, stretch: BEGINNING, about: () => `**${plain(id.replace('/', ' '))}** (release)` }];
}

// What was released under an id that no credential has now.
function formerIds(sheets: Sheets): readonly Thing[] {
  const now = new Set(sheetsOf(sheets, 'credential').map(({ id }) => id));
  const released = new Map(sheetsOf(sheets, 'release').map((file) => [file.id.split('/')[0]!, file]));
  return [...released].flatMap(([id, { path, id: newest }]) => (now.has(id) ? [] : [{ noun: 'former id', id, title: `released, last as ${newest.split('/')[1]}`, path, stretch: BEGINNING, about: () => `**${plain(id)}** has releases, and no credential of this id any more.` }]));
}

/** The rubrics and evidence by which what a file is about is judged. */
export function judged({ sheets, sheet }: Pick<Asking, 'sheets' | 'sheet'>): { readonly rubrics: readonly Sheet[]; readonly evidence: readonly Sheet[] } {
  const named = (field: 'rubric' | 'evidence', of: readonly Sheet[]): readonly Sheet[] => [...new Set(of.map(({ top }) => textAt(top, field)))].flatMap((id) => sheets.get(`${field === 'rubric' ? 'rubrics' : 'evidence'}/${id}.yaml`) ?? []);
  const credentials = sheetsOf(sheets, 'credential');
  if (sheet.kind === 'rubric') return { rubrics: [sheet], evidence: named('evidence', credentials.filter(({ top }) => textAt(top, 'rubric') === sheet.id)) };
  if (sheet.kind === 'evidence') {
    const using = named('rubric', credentials.filter(({ top }) => textAt(top, 'evidence') === sheet.id));
    const twin = sheets.get(`rubrics/${sheet.id}.yaml`);
    return { rubrics: using.length > 0 ? using : twin === undefined ? [] : [twin], evidence: [sheet] };
  }
  const claimed = sheet.kind === 'calibration' ? textAt(sheet.top, 'credential') : sheet.id.split('/')[0];
  const credential = sheet.kind === 'credential' ? [sheet] : credentials.filter(({ id }) => id === claimed);
  return { rubrics: named('rubric', credential), evidence: named('evidence', credential) };
}
