import type { Language } from './language.ts';
import { UnknownToRunner } from './unknown.ts';

/** An expression of a workflow, still to be evaluated. */
export interface Expression {
  readonly expression: string;
}

/** A part of a workflow as plain values: literals, expressions, lists and mappings. */
export type Template = null | boolean | number | string | Expression | readonly Template[] | ReadonlyMap<string, Template>;

type Token = Parameters<Language['parser']['isMapping']>[0];

/** Turns what GitHub's parser read into plain values. Throws on what the runner does not know. */
export function templateOf(language: Language, token: Token): Template {
  const { parser } = language;
  if (parser.isMapping(token)) {
    const pairs: (readonly [string, Template])[] = [];
    for (const { key, value } of token) pairs.push([key.assertString('a key').value, templateOf(language, value)]);
    return new Map(pairs);
  }
  if (parser.isSequence(token)) {
    const all: Template[] = [];
    for (const one of token) all.push(templateOf(language, one));
    return all;
  }
  if (parser.isString(token) || parser.isNumber(token) || parser.isBoolean(token)) return token.value;
  if (parser.isBasicExpression(token)) return { expression: dedented(token.expression, token.source, token.blockScalarHeader) };
  if (parser.isLiteral(token)) return null;
  throw new UnknownToRunner(`Unexpected ${token.typeName()} in a workflow, expected a literal, an expression, a list or a mapping.`);
}

// The parser leaves the indentation of a block in the text around its expressions; GitHub runs the text without it.
function dedented(expression: string, source: string | undefined, header: string | undefined): string {
  if (source === undefined || header === undefined || !expression.startsWith("format('")) return expression;
  if (!/^\|[-+]?$/.test(header)) throw new UnknownToRunner(`Unexpected expression in a block with ${header}, expected one with |.`);
  const indent = /^(?:[ ]*\n)*([ ]*)/.exec(source)?.[1] ?? '';
  if (indent === '') return expression;
  const text = expression.replace(`format('${indent}`, "format('").replaceAll(`\n${indent}`, '\n');
  return header === '|-' ? text.replace(/\n+'(?=, )/, "'") : text;
}

/** The mapping that a part must be; an absent one is empty. */
export function mappingOf(template: Template | undefined, what: string): ReadonlyMap<string, Template> {
  if (template === undefined || template === null) return new Map();
  if (template instanceof Map) return template as ReadonlyMap<string, Template>;
  throw new UnknownToRunner(`Unexpected form of ${what}, expected a mapping.`);
}

/** Whether a part is an expression. */
export function isExpression(template: Template | undefined): template is Expression {
  return typeof template === 'object' && template !== null && 'expression' in template;
}

/** Refuses keys that the runner does not know, so that nothing of a workflow is passed over in silence. */
export function onlyKeys(mapping: ReadonlyMap<string, unknown>, known: readonly string[], where: string): void {
  for (const key of mapping.keys()) if (!known.includes(key)) throw new UnknownToRunner(`Unexpected ${key} in ${where}, expected one of ${known.join(', ')}: the runner does not know it.`);
}
