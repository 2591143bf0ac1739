import { askedParts } from '../../../cli/core/submission/form.ts';
import { countWords } from '../../../cli/core/submission/count-words.ts';
import type { SubmissionForm } from '../../../cli/core/submission/form.ts';
import { element } from '../findings.ts';
import { one, settings } from './settings.ts';
import { lengthState } from './word-counts.ts';

interface State {
  readonly id: string;
  readonly title: string;
  readonly there: boolean;
  readonly text: string;
}

function statesOf(form: SubmissionForm): readonly State[] {
  return askedParts(settings.release, form.choices).map(({ id, title, form: kind, words, count }): State => {
    if (kind === undefined) return { id, title, there: false, text: 'choose a form' };
    if (kind === 'written') {
      const { state } = lengthState(countWords(form.written[id] ?? ''), words ?? []);
      return { id, title, there: state === 'enough', text: { empty: 'nothing written yet', short: 'begun, still too short', enough: 'written', long: 'written, too long' }[state] };
    }
    const pieces = (form.evidence[id] ?? []).filter((piece) => piece.link !== undefined || piece.file !== undefined).length;
    const [fewest = 1, most = Infinity] = count ?? [];
    return { id, title, there: pieces >= fewest && pieces <= most, text: pieces === 0 ? 'no piece yet' : pieces === 1 ? 'one piece' : `${pieces} pieces` };
  });
}

/** Shows which parts are there: in the bar, and as a list where one hands in. */
export function showOverview(form: SubmissionForm): void {
  const states = statesOf(form);
  one('[data-progress]').textContent = `${states.filter(({ there }) => there).length} of ${states.length} parts are there.`;
  one('[data-overview]').replaceChildren(...states.map(({ id, title, there, text }) => {
    const link = Object.assign(document.createElement('a'), { href: `#requirement-${id}`, textContent: title });
    const row = element('li', there ? 'there' : '', link, element('span', 'soft', text));
    return row;
  }));
}
