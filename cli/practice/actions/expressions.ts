import type { Language } from './language.ts';
import { isExpression, mappingOf, type Template } from './template.ts';
import { unknownBehind, UnknownToRunner } from './unknown.ts';

/** What `success()`, `failure()` and `cancelled()` say at some point of a run. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

/** An expression that cannot be evaluated, such as `fromJSON('{')`; it fails the step or the job, as on GitHub. */
export class ExpressionFault extends Error {}

/** Evaluates parts of a workflow over contexts. */
export interface Evaluator {
  /** The value of an expression, as JSON. */
  readonly value: (expression: string) => unknown;
  /** The text that a scalar comes to. */
  readonly text: (template: Template | undefined) => string;
  /** Whether a condition holds. */
  readonly holds: (condition: string) => boolean;
  /** A mapping of texts, such as `env` or `with`. */
  readonly texts: (template: Template | undefined) => Readonly<Record<string, string>>;
}

type Value = ReturnType<InstanceType<Language['expressions']['Evaluator']>['evaluate']>;

interface Watch {
  readonly knows: (key: string) => boolean;
  readonly deep: boolean;
}

const watched = new WeakMap<object, Watch>();

/**
 * Makes a context strict: asking it for a key that it lacks is unknown to the runner, where GitHub would silently give nothing.
 * `knows` says for which absent keys giving nothing is right; with `deep` all mappings inside are strict too.
 */
export function strict<T extends object>(values: T, { knows = () => false, deep = false }: Partial<Watch> = {}): T {
  const own = { ...values };
  watched.set(own, { knows, deep });
  return own;
}

/** An evaluator over contexts by name; a context that is not named, and a key that a strict one lacks, are unknown to the runner. */
export function createEvaluator({ expressions }: Language, contexts: Readonly<Record<string, unknown>>, status?: Status): Evaluator {
  const { data, Lexer, Parser, Evaluator: Machine } = expressions;
  const toValue = (value: unknown, path: string, inherited: Watch | undefined): Value => {
    if (value === null || value === undefined) return new data.Null();
    if (typeof value === 'string') return new data.StringData(value);
    if (typeof value === 'number') return new data.NumberData(value);
    if (typeof value === 'boolean') return new data.BooleanData(value);
    const watch = watched.get(value) ?? inherited;
    const below = watch?.deep === true ? NOTHING_ELSE : undefined;
    if (Array.isArray(value)) return new data.Array(...value.map((one, index) => toValue(one, `${path}[${index}]`, below)));
    const dictionary = new data.Dictionary(...Object.entries(value).map(([key, one]) => ({ key, value: toValue(one, `${path}.${key}`, below) })));
    if (watch === undefined) return dictionary;
    const plain = dictionary.get.bind(dictionary);
    dictionary.get = (key) => {
      const found = plain(key);
      if (found !== undefined || watch.knows(key)) return found;
      throw new UnknownToRunner(`Unexpected ${path}.${key} in an expression: the runner does not know it.`);
    };
    return dictionary;
  };
  const functions = (['success', 'failure', 'cancelled', 'always'] as const).map((name) => ({ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(name === 'always' || status?.[name] === true) }));
  const root = new data.Dictionary(...Object.entries(contexts).map(([key, value]) => ({ key, value: toValue(value, key, undefined) })));
  const evaluate = (expression: string): Value => {
    const usable = status === undefined ? [] : functions;
    const tree = parsed(expression, () => new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), usable).parse());
    try {
      return new Machine(tree, root, new Map(usable.map((one) => [one.name, one]))).evaluate();
    } catch (error) {
      throw unknownBehind(error) ?? new ExpressionFault(`${expression}: ${(error as Error).message}`);
    }
  };
  const text = (template: Template | undefined): string => {
    if (template === undefined || template === null) return '';
    if (isExpression(template)) return evaluate(template.expression).coerceString();
    if (typeof template === 'object') throw new UnknownToRunner('Unexpected list or mapping in a workflow, expected a single value.');
    return String(template);
  };
  const value = (expression: string): unknown => JSON.parse(JSON.stringify(evaluate(expression), data.replacer)) as unknown;
  return {
    value,
    text,
    holds: (condition) => ![null, false, 0, ''].includes(value(condition) as null),
    texts: (template) => Object.fromEntries([...mappingOf(template, 'a mapping of texts')].map(([key, value]) => [key, text(value)])),
  };
}

const NOTHING_ELSE: Watch = { knows: () => false, deep: true };

// The workflow was parsed before, so what fails here uses a context or a function that the runner does not have.
function parsed<T>(expression: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UnknownToRunner(`Unexpected expression ${expression}: ${(error as Error).message}`);
  }
}
