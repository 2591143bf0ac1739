import type { Masks } from './masks.ts';
import type { Annotation } from './records.ts';
import { UnknownToRunner } from './unknown.ts';

/** What listens to the lines of a step. */
export interface Listener {
  readonly line: (text: string) => void;
  /** Adds to the log what has been read already, as of the steps inside an action. */
  readonly keep: (text: string) => void;
  readonly summary: string[];
  readonly log: () => string;
  readonly annotations: Annotation[];
  /** Outputs by the old `::set-output`, which still works. */
  readonly outputs: Map<string, string>;
  /** Why the step fails whatever it ends with. */
  readonly faults: string[];
  /** What the runner does not know, to be thrown once the step has ended. */
  readonly unknown: () => UnknownToRunner | null;
}

const LEVELS = ['error', 'warning', 'notice'];
const SILENT = ['debug', 'echo'];
const LOGGED = ['group', 'endgroup'];
const DISABLED = ['set-env', 'add-path'];
const UNKNOWN = ['add-matcher', 'remove-matcher', 'save-state'];

/** Reads the workflow commands in what a step prints, as GitHub's runner does, and keeps the log. Source: GitHub docs, "Workflow commands". */
export function createListener(masks: Masks): Listener {
  const lines: string[] = [];
  const annotations: Annotation[] = [];
  const outputs = new Map<string, string>();
  const faults: string[] = [];
  let unknown: UnknownToRunner | null = null;
  let stopped: string | null = null;
  const keep = (text: string): void => void lines.push(masks.hide(text));
  const line = (text: string): void => {
    const command = /^\s*::([\w-]+)(?: ([^\n]*?))?::(.*)$/s.exec(text);
    const [, name = '', given = '', value = ''] = command ?? [];
    if (stopped !== null) {
      if (command !== null && name === stopped) stopped = null;
      return keep(text);
    }
    const lower = name.toLowerCase();
    const properties = propertiesOf(given);
    const message = unescape(value);
    if (command === null) return keep(text);
    if (lower === 'add-mask') return masks.add(message);
    if (lower === 'stop-commands') stopped = message;
    else if (lower === 'set-output') outputs.set(properties['name'] ?? '', message);
    else if (LEVELS.includes(lower)) {
      annotations.push({ level: lower as Annotation['level'], message: masks.hide(message), properties });
      return keep(`${lower[0]!.toUpperCase()}${lower.slice(1)}: ${message}`);
    } else if (DISABLED.includes(lower)) faults.push(`The \`${lower}\` command is disabled.`);
    else if (UNKNOWN.includes(lower)) unknown = new UnknownToRunner(`Unexpected command ::${lower}:: in what a step printed: the runner does not know it.`);
    if (SILENT.includes(lower)) return;
    keep(LOGGED.includes(lower) ? `##[${lower}]${message}` : text);
  };
  return { line, keep, summary: [], log: () => lines.map((one) => `${masks.hide(one)}\n`).join(''), annotations, outputs, faults, unknown: () => unknown };
}

function propertiesOf(given: string): Readonly<Record<string, string>> {
  const pairs = given.split(',').map((pair) => pair.trim().split(/=(.*)/s));
  return Object.fromEntries(pairs.filter(([key, value]) => key !== '' && value !== undefined).map(([key = '', value = '']) => [key, unescape(value).replaceAll('%3A', ':').replaceAll('%2C', ',')]));
}

const unescape = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
