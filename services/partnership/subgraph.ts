// The parts of the partnership subgraph, and how it starts.
import { ChangeFeed } from '../kit/live/feed';
import { federate, type Subgraph } from '../kit/subgraph/federate';
import { type Started, type SubgraphOptions, startSubgraph } from '../kit/subgraph/startSubgraph';
import type { KeyRing } from '../kit/words/secrets';
import { entities, features, migrations } from './features';
import { ContactKeys, listingSchedules, listingTasks, type Mailing, resealContacts, resealContactsTask } from './listings';
import { cancelMeetingsAhead, meetingLetterTasks } from './meetings';
import { librariesWithPartner, type PartnershipsApp, partnershipSchedules, partnershipTasks } from './partnerships';
import { seed } from './seed';

/** The schema, without a database. */
export const buildPartnership = (): Promise<Subgraph> => federate(features);

export interface PartnershipOptions extends SubgraphOptions {
  /** Encrypt the addresses of contacts: the first one; all decrypt them. */
  readonly contactKeys: KeyRing;
  /** The address of the Sister Libraries Committee. */
  readonly committeeMail?: string | undefined;
}

/** The running subgraph. */
export type PartnershipServing = Started<PartnershipsApp>;

/** Opens the database, brings it up to date, seeds it, works off its jobs and answers until stopped. */
export const startPartnership = (options: PartnershipOptions): Promise<PartnershipServing> =>
  startSubgraph(
    {
      name: 'partnership',
      features,
      entities,
      migrations,
      seed,
      open({ database, databaseUrl, publicUrl, log, clock, mailer, closeWith }) {
        const contactKeys = new ContactKeys(options.contactKeys);
        const feed = new ChangeFeed({ url: databaseUrl, log });
        closeWith(() => feed.stop());
        const mailing: Mailing = { database, contactKeys, mailer, clock, publicUrl, committeeMail: options.committeeMail };
        return {
          app: { contactKeys, feed, publicUrl, onPartnershipEnd: [cancelMeetingsAhead] },
          tasks: {
            ...listingTasks(mailing, librariesWithPartner),
            ...resealContacts({ database, log }, contactKeys),
            ...partnershipTasks(mailing),
            ...meetingLetterTasks(mailing),
          },
          schedules: [{ task: resealContactsTask, cron: '50 3 * * *' }, ...listingSchedules, ...partnershipSchedules],
        };
      },
    },
    options,
  );
