import { glanceDocument } from './documents.ts';
import type { Repository } from './github.ts';

/** What tells without reading a repository whether it has to be read. */
export interface Glance {
  /** Where its main and its branch `register` stand, by name; what is not there is left out. */
  readonly heads: ReadonlyMap<string, string>;
  readonly openPulls: number;
  readonly openIssues: number;
}

/** Repositories that one request asks about: it stays a matter of a second, and costs one point. */
const AT_ONCE = 50;

type Told = { readonly target: { readonly oid: string } | null } | null | undefined;
type Answer = Readonly<Record<string, { readonly main?: Told; readonly register?: Told; readonly pullRequests?: { readonly totalCount: number } | null; readonly issues?: { readonly totalCount: number } | null } | null>>;
interface Partial {
  readonly data?: Answer | null;
  readonly errors?: readonly { readonly type?: string; readonly path?: readonly (string | number)[] }[];
}

/** Glances at many repositories, 50 a request; null for one of which GitHub does not tell everything, which is no word on what is in it. */
export async function glance(ask: (query: string, variables: Record<string, unknown>) => Promise<unknown>, repositories: readonly Pick<Repository, 'owner' | 'name' | 'defaultBranch'>[]): Promise<readonly (Glance | null)[]> {
  const glances: (Glance | null)[] = [];
  for (let from = 0; from < repositories.length; from += AT_ONCE) {
    const some = repositories.slice(from, from + AT_ONCE);
    const variables = Object.fromEntries(some.flatMap(({ owner, name, defaultBranch }, at) => [[`owner${at}`, owner], [`name${at}`, name], [`main${at}`, `refs/heads/${defaultBranch}`]]));
    const { data, faulty } = await told(() => ask(glanceDocument(some.length), variables));
    for (const [at, { defaultBranch }] of some.entries()) {
      const { main, register, pullRequests, issues } = data[`r${at}`] ?? {};
      const isWhole = !faulty.has(`r${at}`) && main !== undefined && register !== undefined && pullRequests != null && issues != null;
      const heads = ([[defaultBranch, main], ['register', register]] as const).flatMap(([name, ref]) => (ref?.target == null ? [] : [[name, ref.target.oid] as const]));
      glances.push(isWhole ? { heads: new Map(heads), openPulls: pullRequests.totalCount, openIssues: issues.totalCount } : null);
    }
  }
  return glances;
}

// What is withheld of some repositories is no fault of the others.
async function told(ask: () => Promise<unknown>): Promise<{ readonly data: Answer; readonly faulty: ReadonlySet<string> }> {
  try {
    return { data: (await ask()) as Answer, faulty: new Set() };
  } catch (error) {
    const { data, errors = [] } = error as Partial;
    const isEachOnes = errors.length > 0 && errors.every(({ type, path }) => (type === 'NOT_FOUND' || type === 'FORBIDDEN') && typeof path?.[0] === 'string');
    if (!isEachOnes) throw error;
    return { data: data ?? {}, faulty: new Set(errors.map(({ path }) => String(path![0]))) };
  }
}
