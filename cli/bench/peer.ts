import { join } from 'node:path';

/** Where a peer finds what it is to look at, and where its own parts are. */
export interface PeerPlace {
  /** A catalog, in which it runs. */
  readonly catalog: string;
  /** The front matter of each of its credentials as a YAML file: programs that hold YAML against a schema do not read Markdown. */
  readonly front: string;
  readonly schemas: string;
  /** Holds what it is set to. */
  readonly settings: string;
  /** The folder of installed packages. */
  readonly packages: string;
}

/** A program that an author would use for a part of what `laurel lint` does. */
export interface Peer {
  /** Its package. */
  readonly name: string;
  /** The packages that it takes, itself among them. */
  readonly packages: readonly string[];
  /** Which of the planted faults are of its kind. */
  readonly finds: 'schema' | 'link';
  /** What it is set to, by the name of a JSON file. */
  readonly settings: (place: PeerPlace) => Readonly<Record<string, object>>;
  /** What Node runs, one after the other, for the whole of its part. */
  readonly commands: (place: PeerPlace) => readonly (readonly string[])[];
  /** Each file with a fault, in what it writes. */
  readonly named: RegExp;
}

/** The kinds of which a catalog has many files, and the folder and type of these. */
export const KINDS = ['framework', 'rubric', 'evidence', 'credential', 'release'] as const;

/** Where the files of a kind are, as a schema can be held against them. */
export function filesOf(kind: (typeof KINDS)[number], { catalog, front }: PeerPlace): { readonly folder: string; readonly below: string } {
  if (kind === 'credential') return { folder: front, below: '*.yaml' };
  const name = { framework: 'competencies', rubric: 'rubrics', evidence: 'evidence', release: 'releases' }[kind];
  return { folder: join(catalog, name), below: kind === 'release' ? '*/*.json' : '*.yaml' };
}
