import { CODEOWNERS_FILE } from '../codeowners.ts';
import type { Severity } from '../diagnostic.ts';

/** What is told of any rule: where it comes from does not matter to who reads it. */
export interface Explanation {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly remedy: string;
  /** Where the examples stand, below the catalog's folder. */
  readonly path: string;
  readonly good: string;
  readonly bad: string;
}

/** Where a rule's examples stand, as a path of the repository. */
export const examplePlace = ({ path }: Pick<Explanation, 'path'>): string => (path === CODEOWNERS_FILE ? path : `catalog/${path}`);

interface Example {
  readonly path: string;
  readonly bad: string;
  readonly good: string;
}

const text = (id: string, summary: string, why: string, remedy: string, { path, good, bad }: Example): Explanation => ({ id, severity: 'error', summary, why, remedy, path, good, bad });

const CREDENTIAL = 'credentials/wait-time.md';

/** What the loader sees to before any rule runs; a file with such a fault is not looked at further, but for the texts of one that does not fit its schema. */
export const textRules: readonly Explanation[] = [
  text('file-missing', 'A catalog has issuer.yaml and assessors.yaml.', 'Without an issuer nothing can be signed, and without assessors nothing can be assessed.', 'Write the file; the docs for programme leads show one, and editors complete its fields.', { path: '', bad: 'assessors.yaml', good: 'assessors.yaml\nissuer.yaml' }),
  text('file-name', 'Every file stands in the folder of its kind and is named by its id.', 'A file is found by its name: one that stands elsewhere would be passed over in silence.', 'Move it to its folder, and name it in lower-case letters, digits and hyphens.', { path: 'credentials/', bad: 'Wait Time.md', good: 'wait-time.md' }),
  text('size', 'Files stay below their size limit: 64 KiB for a submission, 1 MiB for the rest.', 'A file is read whole whenever anything is linted or built; the limit keeps one from slowing everybody down.', 'Shorten the file, or keep large things elsewhere and link to them.', { path: 'submissions/wait-time/example-teacher/1/', bad: '65537 bytes  submission.md', good: '1650 bytes  submission.md' }),
  text('encoding', 'Files are text in UTF-8.', 'In another encoding accents and quotation marks would turn into other characters.', 'Save the file as UTF-8; most editors offer it when saving.', { path: 'evidence/wait-time.yaml', bad: '    prompt: Record one discussion at the caf\uFFFD.\n', good: '    prompt: Record one discussion at the caf\u00E9.\n' }),
  text('front-matter', 'A Markdown file begins with its fields between two lines `---`.', 'The fields are data for every page and badge. Only YAML is read there, so that nothing in a file is ever run.', 'Begin the file with a line `---`, then the fields, then a line `---`, then the text.', { path: CREDENTIAL, bad: 'title: Wait time\nversion: 1.0.0\n', good: '---\ntitle: Wait time\nversion: 1.0.0\n' }),
  text('yaml', 'Data is plain YAML: mappings, lists and text, each key once.', 'Anchors, tags and second documents let a file mean something other than it seems to say.', 'Compare the indentation, colons, quotes and brackets with the lines around it; write out what an alias stands for.', { path: CREDENTIAL, bad: 'audience: [teacher\n', good: 'audience: [teacher]\n' }),
  text('markdown', 'A text keeps within what people write: 64 KiB, 24 lists or quotations inside one another, a few thousand marks.', "Texts far beyond it take a machine minutes to read, and stop everybody else's work.", 'Shorten the text, or take the repeated marks away.', { path: CREDENTIAL, bad: `${'>'.repeat(25)} Count silently to three.\n`, good: '> Count silently to three.\n' }),
  text('json', 'A release is JSON as `laurel release` wrote it.', 'Badges rest on releases, to the letter.', 'Restore the file from git.', { path: 'releases/wait-time/1.0.0.json', bad: '    "format": "laurel-release-1"\n    "id": "wait-time",\n', good: '    "format": "laurel-release-1",\n    "id": "wait-time",\n' }),
  text('schema', 'Every field is one that is known, and holds what it should.', 'A misspelt or misfilled field would be left out of pages and badges without a word.', 'Compare the field with its description, which the message gives; `laurel new` shows a whole file.', { path: CREDENTIAL, bad: 'audiense: [teacher]\n', good: 'audience: [teacher]\n' }),
  text('owners-current', 'CODEOWNERS says what the stewards of issuer.yaml come to.', 'It is by CODEOWNERS that GitHub asks a second person about a change of assessors, issuer, workflows, code and site.', 'Run `laurel owners --write` and commit the file.', { path: CODEOWNERS_FILE, bad: '/catalog/assessors.yaml @example/everyone\n', good: '/catalog/assessors.yaml @example/stewards\n' }),
  text('version-fits-change', 'The version is raised by as much as the change weighs.', 'From the version alone a teacher sees whether work that was begun still fits. It is asked with `laurel lint --base <commit>` only, since it needs something to compare with.', 'Write the version that the message names; `laurel diff` says what changed and how much each of it weighs.', { path: CREDENTIAL, bad: 'title: Time to think\nversion: 1.0.0\n', good: 'title: Time to think\nversion: 1.1.0\n' }),
  text('release-dated', 'A release bears the day on which it came, and that day is never written anew.', 'How long those who began under the version before may go on is counted from it: an earlier day would end their time while they are midway. Whether a release is new, and when, shows only beside what was there before: `laurel lint --base <commit>` asks it. The day before that of the commit compared with will do, for the sake of time zones.', 'Delete the new release, write the day of today under `changes`, and run `laurel release` again; a day that was released is written again as it was.', { path: CREDENTIAL, bad: 'changes:\n  - version: 1.0.0\n    date: 2025-06-01\n', good: 'changes:\n  - version: 1.0.0\n    date: 2026-01-01\n' }),
  text('allowance', 'An allowance names a rule, a day and a reason: `laurel-allow <rule> until <year-month-day>: <reason>`.', 'It lets a fault stand that somebody has looked at. Without a reason nobody can judge it later, without a day it would stay for good, and so it would with one in fifty years: the day lies 365 days ahead at most, or as many as `allowance-days` in the policy says. Some faults nobody may let stand. A comment that only looks like an allowance, such as one of `Laurel-Allow`, is a warning.', 'Write it as `# laurel-allow <rule> until <year-month-day>: <reason>` above the line that lint shows, or at its end; in the text of a credential between `<!--` and `-->`.', { path: CREDENTIAL, bad: '# laurel-allow summary-one-sentence\nsummary: Waits after a question. Every learner can think.\n', good: '# laurel-allow summary-one-sentence until 2026-12-31: the panel shortens it in December\nsummary: Waits after a question. Every learner can think.\n' }),
  text('allowance-needed', 'An allowance goes when nothing needs it any more, or when its day has come.', 'One that is left behind would let the next fault at its place pass in silence.', 'Remove the comment, which `laurel lint --fix` does where nothing needs it; mend the fault where its day has come, or give a new day and say why.', { path: CREDENTIAL, bad: '# laurel-allow summary-one-sentence until 2026-12-31: the panel shortens it in December\nsummary: Waits after a question so that every learner can think.\n', good: 'summary: Waits after a question so that every learner can think.\n' }),
];
