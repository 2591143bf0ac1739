import { mkdir, writeFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { delimiter, join } from 'node:path';

/** The folders of one job: a machine that nobody has used before. */
export interface Machine {
  readonly workspace: string;
  readonly home: string;
  readonly temp: string;
  readonly tools: string;
  /** Where the runner and the steps exchange files. */
  readonly files: string;
  readonly eventPath: string;
  /** The variables of the machine itself. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Makes the folders and the file of the event. `more` are variables beside those that every machine has. */
export async function createMachine(folder: string, name: string, event: unknown, more: Readonly<Record<string, string>> = {}): Promise<Machine> {
  const at = (...parts: readonly string[]): string => join(folder, ...parts);
  const machine = { workspace: at('work', name, name), home: at('home'), temp: at('work', '_temp'), tools: at('tools'), files: at('work', '_temp', '_runner_file_commands') };
  for (const path of Object.values(machine)) await mkdir(path, { recursive: true });
  const eventPath = at('work', '_temp', 'event.json');
  await writeFile(eventPath, JSON.stringify(event, null, 2));
  const variables = {
    ...more,
    PATH: systemPath(), HOME: machine.home, LANG: 'C.UTF-8', CI: 'true', GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: machine.workspace, GITHUB_EVENT_PATH: eventPath,
    RUNNER_TEMP: machine.temp, RUNNER_TOOL_CACHE: machine.tools, RUNNER_OS: 'Linux', RUNNER_ARCH: architecture(), RUNNER_NAME: 'practice', RUNNER_ENVIRONMENT: 'github-hosted',
    // As on a fresh machine: no configuration of the person who runs the tests.
    GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0',
  };
  return { ...machine, eventPath, variables };
}

/** The programs of the system, without those that this repository has installed. */
function systemPath(): string {
  return (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '' && !entry.includes('node_modules')).join(delimiter);
}

const architecture = (): string => (arch() === 'arm64' ? 'ARM64' : 'X64');
