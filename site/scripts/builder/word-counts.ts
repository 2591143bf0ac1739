import { countWords } from '../../../cli/core/submission/count-words.ts';
import { all, form, one } from './settings.ts';

type State = 'empty' | 'short' | 'enough' | 'long';

const plural = (count: number): string => `${count} ${count === 1 ? 'word' : 'words'}`;

/** How a text stands to its range of words, in words. */
export function lengthState(count: number, [fewest = 0, most = Infinity]: readonly number[]): { readonly state: State; readonly text: string } {
  const asked = most === Infinity ? '' : ` ${fewest} to ${most} are asked for.`;
  if (count === 0) return { state: 'empty', text: `Nothing written yet.${asked}` };
  if (count < fewest) return { state: 'short', text: `${plural(count)}, ${fewest - count} more at least.${asked}` };
  if (count > most) return { state: 'long', text: `${plural(count)}, ${count - most} too many.${asked}` };
  return { state: 'enough', text: `${plural(count)}.${asked}` };
}

const rangeOf = ({ dataset }: HTMLTextAreaElement): readonly number[] => (dataset['words'] ?? '').split(' ').filter(Boolean).map(Number);

function show(text: HTMLTextAreaElement): State {
  const { state, text: said } = lengthState(countWords(text.value), rangeOf(text));
  const place = one('[data-count]', text.closest('.field')!);
  place.textContent = said;
  place.dataset['state'] = state;
  return state;
}

/** Counts the words of every written part as it is typed. Heard only in a pause, and only when a text becomes long enough or too long. */
export function startCounting(): void {
  const texts = all<HTMLTextAreaElement>('textarea[name]');
  const states = new Map(texts.map((text) => [text, show(text)]));
  let pause: ReturnType<typeof setTimeout> | undefined;
  for (const text of texts) {
    text.addEventListener('input', () => {
      const state = show(text);
      clearTimeout(pause);
      pause = setTimeout(() => {
        if (state !== states.get(text)) one('[data-live]').textContent = one('[data-count]', text.closest('.field')!).textContent;
        states.set(text, state);
      }, 1200);
    });
  }
  form.addEventListener('filled', () => texts.forEach((text) => states.set(text, show(text))));
}
