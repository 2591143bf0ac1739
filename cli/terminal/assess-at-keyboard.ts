import { decide } from '../core/assessment/decision.ts';
import { changesBetween, handedIn } from '../core/assessment/feedback.ts';
import { isJudged, itemsAsked, type Draft } from '../core/assessment/score-form-draft.ts';
import { handedParts } from '../core/assessment/score-form-evidence.ts';
import { refusalOf } from '../core/assessment/score-form-privacy.ts';
import { scoreForm } from '../core/assessment/score-form.ts';
import { parseDocument, type Document } from '../core/document.ts';
import type { Submission } from '../core/model.generated.ts';
import type { Known } from '../core/privacy/finding.ts';
import { validate } from '../core/schema.ts';
import type { OpenClaim } from '../effects/open-claim.ts';
import { fromPlace, typedName } from '../effects/place.ts';
import { Obstacle } from '../effects/programme.ts';
import { readFolder, resolveObject } from '../effects/tree.ts';
import type { World } from '../effects/world.ts';
import { fillInForm } from './assessment-form.ts';
import { openKeptForm } from './kept-form.ts';
import { openDialogue } from './prompts.ts';

/** What the form is opened with. */
export interface AtKeyboard {
  readonly only: ReadonlySet<string> | null;
  readonly heading: string | undefined;
  /** Where the form is kept, and how that place is called. */
  readonly path: string;
  readonly shown: string;
  readonly known: Known;
}

/**
 * Has the person at the terminal fill in the form for a claim.
 * @returns the whole form as it is to be posted, or null where they left: then it is kept.
 * @throws Obstacle where there is no terminal.
 */
export async function assessAtKeyboard(world: World, open: OpenClaim, { only, heading, path, shown, known }: AtKeyboard): Promise<string | null> {
  const { place, pull, release: { release } } = open;
  const named = typedName(place, pull.number);
  const asked = only === null ? {} : { only };
  if (world.terminal === undefined) throw new Obstacle(`There is no terminal for the form. Run \`laurel assess ${named} --form\`, fill the form, and post it with --from.`);
  const kept = await openKeptForm(world, path, release, { ...asked, note: `Kept by laurel assess. Go on in a terminal with: laurel assess ${named}. Or fill it here and post it with: laurel assess ${named} --from ${shown}` });
  const now = await readAt(open, pull.headSha);
  if (now === null) throw new Obstacle(`The submission in pull request ${pull.number} cannot be read.`);
  const stale = await outdated(open, kept.begun, now);
  const dialogue = openDialogue(world.terminal);
  try {
    const { end, draft } = await fillInForm(dialogue, {
      title: `Pull request ${pull.number}: ${release.credential.title} ${release.credential.version}`,
      release, ...asked, head: pull.headSha, begun: kept.begun, old: stale.old,
      parts: handedParts(now.document, now.submission, release, now.files),
      opening: [greeting(kept.exists, shown), only === null ? '' : 'Two assessors disagree. You are asked only what they disagree on; what you say decides it.', stale.said].filter(Boolean).join('\n'),
      declaration: 'I have no conflict of interest with this educator.',
      finish: { label: 'Post this assessment as a review', decision: (done) => decisionOf(open, done) },
      keep: kept.keep, edit: kept.edit, refusal: (feedback) => sentenceOf(feedback, known),
    });
    if (end === 'finish') return scoreForm(release, { ...asked, ...(heading === undefined ? {} : { heading }), answers: draft, declared: true });
    if (end === 'conflict') dialogue.say(`Then do not assess it. Tell the programme lead, who adds the conflict to assessors.yaml; somebody else is asked.\nNothing was posted.`);
    else dialogue.say(`Nothing was posted. Your answers are in ${shown}.\nGo on with: laurel assess ${named}`);
    return null;
  } finally {
    dialogue.close();
  }
}

const greeting = (goesOn: boolean, shown: string): string => `${goesOn ? 'You go on where you left.' : 'Arrow keys and Enter, or the digit or letter before a choice.'} Every answer is kept at once in ${shown}; Ctrl-C loses nothing.`;

function decisionOf({ release: { release } }: OpenClaim, draft: Draft): string {
  const { passed, short } = decide(draft, release);
  const titles = new Map([...release.rubric.criteria, ...release.evidence.requirements].map(({ id, title }) => [id, title]));
  return passed ? 'Decision, computed: every criterion is at its passing level. It is posted as an approval.' : `Decision, computed: not yet, for ${short.map((id) => titles.get(id) ?? id).join('; ')}. It is posted as a request for changes.`;
}

function sentenceOf(feedback: string, known: Known): string | null {
  const fault = refusalOf(feedback, known);
  return fault === null ? null : `Line ${fault.line} of your feedback: ${fault.message}.`;
}

interface Handed {
  readonly document: Document;
  readonly submission: Submission;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

async function readAt({ place, claim }: OpenClaim, commit: string): Promise<Handed | null> {
  if ((await resolveObject(place.git, `${commit}^{commit}`)) === null) return null;
  const files = new Map((await readFolder(place.git, commit, claim.path)).map(({ path, bytes }) => [path, bytes]));
  const bytes = files.get('submission.md');
  const document = bytes === undefined ? null : parseDocument({ path: `${fromPlace(place, claim.path)}/submission.md`, bytes });
  if (document === null || document.faults.length > 0 || validate('submission', document).length > 0) return null;
  return { document, submission: document.value as unknown as Submission, files };
}

// Answers that were given at another head, where what feeds them changed since; all of them where that cannot be seen any more.
async function outdated(open: OpenClaim, begun: Draft, now: Handed): Promise<{ readonly old: ReadonlySet<string>; readonly said: string }> {
  const { release: { release }, pull } = open;
  const old = new Set<string>();
  const commits = new Set([...begun.at.values()].filter((commit) => commit !== pull.headSha));
  if (commits.size === 0) return { old, said: '' };
  const changed = new Set<string>();
  for (const commit of commits) {
    const then = await readAt(open, commit);
    const parts = then === null ? null : changesBetween(handedIn(then.document, then.submission, release), handedIn(now.document, now.submission, release), release).filter(({ change }) => change !== 'same');
    for (const { id, isScored } of itemsAsked(release)) {
      if (begun.at.get(id) !== commit || !isJudged(begun, id)) continue;
      const fed = release.evidence.requirements.filter((requirement) => (isScored ? requirement.feeds?.includes(id) : requirement.id === id));
      if (parts !== null && !fed.some((requirement) => parts.some((part) => part.requirement === requirement.id))) continue;
      old.add(id);
      for (const { title } of parts === null ? [] : fed.filter((requirement) => parts.some((part) => part.requirement === requirement.id))) changed.add(title);
    }
  }
  const heads = `It was begun at ${[...commits].map((commit) => commit.slice(0, 10)).join(' and ')}; the pull request is now at ${pull.headSha.slice(0, 10)}.`;
  return { old, said: old.size === 0 ? `${heads} Nothing that you have judged has changed.` : `${heads} ${changed.size === 0 ? 'What you judged cannot be compared any more' : `Changed since: ${[...changed].join('; ')}`}. The answers that this touches are asked again.` };
}
