// Which two libraries are sisters, since when and for what, and who may see it.
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Check, Column, type DataSource, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { connectionOf } from '#kit/data/page';
import { Confidence, type DatePrecision, PreciseDate } from '#kit/words/facts';
import { type Identity, Role, speaksFor } from '#kit/words/identity';
import { Problem } from '#kit/words/problem';
import { Library } from '../libraries/index';
import { ActivityKind, MeetingRhythm, PartnershipGoal } from '../programme/index';
import { Formality, inSql, livingStates, PartnershipState, publicStates, sisterStates } from './partnershipStates';

/** A library as far as pairing needs it. */
interface Partner {
  readonly id: string;
  readonly country: string;
}

/** A library was paired with itself or with one of its own country. */
export class PartnersNotAbroad extends Problem {
  /** @param field the column of a file that names the second one */
  constructor(a: Partner, b: Partner, field?: string) {
    const why =
      a.id === b.id
        ? `${a.id} cannot be its own sister`
        : `${a.id} and ${b.id} are both in ${a.country}, but sister libraries are in different countries`;
    super('PARTNERS_NOT_ABROAD', `${why}. Propose to a library abroad.`, { libraryIds: [a.id, b.id], ...(field && { field }) });
  }
}

/**
 * The columns of a pair, in the order of the ids, so that a pair is written in one way only. The database checks the same.
 * @throws PartnersNotAbroad when both lie in one country
 */
export function pairOf(a: Partner, b: Partner) {
  if (a.country === b.country) throw new PartnersNotAbroad(a, b);
  const [first, second] = a.id < b.id ? [a, b] : [b, a];
  return { libraryA: first.id, countryA: first.country, libraryB: second.id, countryB: second.country };
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Two libraries of different countries that are, were or may become sisters.' })
@Entity()
@ForeignKey(() => Library, ['libraryA', 'countryA'], ['id', 'country'], { name: 'partnership_library_a', onUpdate: 'CASCADE' })
@ForeignKey(() => Library, ['libraryB', 'countryB'], ['id', 'country'], { name: 'partnership_library_b', onUpdate: 'CASCADE' })
@Index('partnership_living_pair', ['libraryA', 'libraryB'], { unique: true, where: `state IN (${inSql(livingStates)})` })
@Index('partnership_by_day', ['listedOn', 'id'])
@Check('partnership_state', `state IN ('PROPOSED', 'ACTIVE', 'PAUSED', 'ENDED', 'DECLINED', 'WITHDRAWN', 'MERGED')`)
@Check('partnership_merged', `(state = 'MERGED') = (merged_into IS NOT NULL) AND num_nulls(merged_into, merged_state) <> 1`)
@Check('partnership_formality', `formality IN ('FORMAL', 'INFORMAL', 'UNKNOWN')`)
@Check('partnership_pair_written_once', 'library_a COLLATE "C" < library_b COLLATE "C"')
@Check('partnership_proposed_by_partner', 'proposed_by IN (library_a, library_b)')
@Check('partnership_across_borders', 'country_a <> country_b')
export class Partnership {
  @Field(() => ID, { description: 'A readable id such as p-opatija-galway, or a UUID.' })
  @PrimaryColumn('text')
  id!: string;

  /** The partner whose id sorts first; `pairOf` writes the pair. */
  @Index('partnership_by_library_a')
  @Column('text')
  libraryA!: string;

  @Index('partnership_by_library_b')
  @Column('text')
  libraryB!: string;

  /** The countries are copied here so that the database itself refuses a pair within one country. */
  @Column('text')
  countryA!: string;

  @Column('text')
  countryB!: string;

  /** The library whose place library_a took when the two were merged; null while it stands where it was given. */
  @Index('partnership_by_given_a')
  @Column('text', { nullable: true })
  givenA!: string | null;

  @Index('partnership_by_given_b')
  @Column('text', { nullable: true })
  givenB!: string | null;

  /** The partnership of the same two libraries that it became part of; null for one that answers itself. */
  @Index('partnership_by_merged_into')
  @ForeignKey(() => Partnership, { name: 'partnership_merged_into' })
  @Column('text', { nullable: true })
  mergedInto!: string | null;

  /** The state it had before. */
  @Column('text', { nullable: true })
  mergedState!: PartnershipState | null;

  @Field(() => PartnershipState, { description: 'Where it stands.' })
  @Column('text')
  state!: PartnershipState;

  @Field(() => String, {
    nullable: true,
    description: 'The programme in which it began, such as NAPLE; null when it began in none.',
  })
  @Column('text', { nullable: true })
  programme!: string | null;

  @Field(() => Formality, { description: 'Whether there is a written agreement.' })
  @Column('text')
  formality!: Formality;

  @Column('date', { nullable: true })
  startedDay!: string | null;

  @Column('text', { nullable: true })
  startedPrecision!: DatePrecision | null;

  /** The day by which lists sort it: that of its start. Those with an unknown start come last. */
  @Column('date')
  listedOn!: string;

  @Field(() => [PartnershipGoal], {
    description: 'The goals of the partnership, in no particular order; empty when none are recorded.',
  })
  @Column('text', { array: true })
  goals!: PartnershipGoal[];

  @Field(() => [ActivityKind], {
    description: 'What the partners agreed to do, or are known to do, together, in no particular order; empty when not known.',
  })
  @Column('text', { array: true })
  activityKinds!: ActivityKind[];

  @Field(() => MeetingRhythm, {
    nullable: true,
    description: 'How often the partners intend to be in touch; null when not agreed or not known.',
  })
  @Column('text', { nullable: true })
  meetingRhythm!: MeetingRhythm | null;

  @Field({
    description: 'True when it was found in published sources. Its state is the last one they report; it may have ended since.',
  })
  @Column('boolean')
  historical!: boolean;

  @Field({ description: 'True for a partnership invented for the demonstration.' })
  @Column('boolean')
  demo!: boolean;

  @Field({
    description:
      'True for a pair that the committee entered from a source. It is active without terms; staff of either library can take it over, which ' +
      'makes this false, or end it.',
  })
  @Column('boolean', { default: false })
  documented!: boolean;

  /** The file of the committee that it was entered with; null for any other. */
  @Index('partnership_by_import')
  @Column('text', { nullable: true })
  importId!: string | null;

  /** The partner who proposed it here; null for one that was read in sources or seeded. */
  @Column('text', { nullable: true })
  proposedBy!: string | null;

  /** What the proposer wrote. Only the two partners and the committee read it, like all fields below. */
  @Column('text', { nullable: true })
  message!: string | null;

  /** The text of the last answer: with an acceptance, or why it was declined or ended. */
  @Column('text', { nullable: true })
  reply!: string | null;

  @Column('timestamptz', { nullable: true })
  stateChangedAt!: Date | null;

  /** The number of the newest version of the agreement that both have agreed to; null when there is none. */
  @Column('integer', { nullable: true })
  agreementInForce!: number | null;

  /** The day on which the partners agreed to review their agreement. */
  @Column('date', { nullable: true })
  reviewOn!: string | null;

  /** The last contact before a silence that we reminded of, so that we remind once. */
  @Column('date', { nullable: true })
  silenceNoticedAfter!: string | null;

  /** The review day that we reminded both partners of. */
  @Column('date', { nullable: true })
  reviewNoticedFor!: string | null;

  /** The partners who allow stories that name them. */
  @Column('text', { array: true, default: '{}' })
  storyConsents!: string[];

  @Column('text', { array: true })
  sourceIds!: string[];

  @Field(() => Confidence, { description: 'How well its sources support it.' })
  @Column('text')
  confidence!: Confidence;

  @Field(() => PreciseDate, { nullable: true, description: 'When it began; null when not known.' })
  get startedOn(): PreciseDate | null {
    return PreciseDate.of(this.startedDay, this.startedPrecision);
  }

  /** The ids of the two partners in their order. */
  get partnerIds(): readonly [string, string] {
    return [this.libraryA, this.libraryB];
  }

  /** The partner on the other side of one of the two. */
  otherThan(libraryId: string): string {
    return libraryId === this.libraryA ? this.libraryB : this.libraryA;
  }

  /** Whether everyone may see it. */
  isPublic(): boolean {
    return (publicStates as readonly PartnershipState[]).includes(this.state);
  }

  /** Whether an account may see what is confidential: staff of the partners and the committee. */
  isOwnOf(identity: Identity): boolean {
    return identity.roles.includes(Role.COMMITTEE) || speaksFor(identity, ...this.partnerIds);
  }

  /** Whether an account may know that the partnership exists. */
  isVisibleTo(identity: Identity): boolean {
    return this.isPublic() || this.isOwnOf(identity);
  }
}

/** A page of partnerships, the latest begun first. */
export const PartnershipConnection = connectionOf(
  Partnership,
  'Partnership',
  'partnerships, the latest begun first and those of unknown start last',
);

/** Every partnership and proposal of a library, in any state. */
export const allPartnershipsOf = (database: DataSource, libraryId: string): Promise<Partnership[]> =>
  database.getRepository(Partnership).findBy([{ libraryA: libraryId }, { libraryB: libraryId }]);

/** SQL that counts the partnerships of a library that began on a day or later and have not ended. Arguments are SQL, never input. */
export const begunSince = (libraryId: string, day: string): string =>
  `(SELECT count(*) FROM partnership WHERE ${libraryId} IN (library_a, library_b)
    AND partnership.state IN (${inSql(sisterStates)}) AND started_day >= ${day})::int`;

/** SQL that is true for a library with a sister now. The argument is SQL, never input. */
export const hasSister = (libraryId: string): string =>
  `EXISTS (SELECT FROM partnership WHERE ${libraryId} IN (library_a, library_b) AND partnership.state IN (${inSql(sisterStates)}))`;

/** SQL that is true when two libraries have a partnership in one of some states. Arguments are SQL, never input. */
export const arePartners = (a: string, b: string, states: readonly PartnershipState[]): string =>
  `EXISTS (SELECT FROM partnership WHERE partnership.state IN (${inSql(states)})
    AND (library_a, library_b) = (least(${a} COLLATE "C", ${b}), greatest(${a} COLLATE "C", ${b})))`;
