// How one library proposes to another, also when both propose at the same moment.
import { MaxLength } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Change, change } from '#kit/data/change';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { dayOf } from '#kit/words/clock';
import { Confidence } from '#kit/words/facts';
import { Role, requireStaffOf } from '#kit/words/identity';
import { NotFound, Problem } from '#kit/words/problem';
import { SomeLines } from '#kit/words/validation';
import { Library } from '#partnership/libraries/index';
import { addTermsVersion } from './agree';
import { AgreementTermsInput } from './agreement';
import { meetProposal, type Proposal } from './answerPartnership';
import { requireSeeking } from './capacity';
import { queuePartnershipLetter } from './letters';
import { Partnership, pairOf } from './partnership';
import { Formality, livingStates, PartnershipState } from './partnershipStates';

/** A library proposed a partnership to itself. */
class OwnSister extends Problem {
  constructor(libraryId: string) {
    super('OWN_SISTER', `${libraryId} cannot be its own sister. Propose to a library in another country.`, { libraryId });
  }
}

/** The two libraries already have a partnership or a proposal that has not ended. */
export class PartnershipExists extends Problem {
  constructor(
    readonly partnershipId: string,
    state: PartnershipState,
  ) {
    super(
      'PARTNERSHIP_EXISTS',
      `These two libraries already have a partnership, which is ${state}. Two libraries have one at a time: go on with that one.`,
      { partnershipId, state },
    );
  }
}

/** The library proposes more often than other libraries can be expected to answer. */
class TooManyProposals extends Problem {
  constructor(why: string, limit: number) {
    super('TOO_MANY_PROPOSALS', why, { limit });
  }
}

/** The most proposals of one library that can wait for an answer at a time. */
const mostOpen = 20;
/** The most proposals of one library to one other that can be declined or withdrawn within so many days. */
const [mostInVain, vainDays] = [5, 30];

@InputType({ description: 'A proposal by one library to become sisters with another.' })
export class ProposePartnershipInput {
  @Field(() => ID, { description: 'The id of the library that proposes. The account must speak for it.' })
  @MaxLength(100)
  fromLibraryId!: string;

  @Field(() => ID, {
    description:
      'The id of the library to propose to. It must be in another country, and have an open listing or be a former sister.',
  })
  @MaxLength(100)
  toLibraryId!: string;

  @Field({ description: 'Your message to the other library: plain text of at most 4000 characters.' })
  @SomeLines()
  message!: string;

  @Field(() => AgreementTermsInput, { description: 'The proposed terms, which become version 1 of the agreement.' })
  terms!: AgreementTermsInput;
}

@Resolver()
export class ProposePartnershipMutation {
  @Audience(Role.STAFF)
  @Mutation(() => Partnership, {
    description:
      'Proposes a partnership. If the other library has already proposed one, the two proposals become one active partnership. Errors: ' +
      'UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, OWN_SISTER, PARTNERS_NOT_ABROAD, PARTNERSHIP_EXISTS, TOO_MANY_PROPOSALS, NOT_SEEKING, NO_CAPACITY.',
  })
  async proposePartnership(
    @Arg('input', () => ProposePartnershipInput, { description: 'Which library proposes what to which other library.' }) {
      fromLibraryId: from,
      toLibraryId: to,
      message,
      terms,
    }: ProposePartnershipInput,
    @Ctx() request: Request,
  ): Promise<Partnership> {
    requireStaffOf(request.identity, from);
    if (from === to) throw new OwnSister(from);
    return change(request, 'proposePartnership', async (writing) => {
      const { manager, now } = writing;
      const libraries = [await findLibrary(manager, from), await findLibrary(manager, to)] as const;
      const pair = pairOf(...libraries);
      // The lock makes the second of two crossing proposals find the first. The index `partnership_living_pair` has the last word.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`pair ${pair.libraryA} ${pair.libraryB}`]);
      const living = await livingPartnership(manager, pair);
      if (living) return meet(writing, living, { from, message, terms });
      await requirePatience(manager, { from, to }, now);
      await requireSeeking(manager, to, from, now);
      const demo = libraries.some((library) => library.demo);
      const { id } = await manager.save(
        manager.create(Partnership, { ...pair, ...proposed(from, message, now), ...marked(demo) }),
      );
      await addTermsVersion(manager, { id }, terms, { by: from, version: 1, now });
      await writing.record(id, null, { from, to });
      await writing.announce({ kind: 'partnership', id, libraryIds: [from, to] });
      await queuePartnershipLetter(manager, { event: 'PROPOSED', partnershipId: id, to });
      return manager.findOneByOrFail(Partnership, { id });
    });
  }
}

async function findLibrary(manager: EntityManager, id: string): Promise<Library> {
  const library = await manager.findOneBy(Library, { id });
  if (!library) throw new NotFound('library', id);
  return library;
}

export const livingPartnership = (manager: EntityManager, { libraryA, libraryB }: Pick<Partnership, 'libraryA' | 'libraryB'>) =>
  manager.findOne(Partnership, {
    where: livingStates.map((state) => ({ libraryA, libraryB, state })),
    lock: { mode: 'pessimistic_write' },
  });

/** Both libraries proposed: their proposals become one partnership. @throws PartnershipExists */
function meet(writing: Change, living: Partnership, proposal: Proposal): Promise<Partnership> {
  const { id, state, proposedBy } = living;
  if (state !== PartnershipState.PROPOSED || proposedBy === proposal.from) throw new PartnershipExists(id, state);
  return meetProposal(writing, living, proposal);
}

const proposed = (by: string, message: string, now: Date) => ({
  id: uuid(),
  state: PartnershipState.PROPOSED,
  proposedBy: by,
  message,
  stateChangedAt: now,
  formality: Formality.UNKNOWN,
  listedOn: dayOf(now),
  goals: [],
  activityKinds: [],
  historical: false,
  sourceIds: [],
});

/** What an invented library does is marked as invented too. */
const marked = (demo: boolean) => ({ demo, confidence: demo ? Confidence.DEMO : Confidence.HIGH });

/**
 * Limits how often a library proposes, since each proposal is a mail to a person. The lock makes the proposals of one library wait for
 * each other, so that each counts those before it. @throws TooManyProposals
 */
async function requirePatience(manager: EntityManager, { from, to }: { from: string; to: string }, now: Date): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`proposals of ${from}`]);
  const [{ open, vain }] = await manager.query(
    `SELECT count(*) FILTER (WHERE state = 'PROPOSED')::int AS open,
       count(*) FILTER (WHERE $2 IN (library_a, library_b) AND state IN ('DECLINED', 'WITHDRAWN')
         AND state_changed_at > $3::timestamptz - interval '${vainDays} days')::int AS vain
     FROM partnership WHERE $1 IN (library_a, library_b) AND proposed_by = $1`,
    [from, to, now],
  );
  if (open >= mostOpen) {
    const why = `${from} already has ${open} proposals without an answer, which is the most at a time. Wait for answers or withdraw one.`;
    throw new TooManyProposals(why, mostOpen);
  }
  if (vain >= mostInVain) {
    const why = `${vain} proposals of ${from} to ${to} were declined or withdrawn in ${vainDays} days. Wait before you propose again.`;
    throw new TooManyProposals(why, mostInVain);
  }
}
