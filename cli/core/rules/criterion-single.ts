import { atPointer, type Rule } from '../rule.ts';

// A second verb after "and": what is told of the first subject once more. A word that may be a noun, such as "answers", is none where "of" follows it, or nothing.
const SECOND_VERB = /\b(\p{L}+(?:s|es))\b[^.;]*?(?:,? and|,? as well as| & |;) (?:then |also )?(\p{L}+(?:s|es))\b(?! (?:of|from|in|by|for|with|at|and|or)\b)(?= \p{L})/iu;
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
        const [, first, second] = SECOND_VERB.exec(title) ?? [];
        if (first !== undefined && second !== undefined && VERBS.has(first.toLowerCase()) && VERBS.has(second.toLowerCase())) yield atPointer(document, `/criteria/${at}/title`, `Unexpected criterion that ${first.toLowerCase()} and ${second.toLowerCase()}, expected one thing to judge`);
        const [, one, other] = TWO_NOUNS.exec(title) ?? [];
        if (one !== undefined && other !== undefined && DOINGS.has(one.toLowerCase()) && DOINGS.has(other.toLowerCase())) yield atPointer(document, `/criteria/${at}/title`, `Unexpected criterion of ${one.toLowerCase()} and ${other.toLowerCase()}, expected one thing to judge`);
      }
    }
  },
} satisfies Rule as Rule;
