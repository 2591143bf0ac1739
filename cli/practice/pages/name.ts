import type { Host } from '../host.ts';
import { person } from '../records.ts';

/** The name under which a person is shown. */
export function shownName(host: Host, id: number): string {
  const { name, login } = person(host.store.get(), id);
  return name === '' || name === login ? login : `${name} (${login})`;
}
