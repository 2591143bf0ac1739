import { NOTICE } from '../../core/desk/notice.ts';
import { inMarkdown } from '../../core/words.ts';
import { earnerByClaim, judgeRequests, type JudgedRequest } from '../issuing/naming-requests.ts';
import type { Run } from '../issuing/run.ts';
import type { PlaceState } from '../stores.ts';
import { ownProblem } from './own-problem.ts';

/** What became of the requests of earners who want to be named otherwise. */
export interface AnsweredRequests {
  /** Serials that the issuer is to sign anew. */
  readonly due: readonly string[];
  /** Issues that were answered and closed now. */
  readonly answered: number;
}

/** Answers earners who asked to be named otherwise in a badge: closes what is done and what cannot be, with the reason, and tells what the issuer has to do. */
export async function answerRequests(run: Run): Promise<AnsweredRequests> {
  const state = await run.stores.read();
  const due: string[] = [];
  let answered = 0;
  for (const own of state.places) {
    for (const judged of await judgeRequests(run, state, own, earnerByClaim(run, own))) {
      if (judged.state === 'due') due.push(judged.request.serial);
      const text = textFor(run, judged);
      if (text !== null && (await close(own, judged.issue.number, text))) answered += 1;
    }
  }
  return { due, answered };
}

function textFor({ issuer }: Run, judged: JudgedRequest): string | null {
  if (judged.state === 'refused') return `This was not done: ${inMarkdown(judged.reason)}.\n\n\`laurel collect\` or the page \`${issuer.url.replace(/\/+$/, '')}/collect/\` makes a new request.`;
  if (judged.state !== 'done') return null;
  return `Badge ${judged.request.serial} now names you as you asked. Take the new file: the one from before is revoked, and says so to whoever verifies it.`;
}

async function close({ place: { github, repository: { owner, name } } }: PlaceState, issue: number, text: string): Promise<boolean> {
  try {
    await github.comment(owner, name, issue, `${NOTICE}\n\n${text}\n`);
    await github.closeIssue(owner, name, issue);
    return true;
  } catch (error) {
    // An issue that is gone, or may not be closed, holds nobody else up.
    if (ownProblem(error) === null) throw error;
    return false;
  }
}
