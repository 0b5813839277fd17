// How do staff tell when they can meet a partner?
import { audit } from '#kit/data/audit';
import type { Request } from '#kit/data/request';
import { requireStaffOf } from '#kit/words/identity';
import { NotFound } from '#kit/words/problem';
import { Library } from './library';
import { checkMeetingHours, type MeetingHours } from './meetingHours';

/** Sets the hours of a library, or takes them away with null. @throws Unauthenticated, NotYourLibrary, NotFound, UnknownTimeZone, BadInput */
export async function setMeetingHours(
  { identity, database, clock }: Request,
  libraryId: string,
  meetingHours: MeetingHours | null,
): Promise<Library> {
  requireStaffOf(identity, libraryId);
  if (meetingHours) checkMeetingHours(meetingHours);
  return database.transaction(async (manager) => {
    const library = await manager.findOne(Library, { where: { id: libraryId }, lock: { mode: 'pessimistic_write' } });
    if (!library) throw new NotFound('library', libraryId);
    const entry = { at: clock(), subject: identity.subject, action: 'setMeetingHours', recordId: libraryId };
    await audit(manager, { ...entry, before: library.meetingHours, after: meetingHours });
    return manager.save(Object.assign(library, { meetingHours }));
  });
}
