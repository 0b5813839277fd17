// A house or imprint that sets the terms under which libraries lend.
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { connectionOf } from '#kit/data/page';
import { enumOf } from '#kit/words/enums';
import { addMissing, readFacts } from '#kit/words/facts';
import { CountryCode } from '#kit/words/validation';

export const PublisherKind = enumOf('PublisherKind', 'The relation of a publisher to its parent.', {
  PUBLISHER: 'A publishing house in its own right.',
  IMPRINT: 'A name under which its parent publishes. The only kind that inherits the policies of its parent.',
  PREDECESSOR: 'A house that was merged into its parent; its policies are history of its own.',
  ACQUIRED: 'A house bought by its parent; its policies stay its own.',
  AFFILIATE: 'A company of the same group; its policies are its own.',
  BRANCH: 'The house in another country; its policies are its own.',
  AGGREGATOR: 'Not a publisher: it offers the titles of several houses under terms of its own. Nobody inherits them.',
});
export type PublisherKind = keyof typeof PublisherKind;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A publishing house, imprint or predecessor that sets terms for libraries.' })
@Entity()
@Index('publisher_by_name', ['name', 'id'])
export class Publisher {
  @Field(() => ID, { description: 'A readable name such as macmillan.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'The name as the house writes it.' })
  @Column('text')
  name!: string;

  @Field(() => PublisherKind, { description: 'Its relation to its parent.' })
  @Column('text')
  kind!: PublisherKind;

  @Index('publisher_by_parent')
  @ForeignKey(() => Publisher, { name: 'publisher_parent' })
  @Column('text', { nullable: true })
  parentId!: string | null;

  @Field({ description: 'True for the five houses called the Big Five since 2013; false for their imprints and predecessors.' })
  @Column('boolean')
  bigFive!: boolean;

  @Field(() => CountryCode, { nullable: true, description: 'Where it is seated; null when not known.' })
  @Column('text', { nullable: true })
  country!: string | null;

  @Field(() => [String], { description: 'Other names and abbreviations, in no particular order; empty when none are known.' })
  @Column('text', { array: true, default: '{}' })
  aliases!: string[];

  @Field(() => String, { nullable: true, description: 'What else is known about it; null when nothing is.' })
  @Column('text', { nullable: true })
  note!: string | null;
}

/**
 * SQL that begins a statement about the houses whose policies apply to publishers: the table `line` has, for each id of `$1`, the publisher
 * itself at depth 0 and, above an imprint, its parent at depth 1 and so on. Only imprints inherit.
 */
export const followedHouses = `WITH RECURSIVE line AS (
  SELECT id AS asked_id, 0 AS depth, id, kind, parent_id FROM publisher WHERE id = ANY($1)
  UNION ALL
  SELECT line.asked_id, line.depth + 1, parent.id, parent.kind, parent.parent_id
  FROM line JOIN publisher AS parent ON parent.id = line.parent_id
  WHERE line.kind = 'IMPRINT' AND line.depth < 8
)`;

/** A page of publishers by name. */
export const PublisherConnection = connectionOf(Publisher, 'Publisher', 'publishers by name, then by id');

/** Adds the publishers of the facts that are not there yet, parents before their children. */
export async function seedPublishers(manager: EntityManager): Promise<void> {
  const { publishers } = readFacts<{ publishers: (Publisher & { imprints: unknown })[] }>('publishers.json');
  const rows = publishers.map(({ imprints: _, ...row }) => row);
  for (const level of [rows.filter((row) => row.parentId === null), rows.filter((row) => row.parentId !== null)]) {
    await addMissing(manager, Publisher, level);
  }
}
