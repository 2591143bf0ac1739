import { atPointer, type Rule } from '../rule.ts';

// A verb after "and": what is told of the first subject once more. A word that may be a noun, such as "answers", is none where "of" or "are" follows it, or nothing.
const SECOND_VERB = /(?:,? and|,? as well as| &|;|,(?= then )) (?:then |also )?(\p{L}+s)\b(?=,? \p{L}|$)|\/(\p{L}+s)\b/giu;
const AS_NOUN = /^(?:$|,| (?:of|from|in|by|for|with|at|and|or|is|are|was|were|has|have|that|which|who)\b)/u;
// Verbs that are no nouns, whatever follows them.
const PLAIN = new Set(['adapts', 'adjusts', 'analyzes', 'analyses', 'applies', 'assesses', 'collaborates', 'communicates', 'compares', 'connects', 'delivers', 'describes', 'develops', 'discusses', 'engages', 'establishes', 'evaluates', 'explains', 'facilitates', 'gathers', 'identifies', 'implements', 'integrates', 'interprets', 'listens', 'maintains', 'motivates', 'observes', 'organizes', 'provides', 'refines', 'reflects', 'responds', 'revises', 'selects', 'teaches']);
// Two gerunds, each with what it is done to.
const TWO_GERUNDS = /^(\p{L}+ing) (?:\p{L}+ ){1,3}(?:and|as well as|&) (?:then |also )?(\p{L}+ing) (?!(?:is|are|was|were) )\p{L}/iu;
// Two things that happen, each to something of its own.
const TWO_PASSIVES = /^(?:\p{L}+ ){1,3}(?:is|are) (\p{L}+ed)\b[^.;]*?,? and (?:\p{L}+ ){1,3}(?:is|are) (\p{L}+ed)\b/iu;
// As a whole title.
const BOTH = /^(?:\p{L}+s) and coaches$/iu;
const VERBS = new Set(['adapts', 'addresses', 'adjusts', 'aligns', 'analyses', 'analyzes', 'answers', 'applies', 'articulates', 'asks', 'assesses', 'balances', 'builds', 'checks', 'chooses', 'coaches', 'collaborates', 'collects', 'communicates', 'compares', 'conducts', 'connects', 'consults', 'creates', 'cultivates', 'debriefs', 'delivers', 'demonstrates', 'describes', 'designs', 'determines', 'develops', 'differentiates', 'discusses', 'employs', 'encourages', 'engages', 'ensures', 'establishes', 'evaluates', 'examines', 'explains', 'facilitates', 'fosters', 'gathers', 'gives', 'groups', 'guides', 'hears', 'identifies', 'implements', 'includes', 'incorporates', 'integrates', 'interprets', 'investigates', 'invites', 'involves', 'justifies', 'keeps', 'leads', 'listens', 'lists', 'maintains', 'makes', 'manages', 'measures', 'models', 'modifies', 'monitors', 'motivates', 'names', 'notes', 'nurtures', 'observes', 'offers', 'organises', 'organizes', 'participates', 'plans', 'practises', 'prepares', 'presents', 'prioritizes', 'promotes', 'provides', 'reads', 'records', 'refines', 'reflects', 'reports', 'researches', 'responds', 'reviews', 'revises', 'scaffolds', 'seeks', 'selects', 'sets', 'shares', 'shows', 'solicits', 'summarizes', 'supports', 'synthesizes', 'tailors', 'takes', 'teaches', 'tells', 'tests', 'tracks', 'tries', 'uncovers', 'uses', 'utilizes', 'validates', 'waits', 'works', 'writes']);

// Two doings named side by side, and no verb that could make one thing of them.
const TWO_NOUNS = /^(?:\p{L}+ )?(\p{L}+)(?:,? and|,? as well as| &) (?:\p{L}+ )?(\p{L}+)(?:$| (?:of|for|in|with|to|during) )/iu;
const DOINGS = new Set(['adaptation', 'adjustment', 'analysis', 'assessment', 'coaching', 'collaboration', 'communication', 'delivery', 'design', 'differentiation', 'documentation', 'evaluation', 'facilitation', 'feedback', 'goals', 'grading', 'implementation', 'instruction', 'leadership', 'management', 'modeling', 'modelling', 'monitoring', 'observation', 'organization', 'planning', 'preparation', 'presentation', 'questioning', 'reflection', 'research', 'revision', 'scaffolding', 'teaching', 'testing']);
// Three in a row.
const THREE_NOUNS = /^(?:\p{L}+ )?(\p{L}+), (?:\p{L}+ )?(\p{L}+),? (?:and|&) (?:\p{L}+ )?(\p{L}+)(?:$| (?:of|for|in|with|to|during) )/iu;
// Gerunds beside one another with one object, the last of a verb that is said of nothing else.
const GERUNDS = /^(\p{L}+ing)(?:, (\p{L}+ing))?,? (?:and|&) (adapting|adjusting|analy[sz]ing|applying|assessing|delivering|designing|developing|evaluating|explaining|implementing|interpreting|reflecting|revising)(?:$| (?!(?:is|are|was|were) )\p{L})/iu;
const isDoing = (word: string): boolean => DOINGS.has(word.toLowerCase());

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
        const [, first, , last] = GERUNDS.exec(title) ?? [];
        if (first !== undefined && last !== undefined) yield atPointer(document, `/criteria/${at}/title`, `Unexpected criterion of ${first.toLowerCase()} and ${last.toLowerCase()}, expected one thing to judge`);
        const [one, other, ...rest] = first !== undefined || VERBS.has(/^\p{L}*/u.exec(title)![0].toLowerCase()) ? [] : (THREE_NOUNS.exec(title) ?? TWO_NOUNS.exec(title) ?? []).slice(1);
        if (one !== undefined && other !== undefined && [one, other, ...rest].every(isDoing)) yield atPointer(document, `/criteria/${at}/title`, `Unexpected criterion of ${one.toLowerCase()} and ${other.toLowerCase()}, expected one thing to judge`);
      }
    }
  },
} satisfies Rule as Rule;

// Whatever stands before it, a clause with two verbs says two things of its subject.
function twoVerbs(title: string): readonly [first: string, second: string] | null {
  for (const { 0: found, 1: spoken, 2: beside, index } of title.matchAll(SECOND_VERB)) {
    const second = (spoken ?? beside)!.toLowerCase();
    if (!VERBS.has(second) || (AS_NOUN.test(title.slice(index + found.length)) && !PLAIN.has(second) && !BOTH.test(title))) continue;
    const first = title.slice(0, index).split(/[.;]/).at(-1)!.toLowerCase().split(/[^\p{L}]+/u).find((word) => VERBS.has(word));
    if (first !== undefined) return [first, second];
  }
  return null;
}
