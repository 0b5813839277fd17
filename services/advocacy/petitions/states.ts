// The states of a petition, the steps that each allows, and where they lead.
import { enumOf } from '#kit/words/enums';
import { Problem } from '#kit/words/problem';

export const PetitionState = enumOf('PetitionState', 'The state of a petition.', {
  DRAFT: 'Being written. Nobody can sign yet.',
  OPEN: 'Can be signed.',
  CLOSED: 'No longer takes signatures.',
  DELIVERED: 'Delivered to those it addresses; see its deliveries.',
});
export type PetitionState = keyof typeof PetitionState;

/** What an organizer, a library or the clock does with a petition, by the name of its mutation. */
export enum Step {
  REVISE = 'draftPetition',
  OPEN = 'openPetition',
  MOVE = 'movePetition',
  CLOSE = 'closePetition',
  ENDORSE = 'endorsePetition',
  IMPORT_PAPER = 'importPaperSignatures',
  DELIVER = 'deliverPetition',
  CORRECT_DELIVERY = 'correctDelivery',
  STRIKE_OUT = 'strikeOutSignatures',
  PUT_BACK = 'putBackSignatures',
  SEND_NEWS = 'sendPetitionNews',
  RECORD_OUTCOME = 'recordOutcome',
}

const { DRAFT, OPEN, CLOSED, DELIVERED } = PetitionState;

/** The whole life: from each state, the steps that are allowed and the states they lead to. */
export const life: Readonly<Record<PetitionState, Readonly<Partial<Record<Step, PetitionState>>>>> = {
  [DRAFT]: { [Step.REVISE]: DRAFT, [Step.OPEN]: OPEN },
  [OPEN]: {
    [Step.MOVE]: OPEN,
    [Step.CLOSE]: CLOSED,
    [Step.ENDORSE]: OPEN,
    [Step.IMPORT_PAPER]: OPEN,
    [Step.STRIKE_OUT]: OPEN,
    [Step.PUT_BACK]: OPEN,
    [Step.RECORD_OUTCOME]: OPEN,
    [Step.SEND_NEWS]: OPEN,
  },
  [CLOSED]: {
    [Step.IMPORT_PAPER]: CLOSED,
    [Step.STRIKE_OUT]: CLOSED,
    [Step.PUT_BACK]: CLOSED,
    [Step.DELIVER]: DELIVERED,
    [Step.RECORD_OUTCOME]: CLOSED,
    [Step.SEND_NEWS]: CLOSED,
  },
  // A petition can be handed over again, to someone else; sheets that arrive afterwards still count.
  [DELIVERED]: {
    [Step.IMPORT_PAPER]: DELIVERED,
    [Step.STRIKE_OUT]: DELIVERED,
    [Step.PUT_BACK]: DELIVERED,
    [Step.CORRECT_DELIVERY]: DELIVERED,
    [Step.DELIVER]: DELIVERED,
    [Step.RECORD_OUTCOME]: DELIVERED,
    [Step.SEND_NEWS]: DELIVERED,
  },
};

/** What refusals call a step. */
const inWords: Readonly<Record<Step, string>> = {
  [Step.REVISE]: 'rewrite',
  [Step.OPEN]: 'open',
  [Step.MOVE]: 'change the end or the goal of',
  [Step.CLOSE]: 'close',
  [Step.ENDORSE]: 'endorse',
  [Step.IMPORT_PAPER]: 'import paper signatures for',
  [Step.DELIVER]: 'record the delivery of',
  [Step.CORRECT_DELIVERY]: 'correct a delivery of',
  [Step.STRIKE_OUT]: 'strike out signatures of',
  [Step.PUT_BACK]: 'put back signatures of',
  [Step.SEND_NEWS]: 'send news about',
  [Step.RECORD_OUTCOME]: 'record the outcome of',
};

type Standing = { readonly id: string; readonly state: PetitionState; readonly historical: boolean };

/** The petition's state does not allow the step; the message says which state it is in and which ones allow it. */
export class WrongState extends Problem {
  constructor(step: Step, { id, state, historical }: Standing) {
    const allowed = historical ? [] : Object.values(PetitionState).filter((each) => life[each][step]);
    const asked = `You cannot ${inWords[step]} the petition ${JSON.stringify(id)}`;
    super(
      'WRONG_STATE',
      historical
        ? `${asked}: it was signed elsewhere in the past and is kept here as a record.`
        : `${asked}: it is ${state}, and must be ${allowed.join(' or ')}.`,
      { petitionId: id, state, allowed },
    );
  }
}

/** The state after a step; petitions of the past allow none. @throws WrongState */
export function stateAfter(step: Step, petition: Standing): PetitionState {
  const next = petition.historical ? undefined : life[petition.state][step];
  if (!next) throw new WrongState(step, petition);
  return next;
}
