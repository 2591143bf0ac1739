import type { Verified } from '../../cli/core/badge/batch.ts';
import { element, findings } from './findings.ts';
import type { Source } from './source.ts';
import { longestFile, notLoaded, show, takeTurn, tell, verified, type Wanted } from './verifier.ts';

const WORDS = { pass: 'Yes', fail: 'No', unknown: 'Unknown' } as const;
/** The most files that are verified in one go. */
const mostFiles = 5_000;

/** Verifies many files on the page, one after the other, and shows a table of them, to be kept as CSV. Nothing of them leaves the machine. */
export async function verifyMany(files: readonly File[], source: Source, output: HTMLElement, wanted: Wanted, proofOf: (name: string) => string | undefined = () => undefined): Promise<void> {
  if (files.length > mostFiles) return tell(output, element('p', 'fault', `These are ${files.length} files; give ${mostFiles} at most in one go.`));
  const current = takeTurn(output);
  const count = element('p', 'soft', `Verifying ${files.length} files…`);
  output.setAttribute('role', 'status');
  output.replaceChildren(count);
  try {
    const [{ batchCsv, firstConcern, tally, verdict }, { once }] = await Promise.all([import('../../cli/core/badge/batch.ts'), import('../../cli/core/badge/lookup.ts')]);
    const resolve = once(source.resolve);
    const all: Verified[] = [];
    for (const file of files) {
      const bytes = new Uint8Array(await file.slice(0, longestFile + 1).arrayBuffer());
      all.push({ name: file.name, verification: await verified(bytes, source, { ...wanted, resolve, proof: proofOf(file.name) }) });
      if (!current()) return;
      if (all.length % 20 === 0) count.textContent = `${all.length} of ${files.length} verified…`;
    }
    const { pass, fail, unknown } = tally(all);
    const rows = all.map(({ name, verification }) => {
      const [word, concern] = [verdict(verification), firstConcern(verification)];
      const row = element('tr', word, element('td', 'answer', WORDS[word]), element('td', '', rowTitle(name, () => findings(verification, source))), element('td', '', verification.badge?.name ?? '–'), element('td', '', concern?.detail ?? ''));
      row.dataset['verdict'] = word;
      return row;
    });
    const heads = element('tr', '', ...['Good?', 'File', 'Badge', 'Look at this first'].map((head) => Object.assign(element('th', '', head), { scope: 'col' })));
    const table = element('div', 'batch', element('table', '', element('thead', '', heads), element('tbody', '', ...rows)));
    table.tabIndex = 0;
    show(output, element('div', '', element('p', 'summary', `${all.length} files: ${pass} good, ${fail} not, ${unknown} unknown.`), keep(batchCsv(all)), table));
  } catch {
    if (current()) tell(output, notLoaded());
  }
}

// The answers of one file unfold where its name stands; they are made when somebody looks.
function rowTitle(name: string, answers: () => HTMLElement): HTMLElement {
  const details = element('details', '', element('summary', '', name)) as HTMLDetailsElement;
  details.addEventListener('toggle', () => details.append(answers()), { once: true });
  return details;
}

function keep(csv: string): HTMLElement {
  const link = Object.assign(element('a', 'button quiet', 'Keep this table as CSV') as HTMLAnchorElement, { download: 'badges.csv', href: URL.createObjectURL(new Blob([csv], { type: 'text/csv' })) });
  return element('p', '', link);
}
