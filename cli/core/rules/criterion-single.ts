import { atPointer, type Rule } from '../rule.ts';

// A verb after "and": what is told of the first subject once more. A word that may be a noun, such as "answers", is none where "of" or "are" follows it, or nothing.
const SECOND_VERB = /(?:,? and|,? as well as| &|;) (?:then |also )?(\p{L}+s)\b(?! (?:of|from|in|by|for|with|at|and|or|is|are|was|were|has|have|that|which|who)\b)(?= \p{L}|$)|\/(\p{L}+s)\b/giu;
// Of verbs that are no nouns the last word may be one.
const PLAIN = new Set(['adapts', 'adjusts', 'analyzes', 'analyses', 'applies', 'assesses', 'compares', 'connects', 'describes', 'discusses', 'evaluates', 'explains', 'gathers', 'identifies', 'listens', 'observes', 'organizes', 'provides', 'reflects', 'responds', 'revises', 'selects', 'teaches']);
// Two gerunds, each with what it is done to.
const TWO_GERUNDS = /^(\p{L}+ing) (?:\p{L}+ ){1,3}(?:and|as well as|&) (?:then |also )?(\p{L}+ing) (?!(?:is|are|was|were) )\p{L}/iu;
// Two things that happen, each to something of its own.
const TWO_PASSIVES = /^(?:\p{L}+ ){1,3}(?:is|are) (\p{L}+ed)\b[^.;]*?,? and (?:\p{L}+ ){1,3}(?:is|are) (\p{L}+ed)\b/iu;
const VERBS = new Set(['adapts', 'adjusts', 'analyzes', 'analyses', 'answers', 'applies', 'asks', 'assesses', 'builds', 'checks', 'chooses', 'collects', 'compares', 'connects', 'creates', 'describes', 'designs', 'develops', 'discusses', 'evaluates', 'explains', 'gathers', 'gives', 'groups', 'guides', 'hears', 'identifies', 'includes', 'invites', 'involves', 'keeps', 'leads', 'lists', 'makes', 'measures', 'models', 'monitors', 'names', 'notes', 'observes', 'offers', 'organizes', 'plans', 'presents', 'provides', 'reads', 'records', 'reflects', 'reports', 'responds', 'reviews', 'revises', 'selects', 'sets', 'shares', 'shows', 'supports', 'takes', 'teaches', 'tells', 'tests', 'tracks', 'tries', 'uses', 'waits', 'works', 'writes']);

// Two doings named side by side, and no verb that could make one thing of them.
const TWO_NOUNS = /^(?:\p{L}+ )?(\p{L}+)(?:,? and|,? as well as| &) (?:\p{L}+ )?(\p{L}+)(?:$| (?:of|for|in|with|to|during) )/iu;
const DOINGS = new Set(['adaptation', 'adjustment', 'analysis', 'assessment', 'coaching', 'collaboration', 'communication', 'delivery', 'design', 'differentiation', 'documentation', 'evaluation', 'facilitation', 'feedback', 'goals', 'grading', 'implementation', 'instruction', 'leadership', 'management', 'modeling', 'modelling', 'monitoring', 'observation', 'organization', 'planning', 'preparation', 'presentation', 'questioning', 'reflection', 'research', 'revision', 'scaffolding', 'teaching', 'testing']);

export default {
  id: 'criterion-single',
  severity: 'warning',
  english: true,
  summary: 'A criterion judges one thing.',
  why: 'Work that does one half well and the other not has no level in a criterion of two halves, and two assessors will weigh the halves differently.',
  remedy: 'Make two criteria of it, or keep the half that matters.',
  path: 'rubrics/wait-time.yaml',
  good: 'title: Waits after asking',
  bad: 'title: Waits after asking and groups learners by answer',
  *find({ rubrics }) {
    for (const { document, value } of rubrics.values()) {
      for (const [at, { title }] of value.criteria.entries()) {
        const verbs = twoVerbs(title);
        if (verbs !== null) yield atPointer(document, `/criteria/${at}/title`, `Unexpected criterion that ${verbs[0]} and ${verbs[1]}, expected one thing to judge`);
        const [, doing, next] = TWO_GERUNDS.exec(title) ?? TWO_PASSIVES.exec(title) ?? [];
        if (doing !== undefined && next !== undefined) yield atPointer(document, `/criteria/${at}/title`, `Unexpected criterion of what is ${doing.toLowerCase()} and ${next.toLowerCase()}, expected one thing to judge`);
        const [, one, other] = TWO_NOUNS.exec(title) ?? [];
        if (one !== undefined && other !== undefined && DOINGS.has(one.toLowerCase()) && DOINGS.has(other.toLowerCase())) yield atPointer(document, `/criteria/${at}/title`, `Unexpected criterion of ${one.toLowerCase()} and ${other.toLowerCase()}, expected one thing to judge`);
      }
    }
  },
} satisfies Rule as Rule;

// Whatever stands before it, a clause with two verbs says two things of its subject.
function twoVerbs(title: string): readonly [first: string, second: string] | null {
  for (const { 0: found, 1: spoken, 2: beside, index } of title.matchAll(SECOND_VERB)) {
    const second = (spoken ?? beside)!.toLowerCase();
    if (!VERBS.has(second) || (index + found.length === title.length && !PLAIN.has(second))) continue;
    const first = title.slice(0, index).split(/[.;]/).at(-1)!.toLowerCase().split(/[^\p{L}]+/u).find((word) => VERBS.has(word));
    if (first !== undefined) return [first, second];
  }
  return null;
}
