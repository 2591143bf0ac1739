import { pathBelow } from '../../cli/core/badge/addresses.ts';
import { element } from './findings.ts';
import { longestFile, siteOf, tell, verifyBytes, verifyPath, type Wanted } from './verifier.ts';
import { verifyMany } from './verify-many.ts';

const section = document.querySelector<HTMLElement>('[data-verifier]')!;
const output = section.querySelector<HTMLElement>('[data-output]')!;
const file = section.querySelector<HTMLInputElement>('input[type=file]')!;
const form = section.querySelector<HTMLFormElement>('form')!;
const text = form.querySelector<HTMLTextAreaElement>('textarea')!;
const zone = section.querySelector<HTMLElement>('[data-zone]')!;
const recipient = section.querySelector<HTMLInputElement>('[data-recipient]')!;
const site = siteOf(section);

/** The path below this site's root of a badge that someone names by serial or address; null for everything else. */
function badgePath(named: string): string | null {
  const name = named.trim();
  if (/^[0-9a-z]{6,15}$/.test(name)) return `badges/${name}/badge.json`;
  const here = new URL(site.root, location.href).href;
  const below = pathBelow(site.origin, name) ?? (name.startsWith(here) ? name.slice(here.length) : null);
  const serial = /^badges\/([0-9a-z]+)(?:\/|\/badge\.json|\/badge\.png)?$/.exec(below ?? '')?.[1];
  return serial === undefined ? null : `badges/${serial}/badge.json`;
}

const wanted = (): Wanted => ({ recipient: recipient.value });

// One byte more than is looked into tells that a file is too long, without reading a film into memory.
async function take(files: readonly File[]): Promise<void> {
  const [one, second] = files;
  if (second !== undefined) await verifyMany(files, site, output, wanted());
  else if (one !== undefined) await verifyBytes(new Uint8Array(await one.slice(0, longestFile + 1).arrayBuffer()), site, output, wanted());
}

async function verifyText(entered: string): Promise<void> {
  const trimmed = entered.trim();
  const path = badgePath(trimmed);
  if (path !== null) return verifyPath(path, site, output, wanted());
  if (trimmed === '') return tell(output, element('p', 'fault', 'The field is empty. Paste the badge’s JSON, or its address on this site.'));
  if (/^https?:/.test(trimmed)) return tell(output, element('p', 'fault', 'That is not the address of a badge on this site. Open it, download the badge file there, and drop the file here.'));
  return verifyBytes(new TextEncoder().encode(trimmed), site, output, wanted());
}

section.querySelector<HTMLElement>('[data-ready]')!.hidden = false;
file.addEventListener('change', () => {
  void take([...(file.files ?? [])]);
  // The same file, chosen again, is a change again.
  file.value = '';
});
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
  void take([...(event.dataTransfer?.files ?? [])]);
});

const named = new URL(location.href).searchParams.get('badge');
if (named !== null) {
  text.value = named;
  void verifyText(named);
}
