import { isWebAddress } from '../../cli/core/badge/written.ts';
import { startAtHand } from './at-hand.ts';
import { filesDropped, type Dropped } from './dropped.ts';
import { element } from './findings.ts';
import { startRegistries } from './registry-controls.ts';
import type { Source } from './source.ts';
import { bytesOf, takeTurn, tell, verifyAddress, verifyBytes, type Wanted } from './verifier.ts';

/** What the page of a verifier does with text that was pasted and is no badge's own. */
export type Paste = (entered: string, wanted: Wanted, source: Source) => Promise<boolean>;

const PASTED = 'what you pasted.csv';

/** Sets the controls of a verifier going; `paste` has the first look at what is pasted. Gives what verifies pasted text. */
export function startVerifier(section: HTMLElement, first: Source, paste: Paste): (entered: string) => Promise<void> {
  const within = <Kind extends HTMLElement>(selector: string): Kind => section.querySelector<Kind>(selector)!;
  const output = within('[data-output]');
  const file = within<HTMLInputElement>('#file');
  const folder = within<HTMLInputElement>('[data-folder]');
  const form = within<HTMLFormElement>('[data-paste]');
  const text = form.querySelector<HTMLTextAreaElement>('textarea')!;
  const zone = within('[data-zone]');
  const recipient = within<HTMLInputElement>('[data-recipient]');
  const registries = startRegistries(within('[data-registries]'));
  const atHand = startAtHand(within('[data-at-hand]'));
  const wanted = (): Wanted => ({ recipient: recipient.value, registries: registries() });

  async function take(dropped: readonly Dropped[]): Promise<void> {
    if (dropped.length === 0) return;
    tell(output, element('p', 'soft', 'Reading what you gave…'));
    // What was given last is what a person wants to see, however long each takes to read.
    const current = takeTurn(output);
    const { badges, tables, faults } = await atHand.take(dropped);
    if (!current()) return;
    const [one, second] = badges;
    if (faults.length > 0) return tell(output, element('p', 'fault', faults.join(' ')));
    if (one === undefined && tables.length === 0) return tell(output, element('p', '', 'That lies at hand now. Next, give the badge.'));
    const source = await atHand.source(first);
    const proofOf = (name: string): string | undefined => atHand.proofOf(name, badges.length);
    if (one === undefined || second !== undefined || tables.length > 0) return (await import('./verify-table.ts')).verifyTables(tables, badges, source, output, wanted(), proofOf);
    return verifyBytes(await bytesOf(one.file), source, output, { ...wanted(), proof: proofOf(one.file.name) });
  }

  async function verifyText(entered: string): Promise<void> {
    const trimmed = entered.trim();
    const source = await atHand.source(first);
    if (await paste(trimmed, wanted(), source)) return;
    if (trimmed === '') return tell(output, element('p', 'fault', 'The field is empty. Paste the badge’s JSON or token, or its address.'));
    // Several lines of addresses are a table of one column.
    if (isWebAddress(trimmed) && /\s/.test(trimmed)) return take([{ path: PASTED, file: new File([trimmed], PASTED) }]);
    if (isWebAddress(trimmed)) return verifyAddress(trimmed, source, output, { ...wanted(), proof: atHand.proofOf('', 1) });
    return verifyBytes(new TextEncoder().encode(trimmed), source, output, { ...wanted(), proof: atHand.proofOf('', 1) });
  }

  within('[data-ready]').hidden = false;
  for (const input of [file, folder]) {
    input.addEventListener('change', () => {
      void take([...(input.files ?? [])].filter(({ name }) => !name.startsWith('.')).map((each) => ({ path: each.webkitRelativePath || each.name, file: each })));
      // The same file, chosen again, is a change again.
      input.value = '';
    });
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void verifyText(text.value);
  });
  // Anywhere on the page: a file that misses the zone would otherwise open in place of the page. Text goes where text goes.
  const holdsFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;
  document.addEventListener('dragover', (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    zone.dataset['over'] = '';
  });
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) delete zone.dataset['over'];
  });
  document.addEventListener('drop', (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    delete zone.dataset['over'];
    if (event.dataTransfer !== null) void filesDropped(event.dataTransfer).then(take, () => tell(output, element('p', 'fault', 'The folder that you dropped could not be read here. Choose it with the button in its place.')));
  });
  return verifyText;
}
