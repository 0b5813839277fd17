// How do partners say no, rest, go on and part?
import type { PartnershipRequest } from '../context';
import { changePartnership, moveTo } from './changePartnership';
import { PartnershipEvent } from './letters';
import type { Partnership } from './partnership';
import { PartnershipAction } from './partnershipActions';
import { PartnershipState } from './partnershipStates';

/** A step that changes the state alone; `reply` is kept with it, null leaves what was said before. */
function step(action: PartnershipAction, state: PartnershipState, event: PartnershipEvent) {
  return (request: PartnershipRequest, id: string, reply: string | null = null): Promise<Partnership> =>
    changePartnership(request, id, action, async ({ partnership, now }) => {
      moveTo(partnership, state, now);
      if (reply !== null) partnership.reply = reply;
      return event;
    });
}

/** The library that was proposed to says no, and why. @throws as changePartnership does */
export const declinePartnership = step(PartnershipAction.DECLINE, PartnershipState.DECLINED, PartnershipEvent.DECLINED);
/** The proposer takes the proposal back before an answer. @throws as changePartnership does */
export const withdrawProposal = step(PartnershipAction.WITHDRAW, PartnershipState.WITHDRAWN, PartnershipEvent.WITHDRAWN);
/** Either partner lets it rest. @throws as changePartnership does */
export const pausePartnership = step(PartnershipAction.PAUSE, PartnershipState.PAUSED, PartnershipEvent.PAUSED);
/** Either partner takes it up again. @throws as changePartnership does */
export const resumePartnership = step(PartnershipAction.RESUME, PartnershipState.ACTIVE, PartnershipEvent.RESUMED);
/** Either partner ends it for good. @throws as changePartnership does */
export const endPartnership = step(PartnershipAction.END, PartnershipState.ENDED, PartnershipEvent.ENDED);
