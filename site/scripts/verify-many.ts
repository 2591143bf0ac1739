import type { Verified } from '../../cli/core/badge/batch.ts';
import { element, findings } from './findings.ts';
import type { Source } from './source.ts';
import { notLoaded, show, takeTurn, tell, verified, type Wanted } from './verifier.ts';

const WORDS = { pass: 'Yes', fail: 'No', unknown: 'Unknown' } as const;
/** The most badges that a page verifies in one go. */
const most = 5_000;

/** One badge of many. */
export interface OneOfMany {
  readonly name: string;
  readonly recipient?: string | undefined;
  readonly proof?: string | undefined;
  /** Its bytes, or a sentence that says why they cannot be had. */
  readonly bytes: () => Promise<Uint8Array | string>;
}

/** Verifies many badges on the page, one after the other, and shows a table of them, to be kept as CSV. Nothing of them leaves the machine. */
export async function verifyMany(given: readonly OneOfMany[], source: Source, output: HTMLElement, { registries = [], ...wanted }: Wanted): Promise<void> {
  if (given.length > most) return tell(output, element('p', 'fault', `These are ${given.length} badges; give ${most} at most in one go.`));
  const current = takeTurn(output);
  const progress = progressOf(given.length);
  output.setAttribute('role', 'status');
  output.replaceChildren(element('p', 'soft', `Verifying ${given.length} badges…`), progress.shown);
  try {
    const [{ batchCsv, firstConcern, tally, verdict }, { once }, { withMoulds }, { unreadable }] = await Promise.all([import('../../cli/core/badge/batch.ts'), import('../../cli/core/badge/lookup.ts'), import('../../cli/core/badge/moulds.ts'), import('../../cli/core/badge/verify.ts')]);
    const resolve = once(source.resolve);
    const shared = { ...source, atHand: once(source.atHand) };
    const read = registries.length === 0 ? [] : await (await import('./registries.ts')).readChosen(registries, resolve);
    const way = withMoulds();
    const all: Verified[] = [];
    for (const { name, recipient = wanted.recipient, proof, bytes } of given) {
      const found = await bytes();
      all.push({ name, verification: typeof found === 'string' ? unreadable(found, 'unknown') : await verified(found, shared, { ...wanted, recipient, resolve, read, way, proof }) });
      await progress.at(all.length);
      if (!current()) return;
    }
    const { pass, fail, unknown } = tally(all);
    const rows = all.map(({ name, verification }) => {
      const [word, concern] = [verdict(verification), firstConcern(verification)];
      const cell = (className: string, ...said: (string | Node)[]): HTMLElement => inRole('cell', element('td', className, ...said));
      const badge = verification.badge?.name;
      const row = inRole('row', element('tr', word, cell('answer', WORDS[word]), cell('', rowTitle(name, () => findings(verification, source))), cell(badge === undefined ? 'none' : '', badge ?? '–'), cell('', ...(concern === null ? [] : [concern.detail]))));
      row.dataset['verdict'] = word;
      return row;
    });
    const heads = inRole('row', element('tr', '', ...['Good?', 'File', 'Badge', 'Look at this first'].map((head) => inRole('columnheader', element('th', '', head)))));
    const table = element('div', 'batch', inRole('table', element('table', '', inRole('rowgroup', element('thead', '', heads)), inRole('rowgroup', element('tbody', '', ...rows)))));
    table.tabIndex = 0;
    show(output, element('div', '', element('p', 'summary', `${all.length} badges: ${pass} good, ${fail} not, ${unknown} unknown.`), keep(batchCsv(all)), table));
  } catch {
    if (current()) tell(output, notLoaded());
  }
}

// A table that is laid out as cards stays a table for those who hear it.
function inRole(role: string, made: HTMLElement): HTMLElement {
  made.setAttribute('role', role);
  return made;
}

// Seen and not read out: the page would say nothing else for a minute.
function progressOf(all: number): { readonly shown: HTMLElement; readonly at: (done: number) => Promise<void> } {
  const bar = Object.assign(element('progress', '') as HTMLProgressElement, { max: all, value: 0 });
  bar.setAttribute('aria-label', 'Verified so far');
  const count = element('span', 'sans', `0 of ${all}`);
  const shown = element('p', 'progress', bar, ' ', count);
  shown.setAttribute('aria-live', 'off');
  let last = performance.now();
  return {
    shown,
    at: async (done) => {
      if (performance.now() - last < 100) return;
      bar.value = done;
      count.textContent = `${done} of ${all}`;
      // Without a pause nothing of it would be drawn, and nobody could stop it.
      await new Promise((go) => setTimeout(go));
      last = performance.now();
    },
  };
}

// The answers of one file unfold where its name stands; they are made when somebody looks.
function rowTitle(name: string, answers: () => HTMLElement): HTMLElement {
  const details = element('details', '', element('summary', '', name)) as HTMLDetailsElement;
  details.addEventListener('toggle', () => details.append(answers()), { once: true });
  return details;
}

function keep(csv: string): HTMLElement {
  const link = Object.assign(element('a', 'button quiet', 'Keep this table as CSV') as HTMLAnchorElement, { download: 'badges.csv', href: URL.createObjectURL(new Blob([csv], { type: 'text/csv' })) });
  return element('p', 'batch-kept', link);
}
