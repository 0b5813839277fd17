// What may be done with a petition in each state, and what does it become?
import { WrongState } from '../refusals';
import { PetitionState } from '../states';

/** What an organizer, a library or the time does with a petition. */
export enum Step {
  REVISE = 'revise',
  OPEN = 'open',
  MOVE = 'move the end or the goal of',
  CLOSE = 'close',
  ENDORSE = 'endorse',
  IMPORT_PAPER = 'import paper signatures of',
  DELIVER = 'deliver',
  SEND_NEWS = 'send news of',
  RECORD_OUTCOME = 'record the outcome of',
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
    [Step.RECORD_OUTCOME]: OPEN,
    [Step.SEND_NEWS]: OPEN,
  },
  [CLOSED]: {
    [Step.IMPORT_PAPER]: CLOSED,
    [Step.DELIVER]: DELIVERED,
    [Step.RECORD_OUTCOME]: CLOSED,
    [Step.SEND_NEWS]: CLOSED,
  },
  // Handed over once more, to somebody else.
  [DELIVERED]: { [Step.DELIVER]: DELIVERED, [Step.RECORD_OUTCOME]: DELIVERED, [Step.SEND_NEWS]: DELIVERED },
};

/** The state after a step. @throws WrongState naming the states in which the step is allowed; petitions of the past allow none */
export function stateAfter(
  step: Step,
  petition: { readonly id: string; readonly state: PetitionState; readonly historical: boolean },
) {
  const next = petition.historical ? undefined : life[petition.state][step];
  if (!next) throw new WrongState(step, petition.id, petition.state, statesAllowing(step));
  return next;
}

/** The states in which a step is allowed, in the order of life. */
export const statesAllowing = (step: Step): PetitionState[] => Object.values(PetitionState).filter((state) => life[state][step]);
