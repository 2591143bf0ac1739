import { element } from '../findings.ts';
import { one } from './settings.ts';

/** What a reader can do about a notice. */
export interface Answer {
  readonly text: string;
  /** Where it leads, or what it does; the notice goes away then. */
  readonly act: string | (() => void);
}

/** Shows a notice at the top of the form, in place of the one of the same name, and has it read out. */
export function notice(name: string, text: string, answers: readonly Answer[] = [], more: readonly Node[] = []): void {
  const box = element('div', 'builder-notice', element('p', '', text), ...more);
  box.dataset['notice'] = name;
  box.setAttribute('role', 'status');
  if (answers.length > 0) {
    box.append(element('p', 'actions', ...answers.map(({ text: said, act }) => {
      if (typeof act === 'string') return Object.assign(document.createElement('a'), { href: act, textContent: said, className: 'button quiet' });
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: said, className: 'button quiet' });
      button.addEventListener('click', () => {
        box.remove();
        act();
      });
      return button;
    })));
  }
  const place = one('[data-notices]');
  place.querySelector(`[data-notice="${name}"]`)?.remove();
  place.append(box);
}

/** Takes a notice away. */
export const unnotice = (name: string): void => one('[data-notices]').querySelector(`[data-notice="${name}"]`)?.remove();
