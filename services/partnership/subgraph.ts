// The parts of the partnership subgraph, and how it starts.
import { ChangeFeed } from '../kit/live/feed';
import { federate, type Subgraph } from '../kit/subgraph/federate';
import { type Started, type SubgraphOptions, startSubgraph } from '../kit/subgraph/startSubgraph';
import { mergedPath } from '../kit/words/mergedIds';
import type { KeyRing } from '../kit/words/secrets';
import { entities, features, migrations } from './features';
import { openMerged } from './libraries';
import {
  ContactKeys,
  listingSchedules,
  listingsInMerge,
  listingTasks,
  type Mailing,
  resealContacts,
  resealContactsTask,
} from './listings';
import { cancelMeetingsAhead, meetingLetterTasks, meetingsInMerge } from './meetings';
import {
  hasSister,
  librariesWithPartner,
  type PartnershipsApp,
  partnershipSchedules,
  partnershipsInMerge,
  partnershipTasks,
} from './partnerships';
import { seed } from './seed';
import { storiesInMerge } from './stories';

/** The schema, without a database. */
export const buildPartnership = (): Promise<Subgraph> => federate(features);

export interface PartnershipOptions extends SubgraphOptions {
  /** Encrypt the addresses of contacts: the first one; all decrypt them. */
  readonly contactKeys: KeyRing;
  /** The address of the Sister Libraries Committee. */
  readonly committeeMail?: string | undefined;
  /** The language of its mails, by its tag; English when not given. */
  readonly committeeLanguage?: string | undefined;
}

const mergeParts = [listingsInMerge, partnershipsInMerge([meetingsInMerge, storiesInMerge])];

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
      async open({ database, databaseUrl, publicUrl, log, clock, mailer, condition, closeWith }) {
        const merged = await openMerged(database, { url: databaseUrl, log, closeWith });
        const contactKeys = new ContactKeys(options.contactKeys);
        const feed = new ChangeFeed({ url: databaseUrl, log, condition });
        closeWith(() => feed.stop());
        const { committeeMail, committeeLanguage } = options;
        const mailing: Mailing = { database, contactKeys, mailer, clock, publicUrl, committeeMail, committeeLanguage };
        return {
          app: { contactKeys, feed, publicUrl, mergeParts, hasSister, onPartnershipEnd: [cancelMeetingsAhead] },
          merged,
          told: { [mergedPath]: () => ({ merged: merged.all }) },
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
