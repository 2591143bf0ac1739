import { CREDENTIAL } from '../practice/story/submission.ts';
import type { Bench } from './claim-bench.ts';

/** One attack on a claim. Claims are told apart by their numbers. */
export interface Attack {
  /** The attack and its outcome, as the test's name says it. */
  readonly name: string;
  /** Makes the pull request and everything before the desk looks at it; gives its number, or 0 where there is none. */
  readonly arrange: (bench: Bench, number: number) => Promise<number>;
  /** What `laurel merge` must say; null where the desk merges it; `landed` where it was merged, or pushed to main, without being asked. */
  readonly merge: RegExp | null | 'landed';
  /** What the desk's comment must say, where that is about the attack. */
  readonly notice?: RegExp;
  /** What happens between the refusal and the run that issues; forcing the merge where it is left out. */
  readonly land?: (bench: Bench, pull: number, number: number) => Promise<void>;
  /** What `laurel issue` must say; null where exactly one badge is issued. */
  readonly issue: RegExp | null;
}

/** What came of an attack at each of the gates. */
export interface Outcome {
  readonly pull: number;
  readonly byDesk: boolean;
  readonly notice: string;
  /** What `laurel merge` said and its exit code; null where the desk had merged it. */
  readonly merge: { readonly code: number; readonly said: string } | null;
  readonly badges: number;
  readonly refusal: string;
}

/** What came of all attacks, and the failure of those that could not be made. */
export type Outcomes = ReadonlyMap<string, Outcome | Error>;

interface Issued {
  readonly awarded: readonly { readonly pull: number }[];
  readonly refused: readonly { readonly path: string; readonly reasons: readonly string[] }[];
}

/**
 * Makes all attacks in one rehearsal, one claim each: the desk looks at them, `laurel merge` is asked for each, the merge is
 * forced by somebody with every right, and one run issues. They are independent, so one never explains another's refusal.
 */
export async function playAttacks(bench: Bench, attacks: readonly Attack[]): Promise<Outcomes> {
  const { rehearsal, api, repository } = bench;
  const lead = rehearsal.actors['priya-nair'];
  const failed = new Map<string, Error>();
  const pulls = new Map<string, { readonly pull: number; readonly number: number }>();
  for (const [at, { name, arrange }] of attacks.entries()) {
    const number = at + 2;
    try {
      pulls.set(name, { pull: await arrange(bench, number), number });
    } catch (error) {
      failed.set(name, error as Error);
    }
  }
  const desk = await lead.laurel('desk', '--json');
  if (desk.code > 1) throw new Error(`laurel desk ended with ${desk.code}: ${desk.err}`);
  const gates = new Map<string, Omit<Outcome, 'badges' | 'refusal'>>();
  for (const { name, land, merge } of attacks) {
    const arranged = pulls.get(name);
    if (arranged === undefined) continue;
    const { pull, number } = arranged;
    try {
      if (merge === 'landed') {
        gates.set(name, { pull, byDesk: false, notice: '', merge: null });
        continue;
      }
      const comments = (await rehearsal.rest('priya-nair', 'GET', api(`/issues/${pull}/comments`))).body as readonly { readonly body: string }[];
      const byDesk = (await rehearsal.rest('priya-nair', 'GET', api(`/pulls/${pull}`))).body.merged as boolean;
      const ended = byDesk ? null : await lead.laurel('merge', `${repository}#${pull}`);
      gates.set(name, { pull, byDesk, notice: comments.map(({ body }) => body).join('\n'), merge: ended === null ? null : { code: ended.code, said: ended.err + ended.out } });
      if (land !== undefined) await land(bench, pull, number);
      else if (ended !== null && ended.code !== 0 && (await bench.force(pull)) !== 200) throw new Error(`Pull request ${pull} could not be merged by force`);
    } catch (error) {
      failed.set(name, error as Error);
    }
  }
  const issue = await lead.laurel('issue', '--json');
  if (issue.code > 1) throw new Error(`laurel issue ended with ${issue.code}: ${issue.err}`);
  const issued = JSON.parse(issue.out) as Issued;
  return new Map<string, Outcome | Error>(attacks.map(({ name }): readonly [string, Outcome | Error] => {
    const gate = gates.get(name);
    if (gate === undefined || failed.has(name)) return [name, failed.get(name) ?? new Error('it was not made')];
    const folder = new RegExp(`/${CREDENTIAL}/[A-Za-z0-9-]+/${pulls.get(name)!.number}$`);
    const refusal = issued.refused.filter(({ path }) => folder.test(path)).flatMap(({ reasons }) => reasons).join('\n');
    return [name, { ...gate, badges: issued.awarded.filter(({ pull }) => pull === gate.pull).length, refusal }];
  }));
}

/** What an attack came to, or its failure thrown. */
export function outcomeOf(outcomes: Outcomes, { name }: Attack): Outcome {
  const outcome = outcomes.get(name);
  if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error(`There is no attack "${name}".`);
  return outcome;
}

/** What of a comment would act on GitHub: markup, links, pictures, and mentions of anybody but the people of the programme. */
export function actingIn(comment: string, people: readonly string[]): readonly string[] {
  // The desk's own folding, and its links to reviews, which begin a line as nothing of anybody else can.
  const unfolded = comment.replace(/^(?:<details(?: open)?><summary>What each assessor wrote<\/summary>|<\/details>)$/gm, '').replace(/^- Attempt \d+, \[[A-Za-z0-9\\-]+\]\([^\s()]+\/pull\/\d+#pullrequestreview-\d+\)/gm, '');
  const own = unfolded.replace(/<!-- (?:laurel:[^>]*)?-->/g, '<!---->').replaceAll(/<\/?sub>/g, '').replaceAll('<!---->', '\u0000').replace(/`[^`\n]*`/g, '');
  const mentions = [...own.matchAll(/(?<![\w\u0000])@([A-Za-z0-9-]+)/g)].map(([, login]) => login!).filter((login) => !people.includes(login));
  return [...mentions.map((login) => `@${login}`), ...[...own.matchAll(/(?<!\\)<[a-z!\/][^>]*>|(?<!\\)\]\([^)]*\)|\b(?:https?|javascript|data):\/\/\S+|\bwww\.\S+/gi)].map(([found]) => found)];
}
