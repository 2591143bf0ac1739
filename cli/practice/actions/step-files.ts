import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files through which a step speaks to the runner. */
export interface StepFiles {
  /** As environment variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly read: () => Promise<Spoken>;
}

/** What a step said in them. */
export interface Spoken {
  readonly outputs: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
  readonly summary: string;
}

/** A file of the runner's in a form that it cannot read, or with a name that may not be set; it fails the step. */
export class StepFileFault extends Error {}

/** Makes fresh files in a folder. Source: GitHub docs, "Workflow commands", environment files. */
export async function createStepFiles(folder: string): Promise<StepFiles> {
  const id = randomUUID();
  const names = { GITHUB_OUTPUT: 'set_output', GITHUB_ENV: 'set_env', GITHUB_PATH: 'add_path', GITHUB_STEP_SUMMARY: 'step_summary' };
  const env = Object.fromEntries(Object.entries(names).map(([name, file]) => [name, join(folder, `${file}_${id}`)]));
  await Promise.all(Object.values(env).map((path) => writeFile(path, '')));
  const text = (name: keyof typeof names): Promise<string> => readFile(env[name]!, 'utf8');
  return {
    env,
    read: async () => {
      const set = pairsOf(await text('GITHUB_ENV'), 'GITHUB_ENV');
      if (set.has('NODE_OPTIONS')) throw new StepFileFault("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
      const paths = (await text('GITHUB_PATH')).split(/\r?\n/).filter((line) => line !== '');
      return { outputs: pairsOf(await text('GITHUB_OUTPUT'), 'GITHUB_OUTPUT'), env: set, paths, summary: await text('GITHUB_STEP_SUMMARY') };
    },
  };
}

function pairsOf(text: string, file: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (line === '') continue;
    const [equals, heredoc] = [line.indexOf('='), line.indexOf('<<')];
    if (equals !== -1 && (heredoc === -1 || equals < heredoc)) {
      pairs.set(line.slice(0, equals), line.slice(equals + 1));
    } else if (heredoc > 0) {
      const end = lines.indexOf(line.slice(heredoc + 2), at + 1);
      if (end === -1) throw new StepFileFault(`Unable to process file command '${file}' successfully. Matching delimiter not found '${line.slice(heredoc + 2)}'`);
      pairs.set(line.slice(0, heredoc), lines.slice(at + 1, end).join('\n'));
      at = end;
    } else throw new StepFileFault(`Unable to process file command '${file}' successfully. Invalid format '${line}'`);
  }
  return pairs;
}
