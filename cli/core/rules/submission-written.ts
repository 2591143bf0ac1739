import type { SubmissionEntry } from '../catalog.ts';
import { countWords, sectionsOf, type Section } from '../markdown.ts';
import { nearest } from '../nearest.ts';
import { atBody, type Finding, type Rule } from '../rule.ts';
import { beginningOf, bodyOf } from './bodies.ts';
import { askedOf, startedUnder, type Asked } from './started-under.ts';

export default {
  id: 'submission-written',
  severity: 'error',
  summary: 'Every written part stands under its title and keeps to its number of words.',
  why: 'Assessors read each part under its title; the limits keep the work even for all.',
  remedy: 'Write the text below the heading `##` with the title as the release has it. Comments (<!-- -->) do not count as words.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: '## Reflection',
  bad: '## Reflexion',
  *across(catalog) {
    for (const { submission, release } of startedUnder(catalog)) {
      const written = [...askedOf(submission, release)].filter(({ form }) => form === 'written');
      yield* faultsOf(submission, written);
    }
  },
} satisfies Rule as Rule;

const spelled = (title: string): string => title.normalize('NFC').split(/\s+/).join(' ').trim();

function* faultsOf({ document }: SubmissionEntry, written: readonly Asked[]): Generator<Finding> {
  const missing = new Map(written.map((asked) => [spelled(asked.title), asked]));
  const options = new Map(written.flatMap(({ title, option }) => (option === null ? [] : [[spelled(option), spelled(title)] as const])));
  const strays: Section[] = [];
  const seen = new Set<string>();
  for (const section of sectionsOf(document.body, bodyOf(document).root)) {
    const title = options.get(spelled(section.title)) ?? spelled(section.title);
    const asked = missing.get(title);
    if (asked === undefined) {
      if (seen.has(title)) yield atBody(document, section.offset, `Unexpected second section "${title}", expected one`);
      else strays.push(section);
      continue;
    }
    seen.add(title);
    missing.delete(title);
    const words = countWords(section.text);
    const [fewest = 1, most = Infinity] = asked.words ?? [];
    if (words < fewest || words > most) yield atBody(document, section.offset, `Unexpected length of ${words} words under "${title}", expected ${most === Infinity ? `at least ${fewest}` : `${fewest} to ${most}`}`);
  }
  for (const { title, offset } of strays) {
    const meant = nearest(title.toLowerCase(), [...missing.keys()].map((name) => name.toLowerCase()));
    const name = [...missing.keys()].find((candidate) => candidate.toLowerCase() === meant);
    if (name === undefined) continue;
    yield atBody(document, offset, `Unexpected section "${title}", expected "${name}"`);
    missing.delete(name);
  }
  for (const name of missing.keys()) yield atBody(document, beginningOf(bodyOf(document)), `Unexpected absence of the section "## ${name}", expected it`);
}
