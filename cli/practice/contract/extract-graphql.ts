import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  buildSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
  parse,
  specifiedScalarTypes,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { DOCUMENTS } from '../../effects/github/documents.ts';
import { BY_HAND } from './by-hand.ts';

/** GitHub's whole published GraphQL schema, from the package. */
export function readFullSchema(): string {
  return readFileSync(new URL('schema.graphql', import.meta.resolve('@octokit/graphql-schema')), 'utf8');
}

/** Cuts a schema down to the types, fields and arguments that documents reach, without descriptions. */
export function extractGraphql(full: string, documents: readonly string[]): string {
  const schema = buildSchema(full, { assumeValid: true });
  const used = withoutEmpty(schema, reached(schema, documents));
  const sections = [...used.keys()].toSorted().map((name) => printed(schema, name, used));
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** Fields of a type that are used, each with its used arguments. */
type Fields = Map<string, Set<string>>;

function reached(schema: GraphQLSchema, documents: readonly string[]): Map<string, Fields> {
  const used = new Map<string, Fields>();
  const type = (name: string): Fields => used.get(name) ?? used.set(name, new Map()).get(name) ?? new Map();
  const field = (parent: string, name: string): Set<string> => {
    const fields = type(parent);
    return fields.get(name) ?? fields.set(name, new Set()).get(name) ?? new Set();
  };
  const input = (wanted: GraphQLInputType): void => {
    const named = getNamedType(wanted);
    if (used.has(named.name)) return;
    type(named.name);
    if (!isInputObjectType(named)) return;
    for (const one of Object.values(named.getFields()).filter(({ type }) => isNonNullType(type))) {
      field(named.name, one.name);
      input(one.type);
    }
  };
  for (const document of documents) {
    const seen = new TypeInfo(schema);
    const enter = {
      Field: () => {
        const [parent, definition] = [seen.getParentType(), seen.getFieldDef()];
        if (!parent || !definition || definition.name === '__typename') return;
        const result = getNamedType(definition.type);
        for (const owner of isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent]) field(owner.name, definition.name);
        for (const argument of definition.args.filter(({ type }) => isNonNullType(type))) {
          field(parent.name, definition.name).add(argument.name);
          input(argument.type);
        }
        type(result.name);
      },
      Argument: () => {
        const [parent, definition, argument] = [seen.getParentType(), seen.getFieldDef(), seen.getArgument()];
        if (!parent || !definition || !argument) return;
        field(parent.name, definition.name).add(argument.name);
        input(argument.type);
      },
      ObjectField: (node: { readonly name: { readonly value: string } }) => {
        const parent = seen.getParentInputType();
        const named = parent ? getNamedType(parent) : null;
        if (named && isInputObjectType(named)) field(named.name, node.name.value);
      },
    };
    visit(parse(document), visitWithTypeInfo(seen, enter));
  }
  return used;
}

// A document may ask only for the kind of a thing, or for some of the kinds that it can be. What is left without
// a field does not parse, so it goes, and the unions go on without it.
function withoutEmpty(schema: GraphQLSchema, used: ReadonlyMap<string, Fields>): ReadonlyMap<string, Fields> {
  const hasFields = (name: string): boolean => {
    const type = schema.getType(name);
    return !(isObjectType(type) || isInterfaceType(type)) || (used.get(name)?.size ?? 0) > 0;
  };
  return new Map([...used].filter(([name]) => hasFields(name)));
}

function printed(schema: GraphQLSchema, name: string, all: ReadonlyMap<string, Fields>): string {
  const used = all.get(name) ?? new Map<string, Set<string>>();
  const type = schema.getType(name) as GraphQLNamedType;
  if (isScalarType(type)) return specifiedScalarTypes.some((one) => one.name === name) ? '' : `scalar ${name}`;
  if (isEnumType(type))
    return `enum ${name} {\n${type
      .getValues()
      .map((value) => `  ${value.name}`)
      .join('\n')}\n}`;
  if (isUnionType(type)) {
    const members = type.getTypes().filter((one) => all.has(one.name));
    return `union ${name} = ${members.map((one) => one.name).join(' | ')}`;
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((one) => used.has(one.name));
    return `input ${name} {\n${fields.map((one) => `  ${one.name}: ${String(one.type)}`).join('\n')}\n}`;
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const fields = Object.values(type.getFields()).filter((one) => used.has(one.name));
  const body = fields.map(
    (one) => `  ${one.name}${argumentsOf(one.args.filter((argument) => used.get(one.name)?.has(argument.name)))}: ${String(one.type)}`,
  );
  const interfaces = type.getInterfaces().filter((one) => all.has(one.name));
  const implemented = interfaces.length === 0 ? '' : ` implements ${interfaces.map((one) => one.name).join(' & ')}`;
  return `${isInterfaceType(type) ? 'interface' : 'type'} ${name}${implemented} {\n${body.join('\n')}\n}`;
}

function argumentsOf(args: readonly { readonly name: string; readonly type: GraphQLInputType }[]): string {
  return args.length === 0 ? '' : `(${args.map((argument) => `${argument.name}: ${String(argument.type)}`).join(', ')})`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('github.graphql', import.meta.url), extractGraphql(readFullSchema(), [...DOCUMENTS, ...BY_HAND]));
}
