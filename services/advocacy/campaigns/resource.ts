// What a newcomer should read about a petition, policy or statement, and which reading lists a new database begins with.
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, type EntityManager, ForeignKey, PrimaryColumn } from 'typeorm';
import { enumOf } from '#kit/words/enums';
import { addMissing, type DatePrecision, PreciseDate, readFacts, Source } from '#kit/words/facts';

export const ResourceKind = enumOf('ResourceKind', 'What kind of text a resource is.', {
  NEWS: 'A report.',
  PRESS_RELEASE: 'A press release.',
  STATEMENT: 'A public statement.',
  COMMENTARY: 'An opinion or analysis.',
  TEMPLATE: 'A text for others to adapt.',
  CAMPAIGN_PAGE: 'A page of those who campaign.',
});
export type ResourceKind = keyof typeof ResourceKind;

@ObjectType({ description: 'An entry in a reading list.' })
@Entity()
@ForeignKey(() => Source, ['sourceId'], ['id'])
export class Resource {
  /** The petition, policy or statement it belongs to. */
  @PrimaryColumn('text')
  subjectId!: string;

  @PrimaryColumn('text')
  sourceId!: string;

  @Field(() => ResourceKind, { description: 'What kind of text it is.' })
  @Column('text')
  kind!: ResourceKind;

  @Field({ description: 'Who published it, by name.' })
  @Column('text')
  publisher!: string;

  @Column('date', { nullable: true })
  publishedDay!: string | null;

  @Column('text', { nullable: true })
  publishedPrecision!: DatePrecision | null;

  @Field(() => PreciseDate, { nullable: true, description: 'When it was published; null when not known.' })
  get publishedOn(): PreciseDate | null {
    return PreciseDate.of(this.publishedDay, this.publishedPrecision);
  }
}

interface SeedResource {
  readonly subjectId: string;
  readonly sourceId: string;
  readonly kind: ResourceKind;
  readonly publisher: string;
  readonly publishedOn: string | null;
  readonly precision: DatePrecision | null;
}

/** Adds the missing entries of the reading lists, inside the caller's transaction. */
export async function seedResources(manager: EntityManager): Promise<void> {
  const { resources } = readFacts<{ resources: SeedResource[] }>('resources.json');
  const rows = resources.map(({ publishedOn, precision, ...rest }) => ({
    ...rest,
    publishedDay: publishedOn,
    publishedPrecision: precision,
  }));
  await addMissing(manager, Resource, rows);
}
