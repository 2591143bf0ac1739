import { escape } from './html.ts';

/** A changed file, as `diff-entry` of the REST API says it. */
export interface ChangedFile {
  readonly filename: string;
  readonly previous_filename?: string;
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
  readonly patch?: string;
}

const LONGEST = 200_000;

/** Changed files with their text; `links` gives HTML that stands beside the name of each. */
export function changes(files: readonly ChangedFile[], links: (file: ChangedFile) => string = () => ''): string {
  return files.map((file) => one(file, links(file))).join('');
}

function one(file: ChangedFile, links: string): string {
  const from = file.previous_filename === undefined ? '' : ` <span class="quiet">from <code>${escape(file.previous_filename)}</code></span>`;
  return (
    `<article><p><code>${escape(file.filename)}</code>${from} <span class="quiet">${escape(file.status)}, +${file.additions} −${file.deletions}</span> ${links}</p>` +
    `${text(file.patch)}</article>`
  );
}

function text(patch: string | undefined): string {
  if (patch === undefined) return '<p class="quiet">There is no text to show: the file is empty, not a text, or only renamed.</p>';
  const shown = patch.slice(0, LONGEST).split('\n').map(row).join('');
  return `<pre class="diff">${shown}</pre>${patch.length > LONGEST ? '<p class="quiet">The rest is too long to be shown here.</p>' : ''}`;
}

function row(line: string): string {
  const tone = line.startsWith('@@') ? 'hunk' : line.startsWith('+') ? 'add' : line.startsWith('-') ? 'del' : '';
  return `<span${tone === '' ? '' : ` class="${tone}"`}>${escape(line)}</span>`;
}
