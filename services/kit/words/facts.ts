// What does a recorded fact carry besides its value: a source, a confidence, and dates that say how precise they are?
import { readFileSync } from 'node:fs';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, type EntityManager, type EntityTarget, type ObjectLiteral, PrimaryColumn } from 'typeorm';
import { enumOf } from './enums';
import { projectFile } from './projectFile';
import { DateScalar } from './validation';

export const DatePrecision = enumOf(
  'DatePrecision',
  'How exactly a date is known.',
  {
    DAY: 'That very day.',
    MONTH: 'Some day of that month; the day written is the first or the middle of it.',
    YEAR: 'Some day of that year.',
    APPROX: 'About that day.',
    AS_OF: 'Seen to hold on that day; when it really began is not known.',
  },
  {
    DAY: 'that very day',
    MONTH: 'some day of that month',
    YEAR: 'some day of that year',
    APPROX: 'about that day',
    AS_OF: 'seen on that day',
  },
);
export type DatePrecision = keyof typeof DatePrecision;

export const Confidence = enumOf(
  'Confidence',
  'How well a fact is supported by its sources.',
  {
    HIGH: 'One primary source or two independent ones say so.',
    MEDIUM: 'One secondary source, or a step of inference.',
    LOW: 'Weakly supported.',
    DEMO: 'Invented for demonstration; not a fact.',
  },
  { DEMO: 'invented for demonstration' },
);
export type Confidence = keyof typeof Confidence;

@Directive('@shareable')
@ObjectType({ description: 'A date together with how exactly it is known. Show both.' })
export class PreciseDate {
  @Field(() => DateScalar, { description: 'The day, or a day that stands for a vaguer date so that sorting works.' })
  date!: string;

  @Field(() => DatePrecision, { description: 'How exactly the date is known.' })
  precision!: DatePrecision;

  /** Null when no date is known. */
  static of(date: string | null, precision: DatePrecision | null): PreciseDate | null {
    return date === null ? null : Object.assign(new PreciseDate(), { date, precision: precision ?? DatePrecision.DAY });
  }
}

@Directive('@shareable')
@ObjectType({ description: 'Where a fact was read.' })
@Entity()
export class Source {
  @Field(() => ID, { description: 'A short readable name of the source.' })
  @PrimaryColumn('text')
  id!: string;

  @Field({ description: 'Title of the page or document.' })
  @Column('text')
  title!: string;

  @Field(() => String, { nullable: true, description: 'Its address; null when it has none.' })
  @Column('text', { nullable: true })
  url!: string | null;

  @Column('date', { nullable: true })
  publishedDay!: string | null;

  @Column('text', { nullable: true })
  publishedPrecision!: DatePrecision | null;

  @Field(() => PreciseDate, {
    nullable: true,
    description: 'When it was published, from which on anybody could know; null when not known.',
  })
  get publishedOn(): PreciseDate | null {
    return PreciseDate.of(this.publishedDay, this.publishedPrecision);
  }
}

/** The seed facts of one file in the project's data folder. */
export function readFacts<T>(file: string): T {
  return JSON.parse(readFileSync(projectFile('data', file), 'utf8')) as T;
}

/** Adds the rows that are not there yet; what is there stays as it is, so that seeding again changes nothing. */
export async function addMissing<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<T>,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  await manager
    .createQueryBuilder()
    .insert()
    .into(entity)
    .values(rows as never)
    .orIgnore()
    .execute();
}

/** A day to sort by and how exactly it is known; both null when nothing is known. */
export interface WholeDay {
  readonly day: string | null;
  readonly precision: DatePrecision | null;
}

const precisions = new Map([
  ['YYYY'.length, DatePrecision.YEAR],
  ['YYYY-MM'.length, DatePrecision.MONTH],
  ['YYYY-MM-DD'.length, DatePrecision.DAY],
]);

/** The first day of a year (`2017`) or month (`2013-06`), or the day itself. `precision` is taken from the text unless given. */
export function wholeDay(text: string | null, precision?: DatePrecision | null): WholeDay {
  if (text === null) return { day: null, precision: null };
  return { day: `${text}${'-01-01'.slice(text.length - 'YYYY'.length)}`, precision: precision ?? precisions.get(text.length)! };
}

const written: Readonly<Record<DatePrecision, number>> = { DAY: 10, MONTH: 7, YEAR: 4, APPROX: 0, AS_OF: 0 };

/** Whether a day is before another for sure: one of which only the month is known may be any day of it. */
export function isSurelyBefore(one: WholeDay, other: WholeDay): boolean {
  if (one.day === null || other.day === null) return false;
  const sure = Math.min(written[one.precision ?? 'DAY'], written[other.precision ?? 'DAY']);
  return one.day.slice(0, sure) < other.day.slice(0, sure);
}

/** The day under which lists sort what has no date: before everything that has one. */
export const undated = '0001-01-01';

/** A source as files write it: the day of its publication, its month as YYYY-MM or its year. */
interface SourceFact extends Pick<Source, 'id' | 'title' | 'url'> {
  readonly publishedOn?: string | null;
}

/** Adds the sources of the facts that are not there yet, and the day of publication to those that have none. */
export async function seedSources(manager: EntityManager): Promise<void> {
  const rows = readFacts<{ sources: SourceFact[] }>('sources.json').sources.map(({ id, title, url, publishedOn = null }) => {
    const { day, precision } = wholeDay(publishedOn);
    return { id, title, url, publishedDay: day, publishedPrecision: precision };
  });
  await addMissing(manager, Source, rows);
  const dated = rows.filter(({ publishedDay }) => publishedDay !== null);
  await manager.query(
    `UPDATE source SET published_day = fact.day, published_precision = fact.precision
     FROM unnest($1::text[], $2::date[], $3::text[]) AS fact(id, day, precision)
     WHERE source.id = fact.id AND source.published_day IS NULL`,
    [
      dated.map(({ id }) => id),
      dated.map(({ publishedDay }) => publishedDay),
      dated.map(({ publishedPrecision }) => publishedPrecision),
    ],
  );
}
