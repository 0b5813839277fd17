// Can a day have come already, somewhere on Earth?
import { dayMs, dayOf } from './clock';
import { BadInput } from './problem';

/** Facts are recorded when they have happened; in Kiribati that is fourteen hours before the day begins in UTC. @throws BadInput */
export function refuseFuture(field: string, day: string, now: Date): void {
  if (day > dayOf(new Date(now.getTime() + dayMs))) throw new BadInput(field, `${field} ${day} has not come yet.`);
}
