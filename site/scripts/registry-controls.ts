import { element } from './findings.ts';
import { keepRegistries, keptRegistries, registryFault, type ChosenRegistry } from './registries.ts';

/** The longest file that is read as a registry. */
const longest = 1024 * 1024;

/** Lets a person choose registries and keeps them in the browser; gives those that are chosen when it is asked. */
export function startRegistries(section: HTMLElement): () => readonly ChosenRegistry[] {
  const within = <Kind extends HTMLElement>(selector: string): Kind => section.querySelector<Kind>(selector)!;
  const [list, count, fault] = [within('[data-registry-list]'), within('[data-registry-count]'), within('[data-registry-fault]')];
  const file = within<HTMLInputElement>('input[type=file]');
  const form = within<HTMLFormElement>('[data-registry-form]');
  const address = form.querySelector<HTMLInputElement>('input')!;
  let chosen = keptRegistries();

  const show = (): void => {
    count.textContent = chosen.length === 0 ? '' : ` (${chosen.length})`;
    list.replaceChildren(...chosen.map((one) => {
      const button = element('button', 'plain-button', 'Forget') as HTMLButtonElement;
      button.type = 'button';
      button.setAttribute('aria-label', `Forget ${one.name}`);
      button.addEventListener('click', () => set(chosen.filter((other) => other !== one)));
      return element('li', 'sans', element('span', '', one.name), button);
    }));
  };
  const set = (next: readonly ChosenRegistry[]): void => {
    chosen = next;
    keepRegistries(chosen);
    show();
  };
  const add = (one: ChosenRegistry): boolean => {
    const why = registryFault(one);
    fault.textContent = why ?? '';
    if (why === null) set([...chosen.filter(({ name }) => name !== one.name), one]);
    return why === null;
  };

  file.addEventListener('change', () => {
    const files = [...(file.files ?? [])];
    file.value = '';
    void (async () => {
      for (const each of files) if (!add({ name: each.name, text: await each.slice(0, longest + 1).text() })) return;
    })();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (add({ name: address.value.trim() })) address.value = '';
  });
  show();
  return () => chosen;
}
