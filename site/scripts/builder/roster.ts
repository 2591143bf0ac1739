import { form, one } from './settings.ts';

// In memory alone: no draft, no storage and no address ever holds them.
let names: readonly string[] = [];

/** The names of pupils that are looked for; none until a file with them was chosen. */
export const roster = (): readonly string[] => names;

/** Lets a file with the names of pupils be chosen, and forgotten; the form hears of it as the event `roster`. */
export function startRoster(): void {
  const chooser = one<HTMLInputElement>('[data-roster-file]');
  const forget = one('[data-roster-forget]');
  const put = (found: readonly string[], said: string): void => {
    names = found;
    forget.hidden = found.length === 0;
    one('[data-roster-state]').textContent = said;
    form.dispatchEvent(new Event('roster'));
  };
  chooser.addEventListener('change', () => void (chooser.files?.[0] !== undefined && read(chooser.files[0]).then(([found, said]) => put(found, said))));
  one('button', forget).addEventListener('click', () => {
    chooser.value = '';
    put([], 'The names are forgotten.');
    chooser.focus();
  });
}

async function read(file: File): Promise<readonly [names: readonly string[], said: string]> {
  const { parseRoster, ROSTER_LIMIT } = await import('../../../cli/core/privacy/roster.ts');
  if (file.size > ROSTER_LIMIT) return [[], `${file.name} is too large to be a list of names.`];
  const text = await file.text().catch(() => null);
  if (text === null) return [[], `${file.name} could not be read. If it has been changed or moved, choose it again.`];
  const found = parseRoster(text);
  return found.length === 0
    ? [[], `There is no name in ${file.name}. Write one pupil's name a line, in a text file.`]
    : [found, `${found.length === 1 ? 'One name is' : `${found.length} names are`} looked for when your work is looked over. They stay on this device.`];
}
