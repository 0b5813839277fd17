// How do partners say no, rest, go on and part?
import type { Request } from '#kit/data/request';
import { changePartnership, moveTo, type Turn } from './changePartnership';
import { PartnershipEvent } from './letters';
import type { Partnership } from './partnership';
import { PartnershipAction } from './partnershipActions';
import { PartnershipState } from './partnershipStates';

/** A step that changes the state alone; `reply` is kept with it, null leaves what was said before. */
function step(action: PartnershipAction, state: PartnershipState, event: PartnershipEvent, more?: (turn: Turn) => Promise<void>) {
  return (request: Request, id: string, reply: string | null = null): Promise<Partnership> =>
    changePartnership(request, id, action, async (turn) => {
      const { partnership, now } = turn;
      moveTo(partnership, state, now);
      await more?.(turn);
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
export const endPartnership = step(PartnershipAction.END, PartnershipState.ENDED, PartnershipEvent.ENDED, callOffMeetings);

/** What lies ahead goes with the partnership; calendars show it as cancelled. */
async function callOffMeetings({ manager, partnership, now }: Turn): Promise<void> {
  await manager.query(
    `UPDATE meeting SET state = 'CANCELLED', changed_at = $2 WHERE partnership_id = $1 AND starts_at > $2 AND state <> 'CANCELLED'`,
    [partnership.id, now],
  );
}
