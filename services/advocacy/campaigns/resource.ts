// What should a newcomer to a petition, policy or statement read?
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { type DatePrecision, PreciseDate, Source } from '#kit/words/facts';

export enum ResourceKind {
  NEWS = 'NEWS',
  PRESS_RELEASE = 'PRESS_RELEASE',
  STATEMENT = 'STATEMENT',
  COMMENTARY = 'COMMENTARY',
  TEMPLATE = 'TEMPLATE',
  CAMPAIGN_PAGE = 'CAMPAIGN_PAGE',
}
registerEnumType(ResourceKind, {
  name: 'ResourceKind',
  description: 'What sort of text a resource is.',
  valuesConfig: {
    NEWS: { description: 'A report.' },
    PRESS_RELEASE: { description: 'A press release.' },
    STATEMENT: { description: 'A public statement.' },
    COMMENTARY: { description: 'An opinion or analysis.' },
    TEMPLATE: { description: 'A text for others to adapt.' },
    CAMPAIGN_PAGE: { description: 'A page kept by those who campaign.' },
  },
});

@ObjectType({ description: 'An entry of a reading list.' })
@Entity()
@ForeignKey(() => Source, ['sourceId'], ['id'])
export class Resource {
  /** The petition, policy or statement it belongs to. */
  @PrimaryColumn('text')
  subjectId!: string;

  @PrimaryColumn('text')
  sourceId!: string;

  @Field(() => ResourceKind, { description: 'What sort of text it is.' })
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
