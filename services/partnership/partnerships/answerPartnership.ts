// How do partners say no, rest, go on and part?
import type { Request } from '#kit/data/request';
import type { PartnershipRequest } from './agreementPage';
import { changePartnership, moveTo, type Turn } from './changePartnership';
import { PartnershipEvent } from './letters';
import type { Partnership } from './partnership';
import { PartnershipAction } from './partnershipActions';
import { PartnershipState } from './partnershipStates';

/** A step that changes the state alone; `reply` is kept with it, null leaves what was said before. */
function step<R extends Request>(
  action: PartnershipAction,
  state: PartnershipState,
  event: PartnershipEvent,
  more?: (turn: Turn, request: R) => Promise<void>,
) {
  return (request: R, id: string, reply: string | null = null): Promise<Partnership> =>
    changePartnership(request, id, action, async (turn) => {
      const { partnership, now } = turn;
      moveTo(partnership, state, now);
      await more?.(turn, request);
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
/** Either partner ends it for good, and other features do what follows from that. @throws as changePartnership does */
export const endPartnership = step(
  PartnershipAction.END,
  PartnershipState.ENDED,
  PartnershipEvent.ENDED,
  async (turn, { app }: PartnershipRequest) => {
    for (const follow of app.onPartnershipEnd) await follow(turn);
  },
);
