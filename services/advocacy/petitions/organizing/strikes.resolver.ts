// How an organizer strikes out signatures that are abuse, a batch at a time, and puts them back.
import { IsOptional, IsUUID, MaxLength, Min } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Change, change } from '#kit/data/change';
import { hydrate } from '#kit/data/database';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { longestRegion, regionIn } from '#kit/words/places';
import { BadInput, NotFound } from '#kit/words/problem';
import { CountryCode, SomeLines } from '#kit/words/validation';
import type { PetitionRequest } from '../context';
import { Petition } from '../petition';
import { domainHashes } from '../signing/emailHash';
import { countToStrike, putBack, strikeOut } from '../signing/signaturesSql';
import { Step, stateAfter } from '../states';
import { countDomains } from './summaries';
import { NotYourPetition } from './takeStep';

@ObjectType({
  description: 'A batch of signatures that were struck out as abuse. Those that were withdrawn since are gone from it.',
})
@Entity()
@ForeignKey(() => Petition, ['petitionId'], ['id'], { name: 'FK_strike_petition' })
@Index('strike_by_petition', ['petitionId', 'struckAt'])
export class Strike {
  @Field(() => ID, { description: 'A UUID (version 7); putBackSignatures takes it.' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_strike' })
  id!: string;

  @Column('text')
  petitionId!: string;

  @Field({ description: 'Why they were struck out.' })
  @Column('text')
  reason!: string;

  @Field(() => Date, { nullable: true, description: 'Those that counted from this moment on; null for no such condition.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  signedFrom!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Those that counted before this moment; null for no such condition.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  signedBefore!: Date | null;

  @Field({ description: 'Whether only those of one domain were struck out. Which one is not kept.' })
  @Column('boolean')
  byDomain!: boolean;

  @Field(() => CountryCode, { nullable: true, description: 'Those of this country; null for no such condition.' })
  @Column('text', { nullable: true })
  country!: string | null;

  @Field(() => String, { nullable: true, description: 'Those of this ISO 3166-2 subdivision; null for no such condition.' })
  @Column('text', { nullable: true })
  region!: string | null;

  @Field(() => Int, { description: 'How many signatures left the counts.' })
  @Column('integer')
  signatures!: number;

  @Field({ description: 'When they left the counts.' })
  @Column({ type: 'timestamptz', precision: 3 })
  struckAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When they were put back; null while they are struck out.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  putBackAt!: Date | null;

  @Field(() => Int, { description: 'How many were put back: all that were not withdrawn or erased meanwhile.' })
  @Column('integer', { default: 0 })
  putBack!: number;
}

@InputType({
  description: 'Which signatures given online to strike out: those that meet all conditions that are given, at least one.',
})
class StrikeOutSignaturesInput {
  @Field(() => ID, { description: 'The petition.' })
  @MaxLength(100)
  petitionId!: string;

  @Field({
    description: 'Why they are abuse. Organizers see it, and the audit log keeps it. It must not name anybody who signed.',
  })
  @SomeLines()
  reason!: string;

  @Field(() => Date, { nullable: true, description: 'Those that counted from this moment on.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Those that counted before this moment.' })
  to?: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Those with addresses of exactly this domain, such as example.org. It is compared by its keyed hash under all keys, and not kept.',
  })
  @IsOptional()
  @MaxLength(254)
  domain?: string | null;

  @Field(() => String, { nullable: true, description: 'The same by the keyed hash of the domain, as petitionWork lists it.' })
  @IsOptional()
  @MaxLength(100)
  domainHash?: string | null;

  @Field(() => CountryCode, { nullable: true, description: 'Those of this country.' })
  country?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Those of this region of the country, by its ISO 3166-2 code such as US-NE, or by its name.',
  })
  @IsOptional()
  @MaxLength(longestRegion)
  region?: string | null;

  @Field({ defaultValue: false, description: 'True to learn how many they are, and change nothing.' })
  preview!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'How many they were in the preview: nothing is struck out when they are another number by now.',
  })
  @IsOptional()
  @Min(0)
  expected?: number | null;
}

@InputType({ description: 'A batch of struck out signatures to put back.' })
class PutBackSignaturesInput {
  @Field(() => ID, { description: 'The batch; see petitionWork.' })
  @IsUUID()
  id!: string;

  @Field({ description: 'Why, for the audit log. It must not name anybody who signed.' })
  @SomeLines()
  reason!: string;
}

@ObjectType({ description: 'What a strike, its preview or its end did to the counts.' })
class StrikePayload {
  @Field(() => Strike, { nullable: true, description: 'The batch; null for a preview.' })
  strike!: Strike | null;

  @Field(() => Int, { description: 'How many signatures left the counts, or came back; in a preview, how many would leave.' })
  signatures!: number;

  @Field(() => Int, {
    description:
      'How many more meet every condition but have no domain to compare, because they were given before domains were kept. They are ' +
      'not struck out by their domain. 0 when no domain was asked for.',
  })
  withoutDomain!: number;

  @Field(() => Petition, { description: 'The petition with its exact counts.' })
  petition!: Petition;
}

const errors = 'For its organizer. Errors: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, WRONG_STATE, BAD_USER_INPUT';

@Resolver()
export class StrikesResolver {
  @Audience(Role.ORGANIZER)
  @Mutation(() => StrikePayload, {
    description:
      'Strikes signatures out as abuse: they leave the count, the areas, the names and the news at once, in this hour, as a withdrawal ' +
      'does, and past counts stay. Their addresses stay taken, and whoever signs again with one is told. A row on paper with such an ' +
      'address counts again. Ask with preview first. ' +
      errors,
  })
  async strikeOutSignatures(
    @Arg('input', () => StrikeOutSignaturesInput, { description: 'Which signatures, and why.' }) input: StrikeOutSignaturesInput,
    @Ctx() request: PetitionRequest,
  ): Promise<StrikePayload> {
    const { petitionId, reason, from = null, to = null, country = null, preview, expected = null } = input;
    const region = input.country ? regionIn(input.country, input.region) : null;
    return this.#write(
      Step.STRIKE_OUT,
      () => petitionId,
      request,
      async (writing, petition) => {
        const { manager, now } = writing;
        const domains = domainsIn(input, request);
        checkConditions(input, domains);
        const conditions = [petitionId, from, to, domains, country, region];
        const [{ signatures, withoutDomain }] = await manager.query(countToStrike, conditions);
        if (preview) return { strike: null, signatures, withoutDomain, petition };
        if (expected !== null && expected !== signatures)
          throw new BadInput(
            'expected',
            `${signatures} signatures meet the conditions now, and not ${expected}. Nothing was struck out. Ask with preview again.`,
            { reason: 'MEETS_OTHERWISE', limit: signatures },
          );
        if (signatures === 0)
          throw new BadInput(
            'input',
            'No signature that counts meets all conditions, so nothing was struck out. Ask with preview first.',
            { reason: 'MEETS_NOTHING' },
          );
        const strike: Strike = {
          ...{ id: uuid(), petitionId, reason, signedFrom: from, signedBefore: to, byDomain: domains !== null, country, region },
          ...{ signatures, struckAt: now, putBackAt: null, putBack: 0 },
        };
        await manager.insert(Strike, strike);
        const [struck] = await manager.query(strikeOut, [...conditions, strike.id, now]);
        const asked = { strikeId: strike.id, reason, from, to, byDomain: strike.byDomain, country, region };
        await writing.record(petitionId, { count: petition.count }, { count: petition.count - struck.n, ...asked });
        return { strike, signatures: struck.n, withoutDomain, petition: counted(request, struck.petitions) };
      },
    );
  }

  @Audience(Role.ORGANIZER)
  @Mutation(() => StrikePayload, {
    description:
      'Puts a batch of struck out signatures back: they count from now on, past counts stay. Those that were withdrawn or erased stay ' +
      `away. Can be repeated. ${errors}`,
  })
  async putBackSignatures(
    @Arg('input', () => PutBackSignaturesInput, { description: 'Which batch, and why.' }) { id, reason }: PutBackSignaturesInput,
    @Ctx() request: PetitionRequest,
  ): Promise<StrikePayload> {
    const petitionOf = async ({ manager }: Change) => {
      const found = await manager.findOneBy(Strike, { id });
      if (!found) throw new NotFound('batch of struck out signatures', id);
      return found.petitionId;
    };
    return this.#write(Step.PUT_BACK, petitionOf, request, async (writing, petition) => {
      const { manager, now } = writing;
      const strike = await manager.findOneByOrFail(Strike, { id });
      if (strike.putBackAt) return { strike, signatures: 0, withoutDomain: 0, petition };
      const [back] = await manager.query(putBack, [petition.id, id, now]);
      await writing.record(petition.id, { count: petition.count }, { count: petition.count + back.n, strikeId: id, reason });
      const after = { ...strike, putBackAt: now, putBack: back.n as number };
      return { strike: after, signatures: after.putBack, withoutDomain: 0, petition: counted(request, back.petitions) };
    });
  }

  /** Holds the petition's row, so that nobody signs meanwhile. Live readers get the new count after the commit. */
  async #write(
    step: Step,
    petitionOf: (writing: Change) => string | Promise<string>,
    request: PetitionRequest,
    work: (writing: Change, petition: Petition) => Promise<StrikePayload>,
  ): Promise<StrikePayload> {
    const payload = await change(request, step, async (writing) => {
      const petition = await writing.lock(Petition, 'petition', await petitionOf(writing));
      if (petition.ownerSubject !== writing.subject) throw new NotYourPetition(petition.id);
      stateAfter(step, petition);
      return work(writing, petition);
    });
    request.app.feed.publish([payload.petition]);
    // Who looks for more abuse sees what is left. Where it cannot be counted now, it is soon.
    if (payload.strike) await countDomains(request.database, payload.petition.id, request.clock()).catch(() => undefined);
    return payload;
  }
}

const counted = ({ database }: PetitionRequest, rows: Petition[]) => hydrate(database, Petition, rows)[0] as Petition;

/** The hashes of the domain that is asked for, one for each key; null when none is. */
function domainsIn({ domain, domainHash }: StrikeOutSignaturesInput, { app }: PetitionRequest): Buffer[] | null {
  if (domain) return domainHashes(app.secrets, domain);
  if (!domainHash) return null;
  if (!/^[\w-]{22}$/.test(domainHash))
    throw new BadInput('domainHash', 'domainHash is none that petitionWork lists. Take one from there.');
  return [Buffer.from(domainHash, 'base64url')];
}

/** @throws BadInput for no condition at all, which would strike out everybody, or one that nothing can meet */
function checkConditions({ from, to, domain, domainHash, country, region }: StrikeOutSignaturesInput, domains: unknown): void {
  if (!(from || to || domains || country || region))
    throw new BadInput('input', 'Give at least one condition: from, to, domain, domainHash, country or region.', {
      reason: 'CONDITION_MISSING',
    });
  if (domain && domainHash) throw new BadInput('domainHash', 'Give the domain or its hash, not both.');
  if (from && to && from >= to) throw new BadInput('to', 'to must be later than from.', { reason: 'END_BEFORE_START' });
  if (region && !country)
    throw new BadInput('country', `Give the country of the region ${region} as well.`, { reason: 'REGION_WITHOUT_COUNTRY' });
}
