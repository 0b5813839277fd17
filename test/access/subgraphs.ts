// Opens a whole subgraph with facts and demonstration, and sends mutations to it as anybody.
import { getNamedType, graphql, isObjectType } from 'graphql';
import { buildAdvocacy } from '#advocacy/subgraph';
import { requests } from '#kit/subgraph/serving';
import { systemClock } from '#kit/words/clock';
import type { Identity } from '#kit/words/identity';
import { buildPartnership } from '#partnership/subgraph';
import { demoDatabase as advocacyDatabase, startAdvocacyAt } from '../support/advocacy';
import { demoDatabase as partnershipDatabase, startPartnershipAt } from '../support/partnership';
import type { Asked } from './everyField';

export const subgraphs = ['advocacy', 'partnership'] as const;
export type Subgraph = (typeof subgraphs)[number];

export interface Scene {
  readonly asked: Asked;
  close(): Promise<void>;
}

/** A subgraph on a database of its own. */
export async function openScene(name: Subgraph): Promise<Scene> {
  const database = await (name === 'advocacy' ? advocacyDatabase() : partnershipDatabase());
  const running = await (name === 'advocacy' ? startAdvocacyAt(database.url) : startPartnershipAt(database.url));
  const { schema } = await (name === 'advocacy' ? buildAdvocacy() : buildPartnership());
  return {
    asked: { schema, database: running.database, app: running.app },
    async close() {
      await running.stop();
      await database.drop();
    },
  };
}

/** Sends one mutation with arguments that are given whole. */
export function mutate(
  { schema, database, app }: Asked,
  identity: Identity,
  name: string,
  args: Record<string, unknown>,
  select = 'id',
) {
  const field = schema.getMutationType()?.getFields()[name];
  if (!field) throw new Error(`no mutation ${name}`);
  const given = field.args.filter((arg) => arg.name in args);
  const declared = given.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = given.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const type = getNamedType(field.type);
  const known = isObjectType(type) && (select !== 'id' || 'id' in type.getFields()) ? select : '__typename';
  const selection = isObjectType(type) ? `{ ${known} }` : '';
  const source = `mutation (${declared}) { ${name}(${passed}) ${selection} }`;
  return graphql({ schema, source, variableValues: args, contextValue: requests(database, systemClock, app)(identity) });
}
