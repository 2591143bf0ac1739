import { offsetAt } from '../diagnostic.ts';
import type { Document } from '../document.ts';
import { reordering } from '../fix/reorder.ts';
import { atKey, type Rule } from '../rule.ts';

export default {
  id: 'level-order',
  severity: 'error',
  summary: "Every criterion lists its levels in the rubric's order, from low to high.",
  why: 'People read a rubric row by row; a row in another order is misread.',
  remedy: "Move the descriptions into the rubric's order.",
  path: 'rubrics/wait-time.yaml',
  good: `      not-yet: Answers come from volunteers.
      proficient: Answers come from every learner.
`,
  bad: `      proficient: Answers come from every learner.
      not-yet: Answers come from volunteers.
`,
  *find({ rubrics }) {
    for (const { document, value } of rubrics.values()) {
      const levels = value.levels.map(({ id }) => id);
      for (const [at, criterion] of value.criteria.entries()) {
        const listed = Object.keys(criterion.levels);
        if (!listed.some((level) => /^[0-9]+$/.test(level)) && inOrder(listed, levels)) continue;
        // By place in the text: JavaScript moves keys that look like whole numbers to the front.
        const places = levels.filter((level) => criterion.levels[level] !== undefined).map((level) => ({ level, ...document.place(`/criteria/${at}/levels/${level}`, 'key') }));
        const early = places.find((place, nth) => nth > 0 && (place.line - places[nth - 1]!.line || place.column - places[nth - 1]!.column) < 0);
        if (early === undefined) continue;
        // Where a level is missing or unknown, somebody has to look first.
        const edit = places.length === Object.keys(criterion.levels).length ? reordering(document, `/criteria/${at}/levels`, places.map(({ level }) => level)) : null;
        yield { ...atKey(document, `/criteria/${at}/levels/${early.level}`, `Unexpected level "${early.level}" here, expected the order ${levels.join(', ')}`), ...(edit === null ? { remedy: byHand(document, at) } : { fix: { title: 'Put the levels in order', edits: [edit] } }) };
      }
    }
  },
} satisfies Rule as Rule;

// Why nothing is moved for the author, where nothing is.
function byHand(document: Document, at: number): string {
  const start = offsetAt(document.text, document.place(`/criteria/${at}/levels`));
  return document.text.charAt(start) === '{' ? 'Move the descriptions into the rubric\'s order by hand: between braces `{ }` they share lines, and `--fix` moves whole lines alone. Written one below the other, each on lines of its own, they are moved for you.' : 'Move the descriptions into the rubric\'s order by hand: where one is missing, unknown or shares a line, `--fix` moves nothing.';
}

// Whether the levels that a rubric knows stand in its order; places are asked for only where they do not.
function inOrder(listed: readonly string[], levels: readonly string[]): boolean {
  let last = -1;
  for (const level of listed) {
    const at = levels.indexOf(level);
    if (at !== -1 && at < last) return false;
    if (at !== -1) last = at;
  }
  return true;
}
