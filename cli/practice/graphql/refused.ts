import { GraphQLError } from 'graphql';

/** A refusal in GraphQL's form: a message with a type that programs can tell apart. */
export function refused(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}
